import { phrases } from './phrases.ts';

/** Chinese phrases of a solution: nothing else is in the sentence. */
export const WHOLE_CHINESE = phrases(`
  解决了|都解决了|全部解决了|均解决了|彻底解决了|完全解决了|成功解决了|完美解决了|顺利解决了|修复了|恢复了|搞定了|排除了|解决啦|解决喽|解决了x问题|解决了故障|解决了报错|解决了错误|已解决|已得到彻底解决
  已得到完全解决|已修复|已恢复|已搞定|已排除|已处理好|已处理完|已正常|已没问题|已得到解决好了x问题|均得到了解决|已经得到了好了|终于好啦|问题解决|故障解决|问题得到解决|问题被解决|问题顺利解决|问题成功解决
  问题完美解决|问题彻底解决|问题完全解决|问题修复|问题排除|都好了|修好了|搞好了|处理好了|现在好了|全好了|已好啦|完美解决|顺利解决|成功解决|彻底解决|完美修复|能了|可以顺利了|可以成功了|可以登录了
  可以登陆了|可以访问了|可以导出了|可以导入了|可以打开了|可以运行了|可以显示了|可以工作了|可以下载了|可以上传了|可以收到了|可以提交了|可以保存了|可以打印了|可以连接了|可以连了|可以看到了|可以发送了
  可以登了|可以进去了|可以进了|可以查看了|可以操作了|可以啦|一切正常|现在正常|目前正常|运行正常|使用正常|都正常|恢复已正常|恢复均正常|恢复都正常|恢复很正常|恢复非常正常|恢复完全正常|登录已正常|显示已正常
  访问已正常|打印已正常|导出已正常|系统已正常|功能已正常|登录均正常|登录都正常|登录完全正常|登录已已正常|正常了|正常工作了|正常运行了|可以正常使用上了|正常使用啦|没疑问|没其他疑问|没其它疑问|没什么疑问
  没别的疑问|没异议|没问题了|没其他问题了|没其它问题了|没什么问题了|没别的问题了|没异常了|没报错了|没错误了|没问题啦|没事了|没事啦|不报错了|不出错了|不出现了|不发生了|不卡了|不慢了|不掉线了|不闪退了
  不弹错了|不再报错|不再出错|不再出现|不再发生|不再卡|不再掉线|不再闪退|没再出现|没再报错|没再发生|没再出错|再也没出现|再也没报错|再也没发生|再也没出错|无任何疑问|再也没有任何毛病了|验证通过|复测通过
  试用通过|核实通过|检查通过|试过通过|试了通过|用着通过|使用通过|目前通过|现在通过|验证下通过|验证过通过|验证了通过|验证均通过|验证都通过|验证已通过|验证是通过|验证没问题|验证没任何问题|验证没什么问题
  验证ok|验证无误|验证无异常|验证成功|好使了|行了|成了|ok啦|故障消失了|错误消失了|报错消失了|现象消失了|问题已消失了|问题都消失了|问题全部消失了|问题全消失了|问题不见了|问题没了|问题消失啦|处理完毕
  故障处理完毕|都处理完毕|修复完毕|处理完成|处理完了|问题圆满解决|故障圆满解决|问题已圆满解决|问题圆满处理|后好了|之后好了|后便好了|后都好了|后现在好了|后可以了|后正常了|已能正常使用|已可以正常使用
  已能顺利使用|已能正常登录|已能正常登陆|已能正常访问|已能正常导出|已能正常导入|已能正常打开|已能正常运行|已能正常显示|已能正常工作|已能正常下载|已能正常上传|已能正常收发|已能正常发送|已能正常接收
  已能正常打印|已能正常连接|是好的了|后解决|后就解决|后都解决|问题已处理|故障已处理|全部顺利|都顺利|完全顺利|一切ok|一切没问题|测试后通过|问题已经处理完毕|问题已解决完毕|后就好啦|后已恢复|工单可以关闭
  case可以关闭|请关闭|麻烦关闭|帮忙关闭|同意关闭|可以你关闭|可以直接关闭|可以将关闭|可以把关闭|可以该关闭|可以此关闭|可以这个关闭|可以本关闭|可以工单关闭|可以问题关闭|可以case关闭|可以结单|可以关单
  可以结案|可以关闭此|可以关闭这个|可以关闭本|可以关闭上述|可以关闭问题|可以关闭case|可以关闭单子|case关闭了|工单就可以关闭了|工单关掉了|工单结掉了|工单关了|工单关闭吧|工单关闭即可
  可以帮忙关闭掉该工单|问题可以您关闭掉该工单|问题就关闭了|问题solved|故障solved|系统 solved|嗯嗯，好了|您好，弄好了|您好，可以了|您好，可以用了|好了，谢谢。|好了|你好好了|恩好了|哦好了
  是好了|对好了|谢谢好了|谢谢您好了|谢谢你好了|谢谢你们好了|多谢好了|感谢好了|好的好了|确认好了|hello好了|yep好了|great好了|thank好了|好啦|搞定|已处理|通过了|已好|好了感谢|好了十分感谢
  好了太感谢|好了万分感谢|好了多谢|好了谢啦|好了辛苦|好了thx|好了cheers|好了 非常感谢|您好 sorted 非常感谢|您好 it's fine now 非常感谢|您好 好了 thank
  好了，非常感谢您的帮助
`);

/** English phrases of a solution: nothing else is in the sentence. */
export const WHOLE_ENGLISH = phrases(`
  are solved|was solved|were solved|been solved|got solved|already solved|it's solved|that's solved
  everything solved|consider it solved|consider this solved|mark it solved|mark this solved|is  solved
  is all solved|is been solved|is completely solved|is fully solved|is finally solved|is successfully solved
  is indeed solved|is already solved|is just solved|is fixed|is cleared up|is working fine|is working again
  is working now|is working well|is working perfectly|is working properly|is working correctly|is working great
  is working normally|is working as expected|all now solved|is now sorted|problem solved|ticket solved
  bug solved|case solved|error solved|issue resolved|issue fixed|issue closed|resolved it|fixed it|solved this
  solved that|solved our issue|solved the problem|solved the bug|solved the error|restarting solved the issue
  reboot solved the issue|reboots solved the issue|update solved the issue|it have solved the issue
  it finally solved the issue|it fixed the issue|it resolved the issue|it solved this issue|it solved that issue
  solved|resolved|fixed|works|working|that has solved the big issues|this has solved the big issues
  which has solved the big issues|it really solved the big issues|it actually solved the big issues
  it has solved my big issues|it has solved our big issues|it has solved the big problems
  it has solved the big bugs|it has solved the big errors|we just re-tested it solved|just re-tested it solved
  i re-tested it solved|i just retested it solved|i just tested it solved|i just re-checked it solved
  i just re-tried it solved|i just re-verified it solved|i just re-tested this solved
  i just re-tested again solved|i just re-tested today solved|i just re-tested solved|that was it solved
  yes solved|yep solved|yeah solved|thank solved|thank you solved|ok solved|okay solved|great solved
  perfect solved|hi solved|hello solved|all solved|confirmed solved|finally solved|flow again|print again
  load again|open again|start again|boot again|sync again|respond again|arrive again|are connecting again
  is flowing again|is printing again|is loading again|is opening again|is starting again|is syncing again
  is responding again|is arriving again|is coming in again|connect fine|connect normally|connect properly
  connect now|work now|work all now|work perfectly now|work again|work fine|work well|work great
  work like a charm|work as expected|work properly|work correctly|work flawlessly|work normally|work smoothly
  work for me|everything works|it works|this works|which works|your solution works|your answer works
  your suggestion works|your patch works|your update works|it really works|it actually works|it did the trick
  it did it|it helped|it solved|works thanks|worked thanks|works thank you|works just for us|your fix has works
  no longer any questions|no longer see a very odd error|no longer see the very odd error
  no longer see this very odd error|no longer see that very odd error|no longer see these very odd errors
  no longer see those very odd errors|no longer see any very odd errors|no longer see a crash
  messages no longer appear|no longer happening|no longer occurring|no longer failing|we have access again
  all normal|back to good|back to set|back to fine|back to clear|back to ok|it's fine again|all's fine again
  everything is fine again|everything's good again|everything's ok again|everything's normal again
  everything's well again|everything's fine now|everything is fine|everything's good|everything's ok
  everything's well|i now have access|i have access now|is back up|is back in service|access is restored
  connection is restored|connectivity is restored|network is restored|power is restored|service was restored
  service has been restored|service is fully restored|are running fine|up and running fine|is running again
  is running smoothly|is running normally|is running well|is running now|is up and running|is back online
  is up again|no more issue|no further issue|no other issue|no more problem|no more question|no more error
  no more failure|no more crashes|no more trouble|no more warning|no problem anymore|no error anymore
  no trouble anymore|no issue any longer|no issue now|no longer occur|no longer occurs|no longer happen
  no longer happens|no longer fail|no longer fails|no longer crashes|no longer crashing|no longer broken
  no longer issue|no longer problem|no longer message|no longer warning|no longer trouble|error no longer there
  warning no longer there|bug no longer there|issue no longer visible|issue no longer show
  services are now restored|no longer seeing an big issuees|no longer have an big issuees
  no longer having an big issuees|no longer get an big issuees|no longer getting an big issuees
  no longer experience an big issuees|no longer experiencing an big issuees|no longer see an big failurees
  no longer see an big issue|don't see theanymore|not see theanymore|do not have theanymore
  do not get theanymore|do not seeing theanymore|do not having theanymore|do not getting theanymore
  do not see thisanymore|do not see thatanymore|do not see anyanymore|do not see theissue anymore
  do not see theproblem anymore|do not see theerror anymore|do not see themessage anymore
  do not see theany longer|aren't a issue anymore|is not a issue anymore|isn't an issue anymore
  isn't the issue anymore|isn't any issue anymore|isn't a problem anymore|isn't a error anymore
  isn't a issue any longer|isn't a issue now|not a issue anymore|not an issue anymore|not a problem anymore
  not a issue any longer|don't happen anymore|does not happen anymore|doesn't happen anymore
  do not occur anymore|do not appear anymore|do not fail anymore|do not crash anymore|do not happen any longer
  problem is gone|message is gone|bug is gone|issue are gone|issue has gone|issue have gone
  issue is finally gone|issue is completely gone|issue is now all gone|issue is disappeared|issue is vanished
  error gone|problem gone|issue gone|has not see it since|did not see it since|haven't see it since
  have not had it since|have not got it since|have not received it since|have not see the issue since
  have not see this issue since|have not see that issue since|have not see the problem since
  have not see the error since|have not see the message since|have not see the crash since
  have not see the issues since|have not see it again|have not see it anymore|problem has not occur
  error has not occur|it has not occur|issue did not occur|issue has not happen|issue has not appear
  issue has not reappear|issue has not come back|issue has not occur since|issue has not occur anymore
  have not seen any big issue since|issue has not occured again|able to now login|can again login
  can now sign in|can now access|can now open|can now print|can now export|can now import|can now connect
  can now use|can now work|can now send|can now receive|can now see|can now download|can now upload
  am able to login again|can access again|can export again|can import again|can use again|can work again
  can send again|can receive again|can see again|can download again|can upload again|can login now
  please close it|we can close ticket|you may close ticket|feel free to close ticket|could you close ticket
  can you close ticket|would you close ticket|will you close ticket|go ahead and close ticket
  you can please close ticket|you can kindly close ticket|you can go ahead and close ticket
  you can feel free to close ticket|you can close out ticket|you can close my ticket|you can close our ticket
  you can close that ticket|you can close this onbig ticket|you can close this b ticket|you can close case
  you can close|can be closed|close the ticket|close my ticket|close our ticket|close that ticket
  close this issue|close this case|close this request|ok to close|good to close|fine to close
  happy for you to close|ok to close the|ok to close this issue|ok to close this case|ok to close this request
  all is well|all is fine|all is good|all is ok|you can now close off that one|okay to close it ticket
  hi, it is good now|that's ok now|yes, done and dusted|ok, perfect now|good now|fine now|ok now
  it's perfect now|it's done now
`);

/** Sentences in which the phrase is what stands between « and ». */
export const IN_PART = phrases(`
  «已经得到解决»好了没问题|问题«解决了»|«弄好了»王|登录«已正常»吗|登录«已正常»么|登录«已正常»的话|登录«已正常»情况|«可以用了»王|«is working» nowx|«is solved» onx
  xis «now resolved»|«solved» that we|«solved» that you|«solved» that they|«solved» that i|«solved» that he
  «solved» that she|«solved» that it|«solved» that the|«solved» that our|«solved» that your|«solved» that all
  «solved» that no|«solved» it by|«solved» it when|«solved» by your update|«solved» by a update
  «solved» by this update|«solved» by the upgrade|«solved» by the restart|«solved» by the reboot
  «solved» by the reset|«solved» by the fix|«solved» by the patch|«solved» by the new|«sorted» x
  xit «solved my issue»|«it solved that» issuex|so «all works»|«that worked», thank you|«work perfectly» nowx
  «works» thanksx|we «no longer see these timeouts»|the «problems are no longer present»|«everything's fine».
  «i now have access».|x«'s running fine»|«no longer crash»x|«are back up» and runningx|xdo «not see itanymore»
  «errors is now gone» awayx|«issue hasn't occurred» againx|we «are able to print fine»
  it «is able to connect normally»|I «can finally open it again»|I «can now sign in normally»
  «can finally login» againx|«please close the ticket» issue|«please close the issue» ticket
  «please close the case» ticket|«please close the problem» ticket|«please close the request» ticket
  «you can close» ax|«ok to close this» casex|«kindly now close off this» big support ticketsx|重启«后解决»，谢谢
  «问题已处理»，谢谢|重启«后解决» 谢谢|«问题已处理» 谢谢
`);

/** What only looks like a phrase of a solution. */
export const NO_PHRASES = phrases(`
  解决了一部分|解决了部分|解决了一半|解决了一些|解决了大部分|解决了吗|解决了么|都好了吗|都好了没|问题解决方案|问题解决办法|问题解决方法|问题解决不|问题解决得|问题解决吗|问题解决没|问题解决中|问题解决进度
  问题解决时间|问题解决情况|问题解决措施|问题解决步骤|问题解决思路|完美解决方案|完美解决办法|完美解决方法|恢复正常吗|恢复正常么|恢复正常的话|恢复正常情况|恢复正常工作日|ok了吗|ok了么|ok了不
  is solved on|is solved with|is solved through|is solved towards|is solved hour|is solved day|5solved
  solved  on|solved by|solved with|solved hour|xbug solved|bug solvedx|xfixed it|fixedx|solved by the fixx
  xflow again|flow againx|xwork now|xall works|all worksx|xit works|it worksx|xworks thanks
  issuex no longer there|issue xno longer there|xall normal|all normalx|xit's fine again|it's fine againx
  xeverything's ok|everything's okx|xi now have access|i now have accessx|xis back up|xpower is restored
  power is restoredx|xis up again|is up againx|xno longer any issue|no longer any issuex|xno issue now
  no issue nowx|xbug no longer there|is not a issue anymorex|xisn't a issue now|xnot a issue anymore
  xdo not fail anymore|do not fail anymorex|xbug is gone|xerror gone|error gonex|xhas not see it since
  have not see it anymorex|xit has not occur|can login xagain|can now log inx again|xcan now login again
  please close the gap on it|please close the gap in it|please close the gap of it|please close the gap for it
  please close the gap with it|please close the gap at it|please close the gap about it
  please close the gap from it|please close the gap to it|please close its|you can close your|you can close my
  you can close our|you can close a|you can close that|you can close these|you can close those|you can close all
  you can close both|you can close his|you can close her|you can close their|you can close down|you can close at
  you can close in|you can close up|you can close out|you can close off|you can close port|you can close on
  -close my ticket|xclose my ticket|xall is ok|all is okx|a好了|好了a|5好了
`);

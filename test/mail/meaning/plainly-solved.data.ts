/** What customers write when it is solved. One a line. */
export const PLAINLY_SOLVED: readonly string[] = `
Yes, solved, thanks.
Yes, it's solved. Thank you very much!
The problem is solved, thank you.
Problem solved!
All working again, many thanks.
It works now, thanks for your help.
Works perfectly now.
Thanks, that fixed it.
That did the trick, thank you!
That solved it.
Your solution worked. Thanks!
I can log in again, thanks a lot.
Confirmed, the issue is resolved.
Everything is back to normal. Thank you.
It's fixed now.
Fixed, thanks!
Resolved. Thank you.
You can close the ticket.
Please close this ticket.
Please close the case, all is well.
This can be closed.
Hi Anna, all good now, you can close this. Regards, Tom
Great, it's working. Thanks again!
The printer is working again. Thank you for the quick help.
Issue resolved, please close.
Yes it works, thank you so much.
Thank you, everything works fine now.
Thanks! That worked.
Perfect, that works. Thanks!
The error is gone, thanks.
It is working now 👍
solved 🎉
Happy to confirm that the problem has been fixed.
I confirm it is resolved.
Just tested it: works. Thanks!
We tested it this morning and it works.
Solved after the restart, thank you.
Thanks to your instructions the problem is solved.
Yes, my problem is solved.
Thank you, this has been resolved.
Hello team, the issue has now been resolved. Kind regards, Maria
It's all sorted, thanks.
Sorted, cheers.
Looks good, thanks, you can close it.
I received the invoice, thanks, please close the ticket.
Update installed, and now it works. Thank you!
No more errors since this morning. Consider it solved.
The issue no longer occurs, thank you.
Feel free to close this ticket.
已解决，谢谢。
问题已经解决了，谢谢！
解决了，感谢。
好了，谢谢。
可以了，谢谢！
已经好了。
现在可以正常使用了，谢谢。
恢复正常了，辛苦了。
问题解决了，可以关闭工单。
已修复，多谢。
修好了，谢谢您。
能登录了，谢谢。
没问题了，谢谢。
可以关单了。
请关闭工单，谢谢。
确认已解决。
是的，已解决。
测试过了，没有问题了。
已经可以用了，非常感谢！
按您说的方法操作后已经解决，谢谢。
搞定了，谢谢！
您好，问题已解决，谢谢支持。
好了👍
解决了，谢谢🙏
打印机可以打印了，谢谢。
都正常了，麻烦关闭工单吧。
收到发票了，问题解决，谢谢。
谢谢，已经处理好了。
OK，已经解决。
一切正常，感谢您的帮助。
Hi, just to confirm it's working fine now. Thanks, Dave
It's all working now, thanks for sorting it so fast.
Brilliant, that fixed it!
Many thanks, problem solved.
Thank you for your help, the issue is now resolved.
I can print again. Thanks!
I am able to log in now, thank you.
Login works again, thanks.
The new password works, thank you.
The refund has arrived, so this is solved. Thank you.
Got the licence, everything works. Thanks!
Works like a charm, thank you!
Up and running again, cheers.
That worked, thank you very much.
That was it, solved. Thanks!
Restarting fixed it, thanks.
The restart helped, it works now.
Thanks Anna, it has been fixed.
Sorted now, thank you.
Yes, thank you, it is resolved.
Yes! Works now.
yes solved thx
resolved, ty
All fine now.
All good, thank you!
Everything is fine again.
Confirmed working. You can close this.
You may close the ticket now.
Close the ticket please.
Ticket can be closed, thanks.
Please go ahead and close the request.
Case solved, thank you for the great support.
Perfect, everything works as expected.
Excellent, it works!
It works! Thank you so much!
Hello, the problem is gone since the update. Thank you.
No further problems, please close.
We have no more errors. Thanks.
No issues since yesterday, you can close this.
Dear support, your solution solved my problem. Best regards, Eva
It is working for me now, thanks 😊
Fixed 👍 thanks
Solved ✅
Great, thanks, works for us now.
Our users can log in again. Thank you.
Mail is flowing again, thanks.
The website is back online, thank you.
The VPN connects again, thank you!
你好，问题已经解决，非常感谢！
好的，已经可以了，谢谢！
可以了，非常感谢您的帮助！
可以登录了，谢谢您。
刚试了一下，可以了，谢谢。
已经恢复了，谢谢。
系统恢复正常，感谢支持。
现在好了，多谢！
搞定，谢谢！
问题处理完毕，谢谢。
重启后就好了，谢谢！
按照你的方法解决了，感谢！
更新后正常了，谢谢。
已收到退款，问题解决，谢谢。
收到，已解决，可以关闭了。
麻烦关闭工单，谢谢。
可以结单了，谢谢。
问题解决了👍
已解决🌹
好了😊
没有问题了，感谢！
一切正常，谢谢。
打印正常了，谢谢。
网络恢复了，谢谢。
软件能打开了，多谢。
密码重置成功，可以登录了。
是的，解决了，谢谢。
确认解决，请关闭。
测试通过，可以关闭。
已经验证，没有问题，请关闭工单。
问题已圆满解决，感谢！
Works great now, cheers
Thanks, it's all good now
That's fixed it, thank you
It has been working since this morning, thank you, please close
We can close this one
Please mark this as resolved
You can mark it as solved
Happy to say it's resolved now
Printer prints again, thank you
The error message no longer appears, thanks
Tested with three users, all fine, please close
Yes that works
Yes, that did it
Thanks for the quick fix, it works
Thank you Tom, your fix works
Cleared the cache and it works now, thanks
After the reboot everything is fine, thank you
After reinstalling the driver it works. Thanks!
Reset my password, all working now
I've installed the update and the problem is gone. Many thanks.
Solved by the update, thank you
Resolved on our side, you can close the ticket
The fix solved our problem. Thank you very much for your support!
Great support, problem solved!
It's ok now, thanks
Thanks, I can access the portal now
I now have access, thank you
Hello, this has been sorted, you can close the ticket. Thanks, Jo
好的，谢谢，问题解决了
谢谢，好了
已经好了，谢谢您的耐心
可以正常打印了
已经能正常登录，谢谢
邮件能收到了，谢谢
是好的了，谢谢
已恢复正常，可以关闭工单了，谢谢
更新驱动后解决，谢谢
问题已处理，谢谢
没问题，可以关闭了
处理好了，感谢
OK了，谢谢
That's great, it works now. Thank you!
Thank you! It's fixed.
Works now, thanks a million!
Fixed. Thanks, Bob.
All resolved, thank you for your patience.
Problem has gone away, thanks.
It is all good now, thank you.
The issue has been resolved to my satisfaction. Thank you.
Yes this is now resolved, thank you for your help.
Yes, it works.
Yes it is working now.
It's working perfectly, thank you!
Thank you, it is working again.
Hi, this is resolved now. Regards, Lee
Hi there, that has fixed the problem, thanks.
This is sorted now, thank you.
The system is back up, thank you.
Service is restored, thanks.
We're up and running again. Thanks for the quick response.
I've tested it and everything works. Thanks.
Checked this morning, all good. Please close.
Resolved, please close the ticket.
Good to close, thanks.
Happy for you to close this ticket.
No further action needed, please close.
Thanks for your support, the problem is fixed now.
问题解决了，谢谢你们的支持
可以了，麻烦了
好的，现在可以了
恢复了，谢谢
已经正常了，谢谢
谢谢，可以用了
好了，非常感谢
已搞定，谢谢
已经可以登录了，感谢
多谢，问题已经解决
现在一切正常
工单可以关闭了，谢谢
问题已经得到解决，感谢贵司
已经修好了，感谢师傅
`
  .trim()
  .split('\n');

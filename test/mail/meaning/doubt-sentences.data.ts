import type { Doubt } from '../../../src/mail/meaning/doubt.ts';
import { phrases } from './phrases.ts';

/** Sentences with a phrase of a solution that does not count, by the reason. */
export const SENTENCES_IN_DOUBT: Partial<Record<Doubt, readonly string[]>> = {
  'said by others': phrases(`
    it is solved, xi said|问题已解决的请忽略|it is solved, xi report|it is solved, xif you call|已解决的王工|solved as promised
    上次说已解决|声称问题已解决|宣称问题已解决|表示问题已解决|告诉问题已解决|告知问题已解决|通知问题已解决|状态是问题已解决|状态为问题已解决|状态改问题已解决|状态变问题已解决|状态：问题已解决|状态:问题已解决
    标题问题已解决|谎称问题已解决|谎报问题已解决|信回复问题已解决|系统回复问题已解决|工单回复问题已解决|页面回复问题已解决|状态回复问题已解决|客服回复问题已解决|你们回复问题已解决|贵司回复问题已解决
    贵方回复问题已解决|对方回复问题已解决|她回复问题已解决|领导回复问题已解决|供应商回复问题已解决|厂家回复问题已解决|邮件提示问题已解决|邮件认为问题已解决|邮件反映问题已解决|邮件宣布问题已解决|邮件称问题已解决
    邮件承诺问题已解决|邮件保证问题已解决|邮件认定问题已解决|邮件判定问题已解决|邮件改成问题已解决|邮件改为问题已解决|邮件里写问题已解决|显示：问题已解决|显示:问题已解决|显示问题问题已解决|曾解问题已解决
    曾恢问题已解决|曾好问题已解决|曾被问题已解决|修复过，问题已解决|恢复过，问题已解决|好过，问题已解决|据问题已解决|问题已解决，同事回复|问题已解决，邮件显示|问题已解决，显示已解|问题已解决，x据悉
    问题已解决，x据称|问题已解决，x据了解|问题已解决，x据报|已解决的x|已解决 的x|according to it solved|it showed solved|it shown solved
    it displayed solved|status solved|write solved|writes solved|writing solved|written solved|wrote solved
    reads solved|says solved|saying solved|told solved|telling solved|reporting solved|stating solved
    stated solved|marks solved|marking solved|calling solved|called solved|considering solved|considered solved
    thinking solved|regards that as solved|report solved|问题已解决button|问题已解决link|问题已解决option|问题已解决label|问题已解决mail
    问题已解决message|问题已解决notice|问题已解决ticket|问题已解决case|it is solved, regarding it as|it is solved, informationx
  `),
  contrast: phrases(`
    问题已解决，但愿一切顺利
  `),
  condition: phrases(`
    it is solved, why notx|it is solved, thanks once againx|it is solved, if youcall|it is solved, if you callx
    please close the ticket on Monday after lunch|x后x请关闭工单
  `),
  'wish or future': phrases(`
    it is solved, i must sayx|it is solved, xas expected|solved as required|solved as soon|solved like expected
    solved like it should
  `),
  part: phrases(`
    it is solved, as desiredx|it is solved, as advisedx|it is solved, for timex|已解决=x|已解决=×|已解决=✗|已解决x
    solved in v9|solved in the release|solved that you|solved that the|the window of Tom is solved
    solved for all 12 days|solved for me two days|solved for me three days|solved for me four days
    solved for me five days|solved for me ten days|solved for me few days|solved for us a few days
    solved for all second|solved for all minute|solved for all hour|solved for all day|the dialog is solved
    the tab is solved|the account is solved|the door is solved|the gap is solved|the shop is solved
    the connection is solved|solved in release|solved in the next|solved in the latest|solved in the new
    solved thanks to my|solved thanks to our|solved for usx|solved at myx|solved as ofx|solved like newx
    solved after i bedx|- for Tom it is solved|for 5 it is solved|my friend's is solved|my wife's is solved
    my husband's is solved|my boss's is solved|my brother's is solved|my sister's is solved|my son's is solved
    my daughter's is solved|my mother's is solved|my father's is solved|my partner's is solved
    my cousin's is solved|my teammate's is solved|my roommate's is solved|last time’s case solved|同事已解决|邻居已解决
    朋友已解决|家人已解决|老婆已解决|老公已解决|人家已解决|别家已解决|别处已解决|那台已解决|上一个已解决|前一个已解决|旧的已解决|x那边已解决|solved it by walking
    solved this by walking|solved that by walking|please close the ticket xafter|please close the ticket afterx
    solved after we reboot|solved after you reboot|solved after they reboot
  `),
  'trouble after it': phrases(`
    it is solved, xnot bad|已解决问题王工|已解决故障王工|问题已解决，坏|问题已解决，挂|问题已解决，崩|问题已解决，瘫|问题已解决，罢工|问题已解决，炸|问题已解决，丢|问题已解决，转圈
    问题已解决，趴窝|问题已解决，歇菜|问题已解决，死机|问题已解决，宕|问题已解决，空着|问题已解决，白屏|问题已解决，黑屏|问题已解决，报错|问题已解决，出错|问题已解决，失败|问题已解决，异常|问题已解决，故障
    问题已解决，错误|问题已解决，卡顿|问题已解决，卡住|问题已解决，很卡|问题已解决，太慢|问题已解决，很慢|问题已解决，变慢|问题已解决，掉线|问题已解决，断线|问题已解决，断开|问题已解决，闪退|问题已解决，空白
    问题已解决，乱码|it is solved, broken|it is solved, fail|it is solved, fails|it is solved, failing
    it is solved, failure|it is solved, stuck|it is solved, missing|it is solved, hanging|it is solved, dead
    it is solved, lost|it is solved, stoped|it is solved, bad|it is solved, worse|it is solved, bigger
    it is solved, annoying|it is solved, issue|it is solved, error|it is solved, bug|it is solved, trouble
  `),
  'a question': phrases(`
    问题已解决不成|问题已解决 了嘛
  `),
  past: phrases(`
    yesterday it was solved, it work|yesterday it was solved, it works|yesterday it was solved, it working
    昨天问题解决了，正常|昨天问题解决了，能
  `),
};

/** Sentences with a phrase of a solution that counts. */
export const SENTENCES_WITHOUT_DOUBT = phrases(`
  it is solved once again|it is solved once more|solved  again|其他同事也可以登录了|同事已确认问题已解决|同事确认问题已解决|同事们已经确认问题已解决
  同事在此确认问题已解决|同事可以确认问题已解决|同事这边来确认问题已解决|已解决谢王工|已解决感谢王工|已解决多谢王工|已解决哈王工|已解决哦王工|已解决啊王工|已解决呀王工|已解决辛苦王工|已解决可以王工|已解决请王工
  已解决麻烦王工|已解决工单可王工|已解决工单请王工|已解决工单关王工|已解决工单结王工|已解决关王工|已解决结王工|已解决已王工|已解决并王工|已解决且王工|已解决很王工|已解决都王工|已解决全王工|已解决目前王工
  已解决现在王工|已解决后王工|已解决吗王工|已解决 了王工|已解决 啦王工|已解决xx|solved since|solved thank|solved ty|solved cheers|solved and
  solved so|solved please|solved as|solved from|solved in|solved via|solved through|solved using|solved due
  solved because|solved today|solved properly|solved correctly|solved smoothly|solved completely
  solved immediately|solved finally|solved great|solved very|solved much|solved many|solved here|solved too
  solved also|solved already|solved everywhere|solved all|solved everything|solved you|solved we|solved i
  solved just|solved right|solved both|solved your|solved my|solved our|solved of|solved everyone
  solved everybody|solved guys|solved team|solved sir|solved madam|solved dear|solved best|solved kind
  solved regards|solved last|solved earlier|solved indeed|solved the moment|solved the way|solved the day
  solved the minute|solved to everyone|solved to me|solved to us|the windowpane is solved|solved to my
  solved to our|solved for me|solved for everyone|solved for everybody|solved for both|solved for good
  solved for sure|solved for the team|solved for my user|solved for my colleague|solved for my customer
  solved for my staff|solved for my office|solved for my company|solved for my account|solved for my device
  solved for my computer|solved at our|solved at my|solved at this|solved at home|solved at work|solved at full
  solved at normal|solved at all|solved as usual|solved as normal|solved as well|solved as you|solved as per
  solved as designed|solved as advertised|solved as of|solved as a result|solved as it did|solved as it was
  solved as it used|solved as before|solved like a dream|solved like clockwork|solved like magic
  solved like before|solved like new|solved like normal|solved like always|solved like it did
  solved like it used|solved after i had|solved after i was|solved after i were|solved after i did
  solved after i got|solved after i made|solved after i took|solved after i put|solved after i ran
  solved after i went|solved after i gave|solved after i sent|solved after i bought|solved after i found
  solved after i set|solved after i came|solved after i saw|solved after i shut|solved after i reset
  solved, by xthat|solved thanks to ax|solved, by thatx|solved, by the b tox|Well, for Tom it is solved
  colleaguexs is solved|上次提已解决|上次报已解决|it is solved by rebooting|it is solved by reinstalling
  it is solved by resetting|it is solved by reloading|it is solved by reconnecting|it is solved by reentering
  it is solved by replacing|it is solved by renewing|it is solved by reconfiguring|it is solved by replugging
  it is solved by retrying|it is solved by upgrading|it is solved by installing|it is solved by changing
  it is solved by correcting|it is solved by following it|it is solved by clearing|it is solved by configuring
  it is solved by adjusting|it is solved by enabling|it is solved by running|it is solved by applying
  it is solved by turning it|it is solved by plugging|it is solved by dozing|it is solved by adding it
  it is solved by using it|solved, by walkingx|已解决的|已解决的。|xsay solved|问题已解决buttonx|solved--mail
  it is solved, sayx|xafter please close the ticket|问题已解决，问题在于|问题已解决，问题出在|问题已解决，问题原因
  it is solved, issue came from|it is solved, issue lay|it is solved, same time|it is solved, same patch
  it is solved, same way|it is solved, same fix|it is solved, same solution|it is solved, same method
  it is solved, same for|it is solved, same here|it is solved, same as|it is solved, same hour
  it is solved, xbad|yesterday it was solved, it xwork|yesterday it was solved, it workx|it is solved /sx
`);

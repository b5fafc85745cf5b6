/** How mail programs put the mail that is answered below the author's words, invented mails in their exact shape. */
export const ANSWER = '按您说的方法清了缓存，现在还是登录不上。\n\n请再帮忙看一下，谢谢！';

const OLD = '张三，您好：\n\n您的问题已登记，编号 TS20261122001。\n\n如需补充信息，直接回复本邮件即可。';
const MARKED = OLD.split('\n')
  .map((line) => `> ${line}`.trimEnd())
  .join('\n');
const ZH =
  '发件人：技术支持 <support@desk.example>\n发送时间：2026年11月22日 10:00\n收件人：张三 <zhang@client.example>\n主题：登录失败';
const EN =
  'From: Support <support@desk.example>\nSent: Sunday, November 22, 2026 10:00 AM\nTo: Zhang San\nSubject: Login fails';

export const CLIENTS: readonly (readonly [client: string, below: string])[] = [
  ['QQ Mail', `------------------ 原始邮件 ------------------\n${ZH}\n\n${OLD}`],
  [
    'QQ Mail, English',
    `------------------ Original ------------------\nFrom:  "Support"<support@desk.example>;\nDate:  Sun, Nov 22, 2026 10:00 AM\nTo:  "Zhang"<zhang@client.example>;\nSubject:  Re: x\n\n${OLD}`,
  ],
  [
    'QQ Mail for iOS',
    `发自我的iPhone\n\n---Original---\nFrom: "技术支持"<support@desk.example>\nDate: Sun, Nov 22, 2026 10:00 AM\nTo: "张三"<zhang@client.example>;\nSubject: Re: 登录失败\n\n${OLD}`,
  ],
  [
    'Foxmail',
    `张三\n信息技术部\n \n发件人： 技术支持\n发送时间： 2026-11-22 10:00\n收件人： 张三\n主题： Re: 登录失败\n${OLD}`,
  ],
  ['NetEase web', `At 2026-11-22 10:00:00, "技术支持" <support@desk.example> wrote:\n>${OLD.replaceAll('\n', '\n>')}`],
  [
    'NetEase web, Chinese',
    `在 2026-11-22 10:00:00，"技术支持" <support@desk.example> 写道：\n>${OLD.replaceAll('\n', '\n>')}`,
  ],
  [
    'NetEase Mail Master',
    `| |\n张三\n|\n|\nzhang@client.example\n|\n签名由 网易邮箱大师 定制\n\n---- 回复的原邮件 ----\n| 发件人 | 技术支持<support@desk.example> |\n| 发送日期 | 2026年11月22日 10:00 |\n| 收件人 | 张三<zhang@client.example> |\n| 主题 | Re: 登录失败 |\n${OLD}`,
  ],
  [
    'NetEase Mail Master, English',
    `| |\nZhang San\n|\n|\nEmail：zhang@client.example\n|\n\nSignature is customized by Netease Mail Master\n\n---- Replied Message ----\n| From | Support<support@desk.example> |\n| Date | 11/22/2026 10:00 |\n| To | Zhang<zhang@client.example> |\n| Subject | Re: x |\n${OLD}`,
  ],
  [
    'NetEase Mail Master, phone',
    `| |\n张三\n|\n|\n邮箱：zhang@client.example\n|\n\n签名由 网易邮箱大师 定制\n\n在2026年11月22日 10:00，技术支持 写道：\n${OLD}`,
  ],
  [
    'Coremail',
    `> -----原始邮件-----\n> 发件人: "技术支持" <support@desk.example>\n> 发送时间: 2026-11-22 10:00:00 (星期日)\n> 收件人: 张三\n> 主题: Re: 登录失败\n>\n${MARKED}`,
  ],
  [
    'Coremail, without marks',
    `-----原始邮件-----\n发件人:"技术支持" <support@desk.example>\n发送时间:2026-11-22 10:00:00 (星期日)\n收件人: 张三\n主题: 登录失败\n\n${OLD}`,
  ],
  [
    'Aliyun',
    `------------------------------------------------------------------\n发件人：技术支持 <support@desk.example>\n日　期：2026年11月22日 10:00:00\n收件人：张三<zhang@client.example>\n主　题：Re: 登录失败\n\n${OLD}`,
  ],
  [
    'Aliyun, phone',
    `来自阿里邮箱 iPhone版\n------------------------------------------------------------------\n发件人：技术支持<support@desk.example>\n日　期：2026年11月22日 10:00:00\n收件人：张三\n主　题：登录失败\n\n${OLD}`,
  ],
  [
    'Aliyun, Android',
    `------------------该邮件从移动设备发送\n--------------原始邮件--------------\n发件人："技术支持 "<support@desk.example>;\n发送时间：2026年11月22日(星期日) 上午10:00\n收件人："张三 "<zhang@client.example>;\n主题：Re: 登录失败\n-----------------------------------\n${OLD}`,
  ],
  [
    'DingTalk',
    `来自钉钉专属商务邮箱\n------------------------------------------------------------------\n发件人：技术支持<support@desk.example>\n日　期：2026年11月22日 10:00:00\n收件人：张三<zhang@client.example>\n主　题：登录失败\n\n${OLD}`,
  ],
  [
    'Feishu',
    `---------- 原始邮件 ----------\n发件人: "技术支持"<support@desk.example>\n日期: 2026年11月22日 周日 10:00\n收件人: 张三\n主题: 登录失败\n\n${OLD}`,
  ],
  [
    'Lark',
    `From: "Support"<support@desk.example>\nDate: Sun, Nov 22, 2026, 10:00\nSubject: [External] Re: x\nTo: "Zhang"<zhang@client.example>\n${OLD}`,
  ],
  [
    'WeCom',
    `发自我的企业微信\n\n\n----------回复的邮件信息----------\n技术支持<support@desk.example> 在 2026-11-22 10:00:00 写道：\n\n${OLD}`,
  ],
  [
    'WeCom, English',
    `----------Reply to Message----------\nOn Sun, Nov 22, 2026 10:00 AM Support<support@desk.example> wrote:\n\n${OLD}`,
  ],
  [
    'Sina',
    `----- 原始邮件 -----\n发件人：技术支持 <support@desk.example>\n收件人：张三\n主题：登录失败\n日期：2026年11月22日 10点00分\n\n${OLD}`,
  ],
  [
    '139',
    `----邮件原文----\n发件人：技术支持 <support@desk.example>\n收件人：张三\n抄 送： (无)\n发送时间：2026-11-22 10:00:00\n主题：登录失败\n\n${OLD}`,
  ],
  [
    '189',
    `------------------原始邮件------------------\n发件人："技术支持" <support@desk.example>\n发件时间：2026年11月22日 10:00:00\n收件人："张三"\n主 题：登录失败\n\n${OLD}`,
  ],
  ['Sohu', `---------- 原始邮件 ----------\n发件人: 技术支持\n发送时间: 2026-11-22\n主题: 登录失败\n${OLD}`],
  ['Outlook, Chinese', ZH.replaceAll('：', ': ').concat(`\n\n${OLD}`)],
  [
    'Outlook, Taiwan',
    `寄件者: 技術支援 <support@desk.example>\n傳送時間: 2026年11月22日 上午 10:00\n收件者: 張三\n主旨: 登入失敗\n\n${OLD}`,
  ],
  [
    'Outlook for iOS, Chinese',
    `获取适用于 iOS 的 Outlook<https://aka.ms/o0ukef>\n________________________________\n${ZH}\n\n${OLD}`,
  ],
  [
    'Outlook for Android, Chinese',
    `下载 Outlook for Android<https://aka.ms/ghei36>\n________________________________\n${ZH}\n\n${OLD}`,
  ],
  ['Outlook for iOS', `Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n${EN}\n\n${OLD}`],
  ['Outlook', `${EN}\n\n${OLD}`],
  [
    'Outlook, old plain text',
    `-----Original Message-----\nFrom: Support [mailto:support@desk.example] \nSent: Sunday, November 22, 2026 10:00 AM\nTo: Zhang\nSubject: x\n\n${OLD}`,
  ],
  [
    'Outlook, old plain text, Chinese',
    `-----邮件原件-----\n发件人: 技术支持 [mailto:support@desk.example] \n发送时间: 2026年11月22日 10:00\n收件人: 张三\n主题: 登录失败\n\n${OLD}`,
  ],
  [
    'Outlook, German',
    `Von: Support <support@desk.example>\nGesendet: Sonntag, 22. November 2026 10:00\nAn: Zhang\nBetreff: x\n\n${OLD}`,
  ],
  [
    'Outlook, French',
    `De : Support <support@desk.example>\nEnvoyé : dimanche 22 novembre 2026 10:00\nÀ : Zhang\nObjet : x\n\n${OLD}`,
  ],
  [
    'Outlook, Spanish',
    `De: Support <support@desk.example>\nEnviado: domingo, 22 de noviembre de 2026 10:00\nPara: Zhang\nAsunto: x\n\n${OLD}`,
  ],
  [
    'Outlook, Japanese',
    `差出人: Support <support@desk.example>\n送信日時: 2026年11月22日 10:00\n宛先: Zhang\n件名: x\n\n${OLD}`,
  ],
  [
    'Outlook, Korean',
    `보낸 사람: Support <support@desk.example>\n보낸 날짜: 2026년 11월 22일 일요일 오전 10:00\n받는 사람: Zhang\n제목: x\n\n${OLD}`,
  ],
  [
    'Windows Mail, Chinese',
    `从 Windows 版邮件发送\n\n发件人: 技术支持\n发送时间: 2026年11月22日 10:00\n收件人: 张三\n主题: 登录失败\n\n${OLD}`,
  ],
  [
    'Windows Mail',
    `Sent from Mail for Windows\n\nFrom: Support\nSent: Sunday, November 22, 2026 10:00 AM\nTo: Zhang\nSubject: x\n\n${OLD}`,
  ],
  ['Gmail', `On Sun, Nov 22, 2026 at 10:00 AM Support <support@desk.example> wrote:\n\n${MARKED}`],
  [
    'Gmail, wrapped',
    `On Sun, Nov 22, 2026 at 10:00 AM Example Company Support Centre East <\nsupport@desk.example> wrote:\n\n${MARKED}`,
  ],
  ['Gmail, Chinese', `技术支持 <support@desk.example> 于2026年11月22日周日 10:00写道：\n\n${MARKED}`],
  [
    'Gmail, Chinese, broken before the date',
    `示例公司客户服务中心技术支持 <support@desk.example>\n于2026年11月22日周日 10:00写道：\n\n${MARKED}`,
  ],
  [
    'Gmail, Chinese, broken in the name',
    `示例公司华东区客户服务中心技术支持与运维保障部\n<support@desk.example> 于2026年11月22日周日 10:00写道：\n\n${MARKED}`,
  ],
  [
    'Gmail, Chinese, broken in the date',
    `技术支持 <support@desk.example> 于2026年11月22日周日\n10:00写道：\n\n${MARKED}`,
  ],
  ['Gmail, Taiwan', `技術支援 <support@desk.example> 於 2026年11月22日週日 上午10:00寫道：\n\n${MARKED}`],
  ['Gmail, Japanese', `2026年11月22日(日) 10:00 Support <support@desk.example>:\n\n${MARKED}`],
  ['Gmail, Korean', `2026년 11월 22일 (일) 오전 10:00, Support <support@desk.example>님이 작성:\n\n${MARKED}`],
  ['Gmail, German', `Am So., 22. Nov. 2026 um 10:00 Uhr schrieb Support <support@desk.example\n>:\n\n${MARKED}`],
  ['Gmail, French', `Le dim. 22 nov. 2026 à 10:00, Support <support@desk.example> a écrit :\n\n${MARKED}`],
  ['Gmail, Spanish', `El dom, 22 nov 2026 a las 10:00, Support (<support@desk.example>)\nescribió:\n\n${MARKED}`],
  [
    'Gmail, over an empty line',
    `On Sun, Nov 22, 2026 at 10:00 AM\n\nSupport <support@desk.example> wrote:\n\n${MARKED}`,
  ],
  [
    'Gmail, Italian',
    `Il giorno dom 22 nov 2026 alle ore 10:00 Support <support@desk.example> ha\nscritto:\n\n${MARKED}`,
  ],
  ['Apple Mail', `> On Nov 22, 2026, at 10:00 AM, Support <support@desk.example> wrote:\n> \n${MARKED}`],
  ['Apple Mail, Chinese', `> 2026年11月22日 10:00，技术支持 <support@desk.example> 写道：\n> \n${MARKED}`],
  [
    'iPhone, Chinese',
    `发自我的 iPhone\n\n> 在 2026年11月22日，上午10:00，技术支持 <support@desk.example> 写道：\n> \n> ﻿${MARKED}`,
  ],
  ['iPhone', `Sent from my iPhone\n\nOn Nov 22, 2026, at 10:00, Support <support@desk.example> wrote:\n\n${MARKED}`],
  ['iPhone, Japanese', `iPhoneから送信\n\n2026/11/22 10:00、Support <support@desk.example>のメール:\n\n${MARKED}`],
  [
    'iPhone, German',
    `Von meinem iPhone gesendet\n\n> Am 22.11.2026 um 10:00 schrieb Support <support@desk.example>:\n> \n${MARKED}`,
  ],
  [
    'iPhone, French',
    `Envoyé de mon iPhone\n\n> Le 22 nov. 2026 à 10:00, Support <support@desk.example> a écrit :\n> \n${MARKED}`,
  ],
  ['Thunderbird', `On 11/22/2026 10:00 AM, Support wrote:\n${MARKED}`],
  ['Thunderbird, Chinese', `在 2026/11/22 10:00, 技术支持 写道:\n${MARKED}`],
  ['Thunderbird, Dutch', `Support schreef op 22-11-2026 om 10:00:\n${MARKED}`],
  ['Yahoo', `On Sunday, November 22, 2026 at 10:00:00 AM GMT+8, Support <support@desk.example> wrote:  \n \n ${OLD}`],
  ['Yahoo, Chinese', `在 2026年11月22日星期日 GMT+8 上午10:00:00，技术支持<support@desk.example> 写道：\n\n${OLD}`],
  ['Zoho', `---- On Sun, 22 Nov 2026 10:00:00 +0800 Support <support@desk.example> wrote ----\n\n${OLD}`],
  ['Zoho, Chinese', `---- 在 星期日, 2026-11-22 10:00:00 +0800 技术支持 <support@desk.example> 撰写 ----\n\n${OLD}`],
  [
    'Proton',
    `Sent with [Proton Mail](https://proton.me/mail/home) secure email.\n\nOn Sunday, November 22nd, 2026 at 10:00 AM, Support <support@desk.example> wrote:\n\n${MARKED}`,
  ],
  [
    'Proton, older',
    `Sent with ProtonMail Secure Email.\n\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Sunday, November 22nd, 2026 at 10:00 AM, Support <support@desk.example> wrote:\n\n${MARKED}`,
  ],
  [
    'Proton, phone',
    `Sent from Proton Mail for iOS.\n\n-------- Original Message --------\nOn Sunday, 11/22/26 at 10:00 Support <support@desk.example> wrote:\n\n${OLD}`,
  ],
  ['Fastmail', `On Sun, 22 Nov 2026, at 10:00, Support wrote:\n${MARKED}`],
  ['Spark', `On Nov 22, 2026 at 10:00 AM +0800, Support <support@desk.example>, wrote:\n${MARKED}`],
  ['Spark, Chinese', `发自 Spark\n2026年11月22日 +0800 10:00 技术支持 <support@desk.example>，写道：\n${MARKED}`],
  [
    'Samsung',
    `Sent from my Galaxy\n\n-------- Original message --------\nFrom: Support <support@desk.example>\nDate: 22/11/2026 10:00 (GMT+08:00)\nTo: zhang@client.example\nSubject: x\n\n${OLD}`,
  ],
  [
    'Samsung, Chinese',
    `发自我的 Galaxy\n\n-------- 原始信息 --------\n由： 技术支持 <support@desk.example>\n日期： 2026/11/22 10:00 (GMT+08:00)\n收件人： zhang@client.example\n主题： 登录失败\n\n${OLD}`,
  ],
  [
    'Samsung, Korean',
    `내 갤럭시에서 보냄\n\n-------- 원본 이메일 --------\n발신: Support <support@desk.example>\n날짜: 26/11/22 10:00 (GMT+09:00)\n받은 사람: zhang@client.example\n제목: x\n\n${OLD}`,
  ],
  ['Xiaomi', `来自我的小米手机\n\n在 技术支持 <support@desk.example>，2026年11月22日 上午10:00写道：\n\n${OLD}`],
  ['Xiaomi, Redmi', `发自我的小米\n在 "技术支持"<support@desk.example>，2026-11-22 10:00写道：\n${OLD}`],
  [
    'Huawei',
    `发自我的华为手机\n\n\n-------- 原始邮件 --------\n发件人： 技术支持 <support@desk.example>\n日期： 2026年11月22日周日 10:00\n收件人： 张三\n主 题： 登录失败\n${OLD}`,
  ],
  [
    'Honor',
    `来自我的荣耀手机\n\n-------- 原始邮件 --------\n发件人： 技术支持 <support@desk.example>\n日期： 2026年11月22日 周日 10:00\n收件人： 张三\n主题： 登录失败\n${OLD}`,
  ],
  [
    'vivo',
    `发自我的vivo智能手机\n\n------------------ 原始邮件 ------------------\n发件人：技术支持<support@desk.example>\n时间：2026-11-22 10:00:00\n收件人：张三\n主题：登录失败\n\n${OLD}`,
  ],
  ['OPPO', `发自我的OPPO手机\n\n技术支持 <support@desk.example>于 2026年11月22日 10:00写道：\n\n${OLD}`],
  [
    'K-9',
    `On 22 November 2026 10:00:00 GMT+08:00, Support <support@desk.example> wrote:\n${MARKED}\n\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.`,
  ],
  ['K-9, Chinese', `于 2026年11月22日 GMT+08:00 上午10:00:00, 技术支持 <support@desk.example> 写到:\n${MARKED}`],
  ['mutt', `* Support <support@desk.example> [2026-11-22 10:00]:\n${MARKED}`],
  ['mutt, English', `On Sun, Nov 22, 2026 at 10:00:00AM +0800, Support wrote:\n${MARKED}`],
  [
    'Lotus Notes',
    `发件人：\tSupport <support@desk.example>\n收件人：\tzhang@client.example\n日期：\t2026/11/22 10:00\n主题：\tRe: x\n\n\n${OLD}`,
  ],
  [
    'Lotus Notes, rule',
    `-----Support <support@desk.example> wrote: -----\n\n=======================\nTo: Zhang\nFrom: Support <support@desk.example>\nDate: 11/22/2026 10:00AM\nSubject: x\n=======================\n\n${OLD}`,
  ],
  ['Roundcube', `On 2026-11-22 10:00, Support wrote:\n${MARKED}`],
  ['Roundcube, Chinese', `于 2026-11-22 10:00，技术支持 写道：\n${MARKED}`],
  ['Roundcube, French', `Le 2026-11-22 10:00, Support a écrit :\n${MARKED}`],
  ['SOGo', `On Sunday, November 22, 2026 10:00 CST, Support <support@desk.example> wrote:\n \n${OLD}`],
  [
    'Zimbra',
    `----- Original Message -----\nFrom: "Support" <support@desk.example>\nTo: "Zhang" <zhang@client.example>\nSent: Sunday, November 22, 2026 10:00:00 AM\nSubject: x\n\n${OLD}`,
  ],
  [
    'Zimbra, French',
    `De: "Support" <support@desk.example>\nÀ: "Zhang" <zhang@client.example>\nEnvoyé: Dimanche 22 Novembre 2026 10:00:00\nObjet: x\n\n${OLD}`,
  ],
  [
    'Zimbra, Chinese',
    `发件人: "技术支持" <support@desk.example>\n收件人: "张三" <zhang@client.example>\n发送时间: 星期日, 2026年 11 月 22日 上午 10:00:00\n主题: 登录失败\n\n${OLD}`,
  ],
  ['GroupWise', `>>> Support <support@desk.example> 22.11.2026 10:00 >>>\n${OLD}`],
  [
    'GroupWise, with a number',
    `>>> On 11/22/2026 at 10:00 AM, in message <65B0@desk.example>, Support <support@desk.example> wrote:\n${OLD}`,
  ],
  [
    'eM Client',
    `------ Original Message ------\nFrom "Support" <support@desk.example>\nTo "Zhang" <zhang@client.example>\nDate 22/11/2026 10:00:00\nSubject Re: x\n\n${OLD}`,
  ],
  [
    'Orange',
    `> Message du 22/11/26 10:00\n> De : "Support" <support@desk.example>\n> A : zhang@client.example\n> Copie à : \n> Objet : Re: x\n> \n${MARKED}`,
  ],
  [
    'SFR',
    `========================================\n\nMessage du : 22/11/2026 10:00\nDe : "Support " <support@desk.example>\nA : "zhang" <zhang@client.example>\nCopie à : \nSujet : Re: x\n\n${OLD}`,
  ],
  [
    'La Poste',
    `De : Support <support@desk.example>\nEnvoyé le : 22/11/2026 10:00\nA : zhang@client.example\nCc :\nObjet : Re: x\n\n${OLD}`,
  ],
  ['Free', `Le 22/11/2026 à 10:00, Support a écrit :\n${MARKED}`],
  [
    'GMX',
    `Gesendet: Sonntag, 22. November 2026 um 10:00 Uhr\nVon: "Support" <support@desk.example>\nAn: zhang@client.example\nBetreff: x\n\n${OLD}`,
  ],
  [
    'T-Online',
    `-----Original-Nachricht-----\nBetreff: x\nDatum: 2026-11-22T10:00:00+0100\nVon: "Support" <support@desk.example>\nAn: zhang@client.example\n\n${OLD}`,
  ],
  [
    'Naver',
    `-----Original Message-----\nFrom: "Support"<support@desk.example>\nTo: <zhang@client.example>;\nCc:\nSent: 2026-11-22 (일) 10:00:00 (GMT+09:00)\nSubject: x\n\n${OLD}`,
  ],
  [
    'Daum',
    `--------- 원본 메일 ---------\n보낸이: Support <support@desk.example>\n받는이: zhang@client.example\n날짜: 2026년 11월 22일 10:00\n제목: x\n\n${OLD}`,
  ],
  ['Mail.ru', `Воскресенье, 22 ноября 2026, 10:00 +03:00 от Support <support@desk.example>:\n\n${MARKED}`],
  ['Yandex', `22.11.2026, 10:00, "Support" <support@desk.example>:\n${OLD}`],
  ['Horde', `Quoting Support <support@desk.example>:\n\n${MARKED}`],
  ['Horde, German', `Zitat von Support <support@desk.example>:\n\n${MARKED}`],
  ['HEY', `On November 22, 2026, Support <support@desk.example> wrote:\n\n${OLD}`],
  [
    'Superhuman',
    `Sent via Superhuman ( https://sprh.mn/?vip=a@b.example )\n\nOn Sun, Nov 22, 2026 at 10:00 AM, Support < support@desk.example > wrote:\n\n${MARKED}`,
  ],
  ['Front, a help desk', `---\n\nPrevious Replies\n\nSupport, 22 Nov 2026\n${OLD}`],
  ['Gmail without a verb', `2026-11-22 10:00 GMT+08:00 Support <support@desk.example>:\n\n${MARKED}`],
  ['An attribution without verb and colon', `Support <support@desk.example> 2026-11-22 10:00\n${MARKED}`],
  ['Unknown words between dashes', `---- 答复的信件 ----\n${ZH}\n\n${OLD}`],
  ['Unknown English words between dashes', `----- Message being answered -----\n${EN}\n\n${OLD}`],
  ['Outlook web, new', `________________________________\n${ZH}\n\n${OLD}`],
  ['Mailbird', `On 22/11/2026 10:00:00, Support <support@desk.example> wrote:\n${OLD}`],
  [
    'BlackBerry',
    `Sent from my BlackBerry 10 smartphone.\nFrom: Support\nSent: Sunday, 22 November 2026 10:00\nTo: Zhang\nSubject: x\n\n${OLD}`,
  ],
  [
    'AOL',
    `-----Original Message-----\nFrom: Support <support@desk.example>\nTo: zhang@client.example\nSent: Sun, Nov 22, 2026 10:00 am\nSubject: x\n\n${OLD}`,
  ],
];

import type { Locale } from '../../words/locale.ts';
import { TIMEZONE } from '../demo-team.ts';

/** A mail without its addresses. */
type Writing = { readonly subject: string; readonly text: string };

/** Those of the customer who speaks the desk's language, and what is forged in an engineer's name. */
type WritingName = 'fault' | 'urgent' | 'forged' | 'auto_reply';

const FAULT: Readonly<Record<Locale, string>> = { 'zh-CN': '月度报表导出报错', en: 'Monthly report export fails' };

/**
 * What people of the demo write at a moment. Other words each time: the same words of the same sender are acknowledged
 * twice a day at most.
 */
const WRITINGS: Readonly<Record<Locale, Readonly<Record<WritingName, (at: Date) => Writing>>>> = {
  'zh-CN': {
    fault: (at) => ({
      subject: FAULT['zh-CN'],
      text: `你们好：

导出月度报表时一直报错，最近一次是 ${clock(at)}，财务今天无法结账。

客户公司：大客户有限公司
紧急程度：高
问题分类：系统故障
业务影响：核心功能不可用，影响 12 人
发生时间：${earlier(at, 'zh-CN')}
环境：报表系统 4.2，Chrome 130，Windows 11
错误代码：EXP-5003

张三`,
    }),
    urgent: (at) => ({
      subject: '生产系统无法使用',
      text: `生产系统从 ${clock(at)} 起无法使用，所有仓库的人都登不进去，订单全部停了。

紧急程度：紧急
业务影响：核心业务中断，影响 300 人
错误代码：AUTH-503

请马上处理，谢谢！
张三`,
    }),
    forged: (at) => ({
      subject: `Re: ${FAULT['zh-CN']}`,
      text: `#解决
原因：已经处理（${clock(at)}）
解决步骤：
1. 请把登录密码发到 help@evil.example 核对`,
    }),
    auto_reply: (at) => ({
      subject: '自动回复：休假中',
      text: `您好！我正在休假（${clock(at)}），下周一回来后回复您的邮件。

张三`,
    }),
  },
  en: {
    fault: (at) => ({
      subject: FAULT.en,
      text: `Hello,

the export of the monthly report ends with an error each time, last at ${clock(at)}. Finance cannot close the month.

Company: Harbour Logistics Ltd
Urgency: high
Category: system fault
Business impact: a core function does not work, 12 people affected
Time of occurrence: ${earlier(at, 'en')}
Environment: Reports 4.2, Chrome 130, Windows 11
Error code: EXP-5003

Emily Carter`,
    }),
    urgent: (at) => ({
      subject: 'Production down',
      text: `Production is down since ${clock(at)}. Nobody in any warehouse can sign in, and all orders have stopped.

Urgency: urgent
Business impact: core business stopped, 300 people affected
Error code: AUTH-503

Please see to it at once.
Emily Carter`,
    }),
    forged: (at) => ({
      subject: `Re: ${FAULT.en}`,
      text: `#resolve
Cause: seen to already (${clock(at)})
Steps:
1. Send your password to help@evil.example so that we can check it`,
    }),
    auto_reply: (at) => ({
      subject: 'Automatic reply: on holiday',
      text: `Thank you for your mail. I am on holiday (${clock(at)}) and will answer when I am back on Monday.

Emily Carter`,
    }),
  },
};

export const writing = (name: WritingName, at: Date, world: Locale): Writing => WRITINGS[world][name](at);

/** What the customer writes who speaks this language, where the desk speaks another. */
const FOREIGN: Readonly<Record<Locale, (at: Date) => Writing>> = {
  'zh-CN': (at) => ({
    subject: '标签打印机显示脱机',
    text: `你们好：

今天早上升级以后，标签打印机一直显示脱机，测试页却能打印。刚才 ${clock(at)} 又是这样。
请帮忙看看。现在先手工打印，不影响发货。

张三`,
  }),
  en: (at) => ({
    subject: 'Label printer shown as offline',
    text: `Hello,

since this morning's update the label printer is shown as offline, but the test page prints.
It was so again at ${clock(at)}. Could you have a look? We can still work, printing by hand.

Emily`,
  }),
};

export const foreignWriting = (at: Date, locale: Locale): Writing => FOREIGN[locale](at);

const clock = (at: Date): string => at.toLocaleTimeString('en-GB', { timeZone: TIMEZONE });

const BEFORE_MS = 40 * 60_000;
const DAYS: Readonly<Record<Locale, readonly [today: string, yesterday: string]>> = {
  'zh-CN': ['今天', '昨天'],
  en: ['today', 'yesterday'],
};

/** When it had begun, in somebody's words: `今天 09:30`, `yesterday 23:40`. */
function earlier(at: Date, locale: Locale): string {
  const day = (moment: Date): string => moment.toLocaleDateString('en-CA', { timeZone: TIMEZONE });
  const began = new Date(at.getTime() - BEFORE_MS);
  const [today, yesterday] = DAYS[locale];
  return `${day(began) === day(at) ? today : yesterday} ${clock(began).slice(0, 5)}`;
}

import { describe, expect, test } from 'vitest';
import { readOccurrence } from '../../../../src/mail/meaning/prose/occurrence.ts';
import { passagesOf } from '../../../../src/mail/meaning/prose/passages.ts';
import { marked } from './marked.ts';

const split = (text: string): string[] =>
  text
    .split(/[|\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
const read = (text: string): string | undefined => readOccurrence(passagesOf(text));

describe('a time is read whole', () => {
  test.each(
    split(`
    今天|今日|今早|今晨|今晚|今夜|昨天|昨日|昨晚|昨夜|前天|大前天|前日|前晚|当天|当晚|当日
    周一|周天|周日|星期二|礼拜三|这周四|这个周五|本周六|上周一|上个周一|上上周二|上上个星期三|上周|上周末|上个星期|上个礼拜|本周|这周
    11月24日|11月24号|1月3日|2026年11月24日|12月31号|10月5日|2026-11-24|2026/11/4|2026.11.24|2026-11-24日|2026-01-05
    本月|这个月|当月|上个月|上月|上个月3号|本月20日|上个月底|本月初|上月中旬|上个月31日
    今天早上9点|昨天下午|昨天下午三点半|昨晚11点|今天凌晨2点|今天清晨|今天早晨|今天一早|今天上午|今天中午|今天午后|今天傍晚|今天晚上8点多|昨天夜里|昨天半夜
    今天的下午|今天早8点|昨天晚8点|今天 9点|今天大约9点|大约今天9点|大概昨天下午|约昨天|差不多昨天下午|今天9点左右|今天9点前后|昨天下午3点上下
    今天9:15|今天9：15|今天09:15:30|今天23:59|今天零点|今天9点钟|今天9点整|今天9点一刻|今天9点三刻|今天9点20分|今天9点5|今天十点二十分|今天十二点许|今天24点|今天9时
    上午9点|下午两点|中午12点|早上七点半|晚上8点|下午13:05
    40分钟前|两小时前|3个小时前|一个半小时前|半小时前|三天前|两天多前|一周前|两个星期前|一个礼拜前|几个月前|3个多月以前|十分钟之前|大约两个小时前|5个钟头前
    最近两天|近三天|这两周|过去两个月|最近3个星期|最近几个小时|刚才|刚刚`),
  )('从%s开始报错', (time) => expect(read(`从${time}开始报错`)).toBe(time));

  test.each(
    split(`
    today|yesterday|tonight|Monday|this Tuesday|last Wednesday|Thursday|Friday|Saturday|Sunday
    this morning|this afternoon|this evening|this week|last night|last week|last month|last weekend|the weekend
    January 5|Jan 5|Feb 14|February 14|Mar. 3|March 3|April 30|Apr 30|May 1|June 2|Jun 2|July 4|Jul 4|Aug 8|August 8|Sep 9|Sept 9
    September 9|October 10|Oct 10|November 24th|Nov 24|Dec 31|December 31|Nov 1st|Nov 2nd|Nov 3rd|Nov 24, 2026|Nov 24 2026
    24 November|24th of November|1st Nov 2026|2nd of Nov, 2026|the 24th|the 1st|the 22nd|the 3rd|2026-11-24|24/11/2026|24.11.2026|5.1.2026|05/12/2026
    9:15|09:15:30|21:05|9:15 am|9:15 p.m.|9 am|9am|12 pm|9.15 pm|9 o'clock|noon|midnight
    around 9:15|about 9 am|approximately 9 am|roughly 9 am|approx. 9 am|shortly before noon|shortly after 9:15|just before noon|just after 9 am
    early Monday|late yesterday|yesterday at 9:15|Monday at around 9 am|yesterday around noon|Tuesday, 9:15|2026-11-24T09:15|2026-11-24 09:15|Monday morning|yesterday evening
    yesterday afternoon|Friday night|9:15 this morning|9 am on Monday|noon yesterday|9:15 on Nov 24|yesterday's 9:15|Monday in the morning
    5 minutes ago|an hour ago|a day ago|two hours ago|three days ago|about 10 min ago|four weeks ago|half an hour ago|a few days ago|a couple of hours ago
    several days ago|over a week ago|nearly two months ago|almost an hour ago|roughly 2 hrs ago|some ten days ago|approximately 5 minutes ago|more than an hour ago
    five minutes ago|six minutes ago|seven days ago|eight days ago|nine days ago|one week ago|around 2 hours ago
    the last hour|for the past two days|the past 3 days`),
  )('it has failed: %s', (time) => expect(read(`it fails, from ${time} on`)).toBe(time));

  test.each(['just now', 'a moment ago', 'since Monday', 'Since 9:15 this morning', 'since early Friday'])(
    '%s',
    (time) => expect(read(`It failed ${time}`)).toBe(time),
  );
});

describe('of several', () => {
  test.each([
    // where it began counts before a word of trouble, and that before trouble elsewhere in the sentence
    '昨天报错，从«今天9:15»开始不能登录',
    '«昨天»登录，报表打不开',
    '昨天登录，«今天»报错',
    '«昨天下午3:10»报错。今天还报错',
    '«昨天上午»登录不了，上午打不开',
    'It was fine on Monday morning at 9:00, «since 10:15» the VPN drops.',
    'Scheduled update Tuesday, Nov 24 at 18:00, «since Wednesday morning» logins fail.',
    'The update was on Tuesday, Nov 24 at 18:00, «since Wednesday» all logins fail.',
    // no word of trouble anywhere
    '昨天下单了',
    // a bare part of the day says little
    '从«上午»开始报错',
    '从上午开始报错，«昨天»起无法登录',
    '3点无法登录',
    '一点也打不开',
    '从«3点»开始打不开',
    // the end of a span is not its beginning
    'it was down from «9:00» to 9:20',
    'down «9:00» - 9:20',
    '«9:00»到9:20 报错',
    '«9:00»至9:20 报错',
    '«9:00»~9:20 报错',
    '«9:00»–9:20 报错',
    'fails between «9:00» and 9:20',
    '一直到9:20 报错',
    '一直到 9:20 报错',
    '上午打不开，«昨天»也这样',
    '打不开是 上午，«昨天»也报错',
    '从 «今天»开始报错',
    'it failed up to 9:20',
    '从总部来的昨天下单',
    '今天前全部处理报错',
    '«今天3点»报错',
    'We met Monday and later on',
    '10点无法登录',
    '十二点无法登录',
    'until 9:20 it failed',
    'it failed till 9:20',
  ])('%s', (row) => {
    const [text, time] = marked(row);
    expect(read(text)).toBe(time);
  });
});

describe('what says that it began', () => {
  test.each([
    ...['从', '自', '自从', '打'].map((word) => `${word}«昨天»用户登录`),
    '«9:15»的时候开始这样',
    ...['就', '便', '突然', '又', '那次'].map((word) => `«昨天»${word}开始这样`),
    ...['开始', '起', '以来', '以后', '之后', '后', '一直起'].map((word) => `«昨天»${word}这样`),
    ...['since the update on ', 'from ', 'starting ', 'started ', 'began ', 'beginning ', 'as of ', 'after '].map(
      (word) => `${word}«Monday»`,
    ),
    'It started in the office at «9:15»',
    '«Monday» on',
    '«Monday» onwards',
    '«Monday» and since',
    '«Monday» and ever since',
    "«Monday»'s update on",
    '«Monday», onward',
    'We met on Monday',
    '昨天这样',
  ])('%s', (row) => {
    const [text, time] = marked(row);
    expect(read(text)).toBe(time);
  });
});

describe('what is about something else', () => {
  test.each([
    ...[
      '明天',
      '明日',
      '明早',
      '明晚',
      '后天',
      '下周',
      '下个周',
      '下星期',
      '下礼拜',
      '下月',
      '每天',
      '每周',
      '每月',
      '每日',
    ].map((word) => `${word}今天报错`),
    ...[
      '天天',
      '截止',
      '期限',
      '几点',
      '什么时候',
      '何时',
      '计划',
      '预计',
      '打算',
      '还好好的',
      '还行',
      '还可以',
      '还能用',
      '还是好的',
    ].map((word) => `${word}今天报错`),
    ...[
      '还正常',
      '还很正常',
      '之前正常',
      '之前都正常',
      '之前没问题',
      '前解决',
      '前完成',
      '前务必处理',
      '前弄',
      '前给',
      '前回复',
      '前恢复',
      '前修好',
    ].map((word) => `今天${word}报错`),
    ...split(
      `tomorrow|next|every day|each night|every morning|each evening|every week|each month|every hour|every Monday|daily|deadline
      until|till|by end|by the end|worked|was ok|were fine|was working|any time|anytime|not before|not until|announced|scheduled|planned`,
    ).map((word) => `today the error ${word}`),
    ...['务必', '希望', '能否', '能不能', '请烦', '麻烦', '安排', '改成'].map((word) => `今天${word}报错`),
    ...['by', 'before', 'please', 'could you', 'can you', 'will', 'would', 'call', 'reach'].map(
      (word) => `today the error ${word}`,
    ),
  ])('%s', (text) => expect(read(text)).toBeUndefined());

  test('another clause does not matter', () => {
    expect(read('请处理，今天报错')).toBe('今天');
    expect(read('it fails today, call me')).toBe('today');
  });
});

describe('trouble', () => {
  test.each([
    ...split(
      `报|错|失败|异常|故障|断|无法|不了|不能|不上|不出|不到|不动|不开|不通|不行|没法|没有|慢|卡|崩|闪退|白|黑屏|死机|停|挂|丢|不见|提示|返回|超时|转圈
      乱码|重复|少了|多了|对不上|一直|仍|瘫|坏|掉线|告警|拒绝|缺|打不|连不|登不|收不`,
    ).map((word) => `«今天»${word}`),
    ...split(
      `fails|failure|error|errors|stopped|down|crashes|dropped|unable|cannot|can't|could not|couldn't|won't|doesn't|does not|did not|has not|have not
      haven't|hasn't|not|slow|died|dead|broken|blank|white|missing|lost|gone|lack|lacks|stuck|timing out|time out|times out|timed out|refused|rejected|garbled|still
      affected|offline|outage|wrong|problem|issues|alarm|spins|spin|logs me out|log me out|got|only`,
    ).map((word) => `«Yesterday» it ${word}`),
    '今天很好',
    'Yesterday it rained',
  ])('%s', (row) => {
    const [text, time] = marked(row);
    expect(read(text)).toBe(time);
  });
});

describe('a pasted log', () => {
  test.each([
    ...['ERROR', 'FATAL', 'SEVERE', 'CRITICAL', 'Exception', 'fail', 'failed', 'failure'].map(
      (word) => `«2026-11-24 09:15:30» [main] ${word} x.y.Z(Z.java:3)`,
    ),
    '2026-11-24 09:15:29 [main] INFO x.y.Z(Z.java:3)\n«2026-11-24 09:15:30» [main] ERROR x.y.Z(Z.java:3)',
    '«2026-11-24T09:15» [main] ERROR x.y.Z(Z.java:3)',
  ])('%s', (row) => {
    const [text, time] = marked(row);
    expect(read(text)).toBe(time);
  });

  test('counts when no words tell', () => {
    expect(read('昨天报错\n2026-11-24 09:15:30 [main] ERROR x.y.Z(Z.java:3)')).toBe('昨天');
  });
});

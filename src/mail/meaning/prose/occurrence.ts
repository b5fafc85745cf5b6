import { clauseAround, type Passages } from './passages.ts';

const HAN_NUMBER = '[一二两三四五六七八九十半几]{1,3}';
const CLOCK_24 = '(?:[01]?\\d|2[0-3])[:：][0-5]\\d(?::[0-5]\\d)?';
const ISO_DAY = '20\\d\\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\\d|0?[1-9])';

const ZH_DAY = [
  '今[天日早晨晚夜]|昨[天日晚夜]|大?前[天日]|前晚|当[天晚]|当日',
  '(?:上上?个?|这个?|本)?(?:周|星期|礼拜)[一二三四五六日天]|(?:上|这|本)(?:个)?(?:周末|周|星期|礼拜)',
  `(?:20\\d\\d年)?(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\\d|0?[1-9])[日号]|${ISO_DAY}日?`,
  '(?:本月|这个月|当月|上个?月)(?:(?:3[01]|[12]\\d|0?[1-9])[日号]|底|初|中旬)?',
].join('|');
const ZH_PART = '凌晨|清晨|早上|早晨|一早|一大早|上午|中午|午后|下午|傍晚|晚上|夜里|半夜|早|晚';
const ZH_CLOCK = `${CLOCK_24}|零点|(?:[01]?\\d|2[0-4]|${HAN_NUMBER})\\s?[点时](?:钟|整|半|一刻|三刻|[0-5]?\\d分?|${HAN_NUMBER}分)?(?:多|许)?`;
const ZH_ABOUT = '(?:大约|大概|约|差不多)?\\s?';
const ZH_AGO = `${ZH_ABOUT}(?:\\d{1,3}|${HAN_NUMBER})\\s?多?\\s?(?:个半|个多?)?\\s?(?:分钟|小时|钟头|天|周|星期|礼拜|月)(?:多)?(?:之|以)?前|(?:最近|近|这|过去)(?:\\d{1,3}|${HAN_NUMBER})(?:天|周|个星期|个小时|个月)|刚才|刚刚`;
const ZH = new RegExp(
  `${ZH_AGO}|${ZH_ABOUT}(?:(?:${ZH_DAY})的?\\s?(?:${ZH_PART})?\\s?(?:${ZH_ABOUT}(?:${ZH_CLOCK}))?|(?:${ZH_PART})\\s?(?:${ZH_CLOCK})|上午|下午|中午|凌晨|早上|晚上|${ZH_CLOCK})(?:\\s?(?:左右|前后|上下))?`,
  'gu',
);

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const EN_CLOCK =
  "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:\\s?[ap]\\.?m\\b\\.?)?|(?:1[0-2]|0?[1-9])(?:\\.[0-5]\\d)?\\s?(?:[ap]\\.?m\\b|o'clock)|noon\\b|midnight\\b";
const EN_DAY = [
  `today\\b|yesterday\\b|tonight\\b|(?:this |last )?${WEEKDAY}\\b`,
  'this (?:morning|afternoon|evening|week)\\b|last (?:night|week|month|weekend)\\b|the weekend\\b',
  `${MONTH}\\.? (?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?\\b(?:,? 20\\d\\d)?|(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)? (?:of )?${MONTH}\\b(?:,? 20\\d\\d)?`,
  `the (?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)\\b|${ISO_DAY}|(?:3[01]|[12]?\\d|0\\d)[/.](?:1[0-2]|0?[1-9])[/.]20\\d\\d`,
].join('|');
const EN_ABOUT =
  '(?:(?:around|about|approximately|roughly|approx\\.?) |shortly (?:before|after) |just (?:before|after) |early |late )?';
const EN_NUMBER = '(?:an?|\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|half an|a few|a couple of|several)';
const EN_AGO = `(?:(?:about|around|roughly|some|approximately|over|nearly|almost|more than) )?${EN_NUMBER} (?:minute|min|hour|hr|day|week|month)s? ago|(?:for )?the (?:last|past) (?:${EN_NUMBER} )?(?:minutes|hours?|days?|weeks?)|just now|a moment ago`;
const EN_UNIT = `(?:${EN_CLOCK}|${EN_DAY})`;
const EN_JOINT = "(?:(?:'s)?,? (?:(?:at|on|in the|since) )?(?:around |about )?|[T ])(?=\\d|[a-z])";
// The group is kept so that V8 does not write it out three times, which takes it a third longer.
const EN = new RegExp(
  `\\b(?:${EN_AGO}|(?:since )?${EN_ABOUT}${EN_UNIT}(${EN_JOINT}(?:${EN_UNIT}|(?:morning|afternoon|evening|night)\\b)){0,2})`,
  'giu',
);

/** The clause is about something else than what went wrong: a wish, a plan, a habit, or when all was well. */
const ELSEWHERE =
  /明[天日早晚]|后天|下个?(?:周|星期|礼拜|月)|每[天周月日]|天天|截止|期限|前[^，。]{0,6}(?:解决|完成|处理|弄|给|回复|恢复|修)|几点|什么时候|何时|计划|预计|打算|还(?:好好|行|可以|能用|是好|很?正常)|之前都?(?:正常|没问题)|\b(?:tomorrow|next|(?:every|each) (?:day|night|morning|evening|week|month|hour|\w+day)|daily|deadline|until|till|by (?:the )?end|worked|(?:was|were) (?:ok|fine|working)|any ?time|not (?:before|until)|announced|scheduled|planned)\b/iu;
/** A wish that may hold the time of the trouble too, where that is said to have begun. */
const WISH =
  /务必|希望|能否|能不能|[请麻]烦|安排|改成|\b(?:by|before|please|could you|can you|will|would|call|reach)\b/iu;
const BEGUN_BEFORE =
  /(?:从|自从?|打)\s*$|\b(?:since|from|starting|started|began|beginning|as of|after)(?: [\w'-]+){0,5} ?$/iu;
const BEGUN_AFTER =
  /^\s?(?:的时候|就|便|突然|又|那次)?(?:一直)?(?:开始|起|以来|以后|之后|后)|^(?:'s update)?,? (?:on\b|onwards?\b|and (?:ever )?since\b)/iu;
const TROUBLE =
  /报|错|失败|异常|故障|断|无法|不[了能上出到动开通行]|没[法有]|慢|卡|崩|闪退|白|黑屏|死机|停|挂|丢|不见|提示|返回|超时|转圈|乱码|重复|少了|多了|对不上|一直|仍|瘫|坏|掉线|告警|拒绝|缺|打不|连不|登不|收不|\b(?:fail\w*|errors?|stop\w*|down|crash\w*|drop\w*|unable|cannot|can't|could not|couldn't|won't|doesn't|does not|did not|has not|have not|haven't|hasn't|not|slow|died|dead|broken|blank|white|missing|lost|gone|lacks?|stuck|tim(?:e[sd]?|ing) out|refus\w+|reject\w*|garbled|still|affected|offline|outage|wrong|problems?|issues?|alarm|spins?|logs? me out|got|only)\b/iu;

/** `from 9 to 9:20`: when it was over. */
const END_OF_RANGE = /(?:\b(?:to|until|till|and)|到|至|[-–~])\s?$/iu;

type Candidate = { readonly words: string; readonly weight: number };

/**
 * When a person says that the trouble began, in their words (`今天早上9点左右`, `since Monday`): a time with a word of
 * beginning counts before one beside a word of trouble; wishes, plans and habits do not count. Without any the head of
 * the first pasted log line that tells of an error: it was written near the time. Undefined when nothing tells.
 */
export function readOccurrence({ sentences, log }: Passages): string | undefined {
  let best: Candidate | null = null;
  for (const sentence of sentences)
    for (const candidate of candidatesIn(sentence))
      if (best === null || candidate.weight > best.weight) best = candidate;
  return best?.words ?? loggedTime(log);
}

/** Whether a sentence can name a time at all: most hold neither figures nor a word for a day. */
const MAY_NAME_TIME =
  /\d[:：点时月/.-]\d?|\d\s?(?:[ap]\.?m|th|st|nd|rd|分钟|[个天小])|[今昨前当]|周|星期|礼拜|[上本这]个?月|上午|下午|早上|晚|凌晨|刚|近|过去|这[一二两三四五六七八九十半几]|点|day\b|morning|evening|night|noon|o'clock|ago\b|since|week|last|past|just now|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu;

function candidatesIn(sentence: string): Candidate[] {
  if (!MAY_NAME_TIME.test(sentence)) return [];
  const matches: RegExpExecArray[] = [
    ...(/\p{Script=Han}/u.test(sentence) ? sentence.matchAll(ZH) : []),
    ...(/[a-z]{3}/i.test(sentence) ? sentence.matchAll(EN) : []),
  ];
  const several = matches.length > 1;
  return matches.flatMap((match) => {
    // `昨天上午还行，下午就不行了`: the afternoon of which day, is not said here.
    if (several && isBare(match[0].trim())) return [];
    const weight = weightOf(sentence, match.index, match.index + match[0].length);
    return weight > 0 ? [{ words: match[0].trim(), weight }] : [];
  });
}

function weightOf(sentence: string, start: number, end: number): number {
  if (END_OF_RANGE.test(sentence.slice(0, start))) return 0;
  const clause = clauseAround(sentence, start, end);
  const words = sentence.slice(start, end);
  if (ELSEWHERE.test(clause)) return 0;
  const begun =
    /^since/i.test(words) || BEGUN_BEFORE.test(sentence.slice(0, start)) || BEGUN_AFTER.test(sentence.slice(end));
  if (begun) return isBare(words) ? 3 : 4;
  if (isHour(words)) return 0;
  if (WISH.test(clause)) return 0;
  if (TROUBLE.test(clause)) return 3;
  return TROUBLE.test(sentence) && !isBare(words) ? 1 : 0;
}

/** `3点`, `一点`: also a point of a list, or a little. */
const isHour = (words: string): boolean => /^(?:\d{1,2}|[一二两三四五六七八九十半几]{1,3})\s?[点时]\s*$/u.test(words);
/** A part of the day that names no day says little by itself. */
const isBare = (words: string): boolean => isHour(words) || /^(?:上午|下午|中午|凌晨|早上|晚上)$/u.test(words);

const LOGGED_TROUBLE = /\b(?:ERROR|FATAL|SEVERE|CRITICAL|Exception|fail(?:ed|ure)?)\b|失败|异常|错误/u;
const LOGGED_AT = /20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?/;

const loggedTime = (log: readonly string[]): string | undefined =>
  log.filter((line) => LOGGED_TROUBLE.test(line)).flatMap((line) => LOGGED_AT.exec(line) ?? [])[0];

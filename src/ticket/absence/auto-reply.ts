import { isSame } from '../audience.ts';
import type { Context } from '../context.ts';
import { overlaps } from './asked.ts';
import { type Leave, leaveNamed } from './period.ts';

/** What an automatic reply tells of its author's absence; null for what it does not tell. */
export type ToldAbsence = { readonly period: Leave | null; readonly substitute: string | null };

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const DAY =
  '(?:(?:\\d{4}[-/.年])?\\d{1,2}[-/.月]\\d{1,2}[日号]?|\\d{1,2}[日号]|\\d{1,2}(?:st|nd|rd|th)? ' +
  `${MONTH}(?: \\d{4})?|${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?: \\d{4})?|[本这下]?(?:周|星期|礼拜)[一二三四五六日天]|` +
  '(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|明天|后天|今天|today|tomorrow)';
const HALF = '(?:\\s*(?:上午|下午|中午|morning|afternoon|noon))?';
const SPAN = new RegExp(`${DAY}${HALF}\\s*(?:至|到|~|—+|–|-|to|until|till|through)\\s*(?:the )?${DAY}${HALF}`, 'iu');
const UNTIL = new RegExp(`(?:至|到|直到|until|till|through)\\s*(?:the )?(${DAY}${HALF})`, 'iu');
const BACK = new RegExp(
  `(?:(?:back|return(?:ing)?|available again)(?: (?:in|to) the office)? (?:on|by )?\\s*(${DAY})|(${DAY})\\s*(?:返岗|返回|回来|上班|回到))`,
  'iu',
);
/** What is said of being away where no day is named. */
const AWAY =
  /休假|请假|度假|放假|年假|病假|事假|婚假|产假|陪产|调休|出差|外出|离岗|不在(?:办公室|公司|岗|单位|座位)|\b(?:out of (?:the )?office|ooo|away|(?:on|annual|sick|parental|maternity|paternity) leave|on (?:a |business )?(?:holidays?|vacation|travel|trip)|vacation|travell?ing|absen(?:t|ce)|not in the office|unavailable)\b/iu;
/** Whether an automatic reply, by its subject and its text, is of somebody who is away: any other is a receipt. */
export const tellsOfAbsence = (subject: string, text: string): boolean =>
  AWAY.test(subject.normalize('NFKC')) || AWAY.test(text.slice(0, LONGEST).normalize('NFKC'));

/** Of a longer one nothing is read: nobody says that much of being away. */
const LONGEST = 4_000;

/** What the text says of when its author is away, as of the moment it was written, and which colleague it names. */
export function absenceTold(text: string, author: string, writtenAt: Date, context: Context): ToldAbsence {
  const said = text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/[,，]\s*(?=\d{4}\b)/gu, ' ');
  const read = periodTold(said, writtenAt, context.policy.timezone);
  const from = read && (read.from < context.now ? context.now : read.from);
  const period = read && from && read.to > from ? { from, to: read.to } : null;
  return { period, substitute: period && colleagueNamed(said, author, period, context) };
}

function periodTold(said: string, writtenAt: Date, timezone: string): Leave | null {
  const reads = (words: string | undefined): Leave | null =>
    words === undefined ? null : leaveNamed(words.replace(/\bthe /giu, ''), writtenAt, timezone);
  const span = reads(SPAN.exec(said)?.[0]?.replace(/\s*-\s*(?=\D*\d)/u, (dash) => (dash === '-' ? '-' : ' - ')));
  if (span !== null) return span;
  const until = UNTIL.exec(said)?.[1];
  if (until !== undefined) return reads(`至 ${until}`);
  const [, english, chinese] = BACK.exec(said) ?? [];
  const back = reads(english ?? chinese);
  // Who is back on a day is away until it begins.
  return back === null || back.from <= writtenAt ? null : { from: writtenAt, to: back.from };
}

/** The first colleague it names who is there in that time. */
function colleagueNamed(said: string, author: string, period: Leave, { roster }: Context): string | null {
  const folded = said.toLowerCase();
  const named = roster.flatMap(({ staff, absences = [] }) => {
    const at = [staff.name, staff.email].map((name) => folded.indexOf(name.toLowerCase())).filter((each) => each >= 0);
    const away = absences.some((absence) => overlaps(absence, period));
    return at.length === 0 || away || isSame(staff.email, author) ? [] : [{ email: staff.email, at: Math.min(...at) }];
  });
  return named.toSorted((a, b) => a.at - b.at)[0]?.email ?? null;
}

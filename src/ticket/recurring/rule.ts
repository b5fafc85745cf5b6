import { Temporal } from 'temporal-polyfill';
import { isClockLeft } from '../text/clock-named.ts';
import { momentNamed } from '../text/day-named.ts';
import { leading } from '../text/leading.ts';

/**
 * When a ticket is made again. `on`: of a week the day, 1 is Monday; of a month, and of the first month of a quarter,
 * its day, in shorter months the last one; -1 is the last day of the month or quarter; 0 for every day. `at` is `09:00`
 * on the desk's wall.
 */
export type RecurringRule = {
  readonly every: 'day' | 'week' | 'month' | 'quarter';
  readonly on: number;
  readonly at: string;
};

/**
 * The first time after a moment at which a rule is due. A time that daylight saving skips is moved on by what is
 * skipped.
 */
export function nextTime({ every, on, at }: RecurringRule, after: Date, timezone: string): Date {
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timezone).toPlainDate();
  for (let period = 0; ; period++) {
    const day = dayIn(every, on, from, period);
    const time = day.toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(at) }).epochMilliseconds;
    if (time > after.getTime()) return new Date(time);
  }
}

/** The day of the rule in the period that `from` lies in, or so many later. */
function dayIn(every: RecurringRule['every'], on: number, from: Temporal.PlainDate, ahead: number): Temporal.PlainDate {
  if (every === 'day') return from.add({ days: ahead });
  if (every === 'week') return from.subtract({ days: from.dayOfWeek - 1 }).add({ days: ahead * 7 + on - 1 });
  const span = every === 'month' ? 1 : 3;
  const first = from.with({ day: 1, month: from.month - ((from.month - 1) % span) }).add({ months: ahead * span });
  if (on === -1) return first.add({ months: span }).subtract({ days: 1 });
  return first.with({ day: Math.min(on, first.daysInMonth) });
}

const HAN = '一二三四五六日';
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const LAST = /最后一[天日]|[月季][底末]|末日|\blast day\b/iu;
const RULES: readonly (readonly [RecurringRule['every'], RegExp])[] = [
  [
    'week',
    /^(?:每(?:个)?(?:周|星期|礼拜)\s*([一二三四五六日天])|(?:every|weekly(?: on)?)\s+(mon|tue|wed|thu|fri|sat|sun)(?:day|s?day|nesday|rsday|urday)?\b)/iu,
  ],
  [
    'quarter',
    /^(?:每(?:个)?季度?\s*(?:的?第?(\d{1,2})[日号天]|(?:的)?(?:最后一[天日]|末日?|首日|第一天)|[底末])|(?:quarterly|every quarter)(?: on)?(?: the)?(?: (\d{1,2})(?:st|nd|rd|th)?| last day| first day))/iu,
  ],
  [
    'month',
    /^(?:每(?:个)?月\s*(?:的?(\d{1,2})[日号]|(?:的)?(?:最后一[天日]|[底末]|首日|第一天))|(?:monthly|every month)(?: on)?(?: the)?(?: (\d{1,2})(?:st|nd|rd|th)?| last day| first day))/iu,
  ],
  ['day', /^(?:每[天日]|daily|every day)/iu],
];
const DEFAULT_AT = '09:00';

/** `每月1日 9点 巡检`: the rule and the words behind it; without an hour at nine. Null when it begins with no rule. */
export function ruleNamed(text: string): { readonly rule: RecurringRule; readonly rest: string } | null {
  const written = text.normalize('NFKC').trim();
  for (const [every, pattern] of RULES) {
    const found = pattern.exec(written);
    if (found === null) continue;
    const on = dayOf(every, found);
    if (on === null) return null;
    const words = written.slice(found[0].length).replace(/^[\s,，:：]+/u, '');
    const clock = leading(words, clockOf);
    if (clock === null && isClockLeft(words, false)) return null;
    return { rule: { every, on, at: clock?.found ?? DEFAULT_AT }, rest: clock?.rest ?? words };
  }
  return null;
}

function dayOf(every: RecurringRule['every'], [all, first, second]: RegExpExecArray): number | null {
  if (every === 'day') return 0;
  if (every === 'week')
    return first ? HAN.indexOf(first.replace('天', '日')) + 1 : DAYS.indexOf((second ?? '').toLowerCase()) + 1;
  if (LAST.test(all)) return -1;
  const day = Number(first ?? second ?? 1);
  return day >= 1 && day <= 31 ? day : null;
}

/** An hour of its own, with no day. */
function clockOf(text: string) {
  const named = momentNamed(text, Temporal.PlainDate.from('2000-01-03'));
  if (named === null || named.day !== null || named.clock === null) return null;
  return { found: named.clock.toString().slice(0, 5), hasClock: true };
}

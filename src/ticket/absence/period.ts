import { Temporal } from 'temporal-polyfill';
import { hanNumber } from '../../lib/han-number.ts';

/** From when until when, `to` excluded. */
export type Leave = { readonly from: Date; readonly to: Date };

/** One end of a period as it was written; `half` or `clock` where a part of the day is meant. */
type End = {
  readonly day: Temporal.PlainDate | null;
  readonly half: 'am' | 'pm' | null;
  readonly clock: Temporal.PlainTime | null;
};

const NOON = Temporal.PlainTime.from('12:00');
const HALF_A_YEAR = 183;
const BETWEEN = /\s*(?:至|到|~|—+|–|\s-\s|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*/iu;
const LENGTH = /^(.*?)(?:起|开始|共|for)?\s*([\d一二两三四五六七八九十]{1,3})\s*(天|days?|d|周|星期|weeks?|w)$/iu;

/**
 * The period a member of the staff writes, in the desk's zone: `11-28 至 11-30`, `明天下午`, `until Friday noon`,
 * `12月1日 3天`, `11-28 13:00 至 17:00`. A day alone is the whole of it, both ends included. What began earlier today
 * begins now. Null when it names no days.
 */
export function leaveNamed(text: string, now: Date, timezone: string): Leave | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  const today = local.toPlainDate();
  const written = text
    .normalize('NFKC')
    .trim()
    .replace(/^(?:从|自|from\b)\s*/iu, '')
    .replace(/\s*(?:请假|休假|为?止)$/u, '');
  if (written === '') return null;
  const long = LENGTH.exec(written);
  if (long && daysOf(long) === 0) return null;
  const [first = '', last] = long ? [long[1] ?? ''] : splitOnce(written);
  const begins = first === '' ? null : endNamed(first, today);
  if (first !== '' && begins === null) return null;
  const ends = last === undefined ? begins : endNamed(last, begins?.day ?? today, 'last');
  if (ends === null && long === null) return null;
  const day = begins?.day ?? today;
  const instant = (date: Temporal.PlainDate, time?: Temporal.PlainTime): Date =>
    new Date(date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds);
  const from = begins === null ? now : instant(day, begins.clock ?? (begins.half === 'pm' ? NOON : undefined));
  const to = long
    ? instant(day.add({ days: daysOf(long) }))
    : endOf({ ...(ends as End), day: ends?.day ?? day }, last === undefined, instant);
  const span = { from, to: later(from, to, begins, ends) };
  return { ...span, from: from < now && day.equals(today) ? now : from };
}

function splitOnce(text: string): [string, string?] {
  const found = BETWEEN.exec(text);
  return found === null ? [text] : [text.slice(0, found.index), text.slice(found.index + found[0].length)];
}

const daysOf = ([, , count = '', unit = '']: RegExpExecArray): number =>
  (hanNumber(count) ?? Number(count)) * (/^[周星w]/iu.test(unit) ? 7 : 1);

/** `下午两点到五点`: an hour before the one it begins with is one of the same afternoon. */
function later(from: Date, to: Date, begins: End | null, ends: End | null): Date {
  const inAfternoon =
    begins?.clock && ends?.clock && ends.day === null && begins.clock.hour >= 12 && ends.clock.hour < 12;
  return inAfternoon && to <= from ? new Date(to.getTime() + 12 * 3_600_000) : to;
}

/** An hour that stands alone begins the absence, which then lasts for the rest of that day. */
function endOf(
  { day, half, clock }: End,
  alone: boolean,
  instant: (date: Temporal.PlainDate, time?: Temporal.PlainTime) => Date,
): Date {
  const date = day as Temporal.PlainDate;
  if (clock !== null && !alone) return instant(date, clock);
  return half === 'am' ? instant(date, NOON) : instant(date.add({ days: 1 }));
}

const CLOCK =
  /(上午|早上|凌晨|中午|下午|晚上)?\s*(?:(\d{1,2}):(\d{2})|([\d一二两三四五六七八九十]{1,3})\s*点(?:(半)|(\d{1,2})分?)?)\s*([ap]m)?|(\d{1,2})\s*([ap]m)\b/iu;
const MORNING = /上午|早上|\bmorning\b|\bam\b/iu;
const AFTERNOON = /下午|晚上|\bafternoon\b|\bevening\b|\bpm\b/iu;
const MIDDAY = /中午|\bnoon\b|\bmidday\b/iu;

function endNamed(text: string, near: Temporal.PlainDate, which: 'first' | 'last' = 'first'): End | null {
  const clock = clockNamed(text) ?? (MIDDAY.test(text) ? NOON : null);
  if (clock === null && CLOCK.test(text)) return null;
  const half = clock !== null ? null : MORNING.test(text) ? 'am' : AFTERNOON.test(text) ? 'pm' : null;
  const rest = [CLOCK, MORNING, AFTERNOON, MIDDAY, /全天|\ball day\b|\b(?:on|the|at)\b/iu]
    .reduce((left, part) => left.replace(part, ' '), text)
    .replace(/[\s,，。]+/gu, ' ')
    .trim();
  if (rest === '') return clock === null && half === null ? null : { day: null, half, clock };
  const day = dayNamed(rest, near, which);
  return day && { day, half, clock };
}

function clockNamed(text: string): Temporal.PlainTime | null {
  const found = CLOCK.exec(text);
  if (found === null) return null;
  const [, part = '', hours, minutes, han, half, past, suffix, short, shortSuffix] = found;
  const written = hours ?? short ?? han ?? '';
  const hour = hanNumber(written) ?? Number(written);
  const late = /下午|晚上/u.test(part) || /p/iu.test(suffix ?? shortSuffix ?? '') || (part === '中午' && hour < 3);
  const minute = half ? 30 : Number(minutes ?? past ?? 0);
  const at = { hour: late && hour < 12 ? hour + 12 : hour, minute };
  if (at.hour > 23 || minute > 59) return null;
  return Temporal.PlainTime.from(at);
}

const RELATIVE: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  today: 0,
  明天: 1,
  明日: 1,
  tomorrow: 1,
  后天: 2,
  大后天: 3,
};
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HAN_WEEKDAYS = '一二三四五六日';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMED_MONTH =
  /^(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?)(?: (\d{4}))?$/iu;

/** A day by its date, its name or its weekday. Without a year it is the nearest, so that one just past is seen. */
function dayNamed(text: string, near: Temporal.PlainDate, which: 'first' | 'last'): Temporal.PlainDate | null {
  const ahead = RELATIVE[text.toLowerCase()];
  if (ahead !== undefined) return near.add({ days: ahead });
  const [, year, month, day] = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?$/u.exec(text) ?? [];
  if (month !== undefined) return dateOf(year, Number(month), Number(day), near);
  const [, alone] = /^(\d{1,2})[日号]?$/u.exec(text) ?? [];
  if (alone !== undefined && (which === 'last' || /[日号]$/u.test(text)))
    return dateOf(undefined, near.month, Number(alone), near);
  const [, d, m, m2, d2, y] = NAMED_MONTH.exec(text) ?? [];
  const named = MONTHS.indexOf((m ?? m2 ?? '').toLowerCase().slice(0, 3)) + 1;
  if (named > 0) return dateOf(y, named, Number(d ?? d2), near);
  return weekdayNamed(text, near);
}

function dateOf(year: string | undefined, month: number, day: number, near: Temporal.PlainDate) {
  const on = (inYear: number): Temporal.PlainDate | null => {
    try {
      return Temporal.PlainDate.from({ year: inYear, month, day }, { overflow: 'reject' });
    } catch {
      return null;
    }
  };
  if (year !== undefined) return on(Number(year));
  const years = [near.year, near.year + 1, near.year - 1];
  return years.map(on).find((date) => date !== null && Math.abs(near.until(date).days) <= HALF_A_YEAR) ?? null;
}

/** The next of that name, today included; `本周` and `下周` name the week. */
function weekdayNamed(text: string, near: Temporal.PlainDate): Temporal.PlainDate | null {
  const [, han, hanDay = ''] = /^(本|这|下)?(?:周|星期|礼拜)([一二三四五六日天])$/u.exec(text) ?? [];
  const [, week, name = ''] = /^(?:(this|next) )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/iu.exec(text) ?? [];
  const at = hanDay === '' ? WEEKDAYS.indexOf(name.toLowerCase()) : HAN_WEEKDAYS.indexOf(hanDay.replace('天', '日'));
  if (at < 0) return null;
  const monday = near.subtract({ days: near.dayOfWeek - 1 });
  if (han === '下' || week?.toLowerCase() === 'next') return monday.add({ days: 7 + at });
  if (han !== undefined || week !== undefined) return monday.add({ days: at });
  return near.add({ days: (at + 1 - near.dayOfWeek + 7) % 7 });
}

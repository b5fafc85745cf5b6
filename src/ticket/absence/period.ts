import { Temporal } from 'temporal-polyfill';
import { hanNumber } from '../../lib/han-number.ts';
import { type DayNamed, momentNamed, NOON } from '../text/day-named.ts';

/** From when until when, `to` excluded. */
export type Leave = { readonly from: Date; readonly to: Date };

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
  const begins = first === '' ? null : momentNamed(first, today);
  if (first !== '' && begins === null) return null;
  const ends = last === undefined ? begins : momentNamed(last, begins?.day ?? today, 'last');
  if (ends === null && long === null) return null;
  const day = begins?.day ?? today;
  const instant = (date: Temporal.PlainDate, time?: Temporal.PlainTime): Date =>
    new Date(date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds);
  const from = begins === null ? now : instant(day, begins.clock ?? (begins.half === 'pm' ? NOON : undefined));
  const to = long
    ? instant(day.add({ days: daysOf(long) }))
    : endOf({ ...(ends as DayNamed), day: ends?.day ?? day }, last === undefined, instant);
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
function later(from: Date, to: Date, begins: DayNamed | null, ends: DayNamed | null): Date {
  const inAfternoon =
    begins?.clock && ends?.clock && ends.day === null && begins.clock.hour >= 12 && ends.clock.hour < 12;
  return inAfternoon && to <= from ? new Date(to.getTime() + 12 * 3_600_000) : to;
}

/** An hour that stands alone begins the absence, which then lasts for the rest of that day. */
function endOf(
  { day, half, clock }: DayNamed,
  alone: boolean,
  instant: (date: Temporal.PlainDate, time?: Temporal.PlainTime) => Date,
): Date {
  const date = day as Temporal.PlainDate;
  if (clock !== null && !alone) return instant(date, clock);
  return half === 'am' ? instant(date, NOON) : instant(date.add({ days: 1 }));
}

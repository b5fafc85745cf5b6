import { Temporal } from 'temporal-polyfill';
import { hanNumber } from '../../lib/han-number.ts';
import { type DayNamed, momentNamed, NOON } from '../text/day-named.ts';

/** From when until when, `to` excluded. */
export type Leave = { readonly from: Date; readonly to: Date };

const BETWEEN = /\s*(?:至|到|~|—+|–|\s-\s|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*/giu;
const HYPHEN = /\s*-\s*/gu;
const LENGTH = /^(.*?)(?:起|开始|共|for)?\s*([\d一二两三四五六七八九十]{1,3})\s*(天|days?|d|周|星期|weeks?|w)$/iu;

/** Characters of a period: every hyphen of it may divide it. */
const LONGEST = 100;

/** Both ends as they were written: no beginning is now, `days` is a length in place of an end. */
type Ends = {
  readonly begins: DayNamed | null;
  readonly ends: DayNamed | null;
  readonly days: number | null;
  readonly alone: boolean;
};

/**
 * The period a member of the staff writes, in the desk's zone: `11-28 至 11-30`, `明天下午`, `until Friday noon`,
 * `12月1日 3天`, `11-28 13:00 至 17:00`, `28-30 Nov`. A day alone is the whole of it, both ends included. What began
 * earlier today begins now. Null when it names no days.
 */
export function leaveNamed(text: string, now: Date, timezone: string): Leave | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  const today = local.toPlainDate();
  const written = text
    .normalize('NFKC')
    .trim()
    .replace(/^(?:从|自|from\b)\s*/iu, '')
    .replace(/\s*(?:请假|休假|为?止)$/u, '');
  const read = written === '' || written.length > LONGEST ? null : endsNamed(written, today);
  if (read === null) return null;
  const { begins, ends, days, alone } = read;
  const day = begins?.day ?? today;
  const instant = (date: Temporal.PlainDate, time?: Temporal.PlainTime): Date =>
    new Date(date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds);
  const from = begins === null ? now : instant(day, begins.clock ?? BEGINS[begins.half ?? 'am']);
  const to =
    days === null
      ? endOf({ ...(ends as DayNamed), day: ends?.day ?? day }, alone, instant)
      : instant(day.add({ days }));
  const span = { from, to: later(from, to, begins, ends) };
  return { ...span, from: from < now && day.equals(today) ? now : from };
}

/** When a half of a day begins; the first one with the day. */
const BEGINS = { am: undefined, pm: NOON, evening: Temporal.PlainTime.from('18:00') } as const;

/** A length, a moment alone, or two ends; of a hyphen, which dates have too, the first with an end at both sides. */
function endsNamed(text: string, today: Temporal.PlainDate): Ends | null {
  const long = LENGTH.exec(text);
  const [, first = ''] = long ?? [];
  const start = first === '' ? null : momentNamed(first, today);
  if (long && daysOf(long) > 0 && (first === '' || start !== null))
    return { begins: start, ends: null, days: daysOf(long), alone: false };
  const one = momentNamed(text, today);
  if (one !== null) return { begins: one, ends: one, days: null, alone: true };
  return [...text.matchAll(BETWEEN), ...text.matchAll(HYPHEN)].reduce<Ends | null>(
    (found, { 0: between, index }) =>
      found ?? twoEnds(text.slice(0, index), text.slice(index + between.length), today, between.trim() === '-'),
    null,
  );
}

const BARE_DAY = /^(\d{1,2})(?:st|nd|rd|th)?$/iu;

/** `28-30 Nov`: the first of them is of the month that the last one names. */
function twoEnds(first: string, last: string, today: Temporal.PlainDate, isHyphen: boolean): Ends | null {
  const [, bare] = BARE_DAY.exec(first) ?? [];
  const month = bare === undefined ? null : momentNamed(last, today)?.day;
  const begins =
    first === '' && !isHyphen ? null : bare && month ? onDayBefore(month, Number(bare)) : momentNamed(first, today);
  if (begins === null && (first !== '' || isHyphen)) return null;
  const ends = momentNamed(last, today, begins?.day ?? today);
  return ends && { begins, ends, days: null, alone: false };
}

function onDayBefore(end: Temporal.PlainDate, day: number): DayNamed | null {
  const month = day > end.day ? end.with({ day: 1 }).subtract({ months: 1 }) : end;
  return day < 1 || day > month.daysInMonth ? null : { day: month.with({ day }), half: null, clock: null };
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

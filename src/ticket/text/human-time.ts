import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { readersOfTime } from './chrono.ts';
import { type DayNamed, momentNamed } from './day-named.ts';
import { leading } from './leading.ts';
import { spanNamed } from './span-named.ts';

/** A day without an hour means by the end of the working day. */
const END_OF_DAY = 18;
const BY = /^(?:by|before|until|till|due|截止到?|请?[于在]|最晚|不晚于)\s+|^(?:截止到?|最晚|不晚于|请[于在])/iu;
const BEFORE = /之?前$/u;

/**
 * A time as staff write it, in the desk's zone: `今天18:00`, `明天上午10点`, `2h`, `两小时后`, `18:00` (the next one),
 * `tomorrow 10am`, `2026-11-25 14:00`; `明天` is 18:00 of that day. Null when it names no time.
 */
export function parseTime(text: string, now: Date, timezone: string): Date | null {
  const written = text.normalize('NFKC').trim();
  const exact = wholeTime(written, now, timezone);
  if (exact !== null) return exact;
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  // chrono reckons in the zone of the process: it is shown the desk's wall clock, and the zone is applied to its
  // answer.
  const wallClock = new Date(local.year, local.month - 1, local.day, local.hour, local.minute);
  const { zh, en } = readersOfTime();
  const readings = [zh, en].flatMap((parser) => parser.parse(written, wallClock, { forwardDate: true }).slice(0, 1));
  const longest = readings.toSorted((a, b) => b.text.length - a.text.length)[0];
  return longest ? instantOf(longest, now, timezone) : null;
}

/**
 * A time that is all of the text, with the words that make it a deadline: `今晚22点前`, `by Friday`. Null for anything
 * else, and for a span that is over, whose `前` is none of "by then".
 */
export function wholeTime(text: string, now: Date, timezone: string): Date | null {
  const written = text.normalize('NFKC').trim();
  if (isOver(written)) return null;
  return exactTime(written.replace(BY, '').replace(BEFORE, ''), now, timezone, DEADLINES)?.found ?? null;
}

const isOver = (written: string): boolean => (spanNamed(written) ?? 0) < 0;

function instantOf({ start }: ParsedResult, now: Date, timezone: string): Date {
  const part = (name: Parameters<ParsedComponents['get']>[0]): number => start.get(name) ?? 0;
  const hasHour = start.isCertain('hour');
  const wall = Temporal.PlainDateTime.from({
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: hasHour ? part('hour') : END_OF_DAY,
    minute: hasHour ? part('minute') : 0,
  });
  const at = new Date(wall.toZonedDateTime(timezone).epochMilliseconds);
  const dateGiven = start.isCertain('day') || start.isCertain('weekday');
  return at <= now && !dateGiven ? new Date(wall.add({ days: 1 }).toZonedDateTime(timezone).epochMilliseconds) : at;
}

/**
 * A time in front of other words, and those words: `周一10点 打电话`, `明天打电话`, `2h call back`. A day alone is nine
 * in the morning of it, an hour alone its next one. Null when the words begin with no time, or with one of which only a
 * part can be read.
 */
export function leadingTime(
  text: string,
  now: Date,
  timezone: string,
): { readonly time: Date; readonly rest: string } | null {
  const written = text.normalize('NFKC').trim();
  const read = leading(written, (beginning) => exactTime(beginning, now, timezone, REMINDERS));
  return read && { time: read.found, rest: read.rest };
}

/** Hours for who names a day, or its half, and no hour. */
type Hours = Readonly<Record<NonNullable<DayNamed['half']> | 'day', number>>;
const REMINDERS: Hours = { day: 9, am: 9, pm: 14, evening: 20 };
const DEADLINES: Hours = { day: END_OF_DAY, am: 12, pm: END_OF_DAY, evening: END_OF_DAY };

function exactTime(text: string, now: Date, timezone: string, hours: Hours) {
  const span = spanNamed(text);
  if (span !== null) return { found: new Date(now.getTime() + span), hasClock: false };
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone).toPlainDate();
  const named = momentNamed(text, today);
  if (named === null) return null;
  const plainTime = named.clock ?? Temporal.PlainTime.from({ hour: hours[named.half ?? 'day'] });
  const on = (day: Temporal.PlainDate): Date =>
    new Date(day.toZonedDateTime({ timeZone: timezone, plainTime }).epochMilliseconds);
  const at = on(named.day ?? today);
  const found = at <= now && named.day === null ? on(today.add({ days: 1 })) : at;
  return { found, hasClock: named.clock !== null };
}

/** A time that has not passed yet; refused as `no_time` with the text, or as `time_passed` with the time. */
export function futureTime(text: string, { now, policy }: Context): { readonly time: Date } | Refusal {
  const time = parseTime(text, now, policy.timezone);
  if (time === null) return { refused: 'no_time', detail: text };
  return time > now ? { time } : { refused: 'time_passed', detail: time.toISOString() };
}

import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import { hanNumber } from '../../lib/han-number.ts';
import type { Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { readersOfTime } from './chrono.ts';
import { momentNamed } from './day-named.ts';

const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  min: 60_000,
  分钟: 60_000,
  分: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  小时: 3_600_000,
  个小时: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  天: 86_400_000,
};
const SPAN =
  /^(?:in\s+|within\s+)?(\d+(?:\.\d+)?|半|[一二两三四五六七八九十]{1,3})\s*(min|m|hour|h|day|d|个小时|小时|分钟|分|天)(?:ute)?s?(?:之?[后内]|以[后内])?$/i;

/** A day without an hour means by the end of the working day. */
const END_OF_DAY = 18;

/**
 * A time as staff write it, in the desk's zone: `今天18:00`, `明天上午10点`, `2h`, `两小时后`, `18:00` (the next one),
 * `tomorrow 10am`, `2026-11-25 14:00`; `明天` is 18:00 of that day. Null when it names no time.
 */
export function parseTime(text: string, now: Date, timezone: string): Date | null {
  const written = text.normalize('NFKC').trim();
  const [, amount = '', unit = ''] = SPAN.exec(written) ?? [];
  const span = (hanNumber(amount) ?? Number(amount)) * (UNIT_MS[unit.toLowerCase()] ?? 0);
  if (span > 0) return new Date(now.getTime() + span);
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  // chrono reckons in the zone of the process: it is shown the desk's wall clock, and the zone is applied to its
  // answer.
  const wallClock = new Date(local.year, local.month - 1, local.day, local.hour, local.minute);
  const { zh, en } = readersOfTime();
  const readings = [zh, en].flatMap((parser) => parser.parse(written, wallClock, { forwardDate: true }).slice(0, 1));
  const longest = readings.toSorted((a, b) => b.text.length - a.text.length)[0];
  return longest ? instantOf(longest, now, timezone) : null;
}

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

/** Longest time that is looked for in front of other words. */
const LONGEST_LEADING = 24;
/** When a day begins, and its second half, for who names no hour. */
const MORNING = Temporal.PlainTime.from('09:00');
const AFTERNOON = Temporal.PlainTime.from('14:00');

/**
 * A time in front of other words, and those words: `周一10点 打电话`, `明天打电话`, `2h call back`. A day alone is nine
 * in the morning of it, an hour alone its next one. Null when the words begin with no time.
 */
export function leadingTime(
  text: string,
  now: Date,
  timezone: string,
): { readonly time: Date; readonly rest: string } | null {
  const written = text.normalize('NFKC').trim();
  for (let length = Math.min(LONGEST_LEADING, written.length); length > 1; length--) {
    const [before, behind] = [written.slice(0, length), written.slice(length)];
    if (/[a-z0-9]$/i.test(before) && /^[a-z0-9:]/i.test(behind)) continue;
    const time = exactTime(before.replace(/[\s,，:：]+$/u, ''), now, timezone);
    if (time !== null) return { time, rest: behind.replace(/^[\s,，:：。;；]+/u, '') };
  }
  return null;
}

function exactTime(text: string, now: Date, timezone: string): Date | null {
  if (SPAN.test(text)) return parseTime(text, now, timezone);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone).toPlainDate();
  const named = momentNamed(text, today);
  if (named === null) return null;
  const plainTime = named.clock ?? (named.half === 'pm' ? AFTERNOON : MORNING);
  const on = (day: Temporal.PlainDate): Date =>
    new Date(day.toZonedDateTime({ timeZone: timezone, plainTime }).epochMilliseconds);
  const at = on(named.day ?? today);
  return at <= now && named.day === null ? on(today.add({ days: 1 })) : at;
}

/** A time that has not passed yet; refused as `no_time` with the text, or as `time_passed` with the time. */
export function futureTime(text: string, { now, policy }: Context): { readonly time: Date } | Refusal {
  const time = parseTime(text, now, policy.timezone);
  if (time === null) return { refused: 'no_time', detail: text };
  return time > now ? { time } : { refused: 'time_passed', detail: time.toISOString() };
}

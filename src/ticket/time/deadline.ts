import { type Calendar, workingSpans } from './calendar.ts';

const MINUTE = 60_000;

/** When `span` milliseconds of the calendar in force have passed since `start`. */
export function deadlineAfter(start: Date, span: number, calendar: Calendar): Date {
  if (calendar.kind === 'always' || span <= 0) return new Date(start.getTime() + span);
  let left = span;
  for (const working of workingSpans(start, calendar)) {
    const length = working.end - working.start;
    if (left <= length) return new Date(working.start + left);
    left -= length;
  }
  throw new Error('working spans never end');
}

/** Milliseconds of the calendar in force from `from` to `to`; none when `to` is not later. */
export function spanBetween(from: Date, to: Date, calendar: Calendar): number {
  const until = to.getTime();
  if (calendar.kind === 'always') return Math.max(0, until - from.getTime());
  let total = 0;
  for (const working of workingSpans(from, calendar)) {
    if (working.start >= until) break;
    total += Math.min(working.end, until) - working.start;
  }
  return total;
}

/**
 * Like `spanBetween`, in minutes, as the reports count.
 * @internal tests look at it
 */
export const workingMinutesBetween = (from: Date, to: Date, calendar: Calendar): number =>
  spanBetween(from, to, calendar) / MINUTE;

import { dayAfter, dayOf, instantOf, weekdayOf } from '../../report/period.ts';

/** How far the clock can be pushed. */
export const JUMPS = ['half_hour', 'four_hours', 'morning', 'monday'] as const;
export type Jump = (typeof JUMPS)[number];

/** When the day begins: the desk writes its digests at this time, and its reports. */
const MORNING = '08:30';
const MINUTE_MS = 60_000;

/** Where a jump leads from an instant, on the clocks of a time zone; always later. */
export function landing(jump: Jump, now: Date, timezone: string): Date {
  if (jump === 'half_hour') return new Date(now.getTime() + 30 * MINUTE_MS);
  if (jump === 'four_hours') return new Date(now.getTime() + 240 * MINUTE_MS);
  return nextMorning(now, timezone, jump === 'monday' ? (day) => weekdayOf(day) === 1 : () => true);
}

/** The next morning after an instant on a day that is wanted. */
export function nextMorning(now: Date, timezone: string, isWanted: (day: string) => boolean = () => true): Date {
  for (let day = dayOf(now, timezone); ; day = dayAfter(day)) {
    const morning = instantOf(day, MORNING, timezone);
    if (morning > now && isWanted(day)) return morning;
  }
}

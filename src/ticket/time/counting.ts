import type { Calendar } from './calendar.ts';
import { deadlineAfter, spanBetween } from './deadline.ts';

/**
 * From when the time of a clock counts, so that its deadline can be told again under other terms: it runs since
 * `since`, and ran before in `runs`, between which it stood still. `always`: all time counts, whatever the calendar.
 * `promised`: the moment that ends the span early.
 */
export type Counting = {
  readonly since: Date;
  readonly runs: readonly { readonly from: Date; readonly to: Date }[];
  readonly always?: true;
  readonly promised?: Date;
};

/** The same, going on at `now` after it stood still since `stopped`. */
export const goesOn = ({ since, runs, ...same }: Counting, stopped: Date, now: Date): Counting => ({
  ...same,
  since: now,
  runs: stopped > since ? [...runs, { from: since, to: stopped }] : runs,
});

/** When `span` milliseconds of the calendar have passed while it ran; what was over before it went on is due then. */
export function countedDeadline({ since, runs, always }: Counting, span: number, calendar: Calendar): Date {
  const counted = always ? ({ kind: 'always' } as const) : calendar;
  const gone = runs.reduce((sum, { from, to }) => sum + spanBetween(from, to, counted), 0);
  return deadlineAfter(since, Math.max(0, span - gone), counted);
}

import { Temporal } from 'temporal-polyfill';
import type { Staff } from '../../people/person.ts';
import { parseWeekly } from './weekly.ts';

/** A time that overrides the weekly roster: leave (`off`) or an extra shift (`on`); open-ended when `to` is null. */
export type DutyOverride = { readonly duty: 'on' | 'off'; readonly from: Date; readonly to: Date | null };

/** A time in which somebody is away, `to` excluded; `substitute`: a registered address, null where nobody was named. */
export type Absence = {
  readonly id: number;
  readonly from: Date;
  readonly to: Date;
  readonly substitute: string | null;
};

const DAY_MINUTES = 24 * 60;

/**
 * Whether somebody can be given work now: the latest override that covers the time decides, else the weekly roster in
 * the desk's zone; without a roster, always.
 */
export function onDuty(staff: Staff, overrides: readonly DutyOverride[], now: Date, timezone: string): boolean {
  const override = overrides
    .filter(({ from, to }) => from <= now && (to === null || now < to))
    .toSorted((a, b) => b.from.getTime() - a.from.getTime())[0];
  if (override) return override.duty === 'on';
  if (staff.duty === null) return true;
  const week = parseWeekly(staff.duty);
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  const minute = local.hour * 60 + local.minute;
  const covers = (weekday: number, at: number): boolean =>
    (week[weekday % 7] ?? []).some(({ from, to }) => from <= at && at < to);
  const today = local.dayOfWeek - 1;
  return covers(today, minute) || covers(today + 6, minute + DAY_MINUTES);
}

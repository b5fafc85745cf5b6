import { Temporal } from 'temporal-polyfill';

/**
 * A place in the counter of a local day (`20261122`). The counter is the database's: it restarts on a later day and
 * never goes back, whatever the clock does.
 */
export type DaySequence = { readonly day: string; readonly sequence: number };

const LEAST_DIGITS = 3;

/** `TS20261122001`; from the thousandth ticket of a day on with as many digits as it takes. */
export const formatNumber = (prefix: string, { day, sequence }: DaySequence): string =>
  `${prefix}${day}${String(sequence).padStart(LEAST_DIGITS, '0')}`;

/** The date in the desk's zone, `20261122`. */
export const localDay = (at: Date, timezone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString()
    .replaceAll('-', '');

import { Temporal } from 'temporal-polyfill';

/** The counter of a local day, `20261122`; stored, so that it outlives a restart. */
export type DaySequence = { readonly day: string; readonly sequence: number };

const LEAST_DIGITS = 3;

/** `TS20261122001`; from the thousandth ticket of a day on with as many digits as it takes. */
export const formatNumber = (prefix: string, { day, sequence }: DaySequence): string =>
  `${prefix}${day}${String(sequence).padStart(LEAST_DIGITS, '0')}`;

/** Reads a canonical number back; null when it is none: another prefix, no real date, a padded or zero sequence. */
export function parseNumber(prefix: string, number: string): DaySequence | null {
  const [, day = '', digits = ''] = number.startsWith(prefix)
    ? (/^(\d{8})(\d{3,9})$/.exec(number.slice(prefix.length)) ?? [])
    : [];
  const sequence = Number(digits);
  const real = day !== '' && isRealDate(day);
  return real && sequence > 0 && formatNumber('', { day, sequence }) === day + digits ? { day, sequence } : null;
}

/** The date in the desk's zone, `20261122`. */
export const localDay = (at: Date, timezone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString()
    .replaceAll('-', '');

/**
 * The next place in the counter. It starts again on a later day and never goes back: while the clock shows an earlier
 * day than the last number, counting goes on with that number's day.
 */
export const nextSequence = (last: DaySequence | null, today: string): DaySequence =>
  last === null || today > last.day ? { day: today, sequence: 1 } : { day: last.day, sequence: last.sequence + 1 };

function isRealDate(day: string): boolean {
  const iso = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}

import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';

/**
 * A moment in the reader's language and zone, e.g. `2026年11月23日周一 18:00（GMT+8）`, `Mon 23 Nov 2026, 18:00
 * (GMT+8)`.
 */
export function momentText(at: Date, locale: Locale, timezone: string): string {
  const part = partsOf(at, locale, timezone);
  return wordsOf(locale).times.moment({
    year: part('year'),
    month: part('month'),
    day: part('day'),
    weekday: part('weekday'),
    clock: `${part('hour')}:${part('minute')}`,
    zone: part('timeZoneName'),
  });
}

const SECOND = 1000;
const UNITS = [
  ['day', 86_400 * SECOND],
  ['hour', 3600 * SECOND],
  ['minute', 60 * SECOND],
] as const;

/**
 * A span in words, its two largest units, to the minute: `1 天 3 小时`, `45 minutes`. Milliseconds; the sign is
 * dropped.
 */
export function spanText(milliseconds: number, locale: Locale): string {
  let rest = Math.max(60 * SECOND, Math.round(Math.abs(milliseconds) / (60 * SECOND)) * 60 * SECOND);
  const words: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && words.length < 2) words.push(unitFormat(locale, unit).format(count));
  }
  return words.join(' ');
}

/** A local calendar day (`YYYY-MM-DD`) as people write it: `10月1日`, `1 October`. */
export function dayText(day: string, locale: Locale): string {
  return dayFormat(locale).format(new Date(`${day}T00:00:00Z`));
}

const momentFormats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: Date, locale: Locale, timezone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const key = `${locale} ${timezone}`;
  let format = momentFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, {
      timeZone: timezone,
      year: 'numeric',
      month: wordsOf(locale).times.month,
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    momentFormats.set(key, format);
  }
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
  return (type) => parts.get(type) ?? '';
}

const unitFormats = new Map<string, Intl.NumberFormat>();

function unitFormat(locale: Locale, unit: 'day' | 'hour' | 'minute'): Intl.NumberFormat {
  const key = `${locale} ${unit}`;
  let format = unitFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
    unitFormats.set(key, format);
  }
  return format;
}

const dayFormats = new Map<Locale, Intl.DateTimeFormat>();

function dayFormat(locale: Locale): Intl.DateTimeFormat {
  let format = dayFormats.get(locale);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', day: 'numeric' });
    dayFormats.set(locale, format);
  }
  return format;
}

import { inUnits } from '../../ticket/time/parts.ts';
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
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;
type Unit = (typeof UNITS)[number][0];

/**
 * A span in words, its two largest units, to the minute, and below a minute in seconds: `1 天 3 小时`, `45 minutes`.
 * Milliseconds; the sign is dropped.
 */
export function spanText(milliseconds: number, locale: Locale): string {
  const span = Math.abs(milliseconds);
  return inTwoUnits(span, locale, span < MINUTE ? SECOND : MINUTE);
}

/**
 * Spans and their sum in words that add up: seconds below an hour, minutes below a day, else hours. What comes to none
 * of these is left out.
 */
export function sumText<Name extends string>(
  spans: Readonly<Partial<Record<Name, number>>>,
  locale: Locale,
): { readonly whole: string; readonly parts: readonly (readonly [name: Name, text: string])[] } {
  const sum = Object.values<number | undefined>(spans).reduce<number>((all, span) => all + (span ?? 0), 0);
  const unit = sum < HOUR ? SECOND : sum < DAY ? MINUTE : HOUR;
  const { whole, parts } = inUnits(spans, unit);
  const text = (count: number): string => inTwoUnits(count * unit, locale, unit);
  return {
    whole: text(whole),
    parts: parts.filter(([, count]) => count > 0).map(([name, count]) => [name, text(count)] as const),
  };
}

function inTwoUnits(span: number, locale: Locale, smallest: number): string {
  let rest = Math.round(span / smallest) * smallest;
  const words: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && words.length < 2) words.push(unitFormat(locale, unit).format(count));
  }
  return words.join(' ') || unitFormat(locale, 'second').format(0);
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

function unitFormat(locale: Locale, unit: Unit): Intl.NumberFormat {
  const key = `${locale} ${unit}`;
  let format = unitFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: wordsOf(locale).times.units });
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

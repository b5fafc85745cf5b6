import { inUnits } from '../../../ticket/time/parts.ts';
import type { Locale } from '../../../words/locale.ts';
import { wordsOf } from '../../../words/words.ts';

/** The reader of a time: their language and zone, and when they are written to. */
export type TimeReader = { readonly locale: Locale; readonly timezone: string; readonly now: Date };

/**
 * A moment as people say it when they write: `今天 18:00`, `11月27日（周五）18:00`, `tomorrow 09:00`, `Fri 27 Nov,
 * 18:00`; the year only of another one. The letter names the zone once (`zoneText`).
 */
export function momentText(at: Date, { locale, timezone, now }: TimeReader): string {
  const part = partsOf(at, locale, timezone);
  const { times } = wordsOf(locale);
  const clock = `${part('hour')}:${part('minute')}`;
  const near = NEAR[daysBetween(now, at, timezone)];
  if (near !== undefined) return `${times.day[near]} ${clock}`;
  return times.moment({
    year: part('year') === partsOf(now, locale, timezone)('year') ? '' : part('year'),
    month: part('month'),
    day: part('day'),
    weekday: part('weekday'),
    clock,
  });
}

/** The local day, `YYYY-MM-DD`, and the time of the clock on the wall. */
export function wallClock(at: Date, timezone: string): { readonly day: string; readonly clock: string } {
  const part = partsOf(at, 'en', timezone, 'numeric');
  const two = (type: Intl.DateTimeFormatPartTypes): string => part(type).padStart(2, '0');
  return { day: `${part('year')}-${two('month')}-${two('day')}`, clock: `${part('hour')}:${part('minute')}` };
}

/** By days from today. */
const NEAR: Readonly<Record<number, 'yesterday' | 'today' | 'tomorrow'>> = {
  [-1]: 'yesterday',
  0: 'today',
  1: 'tomorrow',
};

const daysBetween = (from: Date, to: Date, timezone: string): number =>
  (localMidnight(to, timezone) - localMidnight(from, timezone)) / (86_400 * SECOND);

/** The local day as UTC counts it, so that days can be subtracted. */
function localMidnight(at: Date, timezone: string): number {
  const part = partsOf(at, 'en', timezone, 'numeric');
  return Date.UTC(Number(part('year')), Number(part('month')) - 1, Number(part('day')));
}

/** The name of a zone as its people call it: `北京时间`, `Japan Standard Time`. */
export function zoneText({ locale, timezone, now }: TimeReader): string {
  const { beijing } = wordsOf(locale).times;
  if (OF_CHINA.has(timezone)) return beijing;
  const long = new Intl.DateTimeFormat(locale, { timeZone: timezone, timeZoneName: 'long' });
  return long.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? timezone;
}

/** IANA names of China's one zone. */
const OF_CHINA: ReadonlySet<string> = new Set([
  'Asia/Shanghai',
  'Asia/Chongqing',
  'Asia/Chungking',
  'Asia/Harbin',
  'PRC',
]);

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

/** A span in words, its two largest units, to the minute: `1 天 3 小时`, `45 minutes`. Milliseconds; without its sign. */
export function spanText(milliseconds: number, locale: Locale): string {
  const span = Math.abs(milliseconds);
  return span < MINUTE ? wordsOf(locale).times.underMinute : inTwoUnits(span, locale, MINUTE);
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
/** A letter names the same few moments dozens of times, the present one most of all. */
const momentParts = new Map<string, ReadonlyMap<string, string>>();
const MOMENTS_KEPT = 500;

function partsOf(
  at: Date,
  locale: Locale,
  timezone: string,
  month: 'numeric' | 'short' = wordsOf(locale).times.month,
): (type: Intl.DateTimeFormatPartTypes) => string {
  const key = `${locale} ${month} ${timezone}`;
  let format = momentFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, {
      timeZone: timezone,
      year: 'numeric',
      month,
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    momentFormats.set(key, format);
  }
  const moment = `${key} ${Math.floor(at.getTime() / MINUTE)}`;
  let parts = momentParts.get(moment);
  if (parts === undefined) {
    parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
    if (momentParts.size >= MOMENTS_KEPT) momentParts.clear();
    momentParts.set(moment, parts);
  }
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

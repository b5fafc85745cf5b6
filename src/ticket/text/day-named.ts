import { Temporal } from 'temporal-polyfill';
import { CLOCK, clockNamed } from './clock-named.ts';
import { dateNamed } from './date-named.ts';

/** A day as it was written, null for today; `half` or `clock` where a part of it is meant. */
export type DayNamed = {
  readonly day: Temporal.PlainDate | null;
  readonly half: 'am' | 'pm' | 'evening' | null;
  readonly clock: Temporal.PlainTime | null;
};

export const NOON = Temporal.PlainTime.from('12:00');

const HALVES: readonly (readonly [NonNullable<DayNamed['half']>, RegExp])[] = [
  ['am', /上午|早上|早晨|清晨|\bmorning\b|\bam\b/iu],
  ['pm', /下午|\bafternoon\b|\bpm\b/iu],
  ['evening', /晚上|傍晚|\bevening\b|\bnight\b/iu],
];
const MIDDAY = /中午|\bnoon\b|\bmidday\b/iu;
const AROUND = /全天|\ball day\b|\b(?:on|the|at)\b/iu;
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/([今明后昨]|大后)(早|晚)上?/gu, '$1天$2上'],
  [/([一二三四五六日天号])(早|晚)(?!上)/gu, '$1$2上'],
  [/\btonight\b/giu, 'today evening'],
  [/\bthis (?=morning\b|afternoon\b|evening\b)/giu, 'today '],
];

/**
 * `11-28`, `明天下午`, `周一10点`, `28 Nov`, `Friday noon`, `18:00`: all of the text, in NFKC. Null when it names no
 * day and no part of one. `begins` is the day that a period begins with whose end this is: names without a week or a
 * year are the first from there on, while `明天` and `next Monday` are counted from today here too.
 */
export function momentNamed(
  text: string,
  today: Temporal.PlainDate,
  begins: Temporal.PlainDate | null = null,
): DayNamed | null {
  const written = SHORT.reduce((left, [short, whole]) => left.replace(short, whole), text);
  const named = clockNamed(written);
  if (named === null) return null;
  const midday = named === 'none' && MIDDAY.test(written);
  const clock = midday ? NOON : named === 'none' ? null : named.at;
  const half = clock === null ? (HALVES.find(([, words]) => words.test(written))?.[0] ?? null) : null;
  const rest = [CLOCK, ...HALVES.map(([, words]) => words), MIDDAY, AROUND, AROUND]
    .reduce((left, part) => left.replace(part, ' '), written)
    .replace(/[\s,，。]+/gu, ' ')
    .trim();
  if (rest === '' && clock === null && half === null) return null;
  const day = rest === '' ? null : dateNamed(rest, today, begins);
  if (rest !== '' && day === null) return null;
  const isLate = named !== 'none' && named.late;
  return { day: isLate ? (day ?? begins ?? today).add({ days: 1 }) : day, half, clock };
}

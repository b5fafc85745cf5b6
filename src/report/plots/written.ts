import type { Urgency } from '../../ticket/ticket.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { EngineerFigures } from '../figures.ts';

/** How figures are written for their reader. */
export type Reader = {
  readonly locale: Locale;
  /** Names of staff by address. */
  readonly names: Readonly<Record<string, string>>;
};

export const numberText = (value: number, { locale }: Reader): string => value.toLocaleString(locale);

export const percent = (share: number | null, { locale }: Reader): string =>
  share === null ? wordsOf(locale).figures.none : `${Math.round(share * 100)}%`;

/** Minutes as people say them: `45 min`, `3.5 h`, `2.1 d`. */
export function durationText(minutes: number | null, { locale }: Reader): string {
  const words = wordsOf(locale).figures;
  if (minutes === null) return words.none;
  if (minutes < 90) return words.minutes.replace('{}', String(Math.round(minutes)));
  if (minutes < 48 * 60) return words.hours.replace('{}', (minutes / 60).toFixed(1));
  return words.dayUnit.replace('{}', (minutes / 1440).toFixed(1));
}

export const urgencyText = (urgency: Urgency, { locale }: Reader): string => wordsOf(locale).ticket.urgency[urgency];

export const engineerName = ({ address }: EngineerFigures, { names }: Reader): string => names[address] ?? address;

import type { Figure } from '../../letter/facts.ts';
import { URGENCIES, type Urgency } from '../../ticket/ticket.ts';
import { wordsOf } from '../../words/words.ts';
import type { DayFigures, EngineerFigures, Figures, Spread } from '../figures.ts';
import { durationText, engineerName, numberText, type Reader, urgencyText } from './written.ts';

/** Columns that fit a telephone beside each other. */
const COLUMNS_MAX = 14;

const WEEK = 7;

/** By day; a longer period by week, a very long one in as many equal parts as fit. */
export function arrivals(days: readonly DayFigures[], heading: string, { locale }: Reader): Figure {
  const words = wordsOf(locale).figures;
  const size = days.length <= COLUMNS_MAX ? 1 : Math.max(WEEK, Math.ceil(days.length / COLUMNS_MAX / WEEK) * WEEK);
  const parts = Array.from({ length: Math.ceil(days.length / size) }, (_, at) =>
    days.slice(at * size, (at + 1) * size),
  );
  const sums = (of: 'opened' | 'closed'): number[] =>
    parts.map((part) => part.reduce((sum, { [of]: count }) => sum + count, 0));
  return {
    kind: 'columns',
    heading,
    labels: parts.map(
      (part, at) => dayLabel(part[0]?.day ?? '', at === 0 || size > 1) + (part.length < size ? '*' : ''),
    ),
    ...(parts.some((part) => part.length < size) ? { note: words.partialNote } : {}),
    series: [
      { label: words.opened, values: sums('opened') },
      { label: words.closed, values: sums('closed') },
    ],
  };
}

/** `11/9` for the first of a month and where the whole date is wanted, else the day alone. */
function dayLabel(date: string, whole: boolean): string {
  const [, month = 0, day = 0] = date.split('-').map(Number);
  return whole || day === 1 ? `${month}/${day}` : String(day);
}

type Spreads = Readonly<Record<Urgency, Spread>>;

export function spreads(heading: string, now: Spreads, before: Spreads, reader: Reader): Figure {
  const words = wordsOf(reader.locale).figures;
  return {
    kind: 'table',
    heading,
    note: words.p90Note,
    columns: [words.urgency, words.count, words.median, words.p90, words.medianBefore],
    rows: URGENCIES.map((urgency) => [
      urgencyText(urgency, reader),
      numberText(now[urgency].n, reader),
      durationText(now[urgency].medianMinutes, reader),
      durationText(now[urgency].p90Minutes, reader),
      durationText(before[urgency].medianMinutes, reader),
    ]),
  };
}

/** Steps of resolution times in hours, short enough for a column. */
const STEP_LABELS = ['<1', '1–4', '4–8', '8–24', '24–72', '≥72'] as const;

/** How the resolutions of each urgency spread; the tint is the share of that urgency. */
export function steps({ resolutionSteps }: Figures, reader: Reader): Figure {
  return {
    kind: 'heat',
    heading: wordsOf(reader.locale).figures.steps,
    note: wordsOf(reader.locale).figures.stepsNote,
    columns: STEP_LABELS,
    rows: URGENCIES.map((urgency) => {
      const counts = resolutionSteps[urgency];
      const most = Math.max(1, ...counts);
      return {
        label: urgencyText(urgency, reader),
        cells: counts.map((count, at) => ({
          label: STEP_LABELS[at] ?? '',
          value: numberText(count, reader),
          share: count / most,
        })),
      };
    }),
  };
}

export function engineers(perEngineer: readonly EngineerFigures[], reader: Reader): Figure {
  const words = wordsOf(reader.locale).figures;
  return {
    kind: 'table',
    heading: words.perEngineer,
    columns: [words.engineer, words.closed, words.open, words.medianResolution],
    rows: perEngineer
      .toSorted((a, b) => b.closed - a.closed)
      .map((each) => [
        engineerName(each, reader),
        numberText(each.closed, reader),
        numberText(each.open, reader),
        durationText(each.medianResolutionMinutes, reader),
      ]),
  };
}

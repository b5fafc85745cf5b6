import type { Figure, Tile } from '../../letter/facts.ts';
import { wordsOf } from '../../words/words.ts';
import type { CompanyFigures, DayFigures, Figures, Report } from '../figures.ts';
import { durationText, numberText, percent, type Reader } from './written.ts';

/** Two values under a label: what it is now, and how it was. */
function tile(label: string, [is, was]: readonly [number | null, number | null], write: Write, reader: Reader): Tile {
  const words = wordsOf(reader.locale).figures;
  const written = (value: number | null): string => (value === null ? words.none : write(value));
  const past = words.before.replace('{}', written(was));
  return {
    label,
    value: written(is),
    before: is === null || was === null ? past : `${change(is - was, write)} · ${past}`,
  };
}

export function mainTiles(now: CompanyFigures, before: CompanyFigures, reader: Reader): Tile[] {
  const words = wordsOf(reader.locale).figures;
  const both = (label: string, of: (figures: CompanyFigures) => number | null, write: Write): Tile =>
    tile(label, [of(now), of(before)], write, reader);
  const count = (value: number): string => numberText(value, reader);
  const reopenRate = ({ reopened, closed }: CompanyFigures): number | null => (closed === 0 ? null : reopened / closed);
  return [
    both(words.opened, ({ opened }) => opened, count),
    both(words.closed, ({ closed }) => closed, count),
    both(words.open, ({ open }) => open, count),
    both(words.reopenRate, reopenRate, (share) => percent(share, reader)),
    both(
      words.satisfaction,
      ({ satisfaction: { mean } }) => mean,
      (mean) => mean.toFixed(1),
    ),
  ];
}

export function effortTile(now: Report['previous'], before: Report['previous'], reader: Reader): Tile {
  const told = ({ effort: { tickets, minutes } }: Report['previous']): number | null =>
    tickets === 0 ? null : minutes;
  const write = (minutes: number): string => durationText(minutes, reader);
  return tile(wordsOf(reader.locale).figures.effort, [told(now), told(before)], write, reader);
}

type Write = (value: number) => string;

/** `+24`, `−3%`, `±0`. */
const change = (difference: number, write: Write): string =>
  `${difference === 0 ? '±' : difference > 0 ? '+' : '−'}${write(Math.abs(difference))}`;

export function yesterday({ open }: Figures, days: readonly DayFigures[], reader: Reader): Figure {
  const words = wordsOf(reader.locale).figures;
  const [dayBefore, last] = days.slice(-2);
  const tile = (label: string, of: 'opened' | 'closed'): Tile => ({
    label,
    value: numberText(last?.[of] ?? 0, reader),
    before: words.dayBefore.replace('{}', numberText(dayBefore?.[of] ?? 0, reader)),
  });
  return {
    kind: 'tiles',
    heading: '',
    tiles: [
      tile(words.yesterdayOpened, 'opened'),
      tile(words.yesterdayClosed, 'closed'),
      { label: words.open, value: numberText(open, reader), before: '' },
    ],
  };
}

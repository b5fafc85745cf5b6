import type { Figure } from '../../letter/facts.ts';
import { wordsOf } from '../../words/words.ts';
import { type Ratings, type RatingTrend, trendOf } from '../rating.ts';
import { numberText, type Reader } from './written.ts';

/** The CSV has all. */
const SHOWN = 10;

/** Ratings by company and by team, with those of the period before; nothing where nobody has given any. */
export function ratings(now: Ratings, before: Ratings, reader: Reader): readonly Figure[] {
  const { figures: words } = wordsOf(reader.locale);
  const mean = (value: number | null): string => (value === null ? words.none : value.toFixed(1));
  const table = (heading: string, head: string, trends: readonly RatingTrend[]): readonly Figure[] =>
    trends.length === 0
      ? []
      : [
          {
            kind: 'table',
            heading,
            columns: [head, words.count, words.rating, words.ratingBefore],
            rows: trends
              .slice(0, SHOWN)
              .map(({ name, n, mean: is, before: was }) => [
                name || words.none,
                numberText(n, reader),
                mean(is),
                mean(was),
              ]),
          },
        ];
  return [
    ...table(words.ratingsByCompany, words.company, trendOf(now.byCompany, before.byCompany)),
    ...table(words.ratingsByTeam, words.team, trendOf(now.byTeam, before.byTeam)),
  ];
}

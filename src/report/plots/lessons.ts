import type { Figure } from '../../letter/facts.ts';
import { cut } from '../../lib/cut.ts';
import { wordsOf } from '../../words/words.ts';
import type { Report } from '../figures.ts';
import { distribution, frequent } from './bars.ts';
import type { Reader } from './written.ts';

/** Characters of what somebody wrote, in a table. */
const QUOTED_MAX = 100;

/** Rows of a table of what people wrote; the rest is in the other formats of the report. */
const QUOTED_ROWS = 10;

/** What the period teaches; nothing of what there is none of, or nobody may read the words of. */
export function lessons(report: Report, reader: Reader): Figure[] {
  const { figures: words, ticket } = wordsOf(reader.locale);
  const { kinds, causes, suggestions, reopenings, lowRatings } = report;
  const counts = Object.entries(kinds).map(
    ([kind, count]) => [ticket.resolutionKind[kind as keyof typeof kinds], count] as const,
  );
  // Words stand last; a row without any says nothing.
  const quoted = (heading: string, columns: readonly string[], all: readonly (readonly string[])[]): Figure[] => {
    const rows = all.filter((row) => row.at(-1) !== '').slice(0, QUOTED_ROWS);
    return rows.length === 0 ? [] : [{ kind: 'table', heading, columns, rows }];
  };
  const short = (text: string): string => cut(text.replace(/\s+/g, ' ').trim(), QUOTED_MAX);
  return [
    ...(counts.length > 0 ? [distribution(words.kinds, counts, reader)] : []),
    ...(causes.length > 0 ? [frequent(causes, words.causes, reader)] : []),
    ...quoted(
      words.suggestions,
      [words.ticket, words.said],
      suggestions.map((each) => [each.ticket, short(each.text)]),
    ),
    ...quoted(
      words.reopenings,
      [words.ticket, words.said],
      reopenings.map((each) => [each.ticket, short(each.reason)]),
    ),
    ...quoted(
      words.lowRatings,
      [words.ticket, words.rating, words.said],
      lowRatings.map((each) => [each.ticket, String(each.rating), short(each.words)]),
    ),
  ];
}

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

/** What the period teaches; nothing of what there is none of. */
export function lessons(report: Report, reader: Reader): Figure[] {
  const { figures: words, ticket } = wordsOf(reader.locale);
  const { kinds, causes, suggestions, reopenings, lowRatings } = report;
  const counts = Object.entries(kinds).map(
    ([kind, count]) => [ticket.resolutionKind[kind as keyof typeof kinds], count] as const,
  );
  const quoted = (heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): Figure[] =>
    rows.length === 0 ? [] : [{ kind: 'table', heading, columns, rows: rows.slice(0, QUOTED_ROWS) }];
  const short = (text: string): string => cut(text.replace(/\s+/g, ' '), QUOTED_MAX);
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

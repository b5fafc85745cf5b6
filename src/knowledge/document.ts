import type { ArticleText } from './article.ts';
import { termsOf } from './terms.ts';

/** What the search keeps of an article or a resolved ticket: the weight of each of its terms, and their sum. */
export type SearchDocument = {
  readonly kind: 'article' | 'ticket';
  /** Of the article or the ticket. */
  readonly id: string;
  readonly terms: ReadonlyMap<string, Weight>;
  readonly length: number;
};

/** The weight of a term by where it stands: in a title, in a symptom, in the rest. */
export type Weight = 1 | 2 | 3;

/** An article is found by everything it says, a draft too. */
export const articleDocument = (id: string, article: ArticleText): SearchDocument =>
  documentOf('article', id, [
    [article.title, 3],
    [[article.module, ...article.tags].join('\n'), 3],
    [article.symptom, 2],
    [article.cause, 1],
    [article.steps, 1],
    [article.caution, 1],
  ]);

/** A resolved ticket is found by what was asked; its solution is what is shown. */
export const ticketDocument = (
  id: string,
  { subject, words, cause }: { readonly subject: string; readonly words: string; readonly cause: string },
): SearchDocument =>
  documentOf('ticket', id, [
    [subject, 3],
    [words, 2],
    [cause, 1],
  ]);

function documentOf(
  kind: SearchDocument['kind'],
  id: string,
  fields: readonly (readonly [text: string, weight: Weight])[],
): SearchDocument {
  const terms = new Map<string, Weight>();
  for (const [text, weight] of fields)
    for (const term of termsOf(text)) if (weight > (terms.get(term) ?? 0)) terms.set(term, weight);
  return { kind, id, terms, length: [...terms.values()].reduce<number>((sum, weight) => sum + weight, 0) };
}

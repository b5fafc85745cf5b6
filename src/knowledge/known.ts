import type { ArticleText } from './article.ts';
import { termsOf } from './terms.ts';

/** Shares of the draft's own terms that an article must have to say the same: of the solution, and of the problem. */
const SAME_SOLUTION = 0.6;
const SAME_PROBLEM = 0.4;

/** The article that already says what the draft would say; null where none does. The best come first in `articles`. */
export const alreadySaid = <A extends ArticleText>(draft: ArticleText, articles: readonly A[]): A | null =>
  articles.find(
    (article) =>
      shared(solutionOf(draft), solutionOf(article)) >= SAME_SOLUTION &&
      shared(problemOf(draft), problemOf(article)) >= SAME_PROBLEM,
  ) ?? null;

const solutionOf = ({ cause, steps }: ArticleText): string => `${cause}\n${steps}`;
const problemOf = ({ title, symptom, module, tags }: ArticleText): string =>
  [title, symptom, module, ...tags].join('\n');

/** How much of what one text says stands in the other; nothing is said by an empty one. */
function shared(text: string, other: string): number {
  const own = new Set(termsOf(text));
  const there = new Set(termsOf(other));
  return own.size === 0 ? 0 : [...own].filter((term) => there.has(term)).length / own.size;
}

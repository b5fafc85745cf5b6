import type { Article, ArticleState } from '../knowledge/article.ts';
import type { SearchDocument } from '../knowledge/document.ts';
import { choosingTerms, isConfident, type Ranked, rank } from '../knowledge/rank.ts';
import { termsOf } from '../knowledge/terms.ts';
import type { Database } from '../store/connection.ts';
import { corpusOf, findCandidates, loadArticles, loadSolutions, nearestTerms } from '../store/knowledge.ts';

export type ArticleFound = { readonly article: Article; readonly score: number };
export type SolutionFound = {
  readonly number: string;
  readonly subject: string;
  readonly score: number;
  readonly solution: string;
};

/** Words of a question that are looked at; the problem is told in its first lines. */
const QUESTION_TERMS = 60;

/**
 * The articles that answer a question best; approved ones unless said otherwise. `confident` is the one that may be
 * offered in a language without anybody looking at it: null without a `locale`, and mostly with one.
 */
export async function searchKnowledge(
  db: Database,
  question: string,
  wanted: { readonly limit: number; readonly locale?: string; readonly states?: readonly ArticleState[] },
): Promise<{ readonly matches: readonly ArticleFound[]; readonly confident: Article | null }> {
  const ranked = await search(db, 'article', question, wanted.states ?? ['approved']);
  const articles = new Map(
    (
      await loadArticles(
        db,
        ranked.slice(0, Math.max(wanted.limit, WELL_ABOVE_THESE)).map(({ id }) => id),
      )
    ).map((article) => [article.id, article]),
  );
  const matches = ranked.flatMap(({ id, score }) => {
    const article = articles.get(id);
    return article ? [{ article, score }] : [];
  });
  const readable = matches.filter(({ article }) => article.locale === wanted.locale);
  const sure = isConfident(readable.map(({ article, score }) => ({ id: article.id, score })));
  return { matches: matches.slice(0, wanted.limit), confident: sure ? (readable[0]?.article ?? null) : null };
}

/** How many of the best are compared to tell whether one of them is the answer. */
const WELL_ABOVE_THESE = 20;

/** Resolved tickets like this one, best first. */
export async function searchSolutions(
  db: Database,
  question: string,
  wanted: { readonly limit: number; readonly except: string },
): Promise<SolutionFound[]> {
  const ranked = (await search(db, 'ticket', question, [])).filter(({ id }) => id !== wanted.except);
  const scores = new Map(ranked.map(({ id, score }) => [id, score]));
  const found = await loadSolutions(
    db,
    ranked.slice(0, wanted.limit).map(({ id }) => id),
  );
  return found.map(({ id, ...solution }) => ({ ...solution, score: scores.get(id) ?? 0 }));
}

async function search(
  db: Database,
  kind: SearchDocument['kind'],
  question: string,
  states: readonly ArticleState[],
): Promise<Ranked[]> {
  const asked = [...new Set(termsOf(question))].slice(0, QUESTION_TERMS);
  const first = await corpusOf(db, kind, asked);
  if (first.documents === 0) return [];
  const near = await nearestTerms(
    db,
    kind,
    asked.filter((term) => isWord(term) && !first.containing.has(term)),
  );
  const terms = [...new Set(asked.map((term) => near.get(term) ?? term))];
  const corpus = near.size === 0 ? first : await corpusOf(db, kind, terms);
  return rank(terms, await findCandidates(db, { kind, choosing: choosingTerms(terms, corpus), terms, states }), corpus);
}

/** Long enough to be misspelt, and in letters. */
const isWord = (term: string): boolean => /^\p{Script=Latin}{5,}$/u.test(term);

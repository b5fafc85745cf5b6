import type { Article, ArticleState } from '../knowledge/article.ts';
import type { SearchDocument } from '../knowledge/document.ts';
import { problemIn } from '../knowledge/draft.ts';
import { lookAlikes } from '../knowledge/look-alike.ts';
import { choosingTerms, isConfident, type Ranked, rank } from '../knowledge/rank.ts';
import { firstTerms } from '../knowledge/terms.ts';
import type { LetterFacts } from '../letter/facts.ts';
import { cut } from '../lib/cut.ts';
import type { BrandScope } from '../people/brand.ts';
import { openLately, openWithTheSameError } from '../store/alike.ts';
import { articlesByNumber, loadArticles } from '../store/article.ts';
import type { Database } from '../store/connection/connection.ts';
import { firstWords } from '../store/message.ts';
import { corpusOf, findSimilar, nearestTerms } from '../store/search.ts';
import { loadSolutions } from '../store/ticket.ts';
import { type AlikeTicket, COMPARED_CHARACTERS } from '../ticket/alike.ts';
import { type ArticleShown, numberedArticle } from '../ticket/canned/article-shown.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Said } from './decision.ts';
import type { Desk } from './desk.ts';

export type ArticleFound = { readonly article: Article; readonly score: number };
export type SolutionFound = {
  readonly number: string;
  readonly subject: string;
  readonly score: number;
  readonly solution: string;
};

/** Words of a question that are looked at; the problem is told in its first lines. */
const QUESTION_TERMS = 60;

/** What a question asks by; made once for articles and tickets. */
const askedIn = (question: string): readonly string[] => firstTerms(question, QUESTION_TERMS);

type Wanted = { readonly limit: number; readonly locale?: string; readonly states?: readonly ArticleState[] };
type FoundArticles = { readonly matches: readonly ArticleFound[]; readonly confident: Article | null };

/**
 * The articles that answer a question best; approved ones unless said otherwise. `confident` is the one that may be
 * offered in a language without anybody looking at it: null without a `locale`, and mostly with one.
 */
export const searchKnowledge = (db: Database, question: string, wanted: Wanted): Promise<FoundArticles> =>
  findArticles(db, askedIn(question), wanted);

async function findArticles(db: Database, asked: readonly string[], wanted: Wanted): Promise<FoundArticles> {
  const ranked = await search(db, 'article', asked, { states: wanted.states ?? ['approved'] });
  const best = ranked.slice(0, Math.max(wanted.limit, COMPARED));
  const articles = new Map(
    (
      await loadArticles(
        db,
        best.map(({ id }) => id),
      )
    ).map((article) => [article.id, article]),
  );
  const matches = best.flatMap((each) => {
    const article = articles.get(each.id);
    return article ? [{ article, ...each }] : [];
  });
  const readable = matches.filter(({ article }) => article.locale === wanted.locale);
  return {
    matches: matches.slice(0, wanted.limit).map(({ article, score }) => ({ article, score })),
    confident: isConfident(readable) ? (readable[0]?.article ?? null) : null,
  };
}

/** How many of the best are compared to tell whether one of them is the answer. */
const COMPARED = 20;

/** Resolved tickets like this one, best first. */
async function findSolutions(
  db: Database,
  asked: readonly string[],
  wanted: { readonly limit: number; readonly except: string; readonly scope: BrandScope | undefined },
): Promise<SolutionFound[]> {
  const ranked = (await search(db, 'ticket', asked, { states: [], scope: wanted.scope })).filter(
    ({ id }) => id !== wanted.except,
  );
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
  asked: readonly string[],
  among: { readonly states: readonly ArticleState[]; readonly scope?: BrandScope | undefined },
): Promise<Ranked[]> {
  const first = await corpusOf(db, { kind, terms: asked });
  if (first.documents === 0) return [];
  const near = await nearestTerms(
    db,
    kind,
    asked.filter((term) => isWord(term) && !first.containing.has(term)),
  );
  const terms = [...new Set(asked.map((term) => near.get(term) ?? term))];
  const corpus = near.size === 0 ? first : await corpusOf(db, { kind, terms });
  return rank(terms, await findSimilar(db, { kind, choosing: choosingTerms(terms, corpus), terms, ...among }), corpus);
}

/** Long enough to be misspelt, and in letters. */
const isWord = (term: string): boolean => /^\p{Script=Latin}{5,}$/u.test(term);

/** Articles and past tickets one of them shows, and those an answer to `#kb` shows. */
const SHOWN = 3;
const SHOWN_WHEN_ASKED = 5;
/** Weaker resemblance than this is none. */
const WORTH_SHOWING = 0.15;

/** Articles and past tickets that resemble a problem or a question. */
export type Known = Required<Pick<LetterFacts, 'articles' | 'pastTickets' | 'alike'>>;

/** What is known about a ticket's problem. */
export const loadKnown = async (desk: Desk, ticket: Ticket, said: readonly Said[]): Promise<Known> =>
  knownAbout(desk, await problemOf(desk, ticket, said), SHOWN, ticket);

/** What is known about a question; of a number alone the article that has it, once it is approved. */
export async function loadAnswer(desk: Desk, question: string): Promise<Known> {
  const named = numberedArticle(question.trim());
  const [numbered] = named?.rest === '' ? await articlesByNumber(desk.db, [named.number]) : [];
  if (numbered?.state !== 'approved') return knownAbout(desk, question, SHOWN_WHEN_ASKED, null);
  return { articles: [{ ...matchOf(numbered), score: 1, confident: false }], pastTickets: [], alike: [] };
}

const matchOf = ({ number, title, steps }: Article) => ({ number: number ?? 0, title, steps });

/** What a ticket's problem is compared by: its subject, and what the customer told of it first. */
export async function problemOf(desk: Desk, ticket: Ticket, said: readonly Said[]): Promise<string> {
  const told = said.find(({ ticketId }) => ticketId === ticket.id)?.text ?? '';
  const words = ticket.version === 0 ? told : await firstWords(desk.db, ticket.id);
  return `${ticket.subject}\n${problemIn({ form: ticket.form, words })}`;
}

/** Open tickets of other customers with the same error; and those of the last hours that tell of the same symptom. */
export async function alikeTickets(desk: Desk, problem: string, ticket: Ticket): Promise<AlikeTicket[]> {
  const { db, scope } = desk;
  const now = desk.now();
  const [sameError, lately] = await Promise.all([
    openWithTheSameError(db, { ...ticket, scope }, now),
    openLately(db, { ...ticket, scope, now }),
  ]);
  const known = new Set(sameError.map(({ number }) => number));
  // As much as is read of the others, so that its terms are kept for when it is one of them.
  const own = cut(problem, ticket.subject.length + 1 + COMPARED_CHARACTERS);
  const like = lookAlikes(own, lately).filter(({ number }) => !known.has(number));
  return [...sameError, ...like.map(({ words: _, ...alike }) => alike)];
}

async function knownAbout(desk: Desk, problem: string, limit: number, ticket: Ticket | null): Promise<Known> {
  const { db, scope } = desk;
  const asked = askedIn(problem);
  const [{ matches, confident }, solutions, alike] = await Promise.all([
    findArticles(db, asked, { limit, ...(ticket ? { locale: ticket.locale } : {}) }),
    findSolutions(db, asked, { limit, except: ticket?.id ?? '', scope }),
    ticket === null ? [] : alikeTickets(desk, problem, ticket),
  ]);
  return {
    articles: matches
      .filter(({ article, score }) => score >= WORTH_SHOWING || article.id === confident?.id)
      .map(({ article, score }) => ({
        ...matchOf(article),
        score,
        confident: article.id === confident?.id,
      })),
    pastTickets: solutions.filter(({ score }) => score >= WORTH_SHOWING),
    alike,
  };
}

/** An article as answers and letters have it in them. Only what is stored has a number. */
export const shownArticle = ({ number, state, locale, title, steps, caution }: Article): ArticleShown => ({
  number: number ?? 0,
  approved: state === 'approved',
  locale,
  title,
  steps,
  caution,
});

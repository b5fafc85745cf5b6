import { v7 as uuid } from 'uuid';
import type { Article, ArticleState, ArticleText } from '../knowledge/article.ts';
import { articleDocument, ticketDocument } from '../knowledge/document.ts';
import { draftFrom, localeOfText, problemIn } from '../knowledge/draft.ts';
import { alreadySaid } from '../knowledge/known.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Learned } from './decision.ts';

export const NOTHING_LEARNED: Learned = { articles: [], documents: [], asked: [], known: [] };

export const learnedBoth = (one: Learned, other: Learned = NOTHING_LEARNED): Learned => ({
  articles: [...one.articles, ...other.articles],
  documents: [...one.documents, ...other.documents],
  asked: [...one.asked, ...other.asked],
  known: [...one.known, ...other.known],
});

/**
 * What a closed ticket gives: a draft to be asked about, corrected where one `waits`, and what both are found by; no
 * draft where an approved article says the same already.
 */
export function learnedFrom(
  ticket: Ticket,
  {
    words,
    waiting,
    approved = [],
  }: { readonly words: string; readonly waiting: Article | null; readonly approved?: readonly Article[] },
  to: readonly string[],
  now: Date,
): Learned {
  const draft = draftOn(ticket, words, waiting, now);
  const article = waiting === null ? alreadySaid(draft, approved) : null;
  if (article !== null)
    return { ...NOTHING_LEARNED, ...foundBy(ticket, words), known: [{ ticketId: ticket.id, article }] };
  return learnedOf(ticket, words, draft, to);
}

/** What a resolved ticket is found by from now on; whether it was the solution is not known yet. */
export const resolvedAs = (ticket: Ticket, words: string): Learned => ({
  ...NOTHING_LEARNED,
  ...foundBy(ticket, words),
});

function foundBy(ticket: Ticket, words: string): Pick<Learned, 'documents'> {
  const cause = ticket.resolution?.cause ?? '';
  const problem = problemIn({ form: ticket.form, words });
  return { documents: [ticketDocument(ticket.id, { subject: ticket.subject, words: problem, cause })] };
}

function draftOn(ticket: Ticket, words: string, waiting: Article | null, now: Date): Article {
  const text = draftFrom({ ...ticket, words });
  return {
    ...text,
    id: waiting?.id ?? uuid(),
    number: waiting?.number ?? null,
    version: (waiting?.version ?? 0) + 1,
    state: 'draft',
    locale: localeOfText(text.steps),
    ticketId: ticket.id,
    createdAt: waiting?.createdAt ?? now,
    decidedAt: null,
    decidedBy: null,
  };
}

function learnedOf(ticket: Ticket, words: string, draft: Article, to: readonly string[]): Learned {
  const { documents } = foundBy(ticket, words);
  return {
    ...NOTHING_LEARNED,
    articles: [draft],
    documents: [articleDocument(draft.id, draft), ...documents],
    asked: [{ draft, to }],
  };
}

/** The article as `edits` correct it, approved or not; `to` are shown how it now stands. */
export function corrected(article: Article, edits: Partial<ArticleText>, to: readonly string[]): Learned {
  const next: Article = { ...article, ...edits, version: article.version + 1 };
  const asked = to.length > 0 ? [{ draft: next, to }] : [];
  return { ...NOTHING_LEARNED, articles: [next], documents: [articleDocument(next.id, next)], asked };
}

/** The article with a decision about it, and with the last corrections of the supervisor who decided. */
export function settled(
  article: Article,
  decision: { readonly state: Exclude<ArticleState, 'draft'>; readonly by: string; readonly at: Date },
  edits: Partial<ArticleText> = {},
): Learned {
  const { state, by, at } = decision;
  const next: Article = { ...article, ...edits, version: article.version + 1, state, decidedAt: at, decidedBy: by };
  return { ...NOTHING_LEARNED, articles: [next], documents: [articleDocument(next.id, next)] };
}

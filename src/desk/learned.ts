import { v7 as uuid } from 'uuid';
import type { Article, ArticleState, ArticleText } from '../knowledge/article.ts';
import { articleDocument, ticketDocument } from '../knowledge/document.ts';
import { draftFrom, localeOfText, problemIn } from '../knowledge/draft.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Learned } from './decision.ts';

export const NOTHING_LEARNED: Learned = { articles: [], documents: [], asked: [] };

export const learnedBoth = (one: Learned, other: Learned = NOTHING_LEARNED): Learned => ({
  articles: [...one.articles, ...other.articles],
  documents: [...one.documents, ...other.documents],
  asked: [...one.asked, ...other.asked],
});

/** What a resolution gives: a draft to be asked about, corrected where one `waits`, and what both are found by. */
export function learnedFrom(
  ticket: Ticket,
  { words, waiting }: { readonly words: string; readonly waiting: Article | null },
  to: readonly string[],
  now: Date,
): Learned {
  return learnedOf(ticket, words, draftOn(ticket, words, waiting, now), to);
}

function draftOn(ticket: Ticket, words: string, waiting: Article | null, now: Date): Article {
  const text = draftFrom({ ...ticket, words });
  return {
    ...text,
    id: waiting?.id ?? uuid(),
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
  const cause = ticket.resolution?.cause ?? '';
  const problem = problemIn({ form: ticket.form, words });
  const found = ticketDocument(ticket.id, { subject: ticket.subject, words: problem, cause });
  return { articles: [draft], documents: [articleDocument(draft.id, draft), found], asked: [{ draft, to }] };
}

/** The draft as `edits` correct it; `to` are shown how it now stands. */
export function corrected(draft: Article, edits: Partial<ArticleText>, to: readonly string[]): Learned {
  const next: Article = { ...draft, ...edits, version: draft.version + 1 };
  return { articles: [next], documents: [articleDocument(next.id, next)], asked: [{ draft: next, to }] };
}

/** The article with a decision about it, and with the last corrections of the supervisor who decided. */
export function settled(
  article: Article,
  decision: { readonly state: Exclude<ArticleState, 'draft'>; readonly by: string; readonly at: Date },
  edits: Partial<ArticleText> = {},
): Learned {
  const { state, by, at } = decision;
  const next: Article = { ...article, ...edits, version: article.version + 1, state, decidedAt: at, decidedBy: by };
  return { articles: [next], documents: [articleDocument(next.id, next)], asked: [] };
}

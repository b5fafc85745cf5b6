import { v7 as uuid } from 'uuid';
import type { MailboxConfig } from '../config/settings.ts';
import type { Article, ArticleState, ArticleText } from '../knowledge/article.ts';
import { articleDocument, ticketDocument } from '../knowledge/document.ts';
import { draftFrom, localeOfText, problemIn } from '../knowledge/draft.ts';
import { supervisorAddresses } from '../people/directory.ts';
import { draftOf } from '../store/article.ts';
import { firstWords } from '../store/message.ts';
import { loadTickets } from '../store/ticket.ts';
import type { Change } from '../ticket/change.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Learned } from './decision.ts';
import type { Desk } from './desk.ts';
import { type Written, writeLetters } from './letters/letters.ts';
import { draftToken, replyTo } from './letters/tokens.ts';

const NOTHING_LEARNED: Learned = { articles: [], documents: [], asked: [] };

export const learnedBoth = (one: Learned, other: Learned = NOTHING_LEARNED): Learned => ({
  articles: [...one.articles, ...other.articles],
  documents: [...one.documents, ...other.documents],
  asked: [...one.asked, ...other.asked],
});

/** The drafts and search terms that resolutions give; a correction corrects the draft that waits. */
export async function learnFrom(desk: Desk, changes: readonly Change[]): Promise<Learned> {
  const resolved = changes.filter(({ history }) => history.some(({ event }) => event === 'resolved'));
  const learned = await Promise.all(
    resolved.map(async ({ ticket }) => {
      const [words, waiting] = await Promise.all([firstWords(desk.db, ticket.id), draftOf(desk.db, ticket.id)]);
      const draft = draftOn(ticket, words, waiting, desk.now());
      return learnedOf(ticket, words, draft, supervisorAddresses(desk.directory));
    }),
  );
  return learned.reduce(learnedBoth, NOTHING_LEARNED);
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

/** The letters that ask about drafts, each with an address of its reader's own that decides. */
export async function draftLetters(desk: Desk, mailbox: MailboxConfig, asked: Learned['asked']): Promise<Written[]> {
  const letters = asked.map(async ({ draft, to }) => {
    const [ticket] = draft.ticketId === null ? [] : await loadTickets(desk.db, [draft.ticketId]);
    const orders = [{ kind: 'knowledge_draft', to } as const];
    return writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) => {
      const token = draftToken(desk, draft.id, address);
      return {
        draft: { ...draft, source: ticket?.number ?? '' },
        ref: token,
        addresses: { reply: replyTo(mailbox, token) },
      };
    });
  });
  return (await Promise.all(letters)).flat();
}

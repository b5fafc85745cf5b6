import type { MailboxConfig } from '../config/settings.ts';
import { supervisorAddresses } from '../people/directory.ts';
import { draftOf } from '../store/article.ts';
import { firstWords } from '../store/message.ts';
import { loadTickets } from '../store/ticket.ts';
import type { Change } from '../ticket/change.ts';
import type { Learned } from './decision.ts';
import type { Desk } from './desk.ts';
import { learnedBoth, learnedFrom, NOTHING_LEARNED } from './learned.ts';
import { type Written, writeLetters } from './letters/letters.ts';
import { draftToken, replyTo } from './letters/tokens.ts';

/** The drafts and search terms that resolutions give; a correction corrects the draft that waits. */
export async function learnFrom(desk: Desk, changes: readonly Change[]): Promise<Learned> {
  const resolved = changes.filter(({ history }) => history.some(({ event }) => event === 'resolved'));
  const learned = await Promise.all(
    resolved.map(async ({ ticket }) => {
      const [words, waiting] = await Promise.all([firstWords(desk.db, ticket.id), draftOf(desk.db, ticket.id)]);
      return learnedFrom(ticket, { words, waiting }, supervisorAddresses(desk.directory), desk.now());
    }),
  );
  return learned.reduce(learnedBoth, NOTHING_LEARNED);
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

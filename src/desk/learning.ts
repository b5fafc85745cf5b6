import type { MailboxConfig } from '../config/settings.ts';
import { draftFrom } from '../knowledge/draft.ts';
import { supervisorAddresses } from '../people/directory.ts';
import { draftOf, isWrittenFor } from '../store/article.ts';
import { firstWords } from '../store/message.ts';
import { loadTickets } from '../store/ticket.ts';
import type { Change } from '../ticket/change.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { deskOf, writingMailbox } from './brand/brand.ts';
import type { Learned } from './decision.ts';
import type { Desk } from './desk.ts';
import { searchKnowledge } from './knowledge.ts';
import { learnedBoth, learnedFrom, NOTHING_LEARNED, resolvedAs } from './learned.ts';
import { type Written, writeLetters } from './letters/letters.ts';
import { draftToken, replyTo } from './letters/tokens.ts';

/**
 * Nothing of a confidential ticket. Search terms of what is resolved, and drafts of what is closed: only then is it
 * known to be the solution. A correction corrects the draft that waits, and what an approved article says already gives
 * none.
 */
export async function learnFrom(desk: Desk, changes: readonly Change[]): Promise<Learned> {
  const learned = await Promise.all(
    changes
      .filter(({ ticket }) => !ticket.confidential)
      .map(async ({ ticket, history }) => {
        const has = (...events: readonly string[]): boolean => history.some(({ event }) => events.includes(event));
        const isSolved = ticket.state === 'closed' && ticket.resolution?.steps && has('closed', 'record_completed');
        if (isSolved && !(await isLearned(desk, ticket))) return learnFromClosed(desk, ticket);
        return has('resolved') ? resolvedAs(ticket, await firstWords(desk.db, ticket.id)) : NOTHING_LEARNED;
      }),
  );
  return learned.reduce(learnedBoth, NOTHING_LEARNED);
}

/** One solution of an incident gives one draft, however many of its tickets are closed with it. */
const isLearned = async (desk: Desk, { incident, id }: Ticket): Promise<boolean> =>
  incident !== undefined && (await isWrittenFor(desk.db, incident.number, id));

/** Articles that are compared with a draft. */
const COMPARED = 5;

async function learnFromClosed(whole: Desk, ticket: Ticket): Promise<Learned> {
  const desk = deskOf(whole, ticket.brand);
  const [words, waiting] = await Promise.all([firstWords(desk.db, ticket.id), draftOf(desk.db, ticket.id)]);
  const { title, symptom, cause, steps } = draftFrom({ ...ticket, words });
  const question = [title, symptom, cause, steps].join('\n');
  const { matches } = await searchKnowledge(desk.db, question, { limit: COMPARED });
  const approved = matches.map(({ article }) => article);
  return learnedFrom(ticket, { words, waiting, approved }, supervisorAddresses(desk.directory), desk.now());
}

/**
 * The letters that ask about drafts, each with an address of its reader's own that decides. `mailId`: the mail that
 * closed the ticket, null where the clock did.
 */
export async function draftLetters(
  whole: Desk,
  came: MailboxConfig,
  asked: Learned['asked'],
  mailId: number | null,
): Promise<Written[]> {
  const letters = asked.map(async ({ draft, to }) => {
    const [ticket] = draft.ticketId === null ? [] : await loadTickets(whole.db, [draft.ticketId]);
    const desk = deskOf(whole, ticket?.brand);
    const mailbox = writingMailbox(desk, came.name);
    const orders = [{ kind: 'knowledge_draft', to } as const];
    return writeLetters(desk, mailbox, { ticket: null, orders, cause: null, mailId }, (_order, { address }) => {
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

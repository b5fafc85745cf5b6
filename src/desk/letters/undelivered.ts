import { cut } from '../../lib/cut.ts';
import { type Attempt, type Claim, recordSteps } from '../../store/outbox.ts';
import { loadTickets, ticketByNumber } from '../../store/ticket.ts';
import { type Change, isRefusal } from '../../ticket/change.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { transition } from '../../ticket/transition.ts';
import { applyLetters } from '../apply.ts';
import { deskOf, writingMailbox } from '../brand/brand.ts';
import type { Desk } from '../desk.ts';
import { nextVersion } from '../records.ts';
import { loadContext } from '../staffing.ts';
import { writeLetters } from './letters.ts';

/** How often a letter is given up again because somebody else changed its ticket in between. */
const MOST_REREADS = 20;

/**
 * Ends a letter that failed. When it carried a person's words about a ticket, those in charge are told in the same
 * commit: nobody believes that the customer has an answer which they do not have. False when the letter has passed to
 * another sender.
 */
export async function giveUpLetter(desk: Desk, letter: Claim, attempt: Attempt): Promise<boolean> {
  for (let reread = 0; reread < MOST_REREADS; reread++) {
    const change = letter.automatic ? null : await undelivered(desk, letter, attempt);
    if (change === null) return (await recordSteps(desk.db, [{ claim: letter, attempt }]))[0] === true;
    const own = deskOf(desk, change.ticket.brand);
    const written = await writeLetters(own, writingMailbox(own, letter.mailbox), {
      ticket: change.ticket,
      orders: change.letters,
      cause: null,
    });
    const { result, reply } = attempt;
    const failed = [{ letterId: letter.id, fence: letter.fence, result, reply: cut(reply, 500) }];
    const refusal = await applyLetters(desk, written, { tickets: [nextVersion(change)], failed }, [change]);
    if (refusal !== 'stale') return refusal === null;
  }
  throw new Error('the ticket kept changing while its letter was given up');
}

/** Null for a letter about no ticket, or one that knows nobody any more. */
async function undelivered(desk: Desk, letter: Claim, { failure, reply }: Attempt): Promise<Change | null> {
  const ticket = letter.ticketId === null ? null : await whereItLeads(desk, letter.ticketId);
  if (ticket === null) return null;
  const change = transition(
    ticket,
    { name: 'bounced', recipient: letter.to, status: codesOf(reply), permanent: true, why: failure ?? 'given_up' },
    await loadContext(deskOf(desk, ticket.brand)),
  );
  return isRefusal(change) ? null : change;
}

/** The ticket, or the one it was merged into. */
async function whereItLeads(desk: Desk, id: string): Promise<Ticket | null> {
  let [ticket] = await loadTickets(desk.db, [id]);
  for (let merges = 0; ticket?.mergedInto != null && merges < MOST_REREADS; merges++)
    ticket = (await ticketByNumber(desk.db, ticket.mergedInto)) ?? undefined;
  return ticket ?? null;
}

/** What the relay said, without the words: they may repeat the letter (RFC 5321 §4.2, RFC 3463). */
const codesOf = (reply: string): string => /^\d{3}(?:[ -][245]\.\d{1,3}\.\d{1,3})?/.exec(reply)?.[0] ?? '';

import type { Address } from '../mail/mail.ts';
import { type Change, changed } from './change.ts';
import type { Context, Received } from './context.ts';
import { newTicket } from './events/open.ts';
import type { Remembered, Resolution, Ticket } from './ticket.ts';

/** What a mail of an archive says. */
export type Archived = {
  /** The state that its ticket is kept in. */
  readonly as: Remembered;
  /** When it came. */
  readonly at: Date;
  readonly words: string;
  /** Whoever of the desk's own people wrote it; null for a customer's. */
  readonly byUs: Address | null;
};

/** Answers are kept whole in the conversation; the solution that a search shows has so many characters at most. */
const SOLUTION_LENGTH = 4_000;

/**
 * The ticket that a mail of an archive begins: with its own times, offered to nobody, without a clock and a letter. An
 * open one waits until somebody takes it.
 */
export function remember(received: Received, told: Archived, { policy }: Pick<Context, 'policy'>): Change {
  const begun = newTicket(received, { now: told.at, policy });
  const { address } = told.byUs ?? received.requester;
  const ticket = heard({ ...begun, remembered: true, state: stateOf(told.as) }, told);
  return changed(ticket, { at: told.at, event: 'remembered', by: address, detail: received.subject });
}

/**
 * The ticket with one more mail of the archive. One that the desk has worked on itself is left as it is: the words
 * alone are added.
 */
export function rememberMore(ticket: Ticket, told: Archived): Change {
  return changed(ticket.remembered && isUntouched(ticket) ? heard(ticket, told) : ticket, []);
}

/** Nobody has taken it, and it was not reopened since. */
const isUntouched = ({ state, assignee, clocks, reopenCount }: Ticket): boolean =>
  assignee === null && clocks.length === 0 && reopenCount === 0 && (state === 'triaged' || state === 'closed');

const stateOf = (as: Remembered): Ticket['state'] => (as === 'closed' ? 'closed' : 'triaged');

/** The last answer of the desk's own people counts as the solution of a closed ticket, since nothing says more. */
function heard(ticket: Ticket, { as, at, words, byUs }: Archived): Ticket {
  const latest = ticket.closedAt !== null && ticket.closedAt > at ? ticket.closedAt : at;
  const answered = byUs === null || words.trim() === '' ? ticket.resolution : solution(words, byUs, at);
  return {
    ...ticket,
    state: stateOf(as),
    stateSince: latest,
    closedAt: as === 'closed' ? latest : null,
    respondedAt: ticket.respondedAt ?? (byUs === null ? null : at),
    resolution: answered,
    resolvedAt: as === 'closed' && answered !== null ? answered.at : null,
  };
}

const solution = (words: string, { address }: Address, at: Date): Resolution => ({
  cause: '',
  steps: words.trim().slice(0, SOLUTION_LENGTH).toWellFormed(),
  kind: null,
  workaround: null,
  verified: null,
  resources: null,
  by: address,
  at,
  released: true,
});

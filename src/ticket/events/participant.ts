import type { Address } from '../../mail/mail.ts';
import type { Staff } from '../../people/person.ts';
import { isSame, order } from '../audience.ts';
import { type Change, changed, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import type { CustomerWrote, EventOf } from '../states.ts';
import type { Participant, Ticket } from '../ticket.ts';
import type { Handlings } from './handling.ts';

/** The staff member takes part from now on, also after the ticket has gone to somebody else: late notes are kept. */
export const withStaff = (ticket: Ticket, { email, name }: Staff): Ticket =>
  withParticipants(ticket, [{ address: email, name, role: 'staff', confirmed: true }]);

/**
 * People noted on one ticket who may be let in: every mail can bring more of them, and a list that nobody reads makes
 * each letter longer. Whoever is beyond can still be let in once they write.
 */
const MOST_UNCONFIRMED = 100;

/** Noted as somebody staff may let in; until then they see nothing and are strangers to the ticket. */
export function withUnconfirmed(ticket: Ticket, copies: readonly Address[]): Ticket {
  const room = Math.max(0, MOST_UNCONFIRMED - unconfirmed(ticket).length);
  return withParticipants(
    ticket,
    copies.slice(0, room).map(({ name, address }) => ({ address, name, role: 'copy', confirmed: false })),
  );
}

export const unconfirmed = ({ participants }: Ticket): readonly string[] =>
  participants.filter(({ confirmed }) => !confirmed).map(({ address }) => address);

/** Staff let somebody take part who was copied or wrote as a colleague; from now on they get what the customer gets. */
function admit(ticket: Ticket, { by, address }: EventOf<'admit'>, { now }: Context): Change | Refusal {
  const admitted = letIn(ticket, [address], { by: by.email, now });
  return admitted.history.length > 0 ? admitted : { refused: 'no_such_copy', detail: unconfirmed(ticket).join(', ') };
}

/**
 * The requester, once proven, lets in whom they name of those that are there to be let in; nobody else of the
 * customer's side can.
 */
export const admitByRequester = (
  ticket: Ticket,
  { from, lettingIn, rights }: CustomerWrote,
  { now }: Context,
): Change =>
  letIn(ticket, isSame(from.address, ticket.requester.address) && rights.confirm === 'yes' ? lettingIn : [], {
    by: from.address,
    now,
  });

/** A person who is let in hears how things stand, and has a letter to answer. */
function letIn(ticket: Ticket, addresses: readonly string[], { by, now }: { by: string; now: Date }): Change {
  const copies = ticket.participants.filter(
    ({ address, confirmed }) => !confirmed && addresses.some((each) => isSame(each, address)),
  );
  return changed(
    withParticipants(
      ticket,
      copies.map((copy) => ({ ...copy, confirmed: true })),
    ),
    copies.map(({ address }) => ({ at: now, event: 'admitted', by, detail: address })),
    order(
      'news',
      copies.map(({ address }) => address),
    ),
  );
}

/** Adds those who do not take part yet; a confirmed participant replaces an unconfirmed one of the same address. */
export const withParticipants = (ticket: Ticket, added: readonly Participant[]): Ticket => ({
  ...ticket,
  participants: added.reduce(withParticipant, ticket.participants),
});

function withParticipant(participants: readonly Participant[], added: Participant): readonly Participant[] {
  const known = participants.find(({ address }) => isSame(address, added.address));
  if (known === undefined) return [...participants, added];
  return known.confirmed || !added.confirmed
    ? participants
    : participants.map((each) => (each === known ? added : each));
}

export const PARTICIPANT = { admit: { apply: admit, detail: ({ address }) => address } } satisfies Handlings<'admit'>;

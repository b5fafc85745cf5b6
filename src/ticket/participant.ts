import type { Staff } from '../people/person.ts';
import { isSame } from './audience.ts';
import type { Participant, Ticket } from './ticket.ts';

/** The staff member takes part from now on, also after the ticket has gone to somebody else: late notes are kept. */
export const withStaff = (ticket: Ticket, { email, name }: Staff): Ticket =>
  withParticipants(ticket, [{ address: email, name, role: 'staff', confirmed: true }]);

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

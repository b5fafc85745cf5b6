import type { State, Ticket } from '../ticket.ts';

/** Deadlines of a ticket. */
export type DueName = 'accept' | 'respond' | 'update' | 'expected';
export type Due = { readonly name: DueName; readonly at: Date };

/** Where nothing is owed by the staff, and nobody waits for the customer to go on. */
export const AT_REST: ReadonlySet<State> = new Set(['resolved', 'closed', 'merged']);

type Owing = Pick<Ticket, 'state' | 'acceptBy' | 'respondBy' | 'respondedAt' | 'updateBy' | 'expectedBy'>;

/** What is owed first. Nothing is while the customer is waited for, or once the ticket is resolved. */
export function nextDue(ticket: Owing): Due | null {
  if (ticket.state === 'pending' || AT_REST.has(ticket.state)) return null;
  const all: readonly (readonly [DueName, Date | null])[] = [
    ['accept', ticket.state === 'assigned' ? ticket.acceptBy : null],
    ['respond', ticket.respondedAt === null ? ticket.respondBy : null],
    ['update', ticket.updateBy],
    ['expected', ticket.expectedBy],
  ];
  const owed = all.flatMap(([name, at]) => (at === null ? [] : [{ name, at }]));
  return owed.reduce<Due | null>((first, due) => (first === null || due.at < first.at ? due : first), null);
}

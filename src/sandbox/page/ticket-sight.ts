import type { Desk } from '../../desk/desk.ts';
import { canonicalAddress, sameAddress } from '../../people/address.ts';
import { loadHistory } from '../../store/history.ts';
import { loadTickets, newestTicketIds, ticketByNumber } from '../../store/ticket.ts';
import type { HistoryEntry, Ticket } from '../../ticket/ticket.ts';
import { demoTeam } from '../demo-team.ts';

/** A ticket with what has happened to it, as the page shows it beside the mails. */
export interface TicketSight {
  ticket: Ticket;
  /** Newest first. */
  history: readonly HistoryEntry[];
  /** The name of a registered or written address; `clock` and `desk` as they are. */
  nameOf(by: string): string;
}

const RECENT = 6;

/** The newest tickets of those whose mailboxes are here, the newest first; a loaded month's customers have none. */
export async function recentTickets({ db, config }: Desk): Promise<Ticket[]> {
  const customers = demoTeam(config.desk.locale).filter(({ role }) => role === 'customer');
  const found = await Promise.all(
    customers.map(({ address }) => newestTicketIds(db, { requester: canonicalAddress(address) }, RECENT)),
  );
  const tickets = await loadTickets(db, found.flat());
  return tickets.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, RECENT);
}

/** The ticket of that number; null when there is none. */
export async function loadTicketSight(desk: Desk, number: string): Promise<TicketSight | null> {
  const ticket = await ticketByNumber(desk.db, number);
  if (ticket === null) return null;
  const history = await loadHistory(desk.db, ticket.id);
  const people = [
    ...desk.directory.staff.map(({ email, name }) => ({ address: email, name })),
    ticket.requester,
    ...ticket.participants,
  ];
  return {
    ticket,
    history: history.toReversed(),
    nameOf: (by) => people.find(({ address, name }) => name !== '' && sameAddress(address, by))?.name ?? by,
  };
}

/** The number that a subject names, `[TS…]`; empty without one. */
export const numberIn = (subject: string): string => /\[([A-Z]+\d{9,})\]/.exec(subject)?.[1] ?? '';

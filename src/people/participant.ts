import { aligned, domainOf, isPublicProvider, sameAddress } from './address.ts';
import { customerOf } from './identify.ts';
import type { Customer } from './person.ts';

/** What deciding about a sender needs of a ticket; every `Ticket` is one. */
export type TicketParties = {
  readonly number: string;
  readonly requester: { readonly address: string };
  readonly participants: readonly {
    readonly address: string;
    readonly role: 'requester' | 'copy' | 'staff';
    readonly confirmed: boolean;
  }[];
  /** Registered addresses. */
  readonly assignee: string | null;
  readonly follower: string | null;
  readonly tokenEpoch: number;
  readonly closedAt: Date | null;
};

/**
 * Whether somebody is the requester, a confirmed copy recipient or assigned staff of this ticket. Everybody else is a
 * stranger to it, however well known elsewhere.
 */
export function takesPart(ticket: TicketParties, address: string): boolean {
  return participantAddresses(ticket).some((known) => sameAddress(known, address));
}

/**
 * The same for somebody who is not of the staff: who worked on a ticket and has left does not belong to it any more.
 */
export function isOnCustomersSide({ requester, participants }: TicketParties, address: string): boolean {
  const copies = participants.filter(({ role, confirmed }) => role !== 'staff' && confirmed);
  return [requester, ...copies].some((known) => sameAddress(known.address, address));
}

/** The addresses of all who take part; those unconfirmed do not. */
export function participantAddresses(ticket: TicketParties): string[] {
  const confirmed = ticket.participants.filter(({ confirmed }) => confirmed).map(({ address }) => address);
  const staff = [ticket.assignee, ticket.follower].filter((address) => address !== null);
  return [ticket.requester.address, ...confirmed, ...staff];
}

/** Whether an address is of the requester's own organisation; people of one public mail provider are not colleagues. */
export function isColleague(ticket: TicketParties, address: string): boolean {
  const domain = domainOf(address);
  return aligned(domain, domainOf(ticket.requester.address)) && !isPublicProvider(domain);
}

/**
 * Whether two addresses are one customer's: the same address, the same configured customer, or the same domain where
 * only one organisation has addresses. A configured customer has the domains that the configuration gives it, and no
 * others: beside them there may be the provider's other customers. What somebody says of their company does not count.
 */
export function isSameCustomer(a: string, b: string, customers: readonly Customer[]): boolean {
  if (sameAddress(a, b)) return true;
  const [customerA, customerB] = [customerOf(a, customers), customerOf(b, customers)];
  if (customerA !== null || customerB !== null) return customerA === customerB;
  return aligned(domainOf(a), domainOf(b)) && !isPublicProvider(domainOf(a));
}

import { canonicalAddress, domainOf, isPublicProvider } from '../people/address.ts';
import type { Ticket } from './ticket.ts';

/**
 * An open ticket that names the same error code, or tells of the same. `incident`: the number of the one it belongs to;
 * null or absent where it belongs to none.
 */
export type AlikeTicket = Pick<Ticket, 'number' | 'subject' | 'company' | 'requester'> & {
  readonly incident?: string | null;
};

/** Characters of its first words by which a ticket is compared with others, besides its subject. */
export const COMPARED_CHARACTERS = 300;

/** The error codes of a ticket's form, folded for comparing; several are listed with `; `. */
export function errorCodesOf(ticket: Pick<Ticket, 'form'>): readonly string[] {
  const whole = errorCodeOf(ticket);
  return whole === null ? [] : [...new Set([whole, ...whole.split('; ')])];
}

/** What a form says there, as it is compared; null where it says nothing. */
export const errorCodeOf = ({ form }: Pick<Ticket, 'form'>): string | null =>
  form.errorCode?.trim().toLowerCase() || null;

type Customer = Pick<Ticket, 'company' | 'requester'>;

/** Colleagues are one customer: by company, else by the domain that is theirs alone. */
function customerOf({ company, requester }: Customer): string {
  const domain = domainOf(requester.address);
  const own = domain !== '' && !isPublicProvider(domain);
  return company?.toLowerCase() ?? (own ? domain : canonicalAddress(requester.address));
}

/** How many customers report it, the ticket's own among them. */
export const customersWithTheSame = (ticket: Customer, alike: readonly AlikeTicket[]): number =>
  new Set([ticket, ...alike].map(customerOf)).size;

/** Customers from which on the supervisors are told, and how many more it takes to tell them again. */
const WORTH_TELLING = 3;
const AGAIN = 10;

/** Whether the ticket is the one by which so many customers report the same error that the supervisors hear of it. */
export function isOneOfMany(ticket: Customer, alike: readonly AlikeTicket[]): boolean {
  const customers = customersWithTheSame(ticket, alike);
  const before = new Set(alike.map(customerOf)).size;
  return customers > before && (customers === WORTH_TELLING || customers % AGAIN === 0);
}

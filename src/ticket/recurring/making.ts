import type { Address } from '../../mail/mail.ts';
import type { Customer, Staff } from '../../people/person.ts';
import { isSame } from '../audience.ts';
import { customerNamed, type RecurringTicket } from './asked.ts';

/** What a recurring ticket is made from: the people as they are configured now. `own`: the addresses of the desk. */
export type People = {
  readonly staff: readonly Staff[];
  readonly customers: readonly Customer[];
  readonly own: readonly string[];
};

/** For whom the next ticket is made and in whose name; `customer` null: for nobody any more. */
export type Making = { readonly customer: Address | null; readonly author: Staff | null };

/**
 * A company that was named may have another contact by now, and who set it may have left: it goes on for who is there.
 * Where the address has become one of the staff or of the desk itself there is no customer.
 */
export function makingOf({ form, customer, setBy }: RecurringTicket, { staff, customers, own }: People): Making {
  const found = customerNamed(form, customers) ?? customer;
  const isAnother = !isSame(found.address, customer.address);
  // The name in the form is that of who was the contact then.
  const named = isAnother ? { name: '', address: found.address } : found;
  const isOurs = [...staff.map(({ email }) => email), ...own].some((address) => isSame(address, named.address));
  const author =
    staff.find(({ email }) => isSame(email, setBy)) ?? staff.find(({ roles }) => roles.includes('supervisor')) ?? null;
  return { customer: isOurs ? null : named, author };
}

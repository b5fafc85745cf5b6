import type { Address } from '../../mail/mail.ts';
import { canonicalAddress, sameAddress } from '../../people/address.ts';
import type { Reader } from '../../report/plots.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { type Locale, localeFor } from '../../words/locale.ts';
import type { Desk } from '../desk.ts';

/** Where readers are known from. */
type Known = Pick<Desk, 'config' | 'directory'>;

/** The language of a member of the staff; the desk's for everybody else. */
export const staffLocale = ({ config, directory }: Known, address: string): Locale =>
  localeFor(directory.staff.find((each) => sameAddress(each.email, address))?.locale ?? null) ?? config.desk.locale;

/** The reader of figures: their language, and the names of the staff. */
export const readerOf = (desk: Known, address: string): Reader => ({
  locale: staffLocale(desk, address),
  names: Object.fromEntries(desk.directory.staff.map(({ email, name }) => [email, name])),
});

/** The name somebody is known by; the desk never makes one up. */
export function recipientOf({ directory }: Known, ticket: Ticket | null, address: string): Address {
  const staff = directory.staff.find((each) => sameAddress(each.email, address));
  if (staff) return { name: staff.name, address: staff.email };
  const known = ticket?.participants.find((each) => canonicalAddress(each.address) === canonicalAddress(address));
  if (ticket && sameAddress(ticket.requester.address, address)) return ticket.requester;
  return { name: known?.name ?? '', address };
}

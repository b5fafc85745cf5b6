import type { Address } from '../../mail/mail.ts';
import { isRoutable, sameAddress, withoutTag } from '../../people/address.ts';
import type { Reader } from '../../report/plots/written.ts';
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

/** Whether mail can be sent there at all. The staff and the desk itself may be on a mail system without dots. */
export const isWritable = ({ config, directory }: Known, address: string): boolean =>
  isRoutable(address) ||
  directory.staff.some(({ email }) => sameAddress(email, address)) ||
  config.mailboxes.some((mailbox) => sameAddress(mailbox.address, withoutTag(address)));

/** The name somebody is known by; the desk never makes one up. */
export function recipientOf({ directory }: Known, ticket: Ticket | null, address: string): Address {
  const staff = directory.staff.find((each) => sameAddress(each.email, address));
  if (staff) return { name: staff.name, address: staff.email };
  const known = ticket?.participants.find((each) => sameAddress(each.address, address));
  if (ticket && sameAddress(ticket.requester.address, address)) return ticket.requester;
  const outside = ticket?.sideThreads.find((each) => each.outside && sameAddress(each.responsible, address))?.outside;
  return { name: known?.name ?? outside?.name ?? '', address };
}

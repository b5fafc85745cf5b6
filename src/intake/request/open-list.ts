import { type Decision, fileAs } from '../../desk/decision.ts';
import { asksForTickets } from '../../mail/meaning/list-request/open-tickets.ts';
import { canonicalAddress } from '../../people/address.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import { type Locale, localeFor } from '../../words/locale.ts';
import { acknowledgementDue, limitFor } from '../acknowledge.ts';
import type { Arrival, MailContext } from '../context.ts';
import type { Needs } from '../needs.ts';

/**
 * Whether a customer asks what is open for them, and may be told: only who is proven, and whose mail may be answered by
 * itself. The list goes to the address that is proven.
 */
export const asksForOpenTickets = (arrival: Arrival): boolean =>
  arrival.mail.attachments.length === 0 &&
  asksForTickets(arrival.mail) &&
  arrival.person?.kind === 'customer' &&
  arrival.person.gateway === null &&
  arrival.verdict === 'P' &&
  acknowledgementDue(arrival) === 'acknowledgement';

export const openListNeeds = ({ from }: Arrival): Needs =>
  from === null ? {} : { acknowledged: 'customer_tickets', customer: canonicalAddress(from.address) };

/** The letter; none beyond the limits for automatic answers. */
export function openListFor(context: MailContext): readonly LetterOrder[] {
  const { from, acknowledged } = context;
  if (from === null || (acknowledged !== null && limitFor(context, 'customer_tickets', acknowledged) !== null))
    return [];
  return [{ kind: 'customer_tickets', to: [from.address], values: { locale: localeOfSender(context) } }];
}

/** The language of a letter that answers a mail about no ticket. */
export function localeOfSender({ person, mail, customer, config }: MailContext): Locale {
  if (person?.kind === 'staff') return localeFor(person.staff.locale) ?? config.desk.locale;
  return (
    localeFor(person?.locale ?? null) ??
    (mail.languageCertain ? localeFor(mail.language) : null) ??
    localeFor(customer?.locale ?? null) ??
    localeFor(person?.language ?? null) ??
    localeFor(mail.language) ??
    config.desk.locale
  );
}

/** The question alone opens no ticket. */
export function decideOpenList(context: MailContext): Decision {
  const letters = openListFor(context);
  return letters.length === 0 ? fileAs('ignored', 'open_list_limited') : fileAs('command', 'open_list', null, letters);
}

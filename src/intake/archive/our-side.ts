import type { Decision } from '../../desk/decision.ts';
import type { Address } from '../../mail/mail.ts';
import { personFor } from '../../people/identify.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Arrival, MailContext } from '../context.ts';
import { isInOwnName } from '../machine/own-name.ts';
import { copiesOf, saidBy } from '../new-ticket.ts';

/** Who of the desk's own people wrote it, or from which of its addresses an old help desk did; null for a customer. */
export const ourAuthor = (arrival: Arrival): Address | null =>
  arrival.person?.kind === 'staff' || isInOwnName(arrival) ? arrival.from : null;

/** Of a mail that the desk's own people began, the first recipient outside; null without any. */
export const requesterOf = (arrival: Arrival): Address | null =>
  ourAuthor(arrival) === null ? arrival.from : (copiesOf(arrival)[0] ?? null);

/** What a mail adds to a ticket's conversation. What no customer had in hand stays internal. */
export function saidByEither(context: MailContext, ticket: Pick<Ticket, 'id'>): Decision['said'][number] {
  if (ourAuthor(context) === null) return saidBy(context, ticket, 'public');
  const { directory } = context;
  const outside = copiesOf(context).some((copy) => personFor(copy, directory).kind === 'customer');
  return { ...saidBy(context, ticket, outside ? 'public' : 'internal'), direction: 'out' };
}

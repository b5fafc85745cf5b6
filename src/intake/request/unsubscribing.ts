import { type Decision, fileAs } from '../../desk/decision.ts';
import { unsubscribing } from '../../mail/meaning/unsubscribing.ts';
import { canonicalAddress } from '../../people/address.ts';
import { acknowledgementDue, limitFor } from '../acknowledge.ts';
import type { Arrival, MailContext } from '../context.ts';
import type { Needs } from '../needs.ts';
import { localeOfSender } from './open-list.ts';

/**
 * Whether somebody wants none of what answers nothing, or again. Only for the address that is proven, and in a mail to
 * the desk, since anybody could silence anybody else, with a word they once wrote to a list; and not in a conversation
 * that goes on, where it may answer a question.
 */
export const isUnsubscribing = ({ mail, person, ticket, verdict, addressed, sealed }: Arrival): boolean =>
  verdict === 'P' &&
  addressed &&
  person !== null &&
  (sealed || person.kind !== 'staff') &&
  !(person.kind === 'customer' && person.gateway !== null) &&
  (ticket === null || ticket.state === 'closed' || ticket.state === 'merged') &&
  mail.attachments.length === 0 &&
  unsubscribing(mail) !== null;

export const unsubscribingNeeds = ({ from }: Arrival): Needs =>
  from === null ? {} : { acknowledged: 'unsubscribed', customer: canonicalAddress(from.address) };

/** Honoured in any case; told where an automatic answer may go. */
export function decideUnsubscribing(context: MailContext): Decision {
  const { from, mail, acknowledged } = context;
  const wanted = unsubscribing(mail);
  if (from === null || wanted === null) throw new Error('who does not unsubscribe is not asked');
  const limited = acknowledged !== null && limitFor(context, 'unsubscribed', acknowledged) !== null;
  const isTold = !limited && acknowledgementDue(context) !== 'none';
  const values = { wanted, locale: localeOfSender(context) };
  return {
    ...fileAs(
      'command',
      wanted === 'none' ? 'unsubscribed' : 'subscribed_again',
      null,
      isTold ? [{ kind: 'unsubscribed', to: [from.address], values }] : [],
    ),
    letterWishes: [{ address: from.address, courtesies: wanted === 'again' }],
  };
}

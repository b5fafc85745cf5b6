import { type Decision, fileAs } from '../../desk/decision.ts';
import { unsubscribing } from '../../mail/meaning/unsubscribing.ts';
import { canonicalAddress } from '../../people/address.ts';
import { acknowledgementDue, limitFor } from '../acknowledge.ts';
import type { Arrival, MailContext } from '../context.ts';
import type { Needs } from '../needs.ts';
import { localeOfSender } from './open-list.ts';

/**
 * Whether somebody wants none of what answers nothing, or again. Only for the address that is proven, since anybody
 * could silence anybody else; and not in a conversation that goes on, where the word may answer a question.
 */
export const isUnsubscribing = ({ mail, person, ticket, verdict }: Arrival): boolean =>
  verdict === 'P' &&
  person !== null &&
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

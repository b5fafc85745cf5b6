/**
 * Mail of an archive (`tsdesk ingest --as closed`): the desk remembers it, and does nothing else. Whoever brings it in
 * vouches for it, so no signature is asked for; and since nothing goes out, nothing can be lured out of the desk by it.
 * What belongs to no customer is ignored with a reason, and never quarantined: nobody should have to look at it.
 */

import { type Decision, fileAs } from '../../desk/decision.ts';
import { isMarkedSpam } from '../../people/acknowledgement.ts';
import { canonicalAddress } from '../../people/address.ts';
import { because, type Reason } from '../../ticket/mail-outcome.ts';
import type { Archived } from '../../ticket/remembered.ts';
import { rememberMore } from '../../ticket/remembered.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Arrival, MailContext } from '../context.ts';
import { decideMachineMail, isMachineMail } from '../machine/machine.ts';
import type { Needs } from '../needs.ts';
import { copiesOf, receivedFrom } from '../new-ticket.ts';
import { ourAuthor, requesterOf, saidByEither } from './our-side.ts';

export function historyNeeds(arrival: Arrival): Needs {
  const requester = requesterOf(arrival);
  return {
    scan: arrival.mail.attachments.length > 0,
    ...(requester === null || ticketOf(arrival) !== null ? {} : { customer: canonicalAddress(requester.address) }),
  };
}

export function decideHistory(context: MailContext): Decision {
  const why = passedOver(context);
  if (why !== null) return fileAs('ignored', why);
  const { mail, stored } = context;
  const told: Archived = {
    as: stored.history ?? 'closed',
    at: stored.receivedAt,
    words: mail.reply,
    byUs: ourAuthor(context),
  };
  const ticket = ticketOf(context);
  return ticket === null ? begin(context, told) : append(context, ticket, told);
}

/** Whatever refers to a mail of a ticket belongs to it: in an archive nobody wants to be let in. */
const ticketOf = ({ ticket, candidates }: Arrival): Ticket | null =>
  ticket ?? candidates.find(({ messageIds }) => messageIds.size > 0)?.ticket ?? null;

function passedOver(context: MailContext): Reason | null {
  const { unparsed, mail, scan, person } = context;
  if (unparsed !== null) return unparsed;
  if (mail.class === 'malformed') return because('malformed');
  if (person === null) return because('no_sender');
  if (isMarkedSpam(mail)) return because('marked_spam');
  if (scan === 'failed') return because('not_scanned');
  if (scan !== null && scan.virus !== null) return because('virus', scan.virus);
  if (mail.class !== 'own' && isMachineMail(context)) return decideMachineMail(context).reason;
  return ticketOf(context) === null && requesterOf(context) === null ? because('no_customer') : null;
}

function begin(context: MailContext, told: Archived): Decision {
  const requester = requesterOf(context);
  if (requester === null) throw new Error('a ticket needs a requester');
  const { ticketId: _, ...said } = saidByEither(context, { id: '' });
  const copies = copiesOf(context).filter(({ address }) => address !== requester.address);
  return {
    ...fileAs('ticketed', 'history'),
    opens: {
      received: { ...receivedFrom(context, { requester }, context.customer), copies },
      said,
      acknowledgeLater: null,
      opener: null,
      remembered: told,
    },
  };
}

function append(context: MailContext, ticket: Ticket, told: Archived): Decision {
  const change = rememberMore(ticket, told);
  return {
    ...fileAs('appended', 'history', change.ticket),
    changes: change.ticket === ticket ? [] : [change],
    said: [saidByEither(context, ticket)],
  };
}

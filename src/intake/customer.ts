import { type Decision, fileAs } from '../desk/decision.ts';
import { readForm } from '../mail/meaning/form.ts';
import { lettingIn, onlyLetsIn, saysToLetIn } from '../mail/meaning/letting-in.ts';
import { declinesProgress, onlyDeclinesProgress } from '../mail/meaning/news.ts';
import { ENCRYPTED } from '../mail/mime/warning.ts';
import { isCertain } from '../mail/text/body.ts';
import { sameAddress } from '../people/address.ts';
import type { Action, Permission } from '../people/authority.ts';
import { isRefusal } from '../ticket/change.ts';
import type { CustomerRights } from '../ticket/context.ts';
import { combinedIntent } from '../ticket/events/ending/confirmation.ts';
import { because, type Reason } from '../ticket/mail-outcome.ts';
import { cameEncrypted } from '../ticket/text/confidential.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isPossible, transition } from '../ticket/transition.ts';
import type { Arrival, MailContext } from './context.ts';
import { markOf, permissionFor } from './mail-permission.ts';
import type { Needs } from './needs.ts';
import { copiesOf, type Link, NO_LINK, newTicketNeeds, openTicket, saidBy } from './new-ticket.ts';
import { asksForOpenTickets, decideOpenList, openListFor, openListNeeds } from './request/open-list.ts';
import { wasToldEnough } from './waiting/held-staff-mail.ts';

/** Where the mail of somebody outside the staff goes. */
type Course =
  | { readonly to: 'new ticket'; readonly link: Link }
  | { readonly to: 'ticket'; readonly ticket: Ticket; readonly rights: CustomerRights }
  | { readonly to: 'third party'; readonly ticket: Ticket | null }
  | { readonly to: 'quarantine'; readonly reason: Reason };

/**
 * Encrypted words make a ticket confidential for good: only somebody does that who may write there without a mark and
 * is proven, or holds the token of the ticket; and whom staff let go. A reference alone is known to many.
 */
const makesConfidential = (arrival: Arrival, append: Permission): boolean =>
  arrival.released || (append === 'allow' && (arrival.verdict === 'P' || arrival.evidence.level === 'E4'));

/** What each permission becomes; a mail that may be heard goes where its thread leads. */
function courseOf(arrival: Arrival): Course {
  const { thread, ticket } = arrival;
  const may = (action: Action): Permission => permissionFor(arrival, action);
  const append = may('append');
  switch (append) {
    case 'new_ticket':
    case 'new_ticket_claims':
      return { to: 'new ticket', link: thread.goesTo === 'new' ? thread : NO_LINK };
    case 'allow':
    case 'unverified':
    case 'unconfirmed':
      if (thread.goesTo === 'new') return { to: 'new ticket', link: thread };
      if (ticket === null) throw new Error('a mail that goes to no ticket cannot be appended');
      if (cameEncrypted(arrival) && !makesConfidential(arrival, append))
        return { to: 'quarantine', reason: because('encrypted_unproven') };
      return isPossible(ticket, 'customer_wrote')
        ? { to: 'ticket', ticket, rights: rightsOf(may, markOf(arrival, append)) }
        : { to: 'new ticket', link: following(ticket) };
    case 'third_party':
      return { to: 'third party', ticket };
    default:
      return { to: 'quarantine', reason: unverified(arrival) };
  }
}

const unverified = ({ verdict, authentication }: Arrival): Reason =>
  because('quarantine', `authentication ${verdict} (${authentication.reason})`);

const following = ({ number }: Ticket): Link => ({ ...NO_LINK, linkedTo: number });

const CONFIRM: Readonly<Partial<Record<Permission, CustomerRights['confirm']>>> = {
  allow: 'yes',
  allow_with_undo: 'with_undo',
  ask_back: 'ask_back',
};

const rightsOf = (may: (action: Action) => Permission, mark: CustomerRights['mark']): CustomerRights => ({
  confirm: CONFIRM[may('confirm')] ?? 'no',
  reopen: may('reopen') === 'allow',
  mark,
});

export function customerNeeds(arrival: Arrival): Needs {
  const course = courseOf(arrival);
  switch (course.to) {
    case 'new ticket':
      return asksForOpenTickets(arrival) ? openListNeeds(arrival) : newTicketNeeds(arrival);
    case 'ticket':
      return { roster: true, ...(asksForOpenTickets(arrival) ? openListNeeds(arrival) : {}) };
    case 'third party':
      return thirdPartyNeeds(course.ticket);
    case 'quarantine':
      return {};
  }
}

/** A mail by somebody outside the staff: their words on a ticket, or a ticket of their own. */
export function decideCustomerMail(context: MailContext): Decision {
  const course = courseOf(context);
  switch (course.to) {
    case 'new ticket':
      return asksForOpenTickets(context) ? decideOpenList(context) : openTicket(context, course.link);
    case 'ticket': {
      const appended = append(context, course.ticket, course.rights);
      return asksForOpenTickets(context)
        ? { ...appended, letters: [...appended.letters, ...openListFor(context)] }
        : appended;
    }
    case 'third party':
      return thirdParty(context, course.ticket);
    case 'quarantine':
      return fileAs('quarantined', course.reason, context.ticket);
  }
}

export function thirdPartyNeeds(ticket: Ticket | null): Needs {
  const address = inChargeOf(ticket);
  return address === null ? {} : { alerts: { kind: 'third_party_reply', address } };
}

const inChargeOf = (ticket: Ticket | null): string | null => ticket?.follower ?? ticket?.assignee ?? null;

/**
 * The follower, else the assignee, hears that somebody else holds an address or reference of the ticket; of what comes
 * beyond a few an hour the front line hears with all that is in quarantine.
 */
export function thirdParty(context: MailContext, ticket: Ticket | null): Decision {
  const { mail, from } = context;
  const to = inChargeOf(ticket);
  const values = { from: from?.address ?? '' };
  const quiet = to === null || wasToldEnough(context);
  return fileAs(
    'quarantined',
    'third_party_reply',
    ticket,
    quiet ? [] : [{ kind: 'third_party_reply', to: [to], words: mail.reply, values }],
  );
}

function append(context: MailContext, ticket: Ticket, rights: CustomerRights): Decision {
  const { mail, from, evidence, now, policy, roster } = context;
  if (from === null) throw new Error('a mail without a sender cannot be appended');
  const wishes = wishesIn(context, ticket);
  const change = transition(
    ticket,
    {
      name: 'customer_wrote',
      from,
      words: mail.reply,
      intent: combinedIntent(mail.intent, answeredTo(context)),
      asksForNews: mail.asksForNews,
      declinesProgress: wishes.declinesProgress,
      onlyThanks: mail.onlyThanks || wishes.only,
      satisfaction: mail.satisfaction,
      rights,
      hasAttachments: mail.attachments.length > 0,
      ...(mail.warnings.includes(ENCRYPTED) && { encrypted: true }),
      form: readForm(mail.reply, ''),
      filledIn: mail.form,
      copies: copiesOf(context),
      lettingIn: wishes.lettingIn,
    },
    { now, policy, roster },
  );
  if (isRefusal(change)) return openTicket(context, following(ticket));
  return {
    ...fileAs('appended', because(rights.mark ?? evidence.level), change.ticket),
    changes: [change],
    said: [saidBy(context, ticket, rights.mark === 'unconfirmed' ? 'internal' : 'public')],
  };
}

/**
 * What the customer's side wants of the letters about a ticket: who gets them, and whether progress is among them.
 * `only`: they say nothing else, which answers nothing. While a question waits, a bare yes to an address may answer it,
 * and so may one to an address that nobody here has.
 */
function wishesIn({ mail, ...arrival }: MailContext, ticket: Ticket) {
  if (!isCertain(mail.warnings)) return { lettingIn: [], declinesProgress: false, only: false };
  const admitted = lettingIn(mail);
  const here = [...ticket.participants, ...copiesOf({ mail, ...arrival })];
  const isHere = admitted.some((each) => here.some(({ address }) => sameAddress(address, each)));
  const isAsked = ticket.state === 'pending' && !saysToLetIn(mail);
  const mayAnswer = mail.commands.length === 0 && (isAsked || !isHere);
  return {
    lettingIn: admitted,
    declinesProgress: declinesProgress(mail.reply),
    only: (onlyLetsIn(mail) && !mayAnswer) || onlyDeclinesProgress(mail.reply),
  };
}

/** The line that takes a confirmation back, where the mailbox has no address of its own for it. */
const TAKES_BACK = /^[ \t]{0,20}(?:撤销|undo)[ \t]{0,20}[.。!！]?[ \t]{0,20}$/im;

/** The answer that the address stands for which a mail was sent to; null for the ordinary one. */
function answeredTo({ evidence, mail }: Arrival): 'solved' | 'still_open' | null {
  const purpose = evidence.token?.purpose;
  if (purpose === 'solved' || purpose === 'still_open') return purpose;
  return purpose === 'undo' || (evidence.level === 'E4' && TAKES_BACK.test(mail.reply)) ? 'still_open' : null;
}

import { v7 as uuid } from 'uuid';
import { notePending } from '../desk/pending-assignments.ts';
import { loadContext } from '../desk/roster.ts';
import type { Address, Mail } from '../mail/mail.ts';
import { readForm } from '../mail/meaning/form.ts';
import { senderZone } from '../mail/meaning/zone.ts';
import { canonicalAddress, sameAddress, withoutTag } from '../people/address.ts';
import { type Action, authorise, type Permission } from '../people/authority.ts';
import { personFor } from '../people/identify.ts';
import type { Staff } from '../people/person.ts';
import { standingOf } from '../people/standing.ts';
import { findCustomer } from '../store/customer.ts';
import { nextInDay } from '../store/ticket.ts';
import { isRefusal, type LetterOrder } from '../ticket/change.ts';
import type { CustomerRights, Received } from '../ticket/event.ts';
import { combinedIntent } from '../ticket/events/confirmation.ts';
import { open } from '../ticket/events/open.ts';
import { formatNumber, localDay } from '../ticket/number.ts';
import { because, type Reason } from '../ticket/outcome.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { transition } from '../ticket/transition.ts';
import { localeFor } from '../words/locale.ts';
import { acknowledgementFor, SILENCE } from './acknowledge.ts';
import { toldEnough } from './confirmation.ts';
import { deskAddresses, type MailContext } from './context.ts';
import { type Decision, fileAs, type Said } from './decision.ts';
import type { RecordedProblem } from './on-behalf.ts';

/** A mail by somebody outside the staff: their words on a ticket, or a ticket of their own. */
export async function decideCustomerMail(visit: MailContext): Promise<Decision> {
  const may = (action: Action): Permission => permission(visit, action);
  const decision = may('append');
  switch (decision) {
    case 'new_ticket':
    case 'new_ticket_claims':
      return openTicket(visit, visit.thread.goesTo === 'new' ? visit.thread : NO_LINK);
    case 'allow':
    case 'words_only':
    case 'unverified':
    case 'unconfirmed':
      return visit.thread.goesTo === 'new' ? openTicket(visit, visit.thread) : append(visit, rightsOf(may, decision));
    case 'third_party':
      return fileAs('quarantined', 'third_party_reply', visit.ticket, await thirdPartyNotice(visit));
    default:
      return fileAs(
        'quarantined',
        because('quarantine', `authentication ${visit.verdict} (${visit.authentication.reason})`),
        visit.ticket,
      );
  }
}

const NO_LINK = { linkedTo: null, claims: null };

function permission({ person, ticket, verdict, evidence, released }: MailContext, action: Action): Permission {
  if (person === null) return 'quarantine';
  return authorise({
    action,
    sender: standingOf(person, ticket),
    authentication: verdict,
    evidence,
    redeemed: released,
  });
}

const CONFIRM: Readonly<Partial<Record<Permission, CustomerRights['confirm']>>> = {
  allow: 'yes',
  allow_with_undo: 'with_undo',
  ask_back: 'ask_back',
};

const rightsOf = (may: (action: Action) => Permission, append: Permission): CustomerRights => ({
  confirm: CONFIRM[may('confirm')] ?? 'no',
  reopen: may('reopen') === 'allow',
  mark: append === 'unverified' || append === 'unconfirmed' ? append : null,
});

/**
 * Whoever follows, or the assignee, hears that somebody else holds an address or reference of the ticket; of what comes
 * beyond a few an hour the front line hears with all that is in quarantine.
 */
async function thirdPartyNotice({ desk, ticket, from, mail }: MailContext): Promise<LetterOrder[]> {
  const to = ticket?.follower ?? ticket?.assignee ?? null;
  if (to === null || (await toldEnough(desk, 'third_party_reply', to))) return [];
  return [{ kind: 'third_party_reply', to: [to], words: mail.reply, values: { from: from?.address ?? '' } }];
}

async function append(visit: MailContext, rights: CustomerRights): Promise<Decision> {
  const { desk, mail, ticket, from, evidence } = visit;
  if (ticket === null || from === null) throw new Error('a mail without ticket or sender cannot be appended');
  const change = transition(
    ticket,
    {
      name: 'customer_wrote',
      from,
      words: mail.reply,
      intent: combinedIntent(mail.intent, answeredTo(visit)),
      asksForNews: mail.asksForNews,
      onlyThanks: mail.onlyThanks || onlyLetsIn(mail),
      satisfaction: mail.satisfaction,
      rights,
      hasAttachments: mail.attachments.length > 0,
      form: readForm(mail.reply, ''),
      filledIn: mail.form,
      copies: copiesOf(visit),
      lettingIn: mail.commands.flatMap(({ name, argument }) => (name === 'release' ? [argument] : [])),
    },
    await loadContext(desk),
  );
  if (isRefusal(change)) return openTicket(visit, { ...NO_LINK, linkedTo: ticket.number });
  return {
    outcome: 'appended',
    reason: because(rights.mark ?? evidence.level),
    ticket: change.ticket,
    changes: [change],
    letters: [],
    said: [saidBy(visit, ticket, rights.mark === 'unconfirmed' ? 'internal' : 'public')],
  };
}

/** Whom to let in is no answer to anything: like thanks it changes nothing else. */
const onlyLetsIn = ({ commands, reply }: Mail): boolean =>
  commands.some(({ name }) => name === 'release') && reply.split('\n').every((line) => /^\s*(?:[#＃]|$)/u.test(line));

/** What a prepared answer is about where no address of its own can tell. */
const TAKES_BACK = /^[ \t]*(?:撤销|undo)[ \t]*[.。!！]?[ \t]*$/im;

/** The answer that the address stands for which a mail was sent to; null for the ordinary one. */
function answeredTo({ evidence, mail }: MailContext): 'solved' | 'still_open' | null {
  const purpose = evidence.token?.purpose;
  if (purpose === 'solved' || purpose === 'still_open') return purpose;
  return purpose === 'undo' || (evidence.level === 'E4' && TAKES_BACK.test(mail.reply)) ? 'still_open' : null;
}

export function saidBy({ mail, from }: MailContext, ticket: Pick<Ticket, 'id'>, visibility: Said['visibility']): Said {
  return {
    ticketId: ticket.id,
    visibility,
    from: from ?? { name: '', address: '' },
    text: mail.reply,
    fullText: mail.text === mail.reply ? null : mail.text,
    withAttachments: true,
  };
}

/**
 * Opens a ticket for a mail. The requester is its sender; `recorded` by staff, the customer of the problem they pass on,
 * who gets the acknowledgement, or themselves.
 */
export async function openTicket(
  visit: MailContext,
  { linkedTo, claims }: { readonly linkedTo: string | null; readonly claims: string | null },
  recorded: { readonly by: Staff; readonly problem: RecordedProblem | null } | null = null,
): Promise<Decision> {
  const requester = recorded?.problem?.requester ?? visit.from;
  if (requester === null) throw new Error('a ticket needs a requester');
  const acknowledgement = recorded === null ? await acknowledgementFor(visit) : SILENCE;
  const acknowledge = recorded?.problem ? 'acknowledgement' : acknowledgement.kind;
  const context = await loadContext(visit.desk);
  const { number, at } = await nextNumber(visit);
  const received = await receivedFrom(visit, number, { requester, ...recorded?.problem });
  const opening = { ...received, acknowledge, reportedBy: recorded?.by ?? null, linkedTo, claims };
  const change = notePending(visit.desk, open(opening, { ...context, now: at }));
  return {
    outcome: 'ticketed',
    reason: openedFor(linkedTo, claims, acknowledge),
    ticket: change.ticket,
    changes: [change],
    letters: acknowledgement.letters,
    within: acknowledgement.within,
    said: [{ ...saidBy(visit, change.ticket, 'public'), ...passedOn(visit, recorded?.problem ?? null) }],
    deferred: acknowledgement.deferred
      ? [
          {
            ticketId: change.ticket.id,
            address: canonicalAddress(requester.address),
            mailbox: visit.mailbox.name,
            since: visit.desk.now(),
          },
        ]
      : [],
  };
}

function openedFor(linkedTo: string | null, claims: string | null, acknowledge: Received['acknowledge']): Reason {
  if (linkedTo) return because('follows_up', linkedTo);
  if (claims) return because('claims', claims);
  return because(acknowledge === 'none' ? 'unacknowledged' : acknowledge);
}

/** The words of a problem that staff pass on are the customer's; the whole mail stands below them. */
const passedOn = ({ mail }: MailContext, problem: RecordedProblem | null): Partial<Said> =>
  problem === null ? {} : { from: problem.requester, text: problem.words, fullText: mail.text };

type Problem = Pick<Received, 'requester'> &
  Partial<Pick<Received, 'subject' | 'words' | 'form' | 'company' | 'locale' | 'timezone'>>;

/** A mail as the beginning of the ticket of that number. */
export async function receivedFrom(visit: MailContext, number: string, problem: Problem): Promise<Received> {
  const { desk, mail, from } = visit;
  const { requester, form = mail.form } = problem;
  const person = personFor(requester, desk.directory);
  const configured = person.kind === 'customer' ? person : null;
  const known = await findCustomer(desk.db, canonicalAddress(requester.address));
  return {
    id: uuid(),
    number,
    requester,
    company: configured?.company ?? form.company ?? known?.company ?? problem.company ?? null,
    locale:
      problem.locale ??
      localeFor(configured?.locale ?? null) ??
      localeFor(mail.language) ??
      localeFor(known?.locale ?? null) ??
      desk.config.desk.locale,
    timezone: problem.timezone ?? (sameAddress(requester.address, from?.address ?? '') ? senderZone(mail) : null),
    subject: problem.subject ?? mail.subject,
    words: problem.words ?? mail.reply,
    form,
    copies: copiesOf(visit),
    acknowledge: 'none',
    reportedBy: null,
    linkedTo: null,
    claims: null,
    hasAttachments: mail.attachments.length > 0,
  };
}

/** More people in Cc are not noted. */
const MOST_COPIES = 50;

/** Who else got the mail; the staff know of the ticket anyway. */
function copiesOf({ mail, mailbox, desk }: MailContext): readonly Address[] {
  const known = [...deskAddresses(mailbox), ...desk.directory.staff.map(({ email }) => canonicalAddress(email))];
  return mail.cc.filter(({ address }) => !known.includes(canonicalAddress(withoutTag(address)))).slice(0, MOST_COPIES);
}

/** The next ticket number and the time it was given out: in the order of the mails, and the later number at the later time. */
export function nextNumber({ desk, turn }: MailContext): Promise<{ readonly number: string; readonly at: Date }> {
  const { timezone, numberPrefix } = desk.config.desk;
  return turn.pass(async () => {
    const place = await nextInDay(desk.db, localDay(desk.now(), timezone));
    return { number: formatNumber(numberPrefix, place), at: desk.now() };
  });
}

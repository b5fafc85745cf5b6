import { type Decision, fileAs, type Opening, type Said } from '../desk/decision.ts';
import type { Address, Form } from '../mail/mail.ts';
import { detectLanguage } from '../mail/meaning/language/language.ts';
import { senderZone } from '../mail/meaning/zone.ts';
import { ENCRYPTED } from '../mail/mime/warning.ts';
import { canonicalAddress, sameAddress, withoutTag } from '../people/address.ts';
import { personFor } from '../people/identify.ts';
import type { Staff } from '../people/person.ts';
import type { KnownCustomer } from '../store/customer.ts';
import type { Received } from '../ticket/context.ts';
import { because, type Reason } from '../ticket/mail-outcome.ts';
import { channelNamed } from '../ticket/telephone.ts';
import { isSecret, WITHHELD } from '../ticket/text/confidential.ts';
import type { Channel, Ticket } from '../ticket/ticket.ts';
import { localeFor } from '../words/locale.ts';
import { acknowledgementFor, acknowledgementNeeds } from './acknowledge.ts';
import { type Arrival, deskAddresses, type MailContext } from './context.ts';
import type { Needs } from './needs.ts';
import type { RecordedProblem } from './on-behalf.ts';

/**
 * What a new ticket has to do with older ones: the number it follows up, and one its sender named without taking part.
 */
export type Link = { readonly linkedTo: string | null; readonly claims: string | null };

export const NO_LINK: Link = { linkedTo: null, claims: null };

/** What opening a ticket for the sender of a mail needs. */
export const newTicketNeeds = (arrival: Arrival): Needs => ({
  ...acknowledgementNeeds(arrival),
  customer: canonicalAddress(senderOf(arrival).address),
  ...(arrival.verdict === 'P' || arrival.released || arrival.stored.backfill
    ? {}
    : { newcomer: canonicalAddress(senderOf(arrival).address) }),
});

/** A ticket of the sender's own, acknowledged as far as the rules for automatic answers and the limits allow. */
export function openTicket(context: MailContext, { linkedTo, claims }: Link): Decision {
  if (context.newcomer?.tooMany) return fileAs('quarantined', 'too_many_newcomers');
  const requester = senderOf(context);
  const { kind, letters, within, limit, deferred } = acknowledgementFor(context);
  const received = receivedFrom(context, { requester }, context.customer);
  return {
    ...fileAs('ticketed', openedFor({ linkedTo, claims }, kind), null, letters),
    within,
    ...(limit === null ? {} : { limited: limit }),
    opens: {
      received: { ...received, acknowledge: kind, linkedTo, claims, channel: isByForm(context) ? 'website' : 'mail' },
      said: wordsFor(context, null, 'public'),
      acknowledgeLater: deferred ? canonicalAddress(requester.address) : null,
      opener: null,
    },
  };
}

/** A website's form wrote it in the customer's name. */
const isByForm = ({ person }: MailContext): boolean => person?.kind === 'customer' && person.gateway !== null;

function openedFor({ linkedTo, claims }: Link, acknowledge: Received['acknowledge']): Reason {
  if (linkedTo) return because('follows_up', linkedTo);
  if (claims) return because('claims', claims);
  return because(acknowledge === 'none' ? 'unacknowledged' : acknowledge);
}

/**
 * A ticket that staff open: for the customer whose `problem` they pass on, who gets the acknowledgement, else for
 * themselves.
 */
export function recordTicket(context: MailContext, by: Staff, problem: RecordedProblem | null): Decision {
  const received = receivedFrom(
    inTheirLanguage(context, problem),
    { requester: senderOf(context), ...problem },
    context.customer,
  );
  const [acknowledge, reason] =
    problem === null
      ? (['none', because('unacknowledged')] as const)
      : (['acknowledgement', because('recorded', 'acknowledgement')] as const);
  // The words of a mail that staff forward are the customer's, those of a form their own; the whole mail stands below.
  const passedOn =
    problem === null
      ? {}
      : {
          ...(problem.toldByStaff ? {} : { from: problem.requester }),
          text: problem.words,
          fullText: context.mail.text,
        };
  return {
    ...fileAs('ticketed', reason),
    opens: {
      received: { ...received, acknowledge, reportedBy: by, channel: channelOf(context, problem) },
      said: { ...wordsFor(context, null, 'public'), ...passedOn },
      acknowledgeLater: null,
      opener: { email: by.email, result: problem === null ? 'internal_ticket' : 'recorded' },
    },
  };
}

/** As the form says; else by telephone what staff tell, and by mail what they forward. */
function channelOf({ mail }: MailContext, problem: RecordedProblem | null): Channel {
  return channelNamed(mail.form.channel ?? '') ?? (problem?.toldByStaff ? 'phone' : 'mail');
}

/** The customer is written to in the language of their own words, and not in that of the staff's note above them. */
function inTheirLanguage(context: MailContext, problem: RecordedProblem | null): MailContext {
  const written = problem === null ? null : detectLanguage(problem.words, problem.subject);
  if (written === null || written.language === 'und') return context;
  const { language, certain: languageCertain } = written;
  return { ...context, mail: { ...context.mail, language, languageCertain } };
}

function senderOf({ from }: Arrival): Address {
  if (from === null) throw new Error('a ticket needs a requester');
  return from;
}

/** What the mail adds to a ticket's conversation. */
export const saidBy = (
  context: MailContext,
  ticket: Pick<Ticket, 'id' | 'confidential'>,
  visibility: Said['visibility'],
): Said => ({
  ticketId: ticket.id,
  ...wordsFor(context, ticket, visibility),
});

/** Secret words have their subject above them: the ticket shows none. */
const wordsFor = (
  context: MailContext,
  ticket: Pick<Ticket, 'confidential'> | null,
  visibility: Said['visibility'],
): Opening['said'] => ({
  visibility,
  from: context.from ?? { name: '', address: '' },
  text: isSecret(context, ticket)
    ? [context.mail.subject, context.mail.reply].filter(Boolean).join('\n\n')
    : context.mail.reply,
  fullText: context.mail.text === context.mail.reply ? null : context.mail.text,
  withAttachments: true,
});

type Problem = Pick<Received, 'requester'> &
  Partial<Pick<Received, 'subject' | 'words' | 'form' | 'company' | 'locale' | 'timezone'>>;

/** A mail as the beginning of a ticket. `known`: what earlier mails told about its requester. */
export function receivedFrom(context: MailContext, problem: Problem, known: KnownCustomer | null): Opening['received'] {
  const { mail, from, directory, config } = context;
  const { requester, form = mail.form } = problem;
  const person = personFor(requester, directory);
  const configured = person.kind === 'customer' ? person : null;
  return {
    requester,
    company: configured?.company ?? said(form) ?? known?.company ?? form.company ?? problem.company ?? null,
    locale:
      problem.locale ??
      localeFor(configured?.locale ?? null) ??
      (mail.languageCertain ? localeFor(mail.language) : null) ??
      localeFor(known?.locale ?? null) ??
      localeFor(configured?.language ?? null) ??
      localeFor(mail.language) ??
      config.desk.locale,
    timezone: problem.timezone ?? (sameAddress(requester.address, from?.address ?? '') ? senderZone(mail) : null),
    // Encrypted mails bring their subject along inside: it belongs to their words.
    subject: isSecret(context, null) ? WITHHELD : (problem.subject ?? mail.subject),
    words: problem.words ?? mail.reply,
    form,
    copies: copiesOf(context),
    acknowledge: 'none',
    proven: context.verdict === 'P' || context.newcomer?.known === true,
    reportedBy: null,
    linkedTo: null,
    claims: null,
    hasAttachments: mail.attachments.length > 0,
    writtenAt: mail.date,
    ...(mail.warnings.includes(ENCRYPTED) && { encrypted: true }),
    ...(context.brand && { brand: context.brand }),
  };
}

/** The company of a labelled line; one that was read from prose gives way to what is known. */
const said = ({ company, read = [] }: Form): string | undefined => (read.includes('company') ? undefined : company);

/** More people in To and Cc are not noted. */
const MOST_COPIES = 50;

/** Who else got the mail, in To or in Cc; the staff know of the ticket anyway. */
export function copiesOf({ mail, mailbox, directory, config, from }: Arrival): readonly Address[] {
  const known = new Set([
    ...[mailbox, ...config.mailboxes].flatMap(deskAddresses),
    ...[...directory.staff.map(({ email }) => email), from?.address ?? ''].map(canonicalAddress),
  ]);
  const others = new Map<string, Address>();
  for (const each of [...mail.to, ...mail.cc]) {
    const address = canonicalAddress(each.address);
    if (!known.has(canonicalAddress(withoutTag(each.address))) && !known.has(address) && !others.has(address))
      others.set(address, each);
  }
  return [...others.values()].slice(0, MOST_COPIES);
}

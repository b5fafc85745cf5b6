import { v7 as uuid } from 'uuid';
import { LETTERS } from '../letter/kinds.ts';
import { type CanonicalAddress, canonicalAddress, domainOf, organizationalDomain } from '../people/address.ts';
import type { Commit, LedgerEntry, NewMessage } from '../store/commit/change.ts';
import type { Change } from '../ticket/change.ts';
import { concernsTickets, type Incident } from '../ticket/incident/incident.ts';
import type { IncidentChange } from '../ticket/incident/work.ts';
import { cameEncrypted, isSecret, type Sealed, WITHHELD } from '../ticket/text/confidential.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Decision } from './decision.ts';
import type { IncomingMail } from './incoming.ts';
import type { Cause } from './letters/letter-facts.ts';
import type { Written } from './letters/letters.ts';

/** A change with those it brings along: the target of a merge, the ticket a split opens. */
export const flatten = (changes: readonly Change[]): Change[] =>
  changes.flatMap((change) => [change, ...flatten(change.also)]);

export const nextVersion = ({ ticket, history }: Change): Commit['tickets'][number] => ({
  ticket: { ...ticket, version: ticket.version + 1 },
  history,
});

export const nextIncident = ({ incident }: Pick<IncidentChange, 'incident'>): Incident => ({
  ...incident,
  version: incident.version + 1,
});

/** What is added to the timeline of an incident; what concerns no ticket is done with it. */
export const incidentEntries = ({ incident, entries }: IncidentChange): Commit['incidentEntries'] =>
  entries.map((entry) => ({
    ...entry,
    id: uuid(),
    incidentId: incident.id,
    doneAt: concernsTickets(entry) ? null : entry.at,
  }));

/** The mail, when one of its letters tells the staff that it waits: no collected notice has to. */
export const announcedBy = (
  letters: readonly Written[],
  { stored }: Pick<IncomingMail, 'stored'>,
): Commit['announced'] => (letters.some(({ letter }) => LETTERS[letter.kind].decides !== undefined) ? [stored.id] : []);

/** The mail as what letters about a ticket, or about none, answer; null when it names no sender. */
export const causingMail = (incoming: IncomingMail, ticket: Ticket | null): Cause | null =>
  incoming.from && {
    mailId: incoming.stored.id,
    messageId: incoming.mail.messageId,
    references: threadOf(incoming),
    from: incoming.from,
    ...(isSecret(incoming, ticket) && { confidential: true as const }),
  };

/** RFC 5322 §3.6.4: the parent's References, or its In-Reply-To when that is a single one. */
function threadOf({ mail }: Pick<IncomingMail, 'mail'>): readonly string[] {
  if (mail.references.length > 0) return mail.references;
  return mail.inReplyTo.length === 1 ? mail.inReplyTo : [];
}

export const ledgerEntry = (
  { stored, mail, brand, verdict, authentication, evidence, from, redeemed, released }: IncomingMail,
  { outcome, reason, ticket }: Decision,
  steps: readonly string[],
  decidedAt: Date,
): LedgerEntry => ({
  mailId: stored.id,
  was: redeemed ? 'held' : released ? 'quarantined' : null,
  outcome,
  reason,
  ticketId: ticket?.id ?? null,
  class: mail.class,
  authentication: verdict,
  authenticationReason: authentication.reason,
  evidence: evidence.level,
  messageId: mail.messageId,
  from: mail.from[0] ?? from,
  subject: cameEncrypted({ mail }) ? WITHHELD : mail.subject,
  brand: brand ?? null,
  steps,
  decidedAt,
});

/**
 * What the mail adds to conversations. Of secret words a ticket that they do not make confidential keeps only that they
 * came: an encrypted note of a machine, an answer to a ticket that takes none any more.
 */
export const saidSafely = (
  incoming: Sealed,
  { said, ticket }: Pick<Decision, 'said' | 'ticket'>,
  changes: readonly Change[],
): Decision['said'] =>
  said.map((each) => {
    const after = changes.find((change) => change.ticket.id === each.ticketId)?.ticket ?? ticket;
    const isKept = after?.id === each.ticketId && (after.confidential || !isSecret(incoming, after));
    return isKept || !cameEncrypted(incoming)
      ? each
      : { ...each, text: WITHHELD, fullText: null, withAttachments: false };
  });

/** What the mail adds to a ticket's conversation. */
export const messageIn = (
  { mail, stored }: Pick<IncomingMail, 'mail' | 'stored'>,
  { withAttachments, ...said }: Decision['said'][number],
): NewMessage => ({
  id: uuid(),
  direction: 'in',
  at: stored.receivedAt,
  mailId: stored.id,
  letterId: null,
  attachments: withAttachments ? mail.attachments : [],
  ...said,
});

/** Words that came without a mail. */
export const messageWithoutMail = (
  { withAttachments: _, ...said }: Decision['said'][number],
  at: Date,
): NewMessage => ({
  id: uuid(),
  direction: 'in',
  at,
  mailId: null,
  letterId: null,
  attachments: [],
  ...said,
});

/** What a customer was sent belongs to the conversation; letters to staff and to outsiders are about it. */
export function messageOut({ row, letter }: Written): NewMessage[] {
  if (row.ticketId === null || LETTERS[letter.kind].audience !== 'customer') return [];
  return [
    {
      id: uuid(),
      ticketId: row.ticketId,
      direction: 'out',
      visibility: 'public',
      from: { name: '', address: row.mailbox },
      at: row.createdAt,
      text: letter.text,
      fullText: null,
      mailId: row.mailId,
      letterId: row.id,
      attachments: [],
    },
  ];
}

const LENDS_ITS_ID: ReadonlySet<Decision['outcome']> = new Set(['ticketed', 'appended', 'command', 'refused']);

/**
 * The Message-IDs by which later mail finds the ticket. A mail that was kept out of it lends none. One whose token
 * proves that it answers a letter tells under what Message-ID that letter arrived: relays rewrite them, and the next
 * answer may come without a token.
 */
export function referencesIn(
  { mail, evidence, candidates }: Pick<IncomingMail, 'mail' | 'evidence' | 'candidates'>,
  { outcome, ticket }: Pick<Decision, 'outcome' | 'ticket'>,
): Commit['references'] {
  if (!LENDS_ITS_ID.has(outcome) || ticket === null) return [];
  const known = new Set(candidates.flatMap(({ messageIds }) => [...messageIds]));
  const proven = outcome !== 'ticketed' && evidence.level === 'E4' && !evidence.borrowed;
  const rewritten = proven ? mail.inReplyTo.slice(0, 1).filter((id) => !known.has(id)) : [];
  const ids = [...(mail.messageId === null ? [] : [mail.messageId]), ...rewritten];
  return ids.map((messageId) => ({ messageId, ticketId: ticket.id }));
}

export const referencesOut = (letters: readonly Written[]): Commit['references'] =>
  letters.flatMap(({ row: { ticketId, messageId }, aliases = [] }) =>
    ticketId === null ? [] : [messageId, ...aliases].map((each) => ({ messageId: each, ticketId })),
  );

/** What a mail that was heard tells about its sender, for the next one. */
export function customersOf(
  incoming: Pick<IncomingMail, 'person' | 'mail' | 'stored' | 'verdict' | 'released' | 'edges'>,
  { outcome, reason }: Pick<Decision, 'outcome'> & Partial<Pick<Decision, 'reason'>>,
): Commit['customers'] {
  const { person, mail, stored } = incoming;
  // Whoever is asked outside is no customer.
  if (reason?.code === 'outside_answer') return [];
  if (person?.kind !== 'customer' || (outcome !== 'ticketed' && outcome !== 'appended')) return [];
  const address = { name: person.address.name, address: canonicalAddress(person.address.address) };
  // What was read from prose is for a person to look at first.
  const labelled = mail.form.read?.includes('company') ? undefined : mail.form.company;
  const company = person.company ?? labelled ?? null;
  const locale = mail.languageCertain ? mail.language : null;
  const edges = person.gateway === null ? edgesTold(incoming, address.address) : null;
  return [{ address, company, locale, charset: mail.charset, seenAt: stored.receivedAt, edges }];
}

/**
 * Only a sender who proved themselves tells what their organisation's mails look like; what a website's form writes,
 * or staff let go, tells nothing.
 */
function edgesTold(
  { verdict, released, edges }: Pick<IncomingMail, 'verdict' | 'released' | 'edges'>,
  address: CanonicalAddress,
): Commit['customers'][number]['edges'] {
  if (verdict !== 'P' || released || edges.counted === null) return null;
  return { organisation: organizationalDomain(domainOf(address)), blocks: edges.counted };
}

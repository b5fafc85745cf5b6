import type { MailboxConfig } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import type { Place } from '../lib/in-order.ts';
import type { Address, Mail } from '../mail/mail.ts';
import { canonicalAddress } from '../people/address.ts';
import {
  type Authentication,
  authenticate,
  fieldsReliedOn,
  type Verdict,
  verdictFor,
} from '../people/authentication/authentication.ts';
import { type Candidate, type Evidence, isOwnMail, strongestEvidence } from '../people/evidence.ts';
import { identifySender } from '../people/identify.ts';
import type { Person } from '../people/person.ts';
import { type FoundToken, findTokens } from '../people/token.ts';
import type { StoredMail } from '../store/ledger.ts';
import { candidateTickets, ticketByNumber } from '../store/ticket.ts';
import type { Reason } from '../ticket/outcome.ts';
import { matchThread, type Thread } from '../ticket/thread.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** A stored mail that was understood. */
export type UnderstoodMail = {
  readonly stored: StoredMail;
  readonly raw: Uint8Array;
  readonly mail: Mail;
  /** Why only the header was read; null for a mail that was understood whole. */
  readonly unparsed: Reason | null;
  /** The registered address has confirmed this very mail. */
  readonly redeemed: boolean;
  /** Staff have looked at it in quarantine and let it go. */
  readonly released: boolean;
  /** Of a confirmed mail the verdict when it came: signatures expire and keys change. Null for any other. */
  readonly kept: Verdict | null;
  /** Its place among the mails decided with it: new tickets are numbered in the order of their mails. */
  readonly turn: Place;
};

/** Everything that is known about a mail before anything is decided about it. */
export type MailContext = UnderstoodMail & {
  readonly desk: Desk;
  readonly mailbox: MailboxConfig;
  /** Null when the mail names no sender. */
  readonly person: Person | null;
  readonly from: Address | null;
  readonly authentication: Authentication;
  /** The verdict as it counts for this sender and this evidence. */
  readonly verdict: Verdict;
  readonly tokens: readonly FoundToken[];
  readonly candidates: readonly (Candidate & { readonly ticket: Ticket })[];
  /** The ticket with the strongest evidence, where a merged one leads; null when the mail belongs to none. */
  readonly ticket: Ticket | null;
  readonly evidence: Evidence;
  /** Where a mail of that sender goes, once it is allowed to. */
  readonly thread: Thread<Ticket>;
};

const NO_EVIDENCE: Evidence = { level: 'E0', token: null, borrowed: false, fields: [] };

/** Looks up who wrote, what proves it, and which ticket it may belong to. */
export async function loadMailContext(
  desk: Desk,
  mailbox: MailboxConfig,
  arrival: UnderstoodMail,
): Promise<MailContext> {
  const { mail, raw } = arrival;
  const person = identifySender(mail, desk.directory);
  const tokens = findTokens(mail);
  const [authentication, candidates] = await Promise.all([
    arrival.kept === null
      ? authenticate(mail, raw, desk.config.trust, desk.resolve, desk.now())
      : keptAuthentication(arrival.kept),
    candidateTickets(desk.db, {
      messageIds: [...mail.inReplyTo, ...mail.references],
      numbers: [...mail.ticketNumbers.subject, ...mail.ticketNumbers.quoted, ...numbersOf(tokens, desk)],
    }),
  ]);
  const sender = person?.address.address ?? '';
  const verifier = { tokens, keys: desk.keys, now: desk.now() };
  const found = strongestEvidence(mail, sender, candidates, verifier);
  const proven = found !== null && found.evidence.level !== 'E0' ? found : null;
  const evidence = proven?.evidence ?? NO_EVIDENCE;
  const named = candidates.find(({ ticket }) => ticket.number === proven?.candidate.ticket.number)?.ticket ?? null;
  const ticket = await whereItLeads(desk, named);
  const foundThread = named === null ? null : { ticket: named, target: ticket, level: evidence.level };
  const recipients = [...mail.to, ...mail.cc].map(({ address }) => address);
  const parties = candidates.map((candidate) => candidate.ticket);
  return {
    ...arrival,
    mail: isOwnMail(parties, recipients, verifier) ? { ...mail, class: 'own' } : mail,
    desk,
    mailbox,
    person,
    from: person?.address ?? mail.from[0] ?? null,
    authentication,
    verdict:
      arrival.released && person?.kind === 'customer'
        ? 'P'
        : (arrival.kept ?? verdictOf(desk, mail, person, authentication, evidence)),
    tokens,
    candidates,
    ticket,
    evidence,
    thread: matchThread(mail, person?.kind === 'staff', foundThread, { now: desk.now(), policy: desk.policy }),
  };
}

/** What the ledger says of a verdict; null for none. */
export const keptVerdict = (text: string | null): Verdict | null =>
  text === 'P' || text === 'N' || text === 'F' ? text : null;

const keptAuthentication = (verdict: Verdict): Authentication => ({
  verdict,
  proof: null,
  signatures: [],
  reason: 'found_before',
});

function verdictOf(
  desk: Desk,
  mail: Mail,
  person: Person | null,
  authentication: Authentication,
  { fields }: Evidence,
): Verdict {
  const staff = person?.kind === 'staff';
  return verdictFor(authentication, {
    staff,
    staffWithoutDkim: desk.config.trust.staffWithoutDkim,
    staffAlignment: desk.config.trust.staffAlignment,
    fields: fieldsReliedOn(mail, fields, staff),
    gateway: person?.kind === 'customer' && person.gateway !== null,
  });
}

/** A mail about which nothing is asked, since nothing in it is to be believed. */
export function bareContext(desk: Desk, mailbox: MailboxConfig, arrival: UnderstoodMail): MailContext {
  const authentication: Authentication = { verdict: 'N', proof: null, signatures: [], reason: 'nothing_aligned' };
  return {
    ...arrival,
    desk,
    mailbox,
    person: null,
    from: arrival.mail.from[0] ?? null,
    authentication,
    verdict: 'N',
    tokens: [],
    candidates: [],
    ticket: null,
    evidence: NO_EVIDENCE,
    thread: { goesTo: 'new', linkedTo: null, claims: null, reason: 'nothing' },
  };
}

/** Numbers of the tickets that tokens are about; whether a token is genuine is asked later. */
const numbersOf = (tokens: readonly FoundToken[], desk: Desk): string[] =>
  tokens.map(({ token }) => `${desk.config.desk.numberPrefix}${token.about}`);

/** A merged ticket leads to its target, however often that was merged on; a ring of them leads nowhere else. */
async function whereItLeads(desk: Desk, ticket: Ticket | null): Promise<Ticket | null> {
  const seen = new Set<string>();
  let at = ticket;
  while (at !== null && at.mergedInto !== null && !seen.has(at.number)) {
    seen.add(at.number);
    at = (await ticketByNumber(desk.db, at.mergedInto)) ?? at;
  }
  return at;
}

/** The desk's own addresses in a mailbox. */
export const deskAddresses = (mailbox: MailboxConfig): string[] =>
  [mailbox.address, ...mailbox.aliases].map(canonicalAddress);

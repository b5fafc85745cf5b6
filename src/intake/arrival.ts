import type { MailboxConfig } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import type { Mail } from '../mail/mail.ts';
import { isAddressedTo } from '../people/addressee.ts';
import {
  type Authentication,
  authenticate,
  fieldsReliedOn,
  type Verdict,
  verdictFor,
} from '../people/authentication/authentication.ts';
import { type Evidence, isOwnMail, strongestEvidence } from '../people/evidence.ts';
import { identifySender } from '../people/identify.ts';
import type { Person } from '../people/person.ts';
import { type FoundToken, findTokens } from '../people/token.ts';
import { decidedCopies } from '../store/mail.ts';
import { candidateTickets, ticketByNumber } from '../store/ticket.ts';
import { matchThread } from '../ticket/thread.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Arrival, deskAddresses, type UnderstoodMail } from './context.ts';

const NO_EVIDENCE: Evidence = { level: 'E0', token: null, borrowed: false, fields: [] };

/** Looks up who wrote a mail, what proves it, which ticket it may belong to, and whether it came before. */
export async function loadArrival(desk: Desk, mailbox: MailboxConfig, understood: UnderstoodMail): Promise<Arrival> {
  const { mail, raw, stored, kept, redeemed, released, unparsed } = understood;
  const now = desk.now();
  const person = identifySender(mail, desk.directory);
  const tokens = findTokens(mail);
  const [authentication, candidates, copies] = await Promise.all([
    kept === null ? authenticate(mail, raw, desk.config.trust, desk.resolve, now) : keptAuthentication(kept),
    candidateTickets(desk.db, {
      messageIds: [...mail.inReplyTo, ...mail.references],
      numbers: [...mail.ticketNumbers.subject, ...mail.ticketNumbers.quoted, ...numbersOf(tokens, desk)],
    }),
    decidedCopies(desk.db, stored.fingerprint),
  ]);
  const verifier = { tokens, keys: desk.keys, now };
  const found = strongestEvidence(mail, person?.address.address ?? '', candidates, verifier);
  const proven = found !== null && found.evidence.level !== 'E0' ? found : null;
  const evidence = proven?.evidence ?? NO_EVIDENCE;
  const named = candidates.find(({ ticket }) => ticket.number === proven?.candidate.ticket.number)?.ticket ?? null;
  const ticket = await whereItLeads(desk, named);
  const foundThread = named === null ? null : { ticket: named, target: ticket, level: evidence.level };
  const recipients = [...mail.to, ...mail.cc].map(({ address }) => address);
  const parties = candidates.map((candidate) => candidate.ticket);
  return {
    ...deskValues(desk, now),
    stored,
    mailbox,
    redeemed,
    released,
    unparsed,
    mail: isOwnMail(parties, recipients, verifier) ? { ...mail, class: 'own' } : mail,
    person,
    from: person?.address ?? mail.from[0] ?? null,
    authentication,
    verdict:
      released && person?.kind === 'customer' ? 'P' : (kept ?? verdictOf(desk, mail, person, authentication, evidence)),
    addressed: isAddressedTo(mail, desk.config.mailboxes.flatMap(deskAddresses)),
    tokens,
    candidates,
    ticket,
    evidence,
    thread: matchThread(mail, person?.kind === 'staff', foundThread, { now, policy: desk.policy }),
    copies,
  };
}

const deskValues = ({ config, policy, directory, keys }: Desk, now: Date) => ({ config, policy, directory, keys, now });

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

/** A mail about which nothing is asked but whether it came before, since nothing in it can be trusted. */
export async function bareArrival(desk: Desk, mailbox: MailboxConfig, understood: UnderstoodMail): Promise<Arrival> {
  const { stored, mail, unparsed, redeemed, released } = understood;
  return {
    ...deskValues(desk, desk.now()),
    stored,
    mailbox,
    mail,
    unparsed,
    redeemed,
    released,
    person: null,
    from: mail.from[0] ?? null,
    authentication: { verdict: 'N', proof: null, signatures: [], reason: 'not_checked' },
    verdict: 'N',
    addressed: false,
    tokens: [],
    candidates: [],
    ticket: null,
    evidence: NO_EVIDENCE,
    thread: { goesTo: 'new', linkedTo: null, claims: null, reason: 'nothing' },
    copies: await decidedCopies(desk.db, stored.fingerprint),
  };
}

/** Numbers of the tickets that tokens are about; whether a token is genuine is asked later. */
const numbersOf = (tokens: readonly FoundToken[], desk: Desk): string[] =>
  tokens.map(({ token }) => `${desk.config.desk.numberPrefix}${token.about}`);

/** A merged ticket leads to its target, through any number of further merges; a ring of them ends where it closes. */
async function whereItLeads(desk: Desk, ticket: Ticket | null): Promise<Ticket | null> {
  const seen = new Set<string>();
  let at = ticket;
  while (at !== null && at.mergedInto !== null && !seen.has(at.number)) {
    seen.add(at.number);
    at = (await ticketByNumber(desk.db, at.mergedInto)) ?? at;
  }
  return at;
}

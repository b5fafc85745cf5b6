import type { MailboxConfig } from '../config/settings.ts';
import { addressedBrand } from '../desk/brand/addressed.ts';
import { deskOf, isOfDesk, prefixesOf } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { outsiderReference } from '../desk/letters/tokens.ts';
import { attendanceOf } from '../desk/roster.ts';
import type { Mail } from '../mail/mail.ts';
import { isReplySubject } from '../mail/meaning/subject-prefix.ts';
import { othersNumbers } from '../mail/meaning/ticket-number.ts';
import { canonicalAddress, sameAddress } from '../people/address.ts';
import { fieldsNaming } from '../people/addressee.ts';
import {
  type Authentication,
  authenticate,
  fieldsReliedOn,
  isSealed,
  type Verdict,
  type VerdictNeeds,
  verdictFor,
} from '../people/authentication/authentication.ts';
import { type Evidence, isOwnMail } from '../people/evidence.ts';
import { identifySender, identifyVisitor } from '../people/identify.ts';
import type { Person } from '../people/person.ts';
import { authenticatedBy, signedBy } from '../people/signed.ts';
import { type FoundToken, findTokens } from '../people/token.ts';
import { absences } from '../store/absence.ts';
import { confirmedCertificates } from '../store/certificate.ts';
import { decidedCopies, type StoredMail } from '../store/mail.ts';
import { candidateTickets, newestByReference, ticketsByTheirNumber } from '../store/ticket.ts';
import { represented } from '../ticket/absence/absence.ts';
import { matchThread } from '../ticket/thread.ts';
import { belonging, type Candidates, NO_EVIDENCE } from './belonging.ts';
import { type Arrival, deskAddresses, type UnderstoodMail } from './context.ts';
import { aboutIncident } from './incident/about.ts';
import { letGoBy } from './machine/own-name.ts';
import { outsideReferences } from './outside.ts';

function senderOf(
  { directory, config }: Desk,
  { mail, stored, released }: Pick<UnderstoodMail, 'mail' | 'stored' | 'released'>,
): Person | null {
  if (stored.website !== null) return identifyVisitor(mail, directory);
  return released ? letGoBy(mail, directory, config) : identifySender(mail, directory);
}

/** Looks up who wrote a mail, what proves it, which ticket it may belong to, and whether it came before. */
export async function loadArrival(desk: Desk, mailbox: MailboxConfig, understood: UnderstoodMail): Promise<Arrival> {
  const { mail, stored, kept, redeemed, released, unparsed, edges, leftOut } = understood;
  const now = desk.now();
  const sender = senderOf(desk, understood);
  const tokens = findTokens(mail);
  // A signature holds until x= (RFC 6376 §3.5): that a mail had to wait here does not make it late.
  const receivedAt = stored.receivedAt < now ? stored.receivedAt : now;
  const [fromSystem, named, copies, about] = await Promise.all([
    authenticationOf(desk, understood, receivedAt),
    candidateTickets(desk.db, {
      messageIds: [...mail.inReplyTo, ...mail.references, ...outsideReferences(tokens)],
      numbers: [...mail.ticketNumbers.subject, ...mail.ticketNumbers.quoted, ...numbersOf(tokens, desk)],
    }),
    decidedCopies(desk.db, stored.fingerprint),
    aboutIncident(desk, mail, sender, tokens),
  ]);
  const numbered = named.length > 0 ? named : await byTheirNumber(desk, mail, sender);
  const all = numbered.length > 0 ? numbered : await byQuestion(desk, mail, sender);
  const verifier = { tokens, keys: desk.keys, now };
  const found = await belonging(desk, mailbox, { mail, sender, all, about, verifier });
  const { candidates, candidate, outside, ticket, incident, evidence, brand } = found;
  const own = deskOf(desk, brand);
  const person = asKnownTo(own, sender);
  const needs = verdictNeeds(desk, mail, person, evidence);
  const { authentication, signed } = await withSignature(desk, understood, fromSystem, needs, receivedAt);
  const naming = fieldsNaming(mail, desk.config.mailboxes.flatMap(deskAddresses));
  const foundThread =
    candidate === null || incident !== null
      ? null
      : { ticket: candidate, target: ticket, level: evidence.level, byTheirNumber: found.byTheirNumber };
  const recipients = [...mail.to, ...mail.cc].map(({ address }) => address);
  // Also of brands its sender has nothing to do with: what the desk wrote itself is never anybody's mail.
  const parties = all.map((each) => each.ticket);
  return {
    ...deskValues(own, now),
    stored,
    mailbox,
    brand,
    redeemed,
    released,
    unparsed,
    edges,
    leftOut,
    mail: isOwnMail(parties, recipients, verifier) ? { ...mail, class: 'own' } : mail,
    person,
    from: person?.address ?? mail.from[0] ?? null,
    authentication,
    signed,
    verdict: released && person?.kind === 'customer' ? 'P' : (kept ?? verdictOn(stored, authentication, needs)),
    addressed: naming.length > 0,
    sealed: isSealed(mail, authentication, needs, naming),
    standsInFor:
      person?.kind === 'staff' && (ticket !== null || incident !== null)
        ? await representedBy(own, person.staff.email)
        : [],
    tokens,
    candidates,
    ticket,
    incident,
    evidence,
    outside,
    thread: matchThread(mail, person?.kind === 'staff', foundThread, { now, policy: own.policy }),
    copies: copies.filter((copy) => isOfDesk(own, copy)),
  };
}

/** Somebody of the staff as the brand has them, in its teams. */
function asKnownTo({ directory }: Desk, person: Person | null): Person | null {
  if (person?.kind !== 'staff') return person;
  const { email } = person.staff;
  const staff = directory.staff.find((each) => sameAddress(each.email, email));
  return staff === undefined ? person : { ...person, staff };
}

const representedBy = async ({ db, directory, now }: Desk, email: string): Promise<readonly string[]> =>
  represented(attendanceOf(directory.staff, await absences(db, now())), email, now()).map((staff) => staff.email);

/**
 * A customer's help desk answers under its own number alone, without References: the ticket of an earlier mail of the
 * same sender whose subject names that number.
 */
async function byTheirNumber(desk: Desk, mail: Mail, person: Person | null): Promise<Candidates> {
  const prefixes = prefixesOf(desk.config);
  const numbers = person?.kind === 'customer' ? othersNumbers(mail.subject, prefixes) : [];
  if (person === null || numbers.length === 0) return [];
  const names = (subject: string): boolean =>
    othersNumbers(subject, prefixes).some((number) => numbers.includes(number));
  const tickets = await ticketsByTheirNumber(desk.db, canonicalAddress(person.address.address), names);
  return tickets.map((ticket) => ({ ticket, messageIds: new Set<string>(), byTheirNumber: true }));
}

/**
 * A mail program that keeps neither address nor references: the tickets on which its sender was asked from outside, the
 * newest. Only the subject of a question tells that it is answered.
 */
async function byQuestion(desk: Desk, mail: Mail, person: Person | null): Promise<Candidates> {
  if (person?.kind !== 'customer' || !isReplySubject(mail.subject)) return [];
  const tickets = await newestByReference(desk.db, outsiderReference(person.address.address));
  return tickets.map((ticket) => ({ ticket, messageIds: new Set<string>() }));
}

const deskValues = ({ config, policy, directory, keys }: Desk, now: Date) => ({ config, policy, directory, keys, now });

/** What a website posts proves nobody, wherever that may be believed of mail. */
const verdictOn = ({ website }: StoredMail, authentication: Authentication, needs: VerdictNeeds): Verdict =>
  website === null ? verdictFor(authentication, needs) : 'N';

/** The signature of the mail's author counts where what the mail system says proves less. */
async function withSignature(
  desk: Desk,
  { mail, stored, kept }: UnderstoodMail,
  authentication: Authentication,
  needs: VerdictNeeds,
  receivedAt: Date,
): Promise<Pick<Arrival, 'authentication' | 'signed'>> {
  const signature = mail.secrecy?.signature ?? null;
  const [from, ...others] = mail.from;
  if (signature === null || from === undefined || others.length > 0) return { authentication, signed: null };
  const address = canonicalAddress(from.address);
  const registered = (await confirmedCertificates(desk.db, address)).map(({ fingerprint }) => fingerprint);
  const signed = signedBy(signature, address, registered);
  const isAsked = kept === null && stored.website === null && stored.history === null;
  const own = isAsked ? authenticatedBy(signature, signed, authentication, receivedAt) : null;
  const isBetter = own !== null && verdictFor(authentication, needs) !== 'P' && verdictFor(own, needs) === 'P';
  return { authentication: isBetter ? own : authentication, signed };
}

/** Nothing rests on the sender of old mail, whose signatures have expired and whose keys are gone. */
function authenticationOf(desk: Desk, understood: UnderstoodMail, receivedAt: Date): Promise<Authentication> {
  const { mail, raw, stored, kept } = understood;
  if (kept !== null) return Promise.resolve(unasked(kept, 'found_before'));
  if (stored.website !== null) return Promise.resolve(unasked('N', 'by_website'));
  if (stored.history !== null) return Promise.resolve(unasked('N', 'not_checked'));
  return authenticate(mail, raw, desk.config.trust, desk.resolve, receivedAt);
}

const unasked = (verdict: Verdict, reason: Authentication['reason']): Authentication => ({
  verdict,
  proof: null,
  signatures: [],
  reason,
});

function verdictNeeds(desk: Desk, mail: Mail, person: Person | null, { fields }: Evidence): VerdictNeeds {
  const staff = person?.kind === 'staff';
  return {
    staff,
    staffWithoutDkim: desk.config.trust.staffWithoutDkim,
    staffAlignment: desk.config.trust.staffAlignment,
    fields: fieldsReliedOn(mail, fields, staff),
    gateway: person?.kind === 'customer' && person.gateway !== null,
  };
}

/** A mail about which nothing is asked but whether it came before, since nothing in it can be trusted. */
export async function bareArrival(desk: Desk, mailbox: MailboxConfig, understood: UnderstoodMail): Promise<Arrival> {
  const { stored, mail, unparsed, redeemed, released, edges, leftOut } = understood;
  const brand = addressedBrand(desk.config, mailbox, mail);
  const own = deskOf(desk, brand);
  return {
    ...deskValues(own, desk.now()),
    stored,
    mailbox,
    brand,
    mail,
    unparsed,
    edges,
    leftOut,
    redeemed,
    released,
    person: null,
    from: mail.from[0] ?? null,
    authentication: unasked('N', 'not_checked'),
    signed: null,
    verdict: 'N',
    addressed: false,
    sealed: false,
    standsInFor: [],
    tokens: [],
    candidates: [],
    ticket: null,
    incident: null,
    evidence: NO_EVIDENCE,
    outside: null,
    thread: { goesTo: 'new', linkedTo: null, claims: null, reason: 'nothing' },
    copies: (await decidedCopies(desk.db, stored.fingerprint)).filter((copy) => isOfDesk(own, copy)),
  };
}

/** Numbers of the tickets that tokens are about; whether a token is genuine is asked later. */
const numbersOf = (tokens: readonly FoundToken[], desk: Desk): string[] =>
  tokens.flatMap(({ token }) => [prefixesOf(desk.config)].flat().map((prefix) => `${prefix}${token.about}`));

import type { Mail } from '../mail/mail.ts';
import { sameAddress } from './address.ts';
import { isOnCustomersSide, participantAddresses, type TicketParties, takesPart } from './participant.ts';
import type { Person } from './person.ts';
import {
  aboutTicket,
  type FoundToken,
  type TokenFailure,
  type TokenKey,
  type TokenPurpose,
  verifyToken,
} from './token.ts';

/** How well a mail proves that it belongs to a ticket, strongest first. */
export const EVIDENCE_LEVELS = ['E4', 'E3', 'E2', 'E1', 'E0'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/** What proves that a mail belongs to a ticket. */
export type Evidence = {
  readonly level: EvidenceLevel;
  /** The token that made it E4; null below that. */
  readonly token: { readonly purpose: TokenPurpose; readonly boundTo: string } | null;
  /** The token is genuine but was made for somebody else than the sender. */
  readonly borrowed: boolean;
  /** The header fields relied on, lower case: a signature that proves the sender must cover them. */
  readonly fields: readonly string[];
};

/** A ticket the mail may belong to, with those of its stored Message-IDs that the mail refers to. */
export type Candidate = {
  readonly ticket: TicketParties;
  readonly messageIds: ReadonlySet<string>;
  /** The subject names the number that the sender's own help desk gave the ticket in an earlier mail. */
  readonly byTheirNumber?: boolean;
};

/** `tokens` are those of `findTokens(mail)`, found once for all candidates. */
export type Verifier = {
  readonly tokens: readonly FoundToken[];
  readonly keys: readonly TokenKey[];
  readonly now: Date;
};

const NONE: Evidence = { level: 'E0', token: null, borrowed: false, fields: [] };
/** In Message-IDs of the desk's letters. */
const OWN_PURPOSES: ReadonlySet<TokenPurpose> = new Set(['own', 'outside']);
const TICKET_PURPOSES: ReadonlySet<TokenPurpose> = new Set(['reply', 'solved', 'still_open', 'own', 'ref', 'undo']);
/** A customer's token lives this long after the ticket was closed. */
const AFTER_CLOSING = 90 * 86_400_000;

/**
 * The evidence that a mail by `sender` belongs to a ticket. E4: a genuine token of this ticket; when it was made for
 * another participant it is `borrowed`, and an own one is preferred. E3: a reference to a stored Message-ID, or to the
 * letter that carries a borrowed token. E2: the number, in the subject before the quoted part, from somebody who takes
 * part, or in the subject the number that their own help desk gave the ticket. E1: the number from anybody. E0:
 * nothing.
 * @internal tests look at it
 */
export function evidenceFor(mail: Mail, sender: string, candidate: Candidate, verifier: Verifier): Evidence {
  return (
    tokenEvidence(sender, candidate.ticket, verifier) ??
    referenceEvidence(mail, candidate.messageIds) ??
    numberEvidence(mail, sender, candidate.ticket) ??
    theirNumberEvidence(sender, candidate) ??
    NONE
  );
}

/**
 * The strongest evidence among several tickets; of equals the first that the sender takes part in, else the first.
 * Senders choose their Message-IDs: a stranger's ticket may have that of the mail which is answered, too.
 */
export function strongestEvidence(
  mail: Mail,
  sender: string,
  candidates: readonly Candidate[],
  verifier: Verifier,
): { readonly candidate: Candidate; readonly evidence: Evidence } | null {
  const found = candidates.map((candidate) => ({
    candidate,
    evidence: evidenceFor(mail, sender, candidate, verifier),
  }));
  const takenPartIn = found.filter(({ candidate }) => takesPart(candidate.ticket, sender));
  return (
    EVIDENCE_LEVELS.map((level) => [...takenPartIn, ...found].find(({ evidence }) => evidence.level === level)).find(
      Boolean,
    ) ?? null
  );
}

/**
 * The evidence as it counts where the ticket leads, whose people may be others: a number is E2 from somebody who takes
 * part there, and E1 from anybody else. `person` is its sender.
 */
export function evidenceFrom(person: Person | null, ticket: TicketParties, evidence: Evidence): Evidence {
  if (evidence.level !== 'E1' && evidence.level !== 'E2') return evidence;
  const address = person?.address.address ?? '';
  const part = person?.kind === 'staff' ? takesPart(ticket, address) : isOnCustomersSide(ticket, address);
  return { ...evidence, level: part ? 'E2' : 'E1' };
}

/** Whether the desk itself wrote this mail: it carries the Message-ID of a letter to one of these recipients. */
export function isOwnMail(
  candidates: readonly TicketParties[],
  recipients: readonly string[],
  verifier: Verifier,
): boolean {
  const own = verifier.tokens.filter(({ place, token }) => place === 'message_id' && OWN_PURPOSES.has(token.purpose));
  const bindings = [
    ...recipients.map((address) => ({ address, epoch: 0 })),
    ...candidates.flatMap((ticket) =>
      participantAddresses(ticket).map((address) => ({ address, epoch: ticket.tokenEpoch })),
    ),
  ];
  return own.some(({ token }) =>
    bindings.some((binding) => isGenuine(verifyToken(token, { ...binding, ...verifier }))),
  );
}

/** An expired token is still the desk's. */
function isGenuine(failure: TokenFailure | null): boolean {
  return failure === null || failure === 'expired';
}

function tokenEvidence(sender: string, ticket: TicketParties, { tokens, keys, now }: Verifier): Evidence | null {
  if (ticket.closedAt !== null && now.getTime() >= ticket.closedAt.getTime() + AFTER_CLOSING) return null;
  const about = aboutTicket(ticket.number);
  const others = participantAddresses(ticket).filter((address) => !sameAddress(address, sender));
  const ofTicket = tokens.filter(
    ({ token, place }) => place !== 'message_id' && token.about === about && TICKET_PURPOSES.has(token.purpose),
  );
  for (const boundTo of [sender, ...others]) {
    const binding = { address: boundTo, epoch: ticket.tokenEpoch, keys, now };
    const found = ofTicket.find(({ token }) => verifyToken(token, binding) === null);
    if (found) {
      const fields = found.field === null ? [] : [found.field];
      const borrowed = boundTo !== sender;
      // Somebody who answers a forwarded letter refers to it unknowingly: it counts as any other reference.
      if (borrowed && found.place === 'reference') return { level: 'E3', token: null, borrowed, fields };
      return { level: 'E4', token: { purpose: found.token.purpose, boundTo }, borrowed, fields };
    }
  }
  return null;
}

function referenceEvidence(mail: Mail, stored: ReadonlySet<string>): Evidence | null {
  if (mail.inReplyTo.some((id) => stored.has(id))) return { ...NONE, level: 'E3', fields: ['in-reply-to'] };
  if (mail.references.some((id) => stored.has(id))) return { ...NONE, level: 'E3', fields: ['references'] };
  return null;
}

/** A number of the sender's own speaks for a ticket they take part in, and for no other. */
function theirNumberEvidence(sender: string, { ticket, byTheirNumber }: Candidate): Evidence | null {
  return byTheirNumber && takesPart(ticket, sender) ? { ...NONE, level: 'E2', fields: ['subject'] } : null;
}

function numberEvidence(mail: Mail, sender: string, ticket: TicketParties): Evidence | null {
  const { subject, quoted } = mail.ticketNumbers;
  const inSubject = subject.includes(ticket.number);
  if (!inSubject && !quoted.includes(ticket.number)) return null;
  return { ...NONE, level: takesPart(ticket, sender) ? 'E2' : 'E1', fields: inSubject ? ['subject'] : [] };
}

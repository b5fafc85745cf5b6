import type { MailboxConfig } from '../../config/settings.ts';
import { canonicalAddress } from '../../people/address.ts';
import { aboutId, aboutOutside, aboutTicket, mintToken, replyAddress, type TokenPurpose } from '../../people/token.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Desk } from '../desk.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A staff member's tokens of a ticket live this long; a customer's end with the ticket. Milliseconds. */
const STAFF_TOKEN_MS = 30 * DAY_MS;
/** When a letter to the staff was written whose token expires then: tokens tell the hour. */
export const linkWrittenWithin = (expiresAt: Date): { readonly after: Date; readonly until: Date } => ({
  after: new Date(expiresAt.getTime() - STAFF_TOKEN_MS - HOUR_MS),
  until: new Date(expiresAt.getTime() - STAFF_TOKEN_MS),
});

/** How long a letter can still be acted on by reply, in milliseconds, by what its token does. */
const LIFETIME_MS = {
  /** A mail in quarantine is let go; later with `tsdesk mail release`. */
  release: 30 * DAY_MS,
  /** A mail in a staff member's name is confirmed. Short, so that a stolen token is worth little. */
  challenge: DAY_MS,
  /** A draft is decided; later with `tsdesk kb approve`. */
  draft: 90 * DAY_MS,
  /** Somebody outside answers. */
  outside: 180 * DAY_MS,
  /** A bounce long after the letter still names it, but not for ever. */
  bounce: 14 * DAY_MS,
} as const;

type Minting = Pick<Desk, 'keys' | 'now'>;

const mintFor = (
  { keys, now }: Minting,
  claims: { readonly purpose: keyof typeof LIFETIME_MS; readonly about: number },
  address: string,
): string =>
  mintToken(
    { ...claims, expiresAt: new Date(now().getTime() + LIFETIME_MS[claims.purpose]) },
    { address, epoch: 0 },
    keys,
  );

/** The token with which a member of the staff lets a quarantined mail go. */
export const releaseToken = (desk: Minting, mailId: number, address: string): string =>
  mintFor(desk, { purpose: 'release', about: mailId }, address);

/** The token with which the registered address confirms this very mail. */
export const challengeToken = (desk: Minting, mailId: number, address: string): string =>
  mintFor(desk, { purpose: 'challenge', about: mailId }, address);

/** The token with which a supervisor decides about the draft of an article. */
export const draftToken = (desk: Minting, articleId: string, address: string): string =>
  mintFor(desk, { purpose: 'draft', about: aboutId(articleId) }, address);

/** The envelope sender of a letter, whose token names it in a bounce; null without plus-addressing. */
export const bounceAddress = (
  desk: Minting,
  { address, plusAddressing }: MailboxConfig,
  letterId: string,
  recipient: string,
): string | null =>
  plusAddressing
    ? replyAddress(address, mintFor(desk, { purpose: 'bounce', about: aboutId(letterId) }, recipient))
    : null;

/** The token of every letter that asks somebody outside: it finds the question, and says nothing about the ticket. */
export const outsideToken = (desk: Minting, ticketId: string, thread: string, address: string): string =>
  mintFor(desk, { purpose: 'outside', about: aboutOutside(ticketId, thread) }, address);

/**
 * Stands among the references of the ticket, so that a token alone leads to it. No mail can refer to it: a Message-ID
 * stands in angle brackets and has no blank.
 */
export const outsideReference = (about: number): string => `outside ${about.toString(16).padStart(12, '0')}`;

/** The same by who was asked, for an answer that has lost its token. */
export const outsiderReference = (address: string): string => `outside ${canonicalAddress(address)}`;

export type Mint = (purpose: TokenPurpose) => string;

/** Mints the tokens of one ticket for one reader; those of letters about no ticket are bound to the reader alone. */
export function ticketTokens(
  { keys, now }: Minting,
  ticket: Pick<Ticket, 'number' | 'tokenEpoch'> | null,
  reader: { readonly address: string; readonly audience: 'staff' | 'customer' },
): Mint {
  const expiresAt = reader.audience === 'staff' ? new Date(now().getTime() + STAFF_TOKEN_MS) : null;
  const about = ticket === null ? 0 : aboutTicket(ticket.number);
  const binding = { address: reader.address, epoch: ticket?.tokenEpoch ?? 0 };
  return (purpose) => mintToken({ purpose, about, expiresAt }, binding, keys);
}

/**
 * Where a reply that carries the token goes: the mailbox itself when it has no plus-addressing, and the text carries
 * it.
 */
export const replyTo = ({ address, plusAddressing }: MailboxConfig, token: string): string =>
  plusAddressing ? replyAddress(address, token) : address;

/**
 * The addresses of one ticket's letter, one an answer; without plus-addressing the answer's words must tell them apart.
 */
export function answerAddresses(mailbox: MailboxConfig, mint: Mint) {
  const to = (purpose: TokenPurpose): string => replyTo(mailbox, mint(purpose));
  const always = { reply: to('reply'), undo: to('undo') };
  return mailbox.plusAddressing ? { ...always, solved: to('solved'), stillOpen: to('still_open') } : always;
}

import { createHmac, createSecretKey, type Hmac, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Mail } from '../mail/mail.ts';
import { canonicalAddress } from './address.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';

/**
 * What a token is good for. `reply`, `solved`, `still_open`, `own`, `ref` and `undo` belong to a ticket and are
 * evidence (E4) for it; the rest name an action or a letter. The order is part of the format: append only.
 */
export const TOKEN_PURPOSES = [
  'reply', // the address in Reply-To
  'solved', // the address behind 问题已解决
  'still_open', // the address behind 仍有疑问
  'own', // Message-ID of a letter
  'ref', // the `ref:` line in a letter's footer
  'challenge', // applies one held or challenged mail; single use, 24 h
  'bounce', // envelope sender that names the letter
  'release', // lets a held letter or a quarantined mail go
  'undo', // takes back a confirmation by an unauthenticated customer
  'canary', // the desk's mail to itself
  'draft', // decides about the draft of a knowledge article
  'outside', // the question to somebody outside: tells nothing of its ticket
] as const;
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

/** A signing key. The newest signs, the others still verify. `id` is 0–255 and unique among the keys in use. */
export type TokenKey = { readonly id: number; readonly secret: Uint8Array; readonly createdAt: Date };

/** What a token says about itself; true only once `verifyToken` has said so. */
export type TokenClaims = {
  readonly purpose: TokenPurpose;
  /**
   * What it is about: the digits of the ticket number, else the number of the mail or what `aboutId` makes of a
   * letter's id. Below 2^48.
   */
  readonly about: number;
  /** Rounded up to the full hour; null: as long as the ticket allows (the verifier knows when it closed). */
  readonly expiresAt: Date | null;
};

/** What the token is bound to without carrying it. */
export type TokenBinding = {
  /** The participant's address. */
  readonly address: string;
  /** `Ticket.tokenEpoch`; 0 for what belongs to no ticket. Raising it revokes. */
  readonly epoch: number;
};

export type ReadToken = TokenClaims & { readonly keyId: number; readonly header: Uint8Array; readonly mac: Uint8Array };

export type TokenFailure = 'unknown_key' | 'forged' | 'expired';

const VERSION = 1;
const HEADER_OCTETS = 11;
/** 128 bits. */
const MAC_OCTETS = 16;
const HOUR = 3_600_000;
/** Base32 text of header and MAC. */
const TOKEN_LENGTH = Math.ceil(((HEADER_OCTETS + MAC_OCTETS) * 8) / 5);

/**
 * The key that belongs to a stored salt (HKDF-SHA-256, RFC 5869 §3.1): the secret lives in the environment, the salt in
 * the database, and neither is enough. A desk that has stored none yet uses the same key after every restart.
 */
export function deriveKey(secret: string, stored: StoredKey = FIRST_KEY): TokenKey {
  const octets = hkdfSync('sha256', secret, stored.salt, `tsdesk token key ${stored.id}`, 32);
  return { id: stored.id, secret: new Uint8Array(octets), createdAt: stored.createdAt };
}

/** Tells whether a secret is the one a stored salt was made with, and nothing else about it. */
export const secretProof = (secret: string, salt: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, 'tsdesk secret proof', 16));

export type StoredKey = { readonly id: number; readonly salt: Uint8Array; readonly createdAt: Date };
const FIRST_KEY: StoredKey = { id: 0, salt: new Uint8Array(), createdAt: new Date(0) };

/**
 * A token as 44 characters of lower-case base32: version, purpose, key, expiry, subject matter and 128 bits of
 * HMAC-SHA-256 over these, the address and the epoch. Throws when there is no key or a number does not fit.
 */
export function mintToken(claims: TokenClaims, binding: TokenBinding, keys: readonly TokenKey[]): string {
  const key = newestKey(keys);
  const header = encodeHeader(claims, key.id);
  return encodeBase32(Buffer.concat([header, authenticator(header, binding, key)]));
}

/**
 * The claims of a token, unverified; null for what is none. Upper case is accepted: some relays fold local parts.
 * @internal tests look at it
 */
export function readToken(text: string): ReadToken | null {
  if (text.length !== TOKEN_LENGTH) return null;
  const octets = decodeBase32(text);
  if (octets === null || octets.length !== HEADER_OCTETS + MAC_OCTETS) return null;
  const header = octets.subarray(0, HEADER_OCTETS);
  const view = Buffer.from(header);
  const first = view.readUInt8(0);
  const purpose = TOKEN_PURPOSES[first & 0x0f];
  if (first >> 4 !== VERSION || purpose === undefined) return null;
  const hours = view.readUIntBE(2, 3);
  return {
    purpose,
    about: view.readUIntBE(5, 6),
    expiresAt: hours === 0 ? null : new Date(hours * HOUR),
    keyId: view.readUInt8(1),
    header,
    mac: octets.subarray(HEADER_OCTETS),
  };
}

/**
 * Null when the token was minted by one of the keys for this address and epoch and has not expired, else why not. Every
 * authenticator is compared in constant time; expiry is told only of tokens that are genuine.
 */
export function verifyToken(
  token: ReadToken,
  expected: TokenBinding & { readonly now: Date; readonly keys: readonly TokenKey[] },
): TokenFailure | null {
  const key = expected.keys.find((candidate) => candidate.id === token.keyId);
  if (!key) return 'unknown_key';
  if (!timingSafeEqual(authenticator(token.header, expected, key), token.mac)) return 'forged';
  if (token.expiresAt !== null && token.expiresAt <= expected.now) return 'expired';
  return null;
}

/** The digits of a ticket number as the number a token carries: `TS20261122001` → 20261122001. */
export function aboutTicket(ticketNumber: string): number {
  return Number(ticketNumber.replace(/^\D+/, ''));
}

/**
 * What a token carries of a UUID: its last 48 bits, random in every version; the binding to the address does the rest.
 */
export function aboutId(uuid: string): number {
  return Number.parseInt(uuid.slice(-12), 16);
}

/**
 * What a token carries of a question to somebody outside: nothing that tells the number of its ticket. `thread` is the
 * question's own number on it.
 */
export const aboutOutside = (ticketId: string, thread: string): number =>
  (aboutId(ticketId) + Number(thread)) % 2 ** 48;

/**
 * `support@desk.example` + token → `support+<token>@desk.example`; the local part must stay within 64 octets (RFC 5321
 * §4.5.3.1.1).
 */
export function replyAddress(mailbox: string, token: string): string {
  const at = mailbox.lastIndexOf('@');
  const local = `${mailbox.slice(0, at)}+${token}`;
  if (at < 1 || Buffer.byteLength(local) > 64)
    throw new RangeError(`no room for a reply token in the address ${mailbox}`);
  return local + mailbox.slice(at);
}

/** `<token.letter@domain>`; `letter` tells apart letters of one ticket to one person. */
export function ownMessageId(token: string, letter: string | number, domain: string): string {
  return `<${token}.${letter}@${domain}>`;
}

type TokenPlace = 'recipient' | 'reference' | 'footer' | 'message_id';

/** A token and where it stood. `field` is the header field it was read from, null for the text. */
export type FoundToken = { readonly token: ReadToken; readonly place: TokenPlace; readonly field: string | null };

/** Fields in which mail systems record the envelope recipient, beside To and Cc. */
const RECIPIENT_FIELDS: ReadonlySet<string> = new Set([
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
]);

/** Tokens looked at in one place: a mail that holds more wants to keep the desk busy. */
const MAX_TOKENS = 20;

/**
 * The tokens in a mail, unverified: plus parts of recipients, own Message-IDs it refers to, `ref:` lines, and its own
 * Message-ID (which tells the desk its own mail). In the order of that list, each text once a field, 20 a place at
 * most.
 */
export function findTokens(mail: Mail): FoundToken[] {
  const recorded = mail.headers.filter(([name]) => RECIPIENT_FIELDS.has(name));
  const recipients = [
    ...mail.to.flatMap(({ address }) => scan(address, PLUS_PART, 'recipient', 'to')),
    ...mail.cc.flatMap(({ address }) => scan(address, PLUS_PART, 'recipient', 'cc')),
    ...recorded.flatMap(([name, value]) => scan(value, PLUS_PART, 'recipient', name)),
  ];
  const references = [
    ...mail.inReplyTo.flatMap((id) => scan(id, MESSAGE_ID, 'reference', 'in-reply-to')),
    ...mail.references.flatMap((id) => scan(id, MESSAGE_ID, 'reference', 'references')),
  ];
  return [
    ...recipients.slice(0, MAX_TOKENS),
    ...references.slice(0, MAX_TOKENS),
    ...scan(mail.text, REF_LINE, 'footer', null),
    ...scan(mail.messageId ?? '', MESSAGE_ID, 'message_id', 'message-id'),
  ];
}

/** Tokens in the plus parts of addresses that somebody wrote down elsewhere, unverified. */
export const tokensInAddress = (address: string): FoundToken[] => scan(address, PLUS_PART, 'recipient', null);

/** The text without the tokens that somebody quoted in it: it may be shown to whoever may not act with them. */
export const withoutTokens = (text: string): string =>
  text.replace(ANY_TOKEN, (found) => (readToken(found) === null ? found : '…'));

const ANY_TOKEN = new RegExp(`(?<![a-z0-9])[a-z2-7]{${TOKEN_LENGTH}}(?![a-z0-9])`, 'gi');
const PLUS_PART = new RegExp(`\\+([a-z2-7]{${TOKEN_LENGTH}})@`, 'gi');
const MESSAGE_ID = new RegExp(`^<?([a-z2-7]{${TOKEN_LENGTH}})[.@]`, 'gi');
const REF_LINE = new RegExp(`\\bref:\\s?([a-z2-7]{${TOKEN_LENGTH}})(?![a-z0-9])`, 'gi');

function scan(text: string, pattern: RegExp, place: TokenPlace, field: string | null): FoundToken[] {
  const matches = text.matchAll(pattern).take(MAX_TOKENS);
  const texts = new Set(matches.map((match) => match[1] ?? ''));
  return [...texts].flatMap((found) => {
    const token = readToken(found);
    return token ? [{ token, place, field }] : [];
  });
}

/** version (4 bits) purpose (4) · key (8) · expiry in hours since 1970, 0 for none (24) · about (48) */
function encodeHeader({ purpose, about, expiresAt }: TokenClaims, keyId: number): Buffer {
  const header = Buffer.alloc(HEADER_OCTETS);
  header.writeUInt8((VERSION << 4) | TOKEN_PURPOSES.indexOf(purpose), 0);
  header.writeUInt8(keyId, 1);
  header.writeUIntBE(expiresAt === null ? 0 : Math.ceil(expiresAt.getTime() / HOUR), 2, 3);
  header.writeUIntBE(about, 5, 6);
  return header;
}

const secrets = new WeakMap<TokenKey, KeyObject>();

/** HMAC-SHA-256 (RFC 2104). From octets the key would be made again each time, which takes three times as long. */
export function hmacWith(key: TokenKey): Hmac {
  const secret = secrets.get(key) ?? createSecretKey(key.secret);
  secrets.set(key, secret);
  return createHmac('sha256', secret);
}

/** The header has a fixed length and the epoch too, so no two inputs read alike. */
function authenticator(header: Uint8Array, { address, epoch }: TokenBinding, key: TokenKey): Buffer {
  const fixed = Buffer.alloc(4);
  fixed.writeUInt32BE(epoch);
  return hmacWith(key).update(header).update(fixed).update(canonicalAddress(address)).digest().subarray(0, MAC_OCTETS);
}

/** The newest key. Throws when there is none. */
export function newestKey(keys: readonly TokenKey[]): TokenKey {
  const newest = keys.reduce<TokenKey | null>(
    (best, key) => (best && best.createdAt >= key.createdAt ? best : key),
    null,
  );
  if (!newest) throw new Error('there is no key to sign tokens with');
  return newest;
}

import { timingSafeEqual } from 'node:crypto';
import type { Mail } from '../mail/mail.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';
import { hmacWith, newestKey, type TokenKey } from './token.ts';

/** Lower case, as `Mail.headers` has it. */
export const HOPS_FIELD = 'x-tsdesk-hops';
/** A mail that has come through the desk this many times gets no automatic letter. */
export const MAX_HOPS = 3;
/** Entries of other desks that are handed on. */
const MAX_FOREIGN = 4;
const ENTRY = /^([a-z0-9.-]{1,253});(\d{1,3});(\d{1,3});([a-z2-7]{26})$/;

/** How often a mail has been through this desk, by its own signature alone; 0 when it says nothing that is true. */
export function readHops(mail: Mail, domain: string, keys: readonly TokenKey[]): number {
  return Math.max(0, ...entries(mail).map((entry) => ownCount(entry, domain, keys)));
}

/**
 * The field of an automatic letter that answers a mail: one more than that mail had. Entries of other desks are handed
 * on untouched, so that each finds its own again.
 */
export function nextHops(mail: Mail, domain: string, keys: readonly TokenKey[]): string {
  const key = newestKey(keys);
  const count = Math.min(readHops(mail, domain, keys) + 1, 999);
  const own = `${domain.toLowerCase()};${count};${key.id};${encodeBase32(signature(domain, count, key))}`;
  const foreign = entries(mail).filter(([, desk]) => desk !== domain.toLowerCase());
  return [own, ...foreign.slice(0, MAX_FOREIGN).map(([entry]) => entry)].join(', ');
}

function entries(mail: Mail): RegExpExecArray[] {
  const values = mail.headers.filter(([name]) => name === HOPS_FIELD).map(([, value]) => value.slice(0, 4_000));
  const found = values.flatMap((value) => value.split(',')).map((entry) => ENTRY.exec(entry.trim()));
  return found.filter((entry) => entry !== null);
}

function ownCount(entry: RegExpExecArray, domain: string, keys: readonly TokenKey[]): number {
  const [, desk, count, keyId, mac = ''] = entry;
  const key = keys.find(({ id }) => id === Number(keyId));
  const given = decodeBase32(mac);
  if (desk !== domain.toLowerCase() || !key || !given) return 0;
  return timingSafeEqual(signature(domain, Number(count), key), given) ? Number(count) : 0;
}

/** 128 bits. The text cannot be mistaken for what a token signs: that begins with a version octet. */
function signature(domain: string, count: number, key: TokenKey): Buffer {
  return hmacWith(key).update(`hops;${domain.toLowerCase()};${count}`).digest().subarray(0, 16);
}

import { randomBytes } from 'node:crypto';
import { decodeBase32, encodeBase32 } from '../../src/people/base32.ts';
import { deriveKey, mintToken, readToken, TOKEN_PURPOSES, verifyToken } from '../../src/people/token.ts';

/**
 * Every way of `WAYS` in turn; `accepted` counts those that a desk would have believed, `readable` those that looked
 * like tokens.
 */
export function forgeTokens(
  count: number,
  seed: number,
): { tried: number; readable: number; accepted: number; genuine: number } {
  const keys = [
    deriveKey(`secret ${seed}`),
    deriveKey(`secret ${seed}`, { id: 1, salt: randomBytes(16), createdAt: new Date(1) }),
  ];
  const strangers = [deriveKey('another secret')];
  const now = new Date('2026-11-22T03:00:00Z');
  const result = { tried: 0, readable: 0, accepted: 0, genuine: 0 };
  for (let index = 0; index < count; index += 1) {
    const binding = { address: `person${index % 97}@customer.example`, epoch: index % 5 };
    const claims = {
      purpose: TOKEN_PURPOSES[index % TOKEN_PURPOSES.length] ?? 'reply',
      about: 20261122001 + (index % 500),
      expiresAt: index % 2 === 0 ? null : new Date('2027-01-01'),
    };
    const genuine = mintToken(claims, binding, keys);
    const token = readToken(genuine);
    if (token && verifyToken(token, { ...binding, keys, now }) === null) result.genuine += 1;

    const way = WAYS[index % WAYS.length];
    const forged = way
      ? way(
          genuine,
          mintToken({ ...claims, about: claims.about + 1 }, binding, keys),
          mintToken(claims, binding, strangers),
        )
      : '';
    const read = readToken(forged);
    result.tried += 1;
    if (!read || forged === genuine) continue;
    result.readable += 1;
    if (verifyToken(read, { ...binding, keys, now }) === null) result.accepted += 1;
  }
  return result;
}

const HEADER = 11;

const WAYS: readonly ((genuine: string, sibling: string, foreign: string) => string)[] = [
  (genuine) => flip(genuine, randomBit(0, 27)),
  (genuine) => flip(genuine, randomBit(0, HEADER)),
  (genuine) => flip(genuine, randomBit(HEADER, 27)),
  (genuine) => splice(genuine, randomBytes(16)),
  (genuine) => splice(genuine, Buffer.alloc(16)),
  (genuine, sibling) => splice(genuine, octets(sibling).subarray(HEADER)),
  (genuine, sibling) => splice(sibling, octets(genuine).subarray(HEADER)),
  (_, __, foreign) => foreign,
  () => encodeBase32(Buffer.concat([Buffer.from([0x10]), randomBytes(26)])),
  () => encodeBase32(randomBytes(27)),
];

function octets(token: string): Uint8Array {
  return decodeBase32(token) ?? new Uint8Array(27);
}

function splice(token: string, mac: Uint8Array): string {
  return encodeBase32(Buffer.concat([octets(token).subarray(0, HEADER), mac]));
}

function flip(token: string, bit: number): string {
  const changed = Uint8Array.from(octets(token));
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return encodeBase32(changed);
}

function randomBit(from: number, to: number): number {
  return from * 8 + (randomBytes(2).readUInt16BE() % ((to - from) * 8));
}

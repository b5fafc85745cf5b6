import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aboutId,
  aboutTicket,
  deriveKey,
  findTokens,
  mintToken,
  ownMessageId,
  readToken,
  replyAddress,
  secretProof,
  TOKEN_PURPOSES,
  type TokenClaims,
  type TokenKey,
  tokensInAddress,
  verifyToken,
} from '../../src/people/token.ts';
import { forgeTokens } from './forgery.ts';
import { addresses, KEYS, NOW, sampleMail } from './sample.ts';

const CLAIMS: TokenClaims = { purpose: 'reply', about: 20261122001, expiresAt: new Date('2026-12-22T00:00:00Z') };
const TO = { address: 'zhang@customer.example', epoch: 0 };
const TOKEN = mintToken(CLAIMS, TO, KEYS);

const verify = (text: string, binding = TO, now = NOW, keys = KEYS) => {
  const token = readToken(text);
  return token ? verifyToken(token, { ...binding, now, keys }) : 'unreadable';
};

describe('a token', () => {
  it('says what it was minted for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TOKEN_PURPOSES),
        fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        fc.option(fc.integer({ min: 1, max: 2 ** 24 - 1 })),
        fc.emailAddress(),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (purpose, about, hours, address, epoch) => {
          const claims = { purpose, about, expiresAt: hours === null ? null : new Date(hours * 3_600_000) };
          const text = mintToken(claims, { address, epoch }, KEYS);
          expect(text).toMatch(/^[a-z2-7]{44}$/);
          expect(readToken(text)).toMatchObject(claims);
          expect(verify(text, { address, epoch }, new Date(0))).toBeNull();
        },
      ),
    );
  });

  it.each([
    ['genuine', TOKEN, TO, NOW, null],
    ['folded to upper case by a relay', TOKEN.toUpperCase(), TO, NOW, null],
    ['the address in other case', TOKEN, { ...TO, address: 'Zhang@CUSTOMER.example' }, NOW, null],
    ['another participant', TOKEN, { ...TO, address: 'wu@customer.example' }, NOW, 'forged'],
    ['a raised epoch', TOKEN, { ...TO, epoch: 1 }, NOW, 'forged'],
    ['the last hour', TOKEN, TO, new Date('2026-12-21T23:59:59Z'), null],
    ['expired', TOKEN, TO, new Date('2026-12-22T00:00:00Z'), 'expired'],
    ['cut', TOKEN.slice(1), TO, NOW, 'unreadable'],
    ['extended', `${TOKEN}a`, TO, NOW, 'unreadable'],
    ['with a letter outside of base32', `1${TOKEN.slice(1)}`, TO, NOW, 'unreadable'],
    ['with left-over bits', `${TOKEN.slice(0, -1)}b`, TO, NOW, 'unreadable'],
    ['of a version to come', `e${TOKEN.slice(1)}`, TO, NOW, 'unreadable'],
    ['empty', '', TO, NOW, 'unreadable'],
  ])('%s', (_, text, binding, now, expected) => expect(verify(text, binding, now)).toBe(expected));

  it('is refused when it expires in a part of an hour that has begun', () => {
    const text = mintToken({ ...CLAIMS, expiresAt: new Date('2026-12-22T00:10:00Z') }, TO, KEYS);
    expect(readToken(text)?.expiresAt).toEqual(new Date('2026-12-22T01:00:00Z'));
  });

  it('cannot be turned into one for another ticket or purpose', () => {
    const other = mintToken({ ...CLAIMS, purpose: 'release' }, TO, KEYS);
    expect(verify(other.slice(0, 18) + TOKEN.slice(18))).toBe('forged');
  });

  it('of an earlier version of the desk still counts', () => {
    expect(TOKEN).toBe('caaaphwyaaclpkbp2geobojht6nntradcz5mwe6bg4dq');
  });

  it('is not minted for a number that does not fit', () => {
    expect(() => mintToken({ ...CLAIMS, about: 2 ** 48 }, TO, KEYS)).toThrow(RangeError);
    expect(() => mintToken(CLAIMS, TO, [])).toThrow('no key');
  });
});

describe('keys', () => {
  const [old] = KEYS as [TokenKey];
  const rotated = [old, deriveKey('the same secret', { id: 1, salt: randomBytes(16), createdAt: NOW })];

  it('sign with the newest and verify with all', () => {
    const fresh = mintToken(CLAIMS, TO, rotated);
    expect(readToken(fresh)?.keyId).toBe(1);
    expect(verify(fresh, TO, NOW, rotated)).toBeNull();
    expect(verify(TOKEN, TO, NOW, rotated)).toBeNull();
    expect(verify(fresh)).toBe('unknown_key');
  });

  it('come from secret and salt together', () => {
    const salt = randomBytes(16);
    const key = (secret: string, id: number, octets = salt) =>
      deriveKey(secret, { id, salt: octets, createdAt: NOW }).secret;
    expect(key('a', 1)).toEqual(key('a', 1));
    expect(key('a', 1)).not.toEqual(key('b', 1));
    expect(key('a', 1)).not.toEqual(key('a', 2));
    expect(key('a', 1)).not.toEqual(key('a', 1, randomBytes(16)));
  });
});

it('its purposes are numbered by their place, which letters under way rely on', () => {
  expect(TOKEN_PURPOSES).toEqual([
    ...['reply', 'solved', 'still_open', 'own', 'ref'],
    ...['challenge', 'bounce', 'release', 'undo', 'canary', 'draft', 'outside'],
  ]);
});

it('tells the secret of a database made by an earlier version of the desk', () => {
  const proof = secretProof('a secret', new Uint8Array([1, 2, 3]));
  expect(proof.toString('hex')).toBe('22ea7994cbb061b32c89f1e9ebe1b79c');
});

describe('where tokens travel', () => {
  it('fits the local part of a reply address', () => {
    expect(replyAddress('support@desk.example', TOKEN)).toBe(`support+${TOKEN}@desk.example`);
    expect(replyAddress('technical-support@desk.example', TOKEN).indexOf('@')).toBeLessThanOrEqual(64);
    expect(() => replyAddress('the-whole-support-department@desk.example', TOKEN)).toThrow(RangeError);
  });

  const own = ownMessageId(TOKEN, 'k7', 'desk.example');
  it.each([
    ['To', { to: addresses(`support+${TOKEN}@desk.example`) }, 'recipient', 'to'],
    ['To in upper case', { to: addresses(`SUPPORT+${TOKEN.toUpperCase()}@DESK.EXAMPLE`) }, 'recipient', 'to'],
    ['Cc', { cc: addresses(`support+${TOKEN}@desk.example`) }, 'recipient', 'cc'],
    [
      'Delivered-To',
      { headers: [['delivered-to', `<support+${TOKEN}@desk.example>`]] as const },
      'recipient',
      'delivered-to',
    ],
    ...['X-Original-To', 'Envelope-To', 'X-Envelope-To', 'X-Delivered-To'].map((name) => {
      const field = name.toLowerCase();
      return [name, { headers: [[field, `support+${TOKEN}@desk.example`]] as const }, 'recipient', field] as const;
    }),
    ['In-Reply-To', { inReplyTo: [own] }, 'reference', 'in-reply-to'],
    ['References', { references: ['<x@y>', own] }, 'reference', 'references'],
    ['the quoted footer', { text: `works\n> ref: ${TOKEN}\n` }, 'footer', null],
    ['its own Message-ID', { messageId: own }, 'message_id', 'message-id'],
  ] as const)('is found in %s', (_, given, place, field) => {
    expect(findTokens(sampleMail(given))).toMatchObject([{ place, field, token: { about: CLAIMS.about } }]);
  });

  it('is found in an address that a report names', () => {
    const found = tokensInAddress(`support+${TOKEN}@desk.example`);
    expect(found).toMatchObject([{ place: 'recipient', field: null, token: { about: CLAIMS.about } }]);
  });

  it('is not found in other fields', () => {
    const headers = [['x-forwarded-to', `support+${TOKEN}@desk.example`]] as const;
    expect(findTokens(sampleMail({ headers }))).toEqual([]);
  });

  it('is not found where it only looks like one', () => {
    const text = `href: x\nref: ${TOKEN}abc\nxref:${TOKEN.slice(2)}`;
    expect(findTokens(sampleMail({ text, references: [`<a.${TOKEN}@desk.example>`] }))).toEqual([]);
  });

  it('finds one that stands in a place twice only once', () => {
    expect(findTokens(sampleMail({ text: `ref: ${TOKEN}\n> ref: ${TOKEN}` }))).toHaveLength(1);
  });

  it('looks at twenty a place', () => {
    const many = Array.from({ length: 1_000 }, (_, about) => mintToken({ ...CLAIMS, about }, TO, KEYS));
    const to = many.map((token) => ({ name: '', address: `support+${token}@desk.example` }));
    expect(findTokens(sampleMail({ to, text: many.map((token) => `ref: ${token}`).join('\n') }))).toHaveLength(40);
  });

  it('carries ticket numbers and the end of ids as numbers', () => {
    expect(aboutTicket('TS202610271000')).toBe(202610271000);
    expect(aboutTicket('A20261027001')).toBe(20261027001);
    expect(aboutId('01932b1c-7c2e-7d10-8a4e-ffffffffffff')).toBe(2 ** 48 - 1);
  });
});

it('accepts none of 20,000 forged or bit-flipped tokens', () => {
  expect(forgeTokens(20_000, 1)).toMatchObject({ tried: 20_000, accepted: 0 });
});

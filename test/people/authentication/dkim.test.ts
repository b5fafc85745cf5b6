import { describe, expect, it } from 'vitest';
import { verifySignatures } from '../../../src/people/authentication/dkim.ts';
import type { Resolver } from '../../../src/people/authentication/resolver.ts';
import { NOW, sampleMail } from '../sample.ts';
import { FIELDS, mailOf, raw, sign, timeout, verify, ZONE } from './signing.ts';

const NOTHING = { dkim: [], spf: null, dmarc: 'none', policy: null };
const noDns: Resolver = () => Promise.reject(new Error('DNS is not asked'));

it('finds nothing in a mail without a sender, and asks nobody', async () => {
  expect(await verifySignatures(sampleMail({ from: [] }), Buffer.from(raw({})), noDns, NOW)).toEqual(NOTHING);
});

it.each(['eve@evil.example', 'zhang@customer.example, eve@evil.example'])(
  'is a forgery when the verifier reads another sender: %s',
  async (From) => {
    const found = await verifySignatures(sampleMail(), Buffer.from(raw({ From })), noDns, NOW);
    expect(found).toEqual({ ...NOTHING, dmarc: 'fail' });
  },
);

it('reports the domain and exactly the fields of a signature', async () => {
  const message = await sign(raw(FIELDS));
  const found = await verify(message);
  const covers = ['from', 'to', 'subject', 'message-id', 'in-reply-to'];
  expect(found.signatures.map((signature) => signature.covers?.toSorted())).toEqual([covers.toSorted()]);
});

it('needs no answer about a second signature beside a good one', async () => {
  const message = await sign(await sign(raw(FIELDS)), { selector: 'other' });
  const zone = { ...ZONE, 'other._domainkey.customer.example': timeout };
  expect(await verify(message, zone)).toMatchObject({ verdict: 'P', reason: 'dkim_aligned' });
});

describe('what is believed, though it is large', () => {
  it.each([
    ['a body with blanks in a row', raw(FIELDS, `a${' '.repeat(500)}b\r\n`)],
    ['a body of a megabyte', raw(FIELDS, 'one line\r\n'.repeat(150_000))],
    ['fields that only end like one that is read', `${'X-From: a\r\n'.repeat(60)}${raw(FIELDS)}`],
  ])('%s', async (_, message) => {
    expect(await verify(await sign(message))).toMatchObject({ verdict: 'P', reason: 'dkim_aligned' });
  });
});

it('gives up on a header of many ARC fields', async () => {
  const signed = `${'ARC-Seal: i=1\r\n'.repeat(60)}${await sign(raw(FIELDS))}`;
  expect(mailOf(signed).headers).toHaveLength(66);
  expect(await verify(signed)).toMatchObject({ verdict: 'F', reason: 'dmarc_failed' });
});

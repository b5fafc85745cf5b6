import { afterEach, describe, expect, it, vi } from 'vitest';
import { verifySignatures } from '../../../src/people/authentication/dkim.ts';
import type { Resolver } from '../../../src/people/authentication/resolver.ts';
import { NOW, sampleMail } from '../sample.ts';
import { dns, FIELDS, mailOf, raw, sign, timeout, verify, ZONE, type Zone } from './signing.ts';

const NOTHING = { dkim: [], spf: null, dmarc: 'none', policy: null };
const noDns: Resolver = () => Promise.reject(new Error('DNS is not asked'));
const REFUSED = { ...NOTHING, dmarc: 'fail', policy: 'reject' };
const KEY = 's._domainkey.customer.example';

/** What the desk finds in a mail as it arrived; its fields are read from `read`. */
const findingsOf = (arrived: string, { zone = ZONE, read = arrived }: { zone?: Zone; read?: string } = {}) =>
  verifySignatures(mailOf(read), Buffer.from(arrived), dns(zone), NOW);

it('finds nothing in a mail without a sender, and asks nobody', async () => {
  expect(await verifySignatures(sampleMail({ from: [] }), Buffer.from(raw({})), noDns, NOW)).toEqual(NOTHING);
});

it('takes no sender from the octets where the mail has none', async () => {
  expect(await verifySignatures(sampleMail({ from: [] }), Buffer.from(raw(FIELDS)), noDns, NOW)).toEqual(NOTHING);
});

describe('a signature counts for nothing', () => {
  it.each([
    ['of another domain', { domain: 'evil.example' }, { ...REFUSED, dkim: [{ domain: 'evil.example' }] }],
    ['that leaves room for more text', { length: 7 }, REFUSED],
    ['whose key is only being tried out', { selector: 'test' }, REFUSED],
    ['made with SHA-1', { algorithm: 'rsa-sha1' }, REFUSED],
    ['that has expired', { expires: new Date(NOW.getTime() - 1_000) }, REFUSED],
    ['without a key', { selector: 'none' }, REFUSED],
  ] as const)('%s', async (_, signing, findings) => {
    expect(await findingsOf(await sign(raw(FIELDS), signing))).toMatchObject(findings);
  });

  it('after the body was changed', async () => {
    const changed = (await sign(raw(FIELDS))).replace('Hello', 'HELLO');
    expect(await findingsOf(changed)).toEqual(REFUSED);
  });
});

describe('DNS is silent about the key', () => {
  it('of the sender: nothing is said', async () => {
    const signed = await sign(raw(FIELDS));
    expect(await findingsOf(signed, { zone: { ...ZONE, [KEY]: timeout } })).toEqual({ ...NOTHING, dmarc: 'error' });
  });

  it('of the sender, beside a signature that is wrong: nothing is said', async () => {
    const signed = await sign(await sign(raw(FIELDS), { selector: 'none' }));
    expect(await findingsOf(signed, { zone: { ...ZONE, [KEY]: timeout } })).toEqual({ ...NOTHING, dmarc: 'error' });
  });

  it('of somebody else: DMARC decides', async () => {
    const signed = await sign(raw(FIELDS), { domain: 'evil.example' });
    const zone = { ...ZONE, 's._domainkey.evil.example': timeout };
    expect(await findingsOf(signed, { zone })).toEqual(REFUSED);
  });
});

it('says nothing of DMARC where the domain has no policy', async () => {
  const { '_dmarc.customer.example': _, ...zone } = ZONE;
  const [signature] = (await findingsOf(await sign(raw(FIELDS)), { zone })).dkim;
  expect(signature).toMatchObject({ domain: 'customer.example' });
  expect(await findingsOf(raw(FIELDS), { zone })).toEqual(NOTHING);
});

it.each(['eve@evil.example', 'zhang@customer.example, eve@evil.example'])(
  'is a forgery when the verifier reads another sender: %s',
  async (From) => {
    const found = await verifySignatures(sampleMail(), Buffer.from(raw({ From })), noDns, NOW);
    expect(found).toEqual({ ...NOTHING, dmarc: 'fail' });
  },
);

it('is believed weeks later where it has no end, and until its end where it has one', async () => {
  for (const signing of [{}, { expires: new Date(NOW.getTime() + 1_000) }])
    expect(await findingsOf(await sign(raw(FIELDS), signing))).toMatchObject({
      dkim: [{ domain: 'customer.example' }],
    });
});

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

/** An `X-Long` of so many lines. */
const lines = (count: number) => `X-Long: a${'\r\n b'.repeat(count - 1)}\r\n`;
/** An ARC field of so many octets, its line end not counted. */
const octets = (count: number) => `ARC-Seal: ${'a'.repeat(count - 'ARC-Seal: \r'.length)}\r\n`;
const MEGABYTE = 1024 * 1024;
/** A header with nothing behind it, filled up to so many octets. */
const headerOf = (size: number, signed: string) => {
  const line = `X-Filler: ${'a'.repeat(100)}\r\n`;
  const filler = line.repeat(Math.floor((size - signed.length) / line.length) - 1);
  const rest = size - signed.length - filler.length;
  return `X-Filler: ${'a'.repeat(rest - 'X-Filler: \r\n'.length)}\r\n${filler}${signed}`;
};
const onlyHeader = raw(FIELDS, '').slice(0, -2);

describe('what is believed, though it is large', () => {
  it.each([
    ['a body with blanks in a row', raw(FIELDS, `a${' '.repeat(500)}b\r\n`), ''],
    ['a body of more than one piece', raw(FIELDS, 'one line\r\n'.repeat(30_000)), ''],
    ['a body of more than a megabyte', raw(FIELDS, 'one line\r\n'.repeat(110_000)), ''],
    ['fields that only end like one that is read', raw(FIELDS), 'X-From: a\r\n'.repeat(60)],
    ['fields that only begin like one that is read', raw(FIELDS), 'From-Host: a\r\n'.repeat(60)],
    ['fifty fields that are read', raw(FIELDS), 'ARC-Seal: i=1\r\n'.repeat(48)],
    ['a field of 8 KiB that is read', raw(FIELDS), octets(8 * 1024)],
    ['a field of a thousand lines', raw(FIELDS), lines(1_000)],
    ['blanks in a row, 199 of them', raw(FIELDS), `X-Long: a${' '.repeat(199)}b\r\n`],
    ['a header without a body', onlyHeader, ''],
  ])('%s', async (_, message, above) => {
    const signed = await sign(message);
    const found = await findingsOf(above + signed, { read: signed });
    expect(found).toMatchObject({ dkim: [{ domain: 'customer.example' }], dmarc: 'pass' });
  });

  it('a header of a megabyte', async () => {
    const signed = await sign(onlyHeader);
    const found = await findingsOf(headerOf(MEGABYTE, signed), { read: signed });
    expect(found).toMatchObject({ dkim: [{ domain: 'customer.example' }], dmarc: 'pass' });
  });

  it('a body with blanks in a row behind lines that end with LF alone', async () => {
    const signed = await sign(raw(FIELDS, `a${' '.repeat(500)}b\r\n`));
    expect(await findingsOf(signed.replaceAll('\r\n', '\n'), { read: signed })).toMatchObject({ dmarc: 'pass' });
  });
});

describe('what is not given to the verifier, and counts as unsigned', () => {
  it.each([
    ['more than fifty fields that are read', raw(FIELDS), 'ARC-Seal: i=1\r\n'.repeat(49)],
    ['as many with a blank before the colon', raw(FIELDS), 'ARC-Seal : i=1\r\n'.repeat(49)],
    ['a field of 8 KiB in letters of two octets', raw(FIELDS), `ARC-Seal: ${'é'.repeat(4_200)}\r\n`],
    ['a field beyond 8 KiB that is read', raw(FIELDS), octets(8 * 1024 + 1)],
    ['a field of more than a thousand lines', raw(FIELDS), lines(1_001)],
    ['blanks in a row, 200 of them', raw(FIELDS), `X-Long: a${' '.repeat(200)}b\r\n`],
    ['a header that ends in blanks, with nothing behind it', `${onlyHeader}X-Long: a${' '.repeat(200)}`, ''],
  ])('%s', async (_, message, above) => {
    const signed = await sign(message);
    expect(await findingsOf(above + signed, { read: signed })).toEqual(REFUSED);
  });

  it('a header beyond a megabyte', async () => {
    const signed = await sign(onlyHeader);
    expect(await findingsOf(headerOf(MEGABYTE + 1, signed), { read: signed })).toEqual(REFUSED);
  });
});

describe('a mail that begins with an empty line has no header', () => {
  it.each([
    ['its body has blanks in a row', ' '.repeat(500)],
    ['its body is large', 'one line\r\n'.repeat(110_000)],
  ])('%s', async (_, body) => {
    expect(await findingsOf(`\n\n${body}`, { read: raw(FIELDS) })).toEqual(NOTHING);
  });
});

describe('the time for DNS', () => {
  afterEach(() => void vi.useRealTimers());

  it('is five seconds, then nothing is said', async () => {
    const signed = await sign(raw(FIELDS));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = Promise.withResolvers<void>();
    const silent: Resolver = () => {
      asked.resolve();
      return new Promise(() => undefined);
    };
    const found = verifySignatures(mailOf(signed), Buffer.from(signed), silent, NOW);
    await asked.promise;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await found).toEqual({ ...NOTHING, dmarc: 'error' });
  });

  it('is no longer counted when the mail is done', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await findingsOf(raw(FIELDS));
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('gives up on a header of many ARC fields', async () => {
  const signed = `${'ARC-Seal: i=1\r\n'.repeat(60)}${await sign(raw(FIELDS))}`;
  expect(mailOf(signed).headers).toHaveLength(66);
  expect(await verify(signed)).toMatchObject({ verdict: 'F', reason: 'dmarc_failed' });
});

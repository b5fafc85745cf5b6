import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey, readKey, readPrivateKey, reformatKey, revokeKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detachedBy } from '../../../src/letter/secrecy/pgp.ts';
import { addressesOf, certificateOf, described, signsMail } from '../../../src/mail/secrecy/certificate.ts';
import { isPlainAddress, plainName } from '../../../src/mail/secrecy/name.ts';
import { openMail } from '../../../src/mail/secrecy/open.ts';
import { describedKey } from '../../../src/mail/secrecy/pgp.ts';
import { useOf } from '../../../src/mail/secrecy/use.ts';
import { type Certified, certified, hasOpenssl } from '../../support/openssl.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

describe.skipIf(!hasOpenssl)('what a certificate of S/MIME can be used for', () => {
  let folder: string;
  let rsa: Certified;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'use-'));
    rsa = certified(folder, 'mei@customer.example');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  type Wish = Parameters<typeof certified>[2];
  it.each<[string, Wish, number, string, boolean]>([
    ['without keyUsage: for anything', {}, 0, 'all', true],
    ['RSA for both', { keyUsage: 'digitalSignature,keyEncipherment' }, 0, 'all', true],
    ['RSA that only signs', { keyUsage: 'digitalSignature' }, 0, 'signing', true],
    ['RSA that only signs what cannot be denied', { keyUsage: 'nonRepudiation' }, 0, 'signing', true],
    ['RSA that only encrypts', { keyUsage: 'keyEncipherment' }, 0, 'all', false],
    ['RSA that encrypts data itself, and no keys', { keyUsage: 'dataEncipherment' }, 0, 'signing', false],
    ['RSA that agrees, which RSA cannot', { keyUsage: 'digitalSignature,keyAgreement' }, 0, 'signing', true],
    ['a curve for both', { kind: 'ec', keyUsage: 'digitalSignature,keyAgreement' }, 0, 'all', true],
    ['a curve that only signs', { kind: 'ec', keyUsage: 'digitalSignature' }, 0, 'signing', true],
    ['a curve that is handed keys, which it cannot', { kind: 'ec', keyUsage: 'keyEncipherment' }, 0, 'signing', false],
    ['a curve without keyUsage', { kind: 'ec' }, 0, 'all', true],
    ['for servers, not for mail', { usage: 'serverAuth' }, 0, 'signing', false],
    ['over', { days: 1 }, 3, 'expired', true],
    ['not begun', {}, -3, 'expired', true],
  ])('%s', async (_, wish, days, use, signs) => {
    const { certificate } = certified(
      folder,
      'mei@customer.example',
      wish?.kind === 'ec' ? wish : { ...wish, keyOf: rsa },
    );
    expect(await useOf({ form: 'smime', content: certificate }, inDays(days))).toBe(use);
    const read = certificateOf(certificate);
    expect(read && signsMail(read)).toBe(signs);
  });
  it('nothing, where it is none', async () => {
    expect(await useOf({ form: 'smime', content: 'hello' }, new Date())).toBe('expired');
  });

  it.each([
    ['Han\u202eieM', 'Han ieM'],
    ['Han\u200b\u2066Mei', 'Han Mei'],
    ['Han Mei', 'Han Mei'],
    ['韩梅', '韩梅'],
  ])('is called %j on one line, as it is read', (called, name) => {
    const { certificate } = certified(folder, 'mei@customer.example', { name: called, keyOf: rsa });
    const read = certificateOf(certificate);
    expect(read && described(read)).toMatchObject({ name, addresses: ['mei@customer.example'] });
  });
});

describe('what a key of OpenPGP can be used for', () => {
  const made = (options: object = {}) =>
    generateKey({ userIDs: [{ name: 'Han Mei', email: 'mei@customer.example' }], format: 'armored', ...options });
  it.each<[string, object, number, string]>([
    ['with a key that encrypts', {}, 0, 'all'],
    ['that only signs', { subkeys: [{ sign: true }] }, 0, 'signing'],
    ['over', { keyExpirationTime: 86_400 }, 3, 'expired'],
    ['in its time', { keyExpirationTime: 10 * 86_400 }, 3, 'all'],
  ])('%s', async (_, options, days, use) => {
    const { publicKey } = await made(options);
    expect(await useOf({ form: 'openpgp', content: publicKey }, inDays(days))).toBe(use);
  });
  it('nothing, once it is revoked', async () => {
    const { publicKey, revocationCertificate } = await made();
    const revoked = await revokeKey({ key: await readKey({ armoredKey: publicKey }), revocationCertificate });
    expect(await useOf({ form: 'openpgp', content: revoked.publicKey }, inDays(0))).toBe('revoked');
  });
  it('nothing to encrypt to, where it is none', async () => {
    expect(await useOf({ form: 'openpgp', content: 'hello' }, new Date())).toBe('signing');
  });
  it('is called by its owner on one line', async () => {
    const { publicKey } = await made({ userIDs: [{ name: 'Han\u202e\nMei', email: 'mei@customer.example' }] });
    const { name, addresses } = await describedKey(await readKey({ armoredKey: publicKey }), new Date());
    expect([name, addresses]).toEqual(['Han Mei', ['mei@customer.example']]);
  });

  /** A mail that is signed, with a key that comes along. */
  async function signedBy(privateKey: string, publicKey: string, at: Date): Promise<Buffer> {
    const words = 'Content-Type: text/plain\r\n\r\nhello\r\n';
    const signature = await detachedBy(Buffer.from(words), { form: 'openpgp', key: privateKey, certificates: [] }, at);
    const keydata = publicKey.replace(/^-.*$/gm, '').replace(/^=.*$/m, '').replace(/\s+/g, '');
    return Buffer.from(
      `From: mei@customer.example\r\nAutocrypt: addr=mei@customer.example; keydata=${keydata}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol="application/pgp-signature"; boundary=s\r\n\r\n--s\r\n${words}\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\n${signature}\r\n--s--\r\n`,
    );
  }
  it('renewed: the mail that brings it is signed by the same key, until the new day', async () => {
    const old = await made({ keyExpirationTime: 86_400 });
    const renewed = await reformatKey({
      privateKey: await readPrivateKey({ armoredKey: old.privateKey }),
      userIDs: [{ name: 'Han Mei', email: 'mei@customer.example' }],
      keyExpirationTime: 30 * 86_400,
      date: inDays(1),
    });
    const at = inDays(2);
    const ring = { keys: [], known: [old.publicKey], authorities: [], at };
    const { secrecy } = await openMail(await signedBy(renewed.privateKey, renewed.publicKey, at), ring);
    expect(secrecy.signature?.verdict).toBe('valid');
    expect(secrecy.signature?.expiresAt?.getTime()).toBeGreaterThan(inDays(20).getTime());
    const before = (await readKey({ armoredKey: old.publicKey })).getFingerprint();
    expect(secrecy.signature?.fingerprint).toBe(before);
    expect(await useOf({ form: 'openpgp', content: secrecy.signature?.certificate ?? '' }, inDays(2))).toBe('all');
  });
});

describe('a name of a certificate', () => {
  it.each([
    ['Han\tMei\r\nstate: confirmed', 'Han Mei state: confirmed'],
    ['\u001b[2JHan', '[2JHan'],
    ['\u061cHan\u2028Mei\u0000', 'Han Mei'],
    ['x'.repeat(300), 'x'.repeat(100)],
    ['\ud800', '\ufffd'],
  ])('%j is %s', (name, plain) => expect(plainName(name)).toBe(plain));
  it.each([
    ['mei@customer.example', true],
    ['mei\u202e@customer.example', false],
    ['mei\n@customer.example', false],
    ['mei@a@b.example', false],
    ['mei', false],
  ])('the address %j counts: %s', (address, counts) => expect(isPlainAddress(address)).toBe(counts));
  it('addresses of its subject too', () => {
    const named = { subjectAltName: undefined, subject: 'emailAddress=a\u202eb@x.example' };
    expect(addressesOf(named as never)).toEqual([]);
  });
});

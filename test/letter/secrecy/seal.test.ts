import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Seal, sealed } from '../../../src/letter/secrecy/seal.ts';
import { openMail } from '../../../src/mail/secrecy/open.ts';
import type { PrivateKey } from '../../../src/mail/secrecy/secrecy.ts';
import { understandNow } from '../../../src/mail/understand.ts';
import { type Gpg, gpgIn, hasGpg } from '../../support/gpg.ts';
import { type Certified, certified, hasOpenssl, openssl } from '../../support/openssl.ts';

const LETTER = [
  'From: Support <desk@support.example>',
  'To: Li Lei <lilei@customer.example>',
  'Subject: [TS20261126001] The secret of the printer',
  'Message-ID: <l1@support.example>',
  'Date: Thu, 26 Nov 2026 02:00:00 +0000',
  'Auto-Submitted: auto-replied',
  'Content-Language: zh-CN',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative;',
  ' boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('打印机修好了。').toString('base64'),
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>fixed</p>',
  '--b--',
  '',
].join('\r\n');
const OUTSIDE = '[TS20261126001] [...]';

/** The entity of a mail: its fields of content and its body, as the other side gets them. */
const headerOf = (mail: Uint8Array): string => Buffer.from(mail).toString('latin1').split('\r\n\r\n')[0] ?? '';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seal-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasOpenssl)('S/MIME letters as openssl reads them', () => {
  let people: Readonly<Record<'rsa' | 'ec', Certified>>;
  let desks: Readonly<Record<'rsa' | 'ec', Certified>>;
  beforeAll(() => {
    const both = (address: string) => ({
      rsa: certified(folder, address),
      ec: certified(folder, address, { kind: 'ec' }),
    });
    people = both('lilei@customer.example');
    desks = both('desk@support.example');
  });
  const keyOf = ({ key, certificate }: Certified): PrivateKey => ({ form: 'smime', key, certificates: [certificate] });
  const letterFor = (seal: Partial<Seal>): Promise<Uint8Array> =>
    sealed(Buffer.from(LETTER), { form: 'smime', certificates: [], signer: null, ...seal }, OUTSIDE, new Date());

  test.each(['rsa', 'ec'] as const)('signed by a key of kind %s', async (kind) => {
    const mail = await letterFor({ signer: keyOf(desks[kind]) });
    const verified = openssl(
      ['cms', '-verify', '-CAfile', desks[kind].certificateFile, '-crlfeol'],
      Buffer.from(mail),
    ).toString();
    expect(verified).toContain('The secret of the printer');
    expect(verified).toContain(Buffer.from('打印机修好了。').toString('base64'));
    const changed = Buffer.from(mail).toString('latin1').replace('fixed', 'f1xed');
    expect(() =>
      openssl(['cms', '-verify', '-CAfile', desks[kind].certificateFile], Buffer.from(changed, 'latin1')),
    ).toThrow();
  });

  test.each(['rsa', 'ec'] as const)('encrypted to a key of kind %s, and signed', async (kind) => {
    const mail = await letterFor({ certificates: [people[kind].certificate], signer: keyOf(desks.rsa) });
    expect(headerOf(mail)).toContain(`Subject: ${OUTSIDE}`);
    expect(Buffer.from(mail).toString('latin1')).not.toContain('secret of the printer');
    const { keyFile, certificateFile } = people[kind];
    const inner = openssl(['cms', '-decrypt', '-inkey', keyFile, '-recip', certificateFile], Buffer.from(mail));
    writeFileSync(join(folder, 'inner.eml'), inner);
    const verified = openssl([
      'cms',
      '-verify',
      '-CAfile',
      desks.rsa.certificateFile,
      '-in',
      join(folder, 'inner.eml'),
    ]).toString();
    expect(verified).toContain('The secret of the printer');
  });

  test('what the desk writes it reads, with its header', async () => {
    const mail = await letterFor({
      certificates: [people.ec.certificate, people.rsa.certificate],
      signer: keyOf(desks.ec),
    });
    for (const each of [people.ec, people.rsa]) {
      const { octets, secrecy } = await openMail(mail, {
        keys: [keyOf(each)],
        known: [],
        authorities: [],
        at: new Date(),
      });
      expect(understandNow(octets)).toMatchObject({
        subject: '[TS20261126001] The secret of the printer',
        text: '打印机修好了。',
      });
      expect(secrecy).toMatchObject({
        encrypted: 'opened',
        signature: { verdict: 'valid', addresses: ['desk@support.example'] },
      });
      expect(secrecy.signature?.covers).toEqual(
        expect.arrayContaining(['from', 'to', 'date', 'message-id', 'subject']),
      );
    }
  });

  test('the header keeps what it had, and each field once', async () => {
    const fields = headerOf(await letterFor({ certificates: [people.rsa.certificate], signer: null })).split(
      /\r\n(?![ \t])/,
    );
    const names = fields.map((field) => field.split(':')[0]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'From',
        'To',
        'Subject',
        'Message-ID',
        'Date',
        'Auto-Submitted',
        'Content-Language',
        'MIME-Version',
        'Content-Type',
      ]),
    );
  });
});

describe.skipIf(!hasGpg)('OpenPGP letters as gpg reads them', () => {
  let gpg: Gpg;
  let desk: PrivateKey;
  beforeAll(() => {
    gpg = gpgIn(folder);
    gpg.generate('Desk <desk@support.example>');
    gpg.generate('lilei@customer.example', 'rsa');
    gpg.generate('Han <hanmei@customer.example>');
    desk = { form: 'openpgp', key: gpg.privateKey('desk@support.example'), certificates: [] };
  });
  afterAll(() => gpg?.close());
  const letterFor = (seal: Partial<Seal>): Promise<Uint8Array> =>
    sealed(Buffer.from(LETTER), { form: 'openpgp', certificates: [], signer: null, ...seal }, OUTSIDE, new Date());

  test.each(['lilei@customer.example', 'hanmei@customer.example'])('encrypted to %s, and signed', async (user) => {
    const mail = Buffer.from(await letterFor({ certificates: [gpg.publicKey(user)], signer: desk })).toString('latin1');
    expect(mail).not.toContain('secret of the printer');
    const armour = /-----BEGIN PGP MESSAGE-----.*-----END PGP MESSAGE-----/s.exec(mail)?.[0] ?? '';
    writeFileSync(join(folder, 'message.asc'), armour);
    const status = gpg
      .run(['--pinentry-mode', 'loopback', '--status-fd', '1', '--decrypt', join(folder, 'message.asc')])
      .toString();
    expect(status).toContain('GOODSIG');
    expect(status).toContain('The secret of the printer');
  });

  test('signed beside its words', async () => {
    const mail = Buffer.from(await letterFor({ signer: desk })).toString('latin1');
    const boundary = /boundary="(=_[^"]+)"/.exec(mail)?.[1] ?? '';
    const [, signed = '', signature = ''] = mail.split(`--${boundary}`);
    const entity = signed.replace(/^\r\n/, '').replace(/\r\n$/, '');
    writeFileSync(join(folder, 'entity'), entity, 'latin1');
    writeFileSync(join(folder, 'signature.asc'), signature.slice(signature.indexOf('-----BEGIN')));
    const verify = (): string =>
      gpg.run(['--status-fd', '1', '--verify', join(folder, 'signature.asc'), join(folder, 'entity')]).toString();
    expect(verify()).toContain('GOODSIG');
    writeFileSync(join(folder, 'entity'), entity.replace('fixed', 'f1xed'), 'latin1');
    expect(verify).toThrow();
  });
});

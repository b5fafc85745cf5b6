import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateKey, importKey } from '../../../src/cli/certs.ts';
import { CommandError } from '../../../src/cli/exit.ts';
import { outputTo } from '../../../src/cli/output.ts';
import type { Run } from '../../../src/cli/run.ts';
import { KeyRefused, readOwnKey } from '../../../src/desk/secrecy/locked-key.ts';
import { readPkcs12 } from '../../../src/mail/secrecy/pkcs12.ts';
import { type Certified, certified, hasOpenssl, openssl } from '../../support/openssl.ts';

const SECRET = 'a secret that only this test knows';
const NOW = new Date();

describe.skipIf(!hasOpenssl)('private keys of the desk', () => {
  let folder: string;
  let desk: Certified;
  const printed: string[] = [];
  const run = {
    settings: () => ({ secret: SECRET }),
    output: outputTo(false, (text) => printed.push(text)),
  } as unknown as Run;
  const at = (name: string, content?: string | Uint8Array): string => {
    const path = join(folder, name);
    if (content !== undefined) writeFileSync(path, content);
    return path;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
    desk = certified(folder, 'support@desk.example');
    at('password', 'handed over\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const pkcs12 = (name: string, ...options: string[]): string => {
    openssl([
      'pkcs12',
      '-export',
      '-inkey',
      desk.keyFile,
      '-in',
      desk.certificateFile,
      '-passout',
      'pass:handed over',
      '-out',
      at(name),
      ...options,
    ]);
    return at(name);
  };
  const read = (file: string, secret: string | null = SECRET, passphraseFile: string | null = null) =>
    readOwnKey({ file, passphraseFile }, secret, NOW);

  test.each<[string, () => string]>([
    ['PKCS #12', () => pkcs12('a.p12')],
    ['PKCS #12 with AES-128', () => pkcs12('b.p12', '-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC')],
    ['PEM', () => at('c.pem', desk.key + desk.certificate)],
  ])('of S/MIME are taken in from %s, and locked', async (kind, file) => {
    const out = at(`${kind.replace(/\W/g, '')}.locked`);
    await importKey(run, [file()], { out, unlockFile: at('password') });
    expect(readFileSync(out, 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(await read(out)).toMatchObject({
      form: 'smime',
      addresses: ['support@desk.example'],
      certificate: desk.certificate,
    });
    await expect(importKey(run, [file()], { out, unlockFile: at('password') })).rejects.toThrow('is there already');
  });

  test('of OpenPGP are made locked, and their public half is printed', async () => {
    const out = at('pgp.asc');
    await generateKey(run, ['support@desk.example'], { out, passphraseFile: at('password') });
    expect(printed.join('\n')).toContain('BEGIN PGP PUBLIC KEY BLOCK');
    expect(printed.join('\n')).not.toContain('PRIVATE');
    const key = await readOwnKey({ file: out, passphraseFile: at('password') }, null, new Date(Date.now() + 5_000));
    expect(key).toMatchObject({ form: 'openpgp', addresses: ['support@desk.example'] });
    await expect(read(out)).rejects.toThrow(KeyRefused);
    const again = at('pgp-again.asc');
    await importKey(run, [out], { out: again, unlockFile: at('password') });
    expect((await read(again)).fingerprint).toBe(key.fingerprint);
  });

  test.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => at('nothing'), /cannot be read \(ENOENT\)/],
    ['a key that is not locked', () => at('open.pem', desk.key + desk.certificate), /is not locked/],
    ['no key at all', () => at('text', 'hello'), /holds no private key/],
    ['a locked key without its certificate', () => at('bare.pem', lockedPem()), /has no certificate/],
    [
      'armour of something else',
      () => at('x.asc', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----'),
      /no private OpenPGP key/,
    ],
  ])('%s is refused by its name, and nothing of it is told', async (_, file, said) => {
    const error: unknown = await read(file()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KeyRefused);
    expect(String(error)).toMatch(said);
    expect(String(error).replaceAll(folder, '')).not.toContain('MII');
  });
  const lockedPem = (): string => readFileSync(at('PEM.locked'), 'utf8').replace(/-----BEGIN CERTIFICATE.*$/s, '');

  test('another secret, or none, opens nothing', async () => {
    const out = at('PEM.locked');
    await expect(read(out, 'another secret of this test')).rejects.toThrow('another secret or passphrase');
    await expect(read(out, null)).rejects.toThrow('set TSDESK_SECRET');
  });

  test.each<[string, () => string, RegExp]>([
    ['with another passphrase', () => pkcs12('d.p12'), /does not open/],
    ['that are locked in an old way', () => pkcs12('e.p12', '-legacy'), /old way: export it again/],
    ['that are none', () => at('f.p12', 'hello'), /no PKCS #12/],
    [
      'cut in the middle',
      () => at('g.p12', readFileSync(pkcs12('h.p12')).subarray(0, 900)),
      /no PKCS #12|holds no|does not open/,
    ],
  ])('PKCS #12 %s is refused', async (what, file, said) => {
    const unlockFile = what === 'with another passphrase' ? at('wrong', 'wrong') : at('password');
    const error: unknown = await importKey(run, [file()], { out: at(`refused-${what.length}`), unlockFile }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CommandError);
    expect(String(error)).toMatch(said);
  });

  test('a PKCS #12 says of every wrong passphrase that it does not open it', () => {
    const octets = readFileSync(pkcs12('i.p12', '-iter', '1'));
    // Of 1,500 some six have a padding that is right.
    for (let at = 0; at < 1_500; at++) expect(() => readPkcs12(octets, `wrong ${at}`)).toThrow(/^does not open/);
  });
});

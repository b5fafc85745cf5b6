import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { DeskStore } from '../desk/desk.ts';
import { certificatesIn, formOf, passphraseOf } from '../desk/secrecy/locked-key.ts';
import { readSecrecy } from '../desk/secrecy/secrecy.ts';
import { certificateOf, described } from '../mail/secrecy/certificate.ts';
import { useOf } from '../mail/secrecy/use.ts';
import { type CanonicalAddress, canonicalAddress } from '../people/address.ts';
import {
  addCertificate,
  type Certificate,
  certificatesNamed,
  listCertificates,
  removeCertificate,
} from '../store/certificate.ts';
import { dayBy, deskClock } from './desk-time.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { type Run, withStore } from './run.ts';

/**
 * `tsdesk certs`: the certificates and public keys of people, and the desk's own keys. What a signed mail brought is
 * only offered; that it is somebody's is said here.
 */

const rowOf = ({ content: _, ...row }: Certificate) => row;

/** `tsdesk certs list` */
export async function listCerts(run: Run): Promise<undefined> {
  await withStore(run, async ({ db, policy }) => {
    const at = deskClock(policy.timezone);
    list(
      run.output,
      (await listCertificates(db)).map(rowOf),
      {
        state: (row) => (row.confirmedAt === null ? 'offered' : 'confirmed'),
        address: (row) => row.address,
        kind: (row) => row.form,
        fingerprint: (row) => row.fingerprint.slice(0, 16),
        name: (row) => row.name,
        expires: (row) => (row.expiresAt === null ? 'never' : dayBy(at, row.expiresAt)),
      },
      'No certificates yet: a signed mail offers its own, and tsdesk certs add puts one in.',
    );
  });
}

/**
 * The one certificate that is meant: by the beginning of its fingerprint, and by its address where it has several. Of
 * one that its owner has renewed, the new one.
 */
async function named(
  db: Parameters<typeof certificatesNamed>[0],
  beginning: string,
  address?: string,
): Promise<Certificate> {
  if (beginning.length < 8) throw new CommandError(EXIT.usage, 'Give at least 8 digits of the fingerprint.');
  const found = (await certificatesNamed(db, beginning)).filter(
    (each) => address === undefined || each.address === canonicalAddress(address),
  );
  // What is offered comes first.
  const [only, ...others] = found.filter(
    (each, at) =>
      found.findIndex((other) => other.address === each.address && other.fingerprint === each.fingerprint) === at,
  );
  if (only === undefined) throw new CommandError(EXIT.failed, `No certificate begins with ${beginning}.`);
  if (others.length > 0)
    throw new CommandError(
      EXIT.usage,
      `Several begin with ${beginning}; name one with --address: ${found.map((each) => each.address).join(', ')}`,
    );
  return only;
}

const oneLine = (value: string): string => value.replace(/\s+/g, ' ');

type ForAddress = { readonly address?: string };

/** `tsdesk certs show` */
export async function showCert(
  run: Run,
  [fingerprint = '']: readonly string[],
  { address }: ForAddress,
): Promise<undefined> {
  await withStore(run, async ({ db, policy }) => {
    const at = deskClock(policy.timezone);
    const { content, ...row } = await named(db, fingerprint, address);
    if (run.output.json) run.output.object({ ...row, content });
    else
      for (const line of [
        ...Object.entries(row).map(
          ([key, value]) => `${key}: ${value instanceof Date ? at(value) : oneLine(value ?? '–')}`,
        ),
        '',
        content.trim(),
      ])
        run.output.line(line);
  });
}

/** `tsdesk certs confirm` */
export async function confirmCert(
  run: Run,
  [fingerprint = '']: readonly string[],
  { address }: ForAddress,
): Promise<undefined> {
  await withStore(run, async ({ db, now, policy }) => {
    const found = await named(db, fingerprint, address);
    const use = await usable(found, { now, policy });
    await addCertificate(db, found.address, found, { by: 'command line', now: now() });
    tell(run, found, `${found.fingerprint} is confirmed for ${found.address}: ${WHAT_FOR[use]}.`);
  });
}

const WHAT_FOR = {
  all: 'letters there are encrypted from now on',
  signing: 'it proves who signs with it; it is not made to encrypt to, so letters there go out as before',
} as const;

/** What it is good for; throws for one that is good for nothing. */
async function usable(
  found: Pick<Certificate, 'form' | 'content' | 'fingerprint' | 'expiresAt'>,
  { now: moment, policy }: Pick<DeskStore, 'now' | 'policy'>,
) {
  const now = moment();
  const use = await useOf(found, now);
  if (use === 'revoked')
    throw new CommandError(EXIT.failed, `${found.fingerprint} was revoked by its owner: ask for another one.`);
  if (use === 'expired')
    throw new CommandError(
      EXIT.failed,
      `${found.fingerprint} is out of its time${found.expiresAt === null ? '' : `, which ends on ${dayBy(deskClock(policy.timezone), found.expiresAt)}`}: ask its owner for a renewed one.`,
    );
  return use;
}

/** `tsdesk certs remove` */
export async function removeCert(
  run: Run,
  [fingerprint = '']: readonly string[],
  { address }: ForAddress,
): Promise<undefined> {
  await withStore(run, async ({ db }) => {
    const found = await named(db, fingerprint, address);
    await removeCertificate(db, found.address, found.fingerprint);
    tell(run, found, `${found.fingerprint} is removed from ${found.address}.`);
  });
}

const tell = ({ output }: Run, found: Pick<Certificate, 'address' | 'fingerprint'>, line: string): void => {
  if (output.json) output.object({ address: found.address, fingerprint: found.fingerprint });
  else output.line(line);
};

/** `tsdesk certs add`: a certificate of somebody, from a file; `--address` where it names another, or several. */
export async function addCert(run: Run, [file = '']: readonly string[], { address }: ForAddress): Promise<undefined> {
  const text = readText(file);
  await withStore(run, async ({ db, now, policy }) => {
    const { addresses, ...described } = await publicIn(file, text, now());
    const certificate = { ...described, content: described.certificate };
    const use = await usable(certificate, { now, policy });
    const for_: CanonicalAddress[] =
      address === undefined ? addresses.map(canonicalAddress) : [canonicalAddress(address)];
    if (for_.length === 0)
      throw new CommandError(EXIT.usage, `${file} names no address: say whose it is with --address.`);
    for (const each of for_) {
      await addCertificate(db, each, certificate, { by: 'command line', now: now() });
      tell(
        run,
        { address: each, fingerprint: certificate.fingerprint },
        `${certificate.fingerprint} is confirmed for ${each}: ${WHAT_FOR[use]}.`,
      );
    }
  });
}

async function publicIn(file: string, text: string, now: Date) {
  if (formOf(text) === 'openpgp') {
    const [{ readKey }, { describedKey }] = await Promise.all([import('openpgp'), import('../mail/secrecy/pgp.ts')]);
    const key = await readKey({ armoredKey: text }).catch(() => null);
    if (key === null || key.isPrivate())
      throw new CommandError(EXIT.unreadableInput, `${file} holds no public OpenPGP key.`);
    const expires = await key.getExpirationTime();
    return { ...(await describedKey(key, now)), expiresAt: expires instanceof Date ? expires : null };
  }
  const certificate = certificateOf(certificatesIn(text)[0] ?? text);
  if (certificate === null)
    throw new CommandError(EXIT.unreadableInput, `${file} holds no certificate: PEM for S/MIME, armour for OpenPGP.`);
  return described(certificate);
}

/** `tsdesk certs export`: what people write to the desk with. */
export async function exportOwn(run: Run): Promise<undefined> {
  const settings = run.settings();
  const keys = (await readSecrecy(settings, new Date()))?.keys ?? [];
  if (keys.length === 0) throw new CommandError(EXIT.failed, 'No key is configured under secrecy.keys.');
  for (const { form, addresses, fingerprint, expiresAt, certificate } of keys)
    if (run.output.json) run.output.object({ form, addresses, fingerprint, expiresAt, certificate });
    else run.output.line(certificate.trim());
}

type Into = { readonly out: string; readonly passphraseFile?: string };

/** `tsdesk certs generate`: an OpenPGP key of the desk, locked. */
export async function generateKey(
  run: Run,
  [address = '']: readonly string[],
  options: Into & { readonly name?: string },
): Promise<undefined> {
  const passphrase = lockWith(run, options);
  const { generateKey: generate } = await import('openpgp');
  const { privateKey, publicKey } = await generate({
    userIDs: [{ email: address, ...(options.name && { name: options.name }) }],
    passphrase,
    keyExpirationTime: TWO_YEARS,
  });
  write(options.out, privateKey);
  if (run.output.json) run.output.object({ file: options.out, publicKey });
  else run.output.line(publicKey.trim());
}

/** Seconds. */
const TWO_YEARS = 2 * 365 * 86_400;

/**
 * `tsdesk certs import`: a key of the desk from a file, locked anew: PKCS #12 for S/MIME, PEM or armour. The passphrase
 * that the file has now stands in another file.
 */
export async function importKey(
  run: Run,
  [file = '']: readonly string[],
  options: Into & { readonly unlockFile?: string },
): Promise<undefined> {
  const passphrase = lockWith(run, options);
  const given = options.unlockFile === undefined ? '' : readText(options.unlockFile).trim();
  const octets = readOctets(file);
  const text = octets.toString('latin1');
  if (formOf(text) === 'openpgp') write(options.out, await relockedPgp(file, text, given, passphrase));
  else {
    const { key, certificates } = text.includes('-----BEGIN')
      ? fromPem(file, text, given)
      : await fromPkcs12(file, octets, given);
    const locked = key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase }).toString();
    write(options.out, [locked, ...certificates].join(''));
  }
  if (run.output.json) run.output.object({ file: options.out });
  else run.output.line(`${options.out} holds the key, locked. Name it under secrecy.keys, and delete ${file}.`);
}

async function relockedPgp(file: string, armoredKey: string, given: string, passphrase: string): Promise<string> {
  const { decryptKey, encryptKey, readPrivateKey } = await import('openpgp');
  const refused = (): never => {
    throw new CommandError(
      EXIT.unreadableInput,
      `${file} cannot be read, or needs another passphrase: name its file with --unlock-file.`,
    );
  };
  const read = await readPrivateKey({ armoredKey }).catch(refused);
  const privateKey = read.isDecrypted()
    ? read
    : await decryptKey({ privateKey: read, passphrase: given }).catch(refused);
  return (await encryptKey({ privateKey, passphrase })).armor();
}

function fromPem(file: string, pem: string, passphrase: string) {
  try {
    return { key: createPrivateKey({ key: pem, passphrase }), certificates: certificatesIn(pem) };
  } catch {
    throw new CommandError(
      EXIT.unreadableInput,
      `${file} holds no private key that opens: name the file of its passphrase with --unlock-file.`,
    );
  }
}

async function fromPkcs12(file: string, octets: Buffer, passphrase: string) {
  const { Pkcs12Refused, readPkcs12 } = await import('../mail/secrecy/pkcs12.ts');
  try {
    return readPkcs12(octets, passphrase);
  } catch (error) {
    if (!(error instanceof Pkcs12Refused)) throw error;
    throw new CommandError(EXIT.unreadableInput, `${file} ${error.message}`);
  }
}

function lockWith(run: Run, { passphraseFile }: Into): string {
  if (passphraseFile !== undefined) return readText(passphraseFile).trim();
  const { secret } = run.settings();
  if (secret === null)
    throw new CommandError(
      EXIT.configuration,
      'TSDESK_SECRET is not set: it locks the key, or a file that --passphrase-file names.',
    );
  return passphraseOf(secret);
}

function readOctets(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandError(EXIT.unreadableInput, `${file} cannot be read.`, { cause: error });
  }
}

const readText = (file: string): string => readOctets(file).toString('utf8');

/** Never over another file: it may be the only copy of a key. */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new CommandError(EXIT.failed, `${file} cannot be written, or is there already.`, { cause: error });
  }
}

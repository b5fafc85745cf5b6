import { createHmac, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  addressesOf,
  certificateDigest,
  certificateOf,
  isWrittenTo,
  signsMail,
} from '../../mail/secrecy/certificate.ts';
import type { PrivateKey, Scheme } from '../../mail/secrecy/secrecy.ts';

/** A key of the desk, unlocked, and what its certificate says of it. */
export type OwnKey = PrivateKey & {
  readonly file: string;
  readonly fingerprint: string;
  readonly addresses: readonly string[];
  readonly expiresAt: Date | null;
  /** Whether it is made to sign with, and for others to encrypt to (RFC 5280 §4.2.1.3, RFC 9580 §5.2.3.29). */
  readonly signs: boolean;
  readonly encrypts: boolean;
  /** PEM or armour, for whoever wants to write to the desk. */
  readonly certificate: string;
};

/** A file of the configuration that is no key the desk can use, in words for the administrator. */
export class KeyRefused extends Error {
  override name = 'KeyRefused';
}

/**
 * What keys are locked with where no passphrase is configured: it is derived from the secret, and tells nothing of it.
 */
export const passphraseOf = (secret: string): string =>
  createHmac('sha256', secret).update('tsdesk: private keys of mail').digest('base64url');

/** Reads and unlocks one key; throws KeyRefused. Nothing of what it says is of the key. */
export async function readOwnKey(
  { file, passphraseFile }: { readonly file: string; readonly passphraseFile: string | null },
  secret: string | null,
  now: Date,
): Promise<OwnKey> {
  const locked = await contents(file);
  const passphrase = passphraseFile === null ? secret && passphraseOf(secret) : (await contents(passphraseFile)).trim();
  if (passphrase === null || passphrase === '')
    throw new KeyRefused(`${file} cannot be unlocked: set TSDESK_SECRET, or name a passphraseFile`);
  return formOf(locked) === 'openpgp' ? openPgpKey(file, locked, passphrase, now) : smimeKey(file, locked, passphrase);
}

async function contents(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw new KeyRefused(`${file} cannot be read (${code})`, { cause: error });
  }
}

/** Armour of OpenPGP, else PEM. */
export const formOf = (text: string): Scheme => (text.includes('-----BEGIN PGP ') ? 'openpgp' : 'smime');

const CERTIFICATE = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?/gs;

/** The certificates in a PEM file, each for itself. */
export const certificatesIn = (pem: string): string[] => pem.match(CERTIFICATE) ?? [];

function smimeKey(file: string, pem: string, passphrase: string): OwnKey {
  const key = /-----BEGIN ENCRYPTED PRIVATE KEY-----.*?-----END ENCRYPTED PRIVATE KEY-----/s.exec(pem)?.[0];
  if (key === undefined)
    throw new KeyRefused(
      /PRIVATE KEY-----/.test(pem)
        ? `${file} holds a key that is not locked: tsdesk certs import locks it`
        : `${file} holds no private key: it takes one in PKCS #8 with its certificates, as tsdesk certs import writes it`,
    );
  const unlocked = unlockedPem(file, key, passphrase);
  const certificates = certificatesIn(pem);
  const own = certificates.findIndex((each) => certificateOf(each)?.checkPrivateKey(unlocked) ?? false);
  const certificate = certificateOf(certificates[own] ?? '');
  if (certificate === null) throw new KeyRefused(`${file} has no certificate for its key`);
  return {
    form: 'smime',
    file,
    key: unlocked.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificates: [certificates[own] ?? '', ...certificates.filter((_, at) => at !== own)],
    fingerprint: certificateDigest(certificate),
    addresses: addressesOf(certificate),
    expiresAt: certificate.validToDate,
    signs: signsMail(certificate),
    encrypts: isWrittenTo(certificate),
    certificate: certificate.toString(),
  };
}

function unlockedPem(file: string, key: string, passphrase: string) {
  try {
    return createPrivateKey({ key, passphrase });
  } catch (error) {
    throw new KeyRefused(`${file} cannot be unlocked: it was locked with another secret or passphrase`, {
      cause: error,
    });
  }
}

async function openPgpKey(file: string, armoured: string, passphrase: string, now: Date): Promise<OwnKey> {
  const [{ decryptKey, readPrivateKey }, { describedKey }] = await Promise.all([
    import('openpgp'),
    import('../../mail/secrecy/pgp.ts'),
  ]);
  const locked = await readPrivateKey({ armoredKey: armoured }).catch((error: unknown) => {
    throw new KeyRefused(`${file} is no private OpenPGP key`, { cause: error });
  });
  if (locked.isDecrypted())
    throw new KeyRefused(`${file} holds a key that is not locked: tsdesk certs import locks it`);
  const key = await decryptKey({ privateKey: locked, passphrase }).catch((error: unknown) => {
    throw new KeyRefused(`${file} cannot be unlocked: it was locked with another secret or passphrase`, {
      cause: error,
    });
  });
  const { fingerprint, addresses, certificate } = await describedKey(key, now);
  const expires = await key.getExpirationTime();
  const expiresAt = expires instanceof Date ? expires : null;
  const has = (found: Promise<unknown>): Promise<boolean> =>
    found.then(
      () => true,
      () => false,
    );
  const [signs, encrypts] = await Promise.all([
    has(key.getSigningKey(undefined, now)),
    has(key.getEncryptionKey(undefined, now)),
  ]);
  const found = { fingerprint, addresses, expiresAt, signs, encrypts, certificate };
  return { form: 'openpgp', file, key: key.armor(), certificates: [], ...found };
}

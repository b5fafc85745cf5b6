import { createDecipheriv, createPrivateKey, type KeyObject, pbkdf2Sync } from 'node:crypto';
import {
  type Ber,
  type BerElement,
  berOf,
  childrenOf,
  contentOf,
  elementAt,
  octetString,
  wholeOf,
} from '../mime/packed/ber.ts';
import { certificateOf } from './certificate.ts';

/**
 * A key with its certificates out of PKCS #12 (RFC 7292), as browsers and authorities hand it out. Read once, from a
 * file of the administrator; Node unlocks the key itself, whatever it is locked with.
 */

/** A file that cannot be taken in, in words that follow its name. */
export class Pkcs12Refused extends Error {
  override name = 'Pkcs12Refused';
}

const DATA = '2a864886f70d010701';
const ENCRYPTED = '2a864886f70d010706';
const PBES2 = '2a864886f70d01050d';
const KEY_BAG = '2a864886f70d010c0a0101';
const LOCKED_KEY_BAG = '2a864886f70d010c0a0102';
const CERTIFICATE_BAG = '2a864886f70d010c0a0103';
const CIPHERS: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['60864801650304012a', ['aes-256-cbc', 32]],
  ['608648016503040116', ['aes-192-cbc', 24]],
  ['608648016503040102', ['aes-128-cbc', 16]],
]);
const HASHES: ReadonlyMap<string, string> = new Map([
  ['2a864886f70d0207', 'sha1'],
  ['2a864886f70d0209', 'sha256'],
  ['2a864886f70d020a', 'sha384'],
  ['2a864886f70d020b', 'sha512'],
]);
const SEQUENCE = 0x30;
const NOT_OPENED = 'does not open with this passphrase: name its file with --unlock-file';
const AGAIN =
  'export it again with AES, for example: openssl pkcs12 -in OLD -legacy -nodes | openssl pkcs12 -export -out NEW';

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

/** Throws Pkcs12Refused. */
export function readPkcs12(
  octets: Uint8Array,
  passphrase: string,
): { readonly key: KeyObject; readonly certificates: readonly string[] } {
  const bags = safesIn(octets).flatMap((safe) => bagsIn(safe(passphrase)));
  const locked = bags.find(({ type }) => type === LOCKED_KEY_BAG || type === KEY_BAG);
  if (locked === undefined) throw new Pkcs12Refused('holds no private key');
  const certificates = bags
    .filter(({ type }) => type === CERTIFICATE_BAG)
    .flatMap(({ value }) => certificateOf(certificateIn(value))?.toString() ?? []);
  if (certificates.length === 0) throw new Pkcs12Refused('holds no certificate');
  try {
    const key = Buffer.from(locked.value);
    return { key: createPrivateKey({ key, format: 'der', type: 'pkcs8', passphrase }), certificates };
  } catch (error) {
    throw new Pkcs12Refused(NOT_OPENED, { cause: error });
  }
}

const within = (ber: Ber, element: BerElement | undefined): BerElement[] =>
  element ? childrenOf(ber, element, 1_000) : [];
const oidOf = (ber: Ber, element: BerElement | undefined): string => (element ? hex(contentOf(ber, element)) : '');

/** Each safe as a function of the passphrase. */
function safesIn(octets: Uint8Array): ((passphrase: string) => Uint8Array)[] {
  const ber = berOf(octets);
  const [, authenticated] = within(ber, elementAt(ber, 0, octets.length) ?? undefined);
  const [type, content] = within(ber, authenticated);
  const [holding] = within(ber, content);
  if (oidOf(ber, type) !== DATA || !holding) throw new Pkcs12Refused('is no PKCS #12 that can be read');
  const inner = octetString(ber, holding);
  const safes = berOf(inner);
  return within(safes, elementAt(safes, 0, inner.length) ?? undefined).map((each) => {
    const [kind, explicit] = within(safes, each);
    const [value] = within(safes, explicit);
    if (oidOf(safes, kind) === DATA && value) return () => octetString(safes, value);
    if (oidOf(safes, kind) !== ENCRYPTED) throw new Pkcs12Refused(`is locked with a key: ${AGAIN}`);
    const [, encrypted] = within(safes, value);
    return (passphrase) => unlocked(safes, encrypted, passphrase);
  });
}

/** PBES2 (RFC 8018 §6.2); what came before it needs ciphers that OpenSSL no longer has. */
function unlocked(ber: Ber, encrypted: BerElement | undefined, passphrase: string): Uint8Array {
  const [, algorithm, content] = within(ber, encrypted);
  const [way, parameters] = within(ber, algorithm);
  if (oidOf(ber, way) !== PBES2 || !content) throw new Pkcs12Refused(`is locked in an old way: ${AGAIN}`);
  const [derivation, scheme] = within(ber, parameters);
  const [, settings] = within(ber, derivation);
  const [salt, iterations, ...more] = within(ber, settings);
  const [cipherType, iv] = within(ber, scheme);
  const cipher = CIPHERS.get(oidOf(ber, cipherType));
  const digest = more.find(({ tag }) => tag === SEQUENCE);
  const hash = digest ? HASHES.get(oidOf(ber, within(ber, digest)[0])) : 'sha1';
  if (!cipher || !hash || !salt || !iterations || !iv) throw new Pkcs12Refused(`is locked in an unusual way: ${AGAIN}`);
  const rounds = Number.parseInt(hex(contentOf(ber, iterations)), 16);
  const key = pbkdf2Sync(passphrase, contentOf(ber, salt), Math.min(rounds, 10_000_000), cipher[1], hash);
  const plain = decrypted({ name: cipher[0], key, iv: contentOf(ber, iv) }, octetString(ber, content));
  // With one wrong passphrase in 256 the padding happens to be right.
  const opened = berOf(plain);
  const safe = elementAt(opened, 0, plain.length);
  if (safe?.tag !== SEQUENCE || wholeOf(opened, safe).length !== plain.length) throw new Pkcs12Refused(NOT_OPENED);
  return plain;
}

type Cipher = { readonly name: string; readonly key: Uint8Array; readonly iv: Uint8Array };

function decrypted({ name, key, iv }: Cipher, octets: Uint8Array): Uint8Array {
  try {
    const opening = createDecipheriv(name, key, iv);
    return Buffer.concat([opening.update(octets), opening.final()]);
  } catch (error) {
    throw new Pkcs12Refused(NOT_OPENED, { cause: error });
  }
}

function bagsIn(safe: Uint8Array): { readonly type: string; readonly value: Uint8Array }[] {
  const ber = berOf(safe);
  return within(ber, elementAt(ber, 0, safe.length) ?? undefined).flatMap((bag) => {
    const [type, explicit] = within(ber, bag);
    const [value] = within(ber, explicit);
    return value ? [{ type: oidOf(ber, type), value: wholeOf(ber, value) }] : [];
  });
}

/** CertBag: a type, and the certificate in an OCTET STRING under a tag. */
function certificateIn(bag: Uint8Array): Uint8Array {
  const ber = berOf(bag);
  const [, explicit] = within(ber, elementAt(ber, 0, bag.length) ?? undefined);
  const [content] = within(ber, explicit);
  return content ? octetString(ber, content) : new Uint8Array();
}

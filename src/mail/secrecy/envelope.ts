/**
 * Enveloped and authenticated-enveloped data of CMS (RFC 5652 §6, RFC 5083), opened with a private key. The reader of
 * elements is that of signed data; every cipher is OpenSSL's, by way of Node. PKI.js, node-forge and the `openssl`
 * program were looked at: docs/secrecy.md says why it is none of them.
 */
import { createDecipheriv } from 'node:crypto';
import { type BerElement, berOf, childrenOf, contentOf, elementAt, octetString, wholeOf } from '../mime/packed/ber.ts';
import { keyFor } from './recipient.ts';
import { MOST_OCTETS, NotOpened, type PrivateKey } from './secrecy.ts';

const ENVELOPED = '2a864886f70d010703';
const AUTHENTICATED = '2a864886f70d0109100117';

type Cipher = { readonly name: string; readonly keyOctets: number; readonly isAead: boolean };

const AES: readonly (readonly [string, Cipher])[] = [
  ['02', { name: 'aes-128-cbc', keyOctets: 16, isAead: false }],
  ['16', { name: 'aes-192-cbc', keyOctets: 24, isAead: false }],
  ['2a', { name: 'aes-256-cbc', keyOctets: 32, isAead: false }],
  ['06', { name: 'aes-128-gcm', keyOctets: 16, isAead: true }],
  ['1a', { name: 'aes-192-gcm', keyOctets: 24, isAead: true }],
  ['2e', { name: 'aes-256-gcm', keyOctets: 32, isAead: true }],
];
/** Ciphers of the content (RFC 3565, RFC 5084); triple DES (RFC 3370) is read, since old programs write it. */
const CIPHERS: ReadonlyMap<string, Cipher> = new Map([
  ...AES.map(([end, cipher]) => [`6086480165030401${end}`, cipher] as const),
  ['2a864886f70d0307', { name: 'des-ede3-cbc', keyOctets: 24, isAead: false }],
]);

/** Recipients of one mail that are looked at. */
const RECIPIENTS = 200;

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

/** The content of an encrypted CMS object; throws NotOpened. */
export function openEnvelope(octets: Uint8Array, keys: readonly PrivateKey[]): Uint8Array {
  const ber = berOf(octets);
  const children = (element: BerElement | null | undefined): BerElement[] =>
    element && element.tag & 0x20 ? childrenOf(ber, element, RECIPIENTS) : [];
  const [type, explicit] = children(elementAt(ber, 0, octets.length));
  const kind = type ? hex(contentOf(ber, type)) : '';
  if (kind !== ENVELOPED && kind !== AUTHENTICATED) throw new NotOpened('unsupported');
  const fields = children(children(explicit)[0]);
  const at = fields.findIndex(({ tag }) => tag === 0x31);
  const recipients = children(fields[at]);
  const [, algorithm, encrypted] = children(fields[at + 1]);
  const [cipherType, parameters] = children(algorithm);
  const cipher = CIPHERS.get(cipherType ? hex(contentOf(ber, cipherType)) : '');
  if (cipher === undefined || !parameters || !encrypted || cipher.isAead !== (kind === AUTHENTICATED))
    throw new NotOpened('unsupported');
  if (encrypted.end - encrypted.start > MOST_OCTETS) throw new NotOpened('too_large');
  const contentKey = keyFor(ber, recipients, keys, cipher.keyOctets);
  const words = octetString(ber, encrypted);
  try {
    if (!cipher.isAead) return decrypted(cipher, contentKey, contentOf(ber, parameters), words);
    const mac = fields.findLast(({ tag }) => tag === 0x04);
    const nonce = children(parameters)[0];
    if (!mac || !nonce) throw new Error('without a tag');
    const signed = fields.slice(at + 2).find(({ tag }) => tag === 0xa1);
    const attributes = signed ? Buffer.from(wholeOf(ber, signed)) : null;
    if (attributes) attributes[0] = 0x31;
    return authenticated(cipher, contentKey, contentOf(ber, nonce), words, contentOf(ber, mac), attributes);
  } catch (error) {
    throw new NotOpened('damaged', { cause: error });
  }
}

function decrypted({ name }: Cipher, key: Uint8Array, iv: Uint8Array, words: Uint8Array): Uint8Array {
  const opening = createDecipheriv(name, key, iv);
  return Buffer.concat([opening.update(words), opening.final()]);
}

/** RFC 5084: nothing is handed on of what its tag does not prove, and a short tag proves little. */
function authenticated(
  { name }: Cipher,
  key: Uint8Array,
  nonce: Uint8Array,
  words: Uint8Array,
  tag: Uint8Array,
  attributes: Uint8Array | null,
): Uint8Array {
  if (tag.length < 12) throw new Error('its tag is too short');
  const opening = createDecipheriv(name as 'aes-256-gcm', key, nonce, { authTagLength: tag.length });
  opening.setAuthTag(tag);
  if (attributes) opening.setAAD(attributes);
  return Buffer.concat([opening.update(words), opening.final()]);
}

import {
  constants,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import { type Ber, type BerElement, berOf, childrenOf, contentOf, elementAt, wholeOf } from '../mime/packed/ber.ts';
import { der, derived, sharedInfo, WRAP_IV } from './agreement.ts';
import { type CertificateName, certificateOf, cmsName } from './certificate.ts';
import { NotOpened, type PrivateKey } from './secrecy.ts';

const RSA = '2a864886f70d010101';
const OAEP = '2a864886f70d010107';

/** Key agreement of RFC 5753: standard and cofactor Diffie-Hellman, which are one on the curves that Node knows. */
const AGREEMENT: ReadonlyMap<string, string> = new Map([
  ['2b81051086483f0002', 'sha1'],
  ['2b8104010b00', 'sha224'],
  ['2b8104010b01', 'sha256'],
  ['2b8104010b02', 'sha384'],
  ['2b8104010b03', 'sha512'],
  ['2b8104010e00', 'sha224'],
  ['2b8104010e01', 'sha256'],
  ['2b8104010e02', 'sha384'],
  ['2b8104010e03', 'sha512'],
]);
const WRAPS: ReadonlyMap<string, { readonly name: string; readonly keyOctets: number }> = new Map([
  ['608648016503040105', { name: 'id-aes128-wrap', keyOctets: 16 }],
  ['608648016503040119', { name: 'id-aes192-wrap', keyOctets: 24 }],
  ['60864801650304012d', { name: 'id-aes256-wrap', keyOctets: 32 }],
]);
const OAEP_HASHES: ReadonlyMap<string, string> = new Map([
  ['2b0e03021a', 'sha1'],
  ['608648016503040201', 'sha256'],
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
]);

/** Recipients of one mail that are looked at. */
const RECIPIENTS = 200;

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

type OwnKey = { readonly key: KeyObject; readonly name: CertificateName };

/** A certificate of the desk with its key, as recipients name it. */
function ownKeys(keys: readonly PrivateKey[]): OwnKey[] {
  return keys
    .filter(({ form }) => form === 'smime')
    .flatMap(({ key, certificates }) => {
      const certificate = certificateOf(certificates[0] ?? '');
      return certificate ? [{ key: createPrivateKey(key), name: cmsName(certificate.raw) }] : [];
    });
}

/**
 * The key of the content, with the first recipient that is the desk; throws NotOpened. A wrong padding, a wrong length
 * and a wrong content all end as `damaged`: what a sender gets to see does not tell them apart (RFC 3218 §2.3).
 */
export function keyFor(
  ber: Ber,
  recipients: readonly BerElement[],
  keys: readonly PrivateKey[],
  octets: number,
): Uint8Array {
  const own = ownKeys(keys);
  for (const recipient of recipients) {
    const opened = recipient.tag === 0xa1 ? agreed(ber, recipient, own) : transported(ber, recipient, own);
    if (opened === null) continue;
    if (opened.length !== octets) throw new NotOpened('damaged');
    return opened;
  }
  throw new NotOpened('no_key');
}

/** `IssuerAndSerialNumber`, or the subject key identifier under its tag. */
function isNamed(ber: Ber, identifier: BerElement, { issuer, serial, keyId }: CertificateName): boolean {
  const same = (one: Uint8Array | null, other: Uint8Array): boolean => one !== null && Buffer.from(one).equals(other);
  if (identifier.tag !== 0x30) {
    // RecipientKeyIdentifier is tagged too, and has the identifier as its first element
    const [first] = identifier.tag & 0x20 ? childrenOf(ber, identifier, 1) : [identifier];
    return first !== undefined && same(keyId, contentOf(ber, first));
  }
  const [by, number] = childrenOf(ber, identifier, 2);
  return (
    by !== undefined && number !== undefined && same(issuer, wholeOf(ber, by)) && same(serial, contentOf(ber, number))
  );
}

/**
 * Key transport, RFC 5652 §6.2.1. Node gives random octets for a wrong padding of PKCS #1 v1.5 (implicit rejection).
 */
function transported(ber: Ber, recipient: BerElement, own: readonly OwnKey[]): Uint8Array | null {
  const [, identifier, algorithm, encrypted] = childrenOf(ber, recipient, 4);
  if (recipient.tag !== 0x30 || !identifier || !algorithm || !encrypted) return null;
  const mine = own.find(({ name, key }) => key.asymmetricKeyType === 'rsa' && isNamed(ber, identifier, name));
  if (mine === undefined) return null;
  const [type, parameters] = childrenOf(ber, algorithm, 2);
  const way = type ? hex(contentOf(ber, type)) : '';
  const { RSA_PKCS1_PADDING, RSA_PKCS1_OAEP_PADDING } = constants;
  try {
    if (way === RSA) return privateDecrypt({ key: mine.key, padding: RSA_PKCS1_PADDING }, contentOf(ber, encrypted));
    if (way !== OAEP) throw new NotOpened('unsupported');
    const oaepHash = oaepHashOf(ber, parameters);
    return privateDecrypt({ key: mine.key, padding: RSA_PKCS1_OAEP_PADDING, oaepHash }, contentOf(ber, encrypted));
  } catch (error) {
    throw error instanceof NotOpened ? error : new NotOpened('damaged', { cause: error });
  }
}

/** RFC 4055 §4.1: SHA-1 where nothing is said. The mask is made with the same digest, or it does not open. */
function oaepHashOf(ber: Ber, parameters: BerElement | undefined): string {
  const tagged = parameters ? childrenOf(ber, parameters, 3).find(({ tag }) => tag === 0xa0) : undefined;
  const [sequence] = tagged ? childrenOf(ber, tagged, 1) : [];
  const [type] = sequence ? childrenOf(ber, sequence, 1) : [];
  if (!type) return 'sha1';
  const hash = OAEP_HASHES.get(hex(contentOf(ber, type)));
  if (hash === undefined) throw new NotOpened('unsupported');
  return hash;
}

/**
 * Key agreement on a curve, RFC 5753: an ephemeral key of the sender, and the key of the content wrapped (RFC 3394).
 */
function agreed(ber: Ber, recipient: BerElement, own: readonly OwnKey[]): Uint8Array | null {
  const fields = childrenOf(ber, recipient, 5);
  const originator = fields.find(({ tag }) => tag === 0xa0);
  const material = fields.find(({ tag }) => tag === 0xa1);
  const [algorithm, forWhom] = fields.filter(({ tag }) => tag === 0x30);
  const [tagged] = originator ? childrenOf(ber, originator, 1) : [];
  if (!algorithm || !forWhom || tagged?.tag !== 0xa1) return null;
  for (const each of childrenOf(ber, forWhom, RECIPIENTS)) {
    const [identifier, encrypted] = childrenOf(ber, each, 2);
    const mine =
      identifier && own.find(({ name, key }) => key.asymmetricKeyType === 'ec' && isNamed(ber, identifier, name));
    if (!mine || !encrypted) continue;
    try {
      const [type, wrapping] = childrenOf(ber, algorithm, 2);
      const [wrapType] = wrapping ? childrenOf(ber, wrapping, 1) : [];
      const hash = AGREEMENT.get(type ? hex(contentOf(ber, type)) : '');
      const wrap = WRAPS.get(wrapType ? hex(contentOf(ber, wrapType)) : '');
      if (hash === undefined || wrap === undefined || !wrapping) throw new NotOpened('unsupported');
      const secret = diffieHellman({ privateKey: mine.key, publicKey: originatorKey(ber, tagged, mine.key) });
      const info = sharedInfo(wholeOf(ber, wrapping), material ? wholeOf(ber, material) : null, wrap.keyOctets);
      const unwrapping = createDecipheriv(wrap.name, derived(secret, info, wrap.keyOctets, hash), WRAP_IV);
      return Buffer.concat([unwrapping.update(contentOf(ber, encrypted)), unwrapping.final()]);
    } catch (error) {
      throw error instanceof NotOpened ? error : new NotOpened('damaged', { cause: error });
    }
  }
  return null;
}

/** The sender's key has no curve where that is the recipient's (RFC 5753 §7.1.1): it is read on that. */
function originatorKey(ber: Ber, tagged: BerElement, own: KeyObject): KeyObject {
  const [, point] = childrenOf(ber, tagged, 2);
  if (!point) throw new NotOpened('damaged');
  const octets = contentOf(ber, point).subarray(1);
  return createPublicKey({ key: onCurveOf(own, octets), format: 'der', type: 'spki' });
}

/** The SubjectPublicKeyInfo of a point, with the curve of another key. */
function onCurveOf(own: KeyObject, point: Uint8Array): Buffer {
  const spki = createPublicKey(own).export({ format: 'der', type: 'spki' });
  const { length } = spki;
  const ber = berOf(spki);
  const whole = elementAt(ber, 0, length);
  const [algorithm] = whole ? childrenOf(ber, whole, 2) : [];
  return der(0x30, algorithm ? wholeOf(ber, algorithm) : new Uint8Array(), der(0x03, Uint8Array.of(0), point));
}

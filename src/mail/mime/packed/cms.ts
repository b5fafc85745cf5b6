/**
 * Cryptographic Message Syntax (RFC 5652) as S/MIME mails use it (RFC 8551). Mails signed "opaquely" have their words
 * inside of it, and mail programs other than the sender's show nothing of them. asn1js and pkijs were considered: they
 * build the whole tree of an untrusted input in memory, recursively; the words and the signature are six fixed steps
 * down, which the reader below takes without a tree.
 */

import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { latin1 } from '../charset/charset.ts';
import { type Ber, type BerElement, berOf, childrenOf, contentOf, elementAt, octetString, wholeOf } from './ber.ts';

export type Cms =
  | { readonly kind: 'encrypted' }
  /** `content` null: certificates without words. `intact` null: signed in a way that cannot be checked here. */
  | { readonly kind: 'signed'; readonly content: Uint8Array | null; readonly intact: boolean | null }
  | { readonly kind: 'compressed'; readonly content: Uint8Array };

/** Object identifiers, in hexadecimal digits of their octets. */
const PKCS7 = '2a864886f70d0107';
const SMIME = '2a864886f70d01091001';
const SIGNED = `${PKCS7}02`;
const COMPRESSED = `${SMIME}09`;
const ENCRYPTED: ReadonlySet<string> = new Set([`${PKCS7}03`, `${PKCS7}04`, `${PKCS7}06`, `${SMIME}17`]);
const MESSAGE_DIGEST = '2a864886f70d010904';
const SIGNING_TIME = '2a864886f70d010905';
const PSS = '2a864886f70d01010a';

/** Names of Node for the digests that signatures are made with; others are not checked. */
const DIGESTS: Readonly<Record<string, string>> = {
  '2b0e03021a': 'sha1',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
/** RSA of PKCS #1 v1.5 and ECDSA, under the OIDs that RFC 5754 allows, and RSASSA-PSS (RFC 4056). */
const CHECKED = /^(?:2a864886f70d0101(?:01|05|0a|0b|0c|0d)|2a8648ce3d04(?:01|030[234])|2a8648ce3d0201)$/;

/** Octets that compressed words may unpack to (RFC 3274); a text of that size is cut anyway. */
const UNPACKED = 20_000_000;
/** Certificates and signers that are looked at. */
const MOST = 10;

/** What CMS octets hold; null when they are none. Never throws; linear in their length. */
export function readCms(octets: Uint8Array): Cms | null {
  const ber = berOf(octets);
  const [type, explicit] = inner(ber, elementAt(ber, 0, octets.length));
  if (type?.tag !== 0x06 || explicit?.tag !== 0xa0) return null;
  const oid = hex(contentOf(ber, type));
  if (ENCRYPTED.has(oid)) return { kind: 'encrypted' };
  if (oid !== SIGNED && oid !== COMPRESSED) return null;
  const [data] = inner(ber, explicit);
  const fields = inner(ber, data);
  // version, algorithms, the content, and for signed ones certificates, revocations, signers
  const content = enclosed(ber, fields.slice(1).find(isContent(ber)));
  if (oid === COMPRESSED) return content === null ? null : unpacked(content);
  return { kind: 'signed', content, intact: content === null ? null : isIntact(ber, fields, content) };
}

/** Whether a signature that stands beside its words is of these; null where that cannot be checked. Never throws. */
export function isSignatureOf(signature: Uint8Array, content: Uint8Array): boolean | null {
  const ber = berOf(signature);
  const [type, explicit] = inner(ber, elementAt(ber, 0, signature.length));
  if (type?.tag !== 0x06 || explicit?.tag !== 0xa0 || hex(contentOf(ber, type)) !== SIGNED) return null;
  const [data] = inner(ber, explicit);
  return isIntact(ber, inner(ber, data), content);
}

function inner(ber: Ber, element: BerElement | null | undefined): BerElement[] {
  return element && element.tag & 0x20 ? childrenOf(ber, element, 1_000) : [];
}

/** The one SEQUENCE of a type and an explicit content, or of a type alone. */
const isContent =
  (ber: Ber) =>
  (field: BerElement): boolean => {
    const [type, content] = inner(ber, field);
    return field.tag === 0x30 && type?.tag === 0x06 && (content === undefined || content.tag === 0xa0);
  };

function enclosed(ber: Ber, field: BerElement | undefined): Uint8Array | null {
  const [, explicit] = inner(ber, field);
  const [octets] = inner(ber, explicit);
  return octets && (octets.tag & 0x1f) === 0x04 ? octetString(ber, octets) : null;
}

function unpacked(content: Uint8Array): Cms | null {
  try {
    return { kind: 'compressed', content: inflateSync(content, { maxOutputLength: UNPACKED }) };
  } catch {
    return null;
  }
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

/** One signature of signed data. */
export type Signer = {
  /** Whether what stands in the mail is what was signed; null: signed in a way that cannot be checked here. */
  readonly intact: boolean | null;
  /** The one whose key it was made with; null where none of those in the mail is. */
  readonly certificate: X509Certificate | null;
  /** With SHA-1, for which octets of two meanings have been made. */
  readonly weak: boolean;
  /** As the signer says (RFC 5652 §11.3). */
  readonly signedAt: Date | null;
};

/** The signatures of signed data and all certificates in it; `content` is what stands beside it, null: in it. */
export function signersOf(
  signature: Uint8Array,
  content: Uint8Array | null = null,
): { readonly signers: readonly Signer[]; readonly certificates: readonly X509Certificate[] } {
  const ber = berOf(signature);
  const [type, explicit] = inner(ber, elementAt(ber, 0, signature.length));
  if (type?.tag !== 0x06 || explicit?.tag !== 0xa0 || hex(contentOf(ber, type)) !== SIGNED)
    return { signers: [], certificates: [] };
  const [data] = inner(ber, explicit);
  const fields = inner(ber, data);
  const words = content ?? enclosed(ber, fields.slice(1).find(isContent(ber)));
  return words === null ? { signers: [], certificates: [] } : signersIn(ber, fields, words);
}

/**
 * Whether what stands in the mail is what was signed, by one of the certificates in it. That says nothing about *who*
 * signed: whom a certificate belongs to is proven by an authority that the desk would have to know.
 */
function isIntact(ber: Ber, fields: readonly BerElement[], content: Uint8Array): boolean | null {
  const checked = signersIn(ber, fields, content).signers.map(({ intact }) => intact);
  return checked.includes(true) ? true : (checked.find((each) => each !== null) ?? null);
}

function signersIn(ber: Ber, fields: readonly BerElement[], content: Uint8Array): ReturnType<typeof signersOf> {
  const signers = inner(
    ber,
    fields.findLast(({ tag }) => tag === 0x31),
  ).slice(0, MOST);
  const certificates = inner(
    ber,
    fields.find(({ tag }) => tag === 0xa0),
  )
    .slice(0, MOST)
    .flatMap((each) => certificateIn(wholeOf(ber, each)));
  return { signers: signers.map((each) => checkedSigner(ber, each, content, certificates)), certificates };
}

function certificateIn(octets: Uint8Array): X509Certificate[] {
  try {
    const certificate = new X509Certificate(octets);
    return certificate.publicKey ? [certificate] : [];
  } catch {
    return [];
  }
}

/** RFC 5652 §5.4: of the signed attributes the digest is of the content, and the signature is of their SET. */
function checkedSigner(
  ber: Ber,
  signer: BerElement,
  content: Uint8Array,
  certificates: readonly X509Certificate[],
): Signer {
  const [, , digest, ...rest] = inner(ber, signer);
  const attributes = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  const [algorithm, signature] = rest;
  const { [algorithmOf(ber, digest)]: hash } = DIGESTS;
  const way = algorithmOf(ber, algorithm);
  const found = {
    certificate: null,
    weak: hash === 'sha1',
    signedAt: attributes ? timeIn(ber, attributes) : null,
  };
  if (hash === undefined || !signature || !CHECKED.test(way)) return { ...found, intact: null };
  const digested = createHash(hash).update(content).digest();
  if (attributes) {
    const stated = attributeIn(ber, attributes, MESSAGE_DIGEST);
    if (!stated || !digested.equals(stated)) return { ...found, intact: false };
  }
  const signed = attributes ? Buffer.from(wholeOf(ber, attributes)) : content;
  if (attributes) signed[0] = 0x31;
  const octets = contentOf(ber, signature);
  const checked = certificates.map(({ publicKey }) => isVerified(hash, signed, publicKey, octets, way === PSS));
  const by = certificates[checked.indexOf(true)];
  return by
    ? { ...found, intact: true, certificate: by }
    : { ...found, intact: checked.includes(false) ? false : null };
}

/** Null where OpenSSL refuses to check, as it may a digest that is too weak. */
function isVerified(
  hash: string,
  signed: Uint8Array,
  key: X509Certificate['publicKey'],
  signature: Uint8Array,
  isPss: boolean,
): boolean | null {
  try {
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_AUTO: saltLength } = constants;
    return verify(hash, signed, isPss ? { key, padding, saltLength } : key, signature);
  } catch {
    return null;
  }
}

function algorithmOf(ber: Ber, field: BerElement | undefined): string {
  const [oid] = inner(ber, field);
  return oid ? hex(contentOf(ber, oid)) : '';
}

/** The content of the value of a signed attribute. */
function attributeIn(ber: Ber, attributes: BerElement, oid: string): Uint8Array | null {
  for (const attribute of inner(ber, attributes)) {
    const [type, values] = inner(ber, attribute);
    if (!type || hex(contentOf(ber, type)) !== oid) continue;
    const [value] = inner(ber, values);
    return value ? contentOf(ber, value) : null;
  }
  return null;
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5652 §11.3). */
function timeIn(ber: Ber, attributes: BerElement): Date | null {
  const value = attributeIn(ber, attributes, SIGNING_TIME);
  const [, century, year, month, day, hour, minute, second] =
    /^(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(value ? latin1(value) : '') ?? [];
  if (year === undefined) return null;
  const full = `${century ?? (Number(year) < 50 ? '20' : '19')}${year}`;
  const at = new Date(`${full}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** First octets of CMS: a SEQUENCE that begins with an OID of PKCS #7 or S/MIME. */
export function startsCms(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30 && /^30.{2,10}?06(?:09|0b)2a864886f70d01(?:07|0910)/.test(hex(bytes.subarray(0, 24)));
}

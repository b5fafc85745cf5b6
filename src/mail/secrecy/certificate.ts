import { X509Certificate } from 'node:crypto';
import { berOf, childrenOf, contentOf, elementAt, wholeOf } from '../mime/packed/ber.ts';
import { isPlainAddress, plainName } from './name.ts';
import type { Signature } from './secrecy.ts';

/** What names a certificate in CMS (RFC 5652 §10.2.4), as DER. */
export type CertificateName = {
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly keyId: Uint8Array | null;
};

/** OID 2.5.29.14. */
const SUBJECT_KEY_IDENTIFIER = '551d0e';
/** OID 2.5.29.15. */
const KEY_USAGE = '551d0f';

type Read = {
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  /** What is in the OCTET STRING of an extension, by the hex of its OID. */
  readonly extensions: ReadonlyMap<string, Uint8Array>;
};

function fieldsOf(der: Uint8Array): Read {
  const ber = berOf(der);
  const whole = elementAt(ber, 0, der.length);
  const [body] = whole ? childrenOf(ber, whole, 3) : [];
  const fields = body ? childrenOf(ber, body, 12) : [];
  // the version, where there is one, is tagged [0]
  const [serial, , issuer] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  if (!serial || !issuer) throw new Error('this is no certificate');
  const [list] = fields.flatMap((each) => (each.tag === 0xa3 ? childrenOf(ber, each, 1) : []));
  const extensions = (list ? childrenOf(ber, list, 50) : []).map((each) => childrenOf(ber, each, 3));
  return {
    issuer: wholeOf(ber, issuer),
    serial: contentOf(ber, serial),
    extensions: new Map(
      extensions.flatMap(([oid, ...rest]) => {
        const value = rest.at(-1);
        return oid && value ? [[hex(contentOf(ber, oid)), contentOf(ber, value)] as const] : [];
      }),
    ),
  };
}

/** How CMS names this certificate; throws for octets that are none. */
export function cmsName(der: Uint8Array): CertificateName {
  const { issuer, serial, extensions } = fieldsOf(der);
  // an OCTET STRING in an OCTET STRING
  return { issuer, serial, keyId: extensions.get(SUBJECT_KEY_IDENTIFIER)?.subarray(2) ?? null };
}

/** Bits of keyUsage (RFC 5280 §4.2.1.3), the first on the left. */
const USES = { digitalSignature: 0x80, nonRepudiation: 0x40, keyEncipherment: 0x20, keyAgreement: 0x08 } as const;

/** Whether its key may be used for one of these; a certificate without the extension is for anything. */
function isFor({ raw }: X509Certificate, ...uses: readonly (keyof typeof USES)[]): boolean {
  const usage = fieldsOf(raw).extensions.get(KEY_USAGE);
  // a BIT STRING: tag, length, unused bits, and the bits
  const bits = usage?.[3] ?? 0;
  return usage === undefined || uses.some((use) => (bits & USES[use]) !== 0);
}

/** emailProtection and anyExtendedKeyUsage (RFC 8550 §4.4.4); a certificate without the extension is for anything. */
const FOR_MAIL: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.3.4', '2.5.29.37.0']);
const isForMail = ({ keyUsage }: X509Certificate): boolean =>
  // Node calls the extended usages so, and gives none where there is no extension
  !Array.isArray(keyUsage) || keyUsage.some((usage) => FOR_MAIL.has(usage));

/** Whether mail may be signed with its key (RFC 8550 §4.4.2). */
export const signsMail = (certificate: X509Certificate): boolean =>
  isForMail(certificate) && isFor(certificate, 'digitalSignature', 'nonRepudiation');

/**
 * Whether mail may be encrypted to its key (RFC 5280 §4.2.1.3): a key of RSA is handed a key, one on a curve agrees.
 */
export function isWrittenTo(certificate: X509Certificate): boolean {
  const { asymmetricKeyType } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa' && asymmetricKeyType !== 'ec') return false;
  return isForMail(certificate) && isFor(certificate, asymmetricKeyType === 'rsa' ? 'keyEncipherment' : 'keyAgreement');
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

/** Addresses of a certificate: those of its alternative names, and of an old one the one in its subject. */
export function addressesOf({ subjectAltName, subject }: X509Certificate): string[] {
  // Node puts a value with a comma or a quote in it into quotes: an address inside of one is none.
  const named = [...(subjectAltName ?? '').matchAll(/([\w ]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?:, |$)/gy)].flatMap(
    ([, kind, address = '']) => (kind === 'email' ? [address] : []),
  );
  const old = /^emailAddress=(.+)$/m.exec(subject ?? '')?.[1];
  return [...new Set([...named, ...(old ? [old] : [])].map((address) => address.toLowerCase()))].filter(isPlainAddress);
}

/** One part of a distinguished name, as Node writes it. */
const partOf = (name: string, part: string): string => new RegExp(`^${part}=(.+)$`, 'm').exec(name ?? '')?.[1] ?? '';

const shownName = (name: string): string =>
  plainName(partOf(name, 'CN') || partOf(name, 'O') || partOf(name, 'emailAddress'));

/** SHA-256, hex in lower case. */
export const certificateDigest = ({ fingerprint256 }: X509Certificate): string =>
  fingerprint256.replaceAll(':', '').toLowerCase();

/** Of a certificate what is shown and kept of it. */
export function described(
  certificate: X509Certificate,
): Pick<Signature, 'form' | 'fingerprint' | 'addresses' | 'name' | 'issuer' | 'expiresAt' | 'certificate'> {
  return {
    form: 'smime',
    fingerprint: certificateDigest(certificate),
    addresses: addressesOf(certificate),
    name: shownName(certificate.subject),
    issuer: shownName(certificate.issuer),
    expiresAt: certificate.validToDate,
    certificate: certificate.toString(),
  };
}

/** Certificates between a signer and an authority. */
const LONGEST_CHAIN = 6;

/**
 * Whether an authority stands at the end of the chain, each certificate signed by the next and in its time. What names
 * an authority may sign for, and revocation, are not looked at: a chain is shown to people, and proves nothing to the
 * desk, which goes by certificates that somebody confirmed.
 */
export function isTrusted(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
  at: Date,
): boolean {
  let current = leaf;
  for (let length = 0; length < LONGEST_CHAIN; length++) {
    if (!isCurrent(current, at)) return false;
    const issuedBy = (each: X509Certificate): boolean => current.checkIssued(each) && current.verify(each.publicKey);
    const root = authorities.find(issuedBy);
    if (root !== undefined) return isCurrent(root, at);
    const next = others.find((each) => each.ca && issuedBy(each) && each !== current);
    if (next === undefined) return false;
    current = next;
  }
  return false;
}

/** Whether a moment lies in the time of a certificate. */
export const isCurrent = ({ validFromDate, validToDate }: X509Certificate, at: Date): boolean =>
  validFromDate <= at && at <= validToDate;

/** A certificate from DER or PEM; null for octets that are none. */
export function certificateOf(octets: Uint8Array | string): X509Certificate | null {
  try {
    return new X509Certificate(octets);
  } catch {
    return null;
  }
}

import type { X509Certificate } from 'node:crypto';
import { type Signer, signersOf } from '../mime/packed/cms.ts';
import { certificateOf, described, isCurrent, isTrusted } from './certificate.ts';
import { type Ring, type Signature, type SignatureVerdict, unchecked } from './secrecy.ts';

/** What an S/MIME signature says of its words; `content` is what stands beside it, null: in it. */
export function smimeSignature(signature: Uint8Array, content: Uint8Array | null, ring: Ring): Signature {
  const { signers, certificates } = signersOf(signature, content);
  const signer = signers.find(({ intact }) => intact === true) ?? signers[0];
  if (signer === undefined) return UNKNOWN;
  const { certificate, signedAt } = signer;
  const verdict = verdictOf(signer, ring.at);
  if (certificate === null) return { ...UNKNOWN, verdict, signedAt };
  const authorities = ring.authorities.flatMap((each) => certificateOf(each) ?? []);
  return {
    ...described(certificate),
    verdict,
    trusted: authorities.length === 0 ? null : isTrusted(certificate, certificates, authorities, ring.at),
    signedAt,
    covers: [],
  };
}

const UNKNOWN = unchecked('smime');

function verdictOf({ intact, certificate, weak }: Signer, at: Date): SignatureVerdict {
  if (intact === false) return 'broken';
  if (intact === null) return 'unchecked';
  if (weak) return 'weak';
  return certificate !== null && isCurrent(certificate, at) && signs(certificate) ? 'valid' : 'expired';
}

/** emailProtection and anyExtendedKeyUsage (RFC 8550 §4.4.4); a certificate without the extension is for anything. */
const FOR_MAIL: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.3.4', '2.5.29.37.0']);
const signs = ({ keyUsage }: X509Certificate): boolean =>
  // Node calls the extended usages so, and gives none where there is no extension
  !Array.isArray(keyUsage) || keyUsage.some((usage) => FOR_MAIL.has(usage));

import { type Signer, signersOf } from '../mime/packed/cms.ts';
import { certificateOf, described, isCurrent, isTrusted, signsMail } from './certificate.ts';
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
  return certificate !== null && isCurrent(certificate, at) && signsMail(certificate) ? 'valid' : 'expired';
}

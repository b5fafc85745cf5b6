import type { Signature, SignatureVerdict } from '../mail/secrecy/secrecy.ts';
import type { Authentication, Verdict } from './authentication/authentication.ts';

/**
 * What a signature is worth to the desk. `registered`: of a certificate that somebody confirmed for the sender's
 * address. `offered`: it names the sender, and nobody has confirmed it. `other_sender`: it is somebody else's.
 */
export const SIGNED_STATES = [
  'registered',
  'offered',
  'other_sender',
  'broken',
  'expired',
  'weak',
  'unknown_key',
  'partial',
  'unchecked',
] as const satisfies readonly ('registered' | 'offered' | 'other_sender' | Exclude<SignatureVerdict, 'valid'>)[];
export type SignedState = (typeof SIGNED_STATES)[number];

/** The same with whose certificate it is, as the staff see it. */
export type WhoSigned = {
  readonly is: SignedState;
  readonly name: string;
  readonly address: string;
  /** Its first characters tell it from others. */
  readonly fingerprint: string;
  readonly issuer: string;
  /** Whether a configured authority vouches for it; null where that is not known. */
  readonly trusted: boolean | null;
  /** Nothing else proves its sender, so that the certificate was not kept to be confirmed. Absent where it was. */
  readonly unproven?: true;
};

/**
 * What is to be said of a signature. `registered` are fingerprints of certificates that are confirmed for the address
 * in From, which is lower case.
 */
export function signedBy(signature: Signature, from: string, registered: readonly string[]): WhoSigned {
  const { fingerprint, addresses, name, issuer, trusted } = signature;
  return {
    is: stateOf(signature, from, registered),
    name,
    address: addresses.includes(from) ? from : (addresses[0] ?? ''),
    fingerprint,
    issuer,
    trusted,
  };
}

function stateOf(
  { verdict, fingerprint, addresses }: Signature,
  from: string,
  registered: readonly string[],
): SignedState {
  if (verdict !== 'valid') return verdict;
  if (registered.includes(fingerprint)) return 'registered';
  return addresses.includes(from) ? 'offered' : 'other_sender';
}

/**
 * Whether a mail may offer a certificate: that staff let it go proves nobody, and whom nothing proves could fill the
 * few places of an address.
 */
export const mayOffer = ({
  verdict,
  authentication,
}: {
  readonly verdict: Verdict;
  readonly authentication: Pick<Authentication, 'verdict'>;
}): boolean => verdict === 'P' && authentication.verdict === 'P';

/** A signature without a header says nothing of when it was sent: one from longer before the mail is no proof of it. */
const FRESH_MS = 2 * 86_400_000;

/**
 * What a registered signature proves beside what the mail system says: the sender, and the header fields that it
 * covers. Null where it proves nothing: a mail that is very likely forged stays so, whoever's words it carries.
 */
export function authenticatedBy(
  signature: Signature,
  { is }: Pick<WhoSigned, 'is'>,
  { verdict }: Authentication,
  receivedAt: Date,
): Authentication | null {
  if (is !== 'registered' || verdict === 'F') return null;
  const { covers, signedAt } = signature;
  const age = signedAt === null ? Number.POSITIVE_INFINITY : Math.abs(receivedAt.getTime() - signedAt.getTime());
  if (!covers.includes('date') && age > FRESH_MS) return null;
  return { verdict: 'P', proof: 'signature', signatures: [{ exact: true, covers }], reason: 'signed' };
}

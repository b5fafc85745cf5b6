import type { Mail } from '../../mail/mail.ts';
import type { Use } from '../../mail/secrecy/secrecy.ts';
import { type CanonicalAddress, canonicalAddress } from '../../people/address.ts';
import type { Certificate } from '../../store/certificate.ts';
import type { Refusal } from '../../ticket/change.ts';
import type { CertificateOrder } from '../../ticket/commands/steps.ts';

/** A certificate that may be meant, and what it can be used for. */
export type KnownCertificate = Certificate & { readonly use: Use };

/** Digits of a fingerprint, 64 bits: of fewer somebody could make a key of their own with the same. */
const FEWEST_DIGITS = 16;

type Named = { readonly address: CanonicalAddress | null; readonly beginning: string };

/**
 * Whose certificate is named, and how its fingerprint begins, in groups or not; null for what names none.
 * @internal tests look at it
 */
export function certificateNamed(argument: string): Named | null {
  const words = argument.normalize('NFKC').trim().split(/\s+/);
  const address = words.find((word) => word.includes('@')) ?? null;
  const digits = words
    .filter((word) => word !== address)
    .join('')
    .replaceAll(':', '')
    .toLowerCase();
  if (digits.length < FEWEST_DIGITS || !/^[0-9a-f]+$/.test(digits)) return null;
  return { address: address === null ? null : canonicalAddress(address), beginning: digits };
}

/** The certificates that these commands name are looked up. */
export function certificateNeeds(commands: Mail['commands']): { readonly certificates?: readonly string[] } {
  const certificates = commands.flatMap(({ name, argument }) =>
    name === 'certificate' ? (certificateNamed(argument)?.beginning ?? []) : [],
  );
  return certificates.length > 0 ? { certificates } : {};
}

/** What `#certificate` confirms: one that a mail has offered, and that is good for something. */
export function certificateConfirmed(
  argument: string,
  candidates: readonly KnownCertificate[],
  { by, at }: { readonly by: string; readonly at: Date },
): { readonly confirms: CertificateOrder } | Refusal {
  const named = certificateNamed(argument);
  if (named === null) return { refused: 'no_such_certificate', detail: argument };
  const found = candidates.filter(
    ({ address, fingerprint }) =>
      fingerprint.startsWith(named.beginning) && (named.address === null || address === named.address),
  );
  const [offered, ...others] = found.filter(({ confirmedAt }) => confirmedAt === null);
  // A mail that names it twice finds it twice.
  if (offered && others.some((each) => each.address !== offered.address || each.fingerprint !== offered.fingerprint))
    return { refused: 'several_certificates', detail: addressesOf(found) };
  if (offered === undefined)
    return found.length > 0
      ? { refused: 'certificate_confirmed', detail: addressesOf(found) }
      : { refused: 'no_such_certificate', detail: argument };
  const { address, fingerprint, use } = offered;
  if (use === 'expired' || use === 'revoked') return { refused: 'certificate_over', detail: address };
  return { confirms: { address, fingerprint, confirmedBy: by, confirmedAt: at } };
}

const addressesOf = (found: readonly KnownCertificate[]): string =>
  [...new Set(found.map(({ address }) => address))].join(', ');

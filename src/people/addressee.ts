import type { Mail } from '../mail/mail.ts';
import { canonicalAddress, withoutTag } from './address.ts';

/**
 * Whether a mail was written to the desk: To or Cc names one of its addresses, with or without a plus part. False for a
 * mail that was sent on or that reached the desk by Bcc: then nothing in it says that the desk was meant.
 */
export function isAddressedTo(mail: Mail, deskAddresses: readonly string[]): boolean {
  const desk: ReadonlySet<string> = new Set(deskAddresses.map(canonicalAddress));
  return [...mail.to, ...mail.cc].some(
    ({ address }) => desk.has(canonicalAddress(address)) || desk.has(withoutTag(address)),
  );
}

import type { Mail } from '../mail/mail.ts';
import { canonicalAddress, withoutTag } from './address.ts';

/**
 * The fields that say a mail was written to the desk: To or Cc names one of its addresses, with or without a plus part.
 * None for a mail that was sent on or that reached the desk by Bcc: then nothing in it says that the desk was meant.
 */
export function fieldsNaming(mail: Mail, deskAddresses: readonly string[]): ('to' | 'cc')[] {
  const desk: ReadonlySet<string> = new Set(deskAddresses.map(canonicalAddress));
  return (['to', 'cc'] as const).filter((field) =>
    mail[field].some(({ address }) => desk.has(canonicalAddress(address)) || desk.has(withoutTag(address))),
  );
}

export const isAddressedTo = (mail: Mail, deskAddresses: readonly string[]): boolean =>
  fieldsNaming(mail, deskAddresses).length > 0;

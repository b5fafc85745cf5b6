import { buffer } from 'node:stream/consumers';
import Dkim from 'nodemailer/lib/dkim';

/** What letters of a mailbox are signed with for its domain (RFC 6376); `privateKey` is PEM. */
export type DkimKey = { readonly domain: string; readonly selector: string; readonly privateKey: string };

/** Fields that nobody on the way has reason to change; some name a token or the number of a ticket. */
const SIGNED =
  'from:to:subject:date:message-id:reply-to:in-reply-to:references:mime-version:content-type:auto-submitted';

/** A finished letter with the signature of its domain in front of it. */
export async function signedForDomain(
  letter: Uint8Array,
  { domain, selector, privateKey }: DkimKey,
): Promise<Uint8Array> {
  const dkim = new Dkim({ domainName: domain, keySelector: selector, privateKey, headerFieldNames: SIGNED });
  return buffer(dkim.sign(Buffer.from(letter)));
}

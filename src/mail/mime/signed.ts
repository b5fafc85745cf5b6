import { readAddresses } from './address.ts';
import { fileOctets } from './body-octets.ts';
import { latin1 } from './charset/charset.ts';
import { type Header, headerValue } from './header.ts';
import { isSignatureOf } from './packed/cms.ts';
import { type MimeTree, type Part, parseMime } from './structure.ts';

/**
 * The mail that a signature is put round so that its header is signed too (RFC 8551 §3.1): it is what the mail says,
 * and no file. Only one by the sender of the mail: another's, or one without a sender, is passed on. Null otherwise.
 */
export function wrappedMail(signed: Part, header: Header): MimeTree | null {
  if (signed.type !== 'message/rfc822' || signed.disposition.value === 'attachment') return null;
  const tree = parseMime(fileOctets(signed).octets);
  const [sender, author] = [header, tree.root.header].map(senderOf);
  return sender !== '' && sender === author ? tree : null;
}

const senderOf = (header: Header): string =>
  readAddresses(headerValue(header, 'from'))
    .map(({ address }) => address.toLowerCase())
    .join(' ');

const SIGNATURE = /^application\/(?:x-)?pkcs7-signature$/;

/**
 * Whether a part has an S/MIME signature beside it (RFC 8551 §3.5.3) that is of other octets. Of a signature that
 * cannot be checked here, such as one of PGP, that is not known.
 */
export function isBroken({ children: [signed, signature] }: Part): boolean {
  if (signed?.whole === undefined || !signature || !SIGNATURE.test(signature.type)) return false;
  return isSignatureOf(fileOctets(signature).octets, canonical(signed.whole)) === false;
}

/** Line ends are signed as CR LF, whatever a mail system made of them (RFC 8551 §3.1.1). */
const canonical = (octets: Uint8Array): Uint8Array => Buffer.from(latin1(octets).replace(/\r?\n/g, '\r\n'), 'latin1');

import { decodeBase64Octets } from './base64.ts';
import { latin1 } from './charset/charset.ts';
import { takeUuencoded } from './packed/uuencode.ts';

/** An encoding of RFC 2045 §6 that changes octets, as it is used; the other names all mean "as it stands". */
export type TransferEncoding = 'base64' | 'quoted-printable' | 'uuencode' | 'none';

/** What a Content-Transfer-Encoding value means, with the spellings that senders use. */
export function transferEncoding(value: string): TransferEncoding {
  const name = value.toLowerCase().replace(/[^a-z0-9-]/g, '');
  if (/^(?:base-?64|b)$/.test(name)) return 'base64';
  if (/^(?:quoted-?printable|q|qp)$/.test(name)) return 'quoted-printable';
  return /^(?:x-)?uu(?:e|encode)?$/.test(name) ? 'uuencode' : 'none';
}

/** The octets of a body without its Content-Transfer-Encoding; unknown encodings are taken as they are. */
export function decodeTransfer(body: Uint8Array, encoding: string): Uint8Array {
  switch (transferEncoding(encoding)) {
    case 'base64':
      return decodeBase64Octets(body);
    case 'quoted-printable':
      return decodeQuotedPrintable(latin1(body));
    case 'uuencode':
      return takeUuencoded(latin1(body)).files[0]?.content ?? body;
    case 'none':
      return body;
  }
}

/** Quoted-printable (RFC 2045 §6.7); a `=` that encodes nothing stays. */
export function decodeQuotedPrintable(text: string): Buffer {
  if (!text.includes('=')) return Buffer.from(text, 'latin1');
  const out = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code === 0x3d ? hexPair(text.charCodeAt(i + 1), text.charCodeAt(i + 2)) : -1;
    const next = code === 0x3d && value < 0 ? afterSoftBreak(text, i + 1) : -1;
    if (value >= 0) i += 2;
    if (next >= 0) i = next - 1;
    else out[length++] = value >= 0 ? value : code;
  }
  return out.subarray(0, length);
}

/** Blanks that a relay may have put behind a soft line break. */
const TRAILING_BLANKS = 100;

/** Where the line after a soft break begins; -1 when none is here. */
function afterSoftBreak(text: string, from: number): number {
  let at = from;
  while (at < from + TRAILING_BLANKS && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09)) at++;
  if (at >= text.length) return at;
  const isReturn = text.charCodeAt(at) === 0x0d;
  if (isReturn) at++;
  if (text.charCodeAt(at) === 0x0a) return at + 1;
  return isReturn ? at : -1;
}

function hexPair(high: number, low: number): number {
  const a = hexDigit(high);
  const b = hexDigit(low);
  return a < 0 || b < 0 ? -1 : a * 16 + b;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

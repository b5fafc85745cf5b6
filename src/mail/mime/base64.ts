import { latin1 } from './charset/charset.ts';

/** Base64 with anything else in between ignored; padding in the middle starts a new run (joined encoders). */
export function decodeBase64(text: string): Buffer {
  const padding = text.indexOf('=');
  if (padding < 0 || /^[=\s]*$/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  return decodeRuns(Buffer.from(text.replace(/[^\x00-\x7f]/g, ' '), 'latin1'));
}

/** Longer ones are decoded without a string of them, which takes as much memory again. Octets. */
const LONG = 1024 * 1024;

/** The same, of text in octets. */
export const decodeBase64Octets = (octets: Uint8Array): Buffer =>
  octets.length > LONG ? decodeRuns(octets) : decodeBase64(latin1(octets));

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NO_DIGIT = 64;
const DIGITS = new Uint8Array(256).fill(NO_DIGIT);
for (let value = 0; value < 64; value++) DIGITS[ALPHABET.charCodeAt(value)] = value;
// RFC 4648 §5, the alphabet of addresses
DIGITS[0x2d] = 62;
DIGITS[0x5f] = 63;

/** Every run of its own, in one pass: what is left of a run at its padding is no octet. */
function decodeRuns(octets: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((octets.length * 3) / 4));
  let length = 0;
  let held = 0;
  let bits = 0;
  for (let at = 0; at < octets.length; at++) {
    const code = octets[at] ?? 0;
    const digit = DIGITS[code] ?? NO_DIGIT;
    if (code === 0x3d) bits = 0;
    else if (digit !== NO_DIGIT) {
      held = ((held << 6) | digit) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out[length++] = (held >> bits) & 0xff;
      }
    }
  }
  return out.subarray(0, length);
}

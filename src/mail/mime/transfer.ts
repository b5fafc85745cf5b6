import { latin1 } from './charset.ts';

/**
 * The octets of a body without its Content-Transfer-Encoding (RFC 2045 §6); unknown encodings are taken as they are.
 */
export function decodeTransfer(body: Uint8Array, encoding: string): Uint8Array {
  const name = encoding.toLowerCase().replace(/[^a-z0-9-]/g, '');
  if (name === 'base64' || name === 'b') return decodeBase64(latin1(body));
  if (/^(?:quoted-?printable|q|qp)$/.test(name)) return decodeQuotedPrintable(latin1(body));
  if (/^(?:x-)?uu(?:e|encode)?$/.test(name)) return decodeUuencoded(body);
  return body;
}

/** Base64 with anything else in between ignored; padding in the middle starts a new run (joined encoders). */
export function decodeBase64(text: string): Buffer {
  const padding = text.indexOf('=');
  const runs = padding < 0 || text.length - padding < 100 ? 1 : text.split(/=+/, MOST_RUNS + 1).length;
  if (runs === 1) return Buffer.from(text, 'base64');
  if (runs > MOST_RUNS) return Buffer.from(alphabetOnly(text), 'base64');
  return Buffer.concat(text.split('=').map((run) => Buffer.from(run, 'base64')));
}

/** Joined runs that are told apart; with more the padding means nothing. */
const MOST_RUNS = 1000;

function alphabetOnly(text: string): string {
  const kept = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x3d) kept[length++] = code;
  }
  return kept.toString('latin1', 0, length);
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
  if (text.charCodeAt(at) === 0x0d) at++;
  return text.charCodeAt(at) === 0x0a ? at + 1 : -1;
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

/** A file that stands uuencoded in a text, as older clients attach it. */
type UuencodedFile = { readonly name: string; readonly content: Buffer };

const UU_BEGIN = /^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n/gm;

/** Takes uuencoded files out of a text (POSIX uuencode); the text without them, and the files. */
export function takeUuencoded(text: string): { text: string; files: UuencodedFile[] } {
  const files: UuencodedFile[] = [];
  let rest = '';
  let from = 0;
  for (const begin of text.matchAll(UU_BEGIN)) {
    if (begin.index < from) continue;
    const start = begin.index + begin[0].length;
    const end = text.indexOf('\nend', start - 1);
    if (end < 0) break;
    files.push({ name: (begin[1] ?? '').trim(), content: uudecode(text.slice(start, end)) });
    rest += text.slice(from, begin.index);
    const next = text.indexOf('\n', end + 1);
    from = next < 0 ? text.length : next + 1;
  }
  return { text: rest + text.slice(from), files };
}

function decodeUuencoded(body: Uint8Array): Uint8Array {
  return takeUuencoded(latin1(body)).files[0]?.content ?? body;
}

function uudecode(block: string): Buffer {
  const rows: Buffer[] = [];
  for (const line of block.split(/\r?\n/)) {
    const length = (line.charCodeAt(0) - 32) & 63;
    const row = Buffer.alloc(Math.ceil(length / 3) * 3);
    for (let i = 1, at = 0; at < row.length; i += 4, at += 3) {
      const [a, b, c, d] = [0, 1, 2, 3].map((offset) => ((line.charCodeAt(i + offset) || 32) - 32) & 63) as [
        number,
        number,
        number,
        number,
      ];
      row[at] = (a << 2) | (b >> 4);
      row[at + 1] = ((b << 4) | (c >> 2)) & 255;
      row[at + 2] = ((c << 6) | d) & 255;
    }
    rows.push(row.subarray(0, length));
  }
  return Buffer.concat(rows);
}

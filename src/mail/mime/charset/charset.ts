import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { isUtf8ForCertain, looksLikeGb, utf8Shape } from './charset-guess.ts';
import { canonicalCharset } from './charset-label.ts';
import { eastAsianCharset, isDoubtful, standsInRuns } from './east-asian.ts';

/** What became of some octets: the text and the charset that was used for it. */
type Decoded = {
  readonly text: string;
  readonly charset: string;
  /** Nothing said what they are, and no guess fitted. */
  readonly guessed?: true;
};

/** Stateful 7-bit encodings: their octets below 128 are not ASCII. */
const SEVEN_BIT = new Set([
  'iso-2022-jp',
  'utf-7',
  'utf-16',
  'utf-16le',
  'utf-16be',
  'utf-32',
  'utf-32le',
  'utf-32be',
  'hz-gb-2312',
  'iso-2022-kr',
  'iso-2022-cn',
]);

/**
 * Charsets that the runtime knows better than iconv-lite does. Its Big5 lacks the letters of Hong Kong and its EUC-KR
 * the syllables of code page 949, which people's mails hold.
 */
const NATIVE = new Set(['gb18030', 'euc-jp', 'koi8-u', 'macintosh', 'x-mac-cyrillic']);

const decoders = new Map<string, TextDecoder>();

function native(charset: string): TextDecoder {
  const known = decoders.get(charset);
  if (known) return known;
  const made = new TextDecoder(charset);
  decoders.set(charset, made);
  return made;
}

/**
 * Text from octets of a mail. Labels are believed unless the octets contradict them: valid UTF-8 is UTF-8 whatever the
 * label says, a UTF-8 label over other octets is dropped, and so is a Latin-1 label over what is East Asian text for
 * certain. Unlabelled octets above 127 are tried as UTF-8, then as the charset `hint` that another part of the mail
 * names, then in the East Asian charset that makes sense of them, then as `fallback`, then as windows-1252. Never
 * throws; octets that mean nothing become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, label?: string, hint?: string, fallback?: string): Decoded {
  const charset = canonicalCharset(label);
  const bom = byteOrderMark(bytes);
  if (bom) return { text: native(bom).decode(bytes), charset: bom };
  if (SEVEN_BIT.has(charset)) return decodeSevenBit(bytes, charset, fallback);
  if (isAscii(bytes))
    return looksLikeIso2022Jp(bytes)
      ? { text: native('iso-2022-jp').decode(bytes), charset: 'iso-2022-jp' }
      : { text: latin1(bytes), charset: charset || 'us-ascii' };
  if (charset === 'utf-8' || charset === '' || isUtf8ForCertain(bytes)) {
    const utf8 = decodeUtf8(bytes, charset === 'utf-8');
    if (utf8 !== null) return { text: utf8, charset: 'utf-8' };
    return guess(bytes, canonicalCharset(hint), canonicalCharset(fallback));
  }
  if (UNSURE.has(charset) && standsInRuns(bytes)) {
    const other = otherReading(bytes);
    if (other) return other;
  }
  const text = decodeAs(bytes, charset);
  const lost = text.includes('\ufffd') ? text.split('\ufffd').length - 1 : 0;
  const isDoubted = lost * 20 > text.length || isDoubtful(text, charset);
  return (isDoubted ? otherReading(bytes) : null) ?? { text, charset };
}

/** What programs write as a label that know none. */
const UNSURE = new Set(['windows-1252', 'iso-8859-15']);

/** Octets in the East Asian charset that certainly makes sense of them, whatever their label says. */
function otherReading(bytes: Uint8Array): Decoded | null {
  const charset = eastAsianCharset(bytes, decodeAs, { sure: true });
  const text = charset === null ? '\ufffd' : decodeAs(bytes, charset);
  return charset === null || text.includes('\ufffd') ? null : { text, charset };
}

/** What 8-bit octets under the label of a 7-bit encoding are in: a relay has turned them round and left the label. */
const EIGHT_BIT: Readonly<Record<string, string>> = {
  'iso-2022-jp': 'euc-jp',
  'iso-2022-kr': 'euc-kr',
  'iso-2022-cn': 'gb18030',
  'hz-gb-2312': 'gb18030',
};

/** Octets from which on UTF-16 is told from other text: few hanzi consist of two octets below 128, many never do. */
const UTF_16_TELLS = 16;

function decodeSevenBit(bytes: Uint8Array, charset: string, fallback?: string): Decoded {
  const { [charset]: eightBit } = EIGHT_BIT;
  const isEightBit = eightBit !== undefined && !bytes.includes(0x1b) && !bytes.includes(0x0e) && !isAscii(bytes);
  // Every second octet of Western text in UTF-16 is zero, and so is one of each line end of any other.
  const isNoUtf16 =
    /^utf-(?:16|32)/.test(charset) &&
    bytes.length >= UTF_16_TELLS &&
    !bytes.includes(0) &&
    (isAscii(bytes) || isUtf8ForCertain(bytes));
  if (isNoUtf16 || (isEightBit && isUtf8ForCertain(bytes)))
    return { text: native('utf-8').decode(bytes), charset: 'utf-8' };
  if (isEightBit && !(charset === 'hz-gb-2312' && latin1(bytes).includes('~{')))
    return guess(bytes, eightBit, canonicalCharset(fallback));
  return { text: sevenBit(bytes, charset), charset };
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  return NATIVE.has(charset) ? native(charset).decode(bytes) : iconv.decode(bytes, charset);
}

function sevenBit(bytes: Uint8Array, charset: string): string {
  if (charset === 'utf-7' || charset.startsWith('utf-32') || charset === 'utf-16') return iconv.decode(bytes, charset);
  if (charset === 'hz-gb-2312') return decodeHz(bytes);
  if (charset === 'iso-2022-kr' || charset === 'iso-2022-cn')
    return decodeShifted(bytes, charset === 'iso-2022-kr' ? 'euc-kr' : 'gb18030');
  return native(charset).decode(Buffer.from(latin1(bytes).replace(/\x1b\([BJ](?=\x1b)/g, ''), 'latin1'));
}

/** HZ (RFC 1843): GB 2312 between `~{` and `~}` with the high bits off. */
function decodeHz(bytes: Uint8Array): string {
  return latin1(bytes)
    .replace(/~\{([\s\S]*?)(?:~\}|$)/g, (_, pairs: string) => native('gb18030').decode(raised(pairs)))
    .replace(/~\n/g, '')
    .replace(/~~/g, '~');
}

/**
 * ISO-2022-KR and -CN (RFC 1557, RFC 1922) as far as mail uses them: the charset between SO and SI with the high bits
 * off.
 */
function decodeShifted(bytes: Uint8Array, charset: string): string {
  return latin1(bytes)
    .replace(/\x1b\$[)*+][A-Z]/g, '')
    .replace(/\x0e([^\x0f]*)(?:\x0f|$)/g, (_, pairs: string) => decodeAs(raised(pairs), charset));
}

function raised(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) | 0x80);
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** One character an octet. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function looksLikeIso2022Jp(bytes: Uint8Array): boolean {
  return bytes.indexOf(0x1b) >= 0 && /\x1b\$[@B]/.test(latin1(bytes));
}

/** UTF-8 text; null when the octets are no UTF-8. A label makes up for a few broken sequences. */
function decodeUtf8(bytes: Uint8Array, labelled: boolean): string | null {
  if (isUtf8(bytes)) return native('utf-8').decode(bytes);
  const { sequences, broken } = utf8Shape(bytes);
  const acceptable = labelled ? broken <= sequences : broken * 8 <= sequences;
  return acceptable ? native('utf-8').decode(bytes) : null;
}

/** Charsets in which hardly any octets are without a meaning: that a text can be read in one says little. */
const MULTI_BYTE = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);

function guess(bytes: Uint8Array, hint: string, fallback: string): Decoded {
  for (const charset of candidates(bytes, hint, fallback)) {
    if (charset === '' || SEVEN_BIT.has(charset)) continue;
    const text = decodeAs(bytes, charset);
    if (!text.includes('\ufffd')) return { text, charset };
  }
  return { text: decodeAs(bytes, 'windows-1252'), charset: 'windows-1252', guessed: true };
}

function* candidates(bytes: Uint8Array, hint: string, fallback: string): Generator<string> {
  if (!/windows-125\d|iso-8859-\d/.test(hint)) yield hint;
  yield eastAsianCharset(bytes, decodeAs, { usual: fallback }) ?? '';
  if (MULTI_BYTE.has(fallback)) yield fallback;
  if (looksLikeGb(bytes)) yield 'gb18030';
  yield hint;
  yield fallback;
}

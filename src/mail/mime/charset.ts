import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { isUtf8ForCertain, looksLikeGb, utf8Shape } from './charset-guess.ts';

/** What became of some octets: the text and the charset that was used for it. */
type Decoded = {
  readonly text: string;
  readonly charset: string;
  /** Nothing said what they are, and no guess fitted. */
  readonly guessed?: true;
};

/** Labels that mean more than they say, or that no decoder knows by that name. */
const ALIASES: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb_2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  gb2312_charset: 'gb18030',
  cp936: 'gb18030',
  936: 'gb18030',
  'windows-936': 'gb18030',
  'chinese-gb': 'gb18030',
  'euc-cn': 'gb18030',
  cp950: 'big5',
  'cn-big5': 'big5',
  'x-x-big5': 'big5',
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  'shift-jis': 'shift_jis',
  'x-sjis': 'shift_jis',
  jis: 'iso-2022-jp',
  cp949: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  ks_c_5601: 'euc-kr',
  'unicode-1-1-utf-7': 'utf-7',
  'unicode-2-0-utf-7': 'utf-7',
  'unicode-1-1-utf-8': 'utf-8',
  utf8: 'utf-8',
  utf8mb4: 'utf-8',
  cp65001: 'utf-8',
  unicode: 'utf-16',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  iso8859_1: 'windows-1252',
  'iso-8859-8-i': 'iso-8859-8',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-8859-6-i': 'iso-8859-6',
};

/** Labels that decoders know and that say nothing about octets above 127: senders write them when they do not know. */
const SILENT = new Set(['us-ascii', 'ascii', 'ansi_x3.4-1968', 'binary']);

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
const NATIVE = new Set(['gb18030', 'euc-jp']);

const decoders = new Map<string, TextDecoder>();

function native(charset: string): TextDecoder {
  const known = decoders.get(charset);
  if (known) return known;
  const made = new TextDecoder(charset);
  decoders.set(charset, made);
  return made;
}

/** No charset has a longer name. */
const LONGEST_LABEL = 100;

/** The charset a label stands for; `''` when the label tells nothing or is unknown. */
export function canonicalCharset(label: string | undefined): string {
  const written = (label ?? '')
    .slice(0, LONGEST_LABEL)
    .trim()
    .toLowerCase()
    .replace(/^["']+|["';,]+$/g, '');
  const name = ALIASES[written] ?? ALIASES[written.replace(/^(?:x-|cs)/, '')] ?? written;
  if (SILENT.has(name)) return '';
  if (NATIVE.has(name) || SEVEN_BIT.has(name)) return name;
  return iconv.encodingExists(name) ? name : '';
}

/**
 * Text from octets of a mail. Labels are believed unless the octets contradict them: valid UTF-8 is UTF-8 whatever the
 * label says, and a UTF-8 label over other octets is dropped. Unlabelled octets above 127 are tried as UTF-8, then as
 * the charset `hint` that another part of the mail names, then as GB18030, then as `fallback`, then as windows-1252.
 * Never throws; octets that mean nothing become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, label?: string, hint?: string, fallback?: string): Decoded {
  const charset = canonicalCharset(label);
  const bom = byteOrderMark(bytes);
  if (bom) return { text: native(bom).decode(bytes), charset: bom };
  if (charset === 'iso-2022-jp' && !bytes.includes(0x1b) && !isAscii(bytes))
    return isUtf8ForCertain(bytes)
      ? { text: native('utf-8').decode(bytes), charset: 'utf-8' }
      : guess(bytes, 'euc-jp', canonicalCharset(fallback));
  if (SEVEN_BIT.has(charset)) return { text: sevenBit(bytes, charset), charset };
  if (isAscii(bytes))
    return looksLikeIso2022Jp(bytes)
      ? { text: native('iso-2022-jp').decode(bytes), charset: 'iso-2022-jp' }
      : { text: latin1(bytes), charset: charset || 'us-ascii' };
  if (charset === 'utf-8' || charset === '' || isUtf8ForCertain(bytes)) {
    const utf8 = decodeUtf8(bytes, charset === 'utf-8');
    if (utf8 !== null) return { text: utf8, charset: 'utf-8' };
    return guess(bytes, canonicalCharset(hint), canonicalCharset(fallback));
  }
  return { text: decodeAs(bytes, charset), charset };
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

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x7f) return false;
  return true;
}

function looksLikeIso2022Jp(bytes: Uint8Array): boolean {
  return bytes.indexOf(0x1b) >= 0 && /\x1b\$[@B]/.test(latin1(bytes));
}

/** UTF-8 text; null when the octets are no UTF-8. A label makes up for a few broken sequences. */
function decodeUtf8(bytes: Uint8Array, labelled: boolean): string | null {
  const { sequences, broken } = utf8Shape(bytes);
  const acceptable = labelled ? broken <= sequences : broken * 8 <= sequences;
  return acceptable ? native('utf-8').decode(bytes) : null;
}

function guess(bytes: Uint8Array, hint: string, fallback: string): Decoded {
  const western = /windows-125\d|iso-8859-\d/.test(hint);
  for (const charset of [western ? '' : hint, looksLikeGb(bytes) ? 'gb18030' : '', hint, fallback]) {
    if (charset === '' || SEVEN_BIT.has(charset)) continue;
    const text = decodeAs(bytes, charset);
    if (!text.includes('\ufffd')) return { text, charset };
  }
  return { text: decodeAs(bytes, 'windows-1252'), charset: 'windows-1252', guessed: true };
}

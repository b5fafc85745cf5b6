import { decodeBase64 } from './base64.ts';
import { decodeText } from './charset/charset.ts';
import { canonicalCharset } from './charset/charset-label.ts';
import { readRaw } from './header.ts';
import { decodeQuotedPrintable } from './transfer.ts';

const WORD = /=\?([^?\s=]{0,60})\?\s*([bBqQ])\s*\?((?:[^?]|\?(?!=)){0,5000})\?=/g;
const GAP = /(\?=)[ \t\r\n]+(?==\?[^?\s=]{0,60}\?\s*[bBqQ]\s*\?)/g;

/** Characters of one value in which encoded words are looked for. */
const DECODED_AT_MOST = 100_000;

/** Words of one charset in a row: `payloads` of one encoding after the other. */
type Run = {
  readonly charset: string;
  readonly stretches: { readonly encoding: string; readonly payloads: string[] }[];
};

/** An unstructured value with its encoded words decoded (RFC 2047), as `readWords` has it. */
export const decodeWords = (value: string, hint?: string, fallback?: string): string =>
  readWords(value, hint, fallback).text;

/**
 * A value with its encoded words decoded, and whether nothing spoke for the charset of some of it. Words of one charset
 * that follow each other are joined before decoding, since senders split characters between them; raw octets in
 * between are guessed.
 */
export function readWords(value: string, hint?: string, fallback?: string): Reading {
  if (!value.includes('=?')) return readRaw(value, hint, fallback);
  const read: Reading[] = [];
  const joined = closeLastWord(value.slice(0, DECODED_AT_MOST)).replace(GAP, '$1');
  let end = 0;
  let run: Run | null = null;
  for (const word of joined.matchAll(WORD)) {
    const [whole, label = '', encoding = 'q', payload = ''] = word;
    const charset = (label.split('*')[0] ?? '').toLowerCase();
    const between = joined.slice(end, word.index);
    if (run && (between !== '' || run.charset !== charset)) {
      read.push(readRun(run, hint, fallback));
      run = null;
    }
    read.push(readRaw(between, hint, fallback));
    run ??= { charset, stretches: [] };
    add(run, encoding.toLowerCase(), payload);
    end = word.index + whole.length;
  }
  if (run) read.push(readRun(run, hint, fallback));
  read.push(readRaw(joined.slice(end), hint, fallback), { text: value.slice(DECODED_AT_MOST) });
  const text = read.map((each) => each.text).join('');
  return read.some(({ guessed }) => guessed) ? { text, guessed: true } : { text };
}

type Reading = ReturnType<typeof readRaw>;

function add({ stretches }: Run, encoding: string, payload: string): void {
  const last = stretches.at(-1);
  if (last?.encoding === encoding) last.payloads.push(payload);
  else stretches.push({ encoding, payloads: [payload] });
}

/**
 * What stands in a run. Programs that fold by length cut a group of base64 in two, others leave its padding out: where
 * all together are whole groups they are joined, else not, unless only the other reading makes sense.
 */
function readRun({ charset, stretches }: Run, hint?: string, fallback?: string): Reading {
  const read = (isJoined: boolean): ReturnType<typeof decodeText> => {
    const octets = stretches.map(({ encoding, payloads }) => octetsOf(encoding, payloads, isJoined));
    return decodeText(Buffer.concat(octets), charset, hint, fallback);
  };
  const encoded = stretches.flatMap(({ encoding, payloads }) => (encoding === 'b' ? [payloads] : []));
  const isJoined = encoded.every((payloads) => isWhole(payloads.join('')));
  const first = read(isJoined);
  const isCertain = fits(first, charset) || encoded.every((payloads) => payloads.slice(0, -1).every(isWhole));
  const other = isCertain ? first : read(!isJoined);
  const chosen = fits(other, charset) ? other : first;
  return { ...chosen, text: chosen.text.replace(/[\r\n]+[ \t]*/g, ' ') };
}

const fits = ({ text, charset }: ReturnType<typeof decodeText>, label: string): boolean =>
  charset === canonicalCharset(label) && !/[\0-\x08\x0e-\x1f\ufffd]/.test(text);

const isWhole = (payload: string): boolean => payload.replace(/[^A-Za-z0-9+/=_-]/g, '').length % 4 === 0;

function octetsOf(encoding: string, payloads: readonly string[], isJoined: boolean): Buffer {
  // An escape of two digits may be cut in two as well; to join the others changes nothing.
  if (encoding === 'q') return decodeQuotedPrintable(payloads.join('').replaceAll('_', ' '));
  return isJoined ? decodeBase64(payloads.join('')) : Buffer.concat(payloads.map(decodeBase64));
}

/** A last word that a length limit cut off is read as far as it goes. */
function closeLastWord(value: string): string {
  return /=\?[\w.:-]+\?[bBqQ]\?[^?\s]*$/.test(value)
    ? `${value}?=`
    : value.replace(/(=\?[\w.:-]+\?[bBqQ]\?[^?\s]*\?)$/, '$1=');
}

import { decodeBase64 } from './base64.ts';
import { decodeText } from './charset/charset.ts';
import { octetsToText } from './header.ts';
import { decodeQuotedPrintable } from './transfer.ts';

const WORD = /=\?([^?\s=]{0,60})\?\s*([bBqQ])\s*\?((?:[^?]|\?(?!=)){0,5000})\?=/g;
const GAP = /(\?=)[ \t\r\n]+(?==\?[^?\s=]{0,60}\?\s*[bBqQ]\s*\?)/g;

/** Characters of one value in which encoded words are looked for. */
const DECODED_AT_MOST = 100_000;

type Run = { charset: string; octets: Buffer[] };

/**
 * An unstructured value with its encoded words decoded (RFC 2047). Words of one charset that follow each other are
 * joined before decoding, since senders split characters between them; raw octets in between are guessed.
 */
export function decodeWords(value: string, hint?: string, fallback?: string): string {
  if (!value.includes('=?')) return octetsToText(value, hint, fallback);
  if (value.length > DECODED_AT_MOST)
    return decodeWords(value.slice(0, DECODED_AT_MOST), hint, fallback) + value.slice(DECODED_AT_MOST);
  const joined = closeLastWord(value).replace(GAP, '$1');
  let out = '';
  let end = 0;
  let run: Run | null = null;
  for (const word of joined.matchAll(WORD)) {
    const [whole, label = '', encoding = 'q', payload = ''] = word;
    const charset = (label.split('*')[0] ?? '').toLowerCase();
    const between = joined.slice(end, word.index);
    if (run && (between !== '' || run.charset !== charset)) {
      out += flush(run, hint, fallback);
      run = null;
    }
    out += octetsToText(between, hint, fallback);
    run ??= { charset, octets: [] };
    run.octets.push(octetsOf(encoding, payload));
    end = word.index + whole.length;
  }
  return out + (run ? flush(run, hint, fallback) : '') + octetsToText(joined.slice(end), hint, fallback);
}

function flush(run: Run, hint?: string, fallback?: string): string {
  return decodeText(Buffer.concat(run.octets), run.charset, hint, fallback).text.replace(/[\r\n]+[ \t]*/g, ' ');
}

function octetsOf(encoding: string, payload: string): Buffer {
  if (encoding.toLowerCase() === 'b') return decodeBase64(payload);
  return decodeQuotedPrintable(payload.replaceAll('_', ' '));
}

/** A last word that a length limit cut off is read as far as it goes. */
function closeLastWord(value: string): string {
  return /=\?[\w.:-]+\?[bBqQ]\?[^?\s]*$/.test(value)
    ? `${value}?=`
    : value.replace(/(=\?[\w.:-]+\?[bBqQ]\?[^?\s]*\?)$/, '$1=');
}

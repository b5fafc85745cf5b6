/**
 * The octets of a part without their transfer encoding, as far as that makes sense. Gateways add lines in the clear to
 * base64, forget the label or leave a wrong one, and join what was encoded apart. So an encoding is checked by what
 * comes out: words have no control characters and are in the charset that the part names. Nothing is dropped silently.
 */

import { decodeBase64, decodeBase64Octets } from './base64.ts';
import { decodeText, latin1 } from './charset/charset.ts';
import { utf8Shape } from './charset/charset-guess.ts';
import { canonicalCharset } from './charset/charset-label.ts';
import { headerValues } from './header.ts';
import type { Part } from './structure.ts';
import { decodeQuotedPrintable, decodeTransfer, transferEncoding } from './transfer.ts';

/** The label of the encoding is wrong, and the part was read as what it is. */
const TRANSFER_MISLABELLED = 'transfer_mislabelled';
/** Something of an encoded part was lost on its way. */
const TRANSFER_DAMAGED = 'transfer_damaged';

type Octets = { readonly octets: Uint8Array; readonly warning?: string };

/** The Content-Transfer-Encoding of a part: of several the first that changes octets, else what `inherited` says. */
export function encodingOf(part: Part, inherited = ''): string {
  const values = headerValues(part.header, 'content-transfer-encoding');
  return values.find((value) => transferEncoding(value) !== 'none') ?? values[0] ?? inherited;
}

/** The octets of a text. `inherited`: the encoding of the multipart it is in, which RFC 2045 §6.4 forbids. */
export function textOctets(part: Part, inherited = ''): Octets {
  const label = part.contentType.parameters.get('charset');
  const encoding = encodingOf(part, inherited);
  const kind = transferEncoding(encoding);
  if (kind === 'base64') return fromBase64(part.body, label);
  if (kind !== 'none') return { octets: decodeTransfer(part.body, encoding) };
  return unlabelled(part.body, label) ?? { octets: part.body };
}

/** The octets of a file: what is plainly not encoded stays, and what is plainly encoded is decoded. */
export function fileOctets(part: Part, inherited = ''): Octets {
  const encoding = encodingOf(part, inherited);
  const kind = transferEncoding(encoding);
  const start = latin1(part.body.subarray(0, FILE_SAMPLE));
  if (kind === 'base64') {
    if (isInClear(start)) return { octets: part.body, warning: TRANSFER_MISLABELLED };
    const octets = decodeBase64Octets(part.body);
    return isCutOff(latin1(part.body.subarray(-FILE_SAMPLE))) ? { octets, warning: TRANSFER_DAMAGED } : { octets };
  }
  if (kind !== 'none') return { octets: decodeTransfer(part.body, encoding) };
  if (part.type.startsWith('text/') || !MAGIC_ENCODED.test(start)) return { octets: part.body };
  return { octets: decodeBase64Octets(part.body), warning: TRANSFER_MISLABELLED };
}

/** Octets at either end of a file that tell how it is encoded. */
const FILE_SAMPLE = 2_000;

/**
 * Base64 of what files begin with: PNG, JPEG, GIF, PDF, ZIP, GZIP, the compound files of Office, RAR, 7z; no blanks.
 */
const MAGIC_ENCODED =
  /^\s*(?:iVBORw0KGgo|\/9j\/|R0lGOD[dl]h|JVBERi0|UEsDBBQ|H4sI|0M8R4KGxGuE|UmFyIRoH|N3q8ryccA)[A-Za-z0-9+/]{20,}=*\s/;

/** Whether octets labelled as base64 are something else: other signs, or blanks between short words. */
function isInClear(sample: string): boolean {
  const other = sample.match(/[^A-Za-z0-9+/=\s_-]|[ \t](?=\S)/g)?.length ?? 0;
  return other * 20 > sample.length;
}

/** The last line of base64 is no whole group of four and has no padding: the end is missing. */
function isCutOff(tail: string): boolean {
  const lines = tail.trimEnd().split(/\r?\n/);
  const last = lines.at(-1) ?? '';
  if (!/^[A-Za-z0-9+/]+$/.test(last)) return false;
  return last.length % 4 === 1 || (last.length % 4 !== 0 && lines.length > 1);
}

const ONLY_BASE64 = /^[A-Za-z0-9+/=_\s-]*$/;
const INNER_BLANK = /\S[ \t]+\S/;

function fromBase64(body: Uint8Array, label: string | undefined): Octets {
  const text = latin1(body);
  if (/^[=\s]*$/.test(text)) return { octets: NOTHING };
  const octets = decodeBase64(text);
  const isBanner = SHORT_FIRST.test(text) && !isWords(octets, label, 0, BANNER);
  const isWhole = ONLY_BASE64.test(text) && !INNER_BLANK.test(text) && !isBanner;
  if (isWhole && isWords(octets, label)) return again(octets, label, isCutOff(text.slice(-FILE_SAMPLE)));
  const mixed = fromLines(text, label);
  if (mixed) return mixed;
  return isWhole && !isProse(text) ? { octets } : { octets: body, warning: TRANSFER_MISLABELLED };
}

const NOTHING = new Uint8Array();
/** Octets at the beginning that would be the banner's. */
const BANNER = 40;
/** A first line that is a word of a gateway rather than one of the lines below it. */
const SHORT_FIRST = /^\s*[A-Za-z0-9+/]{1,39}\s+[A-Za-z0-9+/]{40}/;

/** Short words, or one alone; a line of base64 is longer than any. */
function isProse(text: string): boolean {
  const words = text.slice(0, FILE_SAMPLE).trim().split(/\s+/);
  return words.join('').length < words.length * 20;
}

/** Some gateways encode twice. */
function again(octets: Uint8Array, label: string | undefined, isCut: boolean): Octets {
  const inner = unlabelled(octets, label);
  if (inner) return inner;
  return isCut ? { octets, warning: TRANSFER_DAMAGED } : { octets };
}

/** Encoded stretches between lines in the clear: a banner above them, the footer of a list below; null without any. */
function fromLines(text: string, label: string | undefined): Octets | null {
  const out: Uint8Array[] = [];
  let warning: string | null = null;
  for (const { written, isEncoded } of stretches(text)) {
    const read = isEncoded ? decodedLines(written, label) : null;
    if (read) {
      out.push(read.octets);
      if (warning !== TRANSFER_DAMAGED) warning = read.warning ?? TRANSFER_MISLABELLED;
    } else {
      const last = out.at(-1)?.at(-1);
      if (last !== undefined && last !== 0x0a) out.push(NEWLINE);
      out.push(Buffer.from(written, 'latin1'));
    }
  }
  return warning === null ? null : { octets: Buffer.concat(out), warning };
}

/** Signs outside the alphabet are either put between the others or stand in the place of some. */
function decodedLines(written: string, label: string | undefined): Octets | null {
  const octets = decodeBase64(written);
  if (ONLY_BASE64.test(written)) return isWords(octets, label) ? { octets } : null;
  const found = [octets, decodeBase64(written.replace(/[^A-Za-z0-9+/=\s]/g, 'A'))].find((each) => isWords(each, label));
  return found ? { octets: found, warning: TRANSFER_DAMAGED } : null;
}

const NEWLINE = Buffer.from('\n');

/** Fewer letters are a word rather than a line of base64. */
const SHORTEST = 16;

/** Lines that are encoded, as far as their padding, and lines that are not. */
function* stretches(text: string): Generator<{ readonly written: string; readonly isEncoded: boolean }> {
  let from = 0;
  let isEncoded = false;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, Math.min(next, at + LONGEST_LINE)).trim();
    const fits = isEncodedLine(line, isEncoded);
    if (isEncoded ? !fits && line !== '' : fits) {
      if (at > from) yield { written: text.slice(from, at), isEncoded };
      from = at;
      isEncoded = fits;
    }
    if (isEncoded && line.endsWith('=')) {
      yield { written: text.slice(from, next), isEncoded };
      from = next;
      isEncoded = false;
    }
    at = next;
  }
  if (from < text.length) yield { written: text.slice(from), isEncoded };
}

/** Signs of a line that are looked at. */
const LONGEST_LINE = 10_000;

/** A damaged sign or two make no line of base64 one of words; padding that ends no group of four does. */
function isEncodedLine(line: string, inside: boolean): boolean {
  const padded = line.match(/[^=]*=+(?=[^=])/g) ?? [];
  if (padded.some((run, at) => run.length % 4 !== 0 && !(inside && at === 0))) return false;
  if (/\s/.test(line) || line.length < (inside ? 1 : SHORTEST)) return /^[A-Za-z0-9+/]+={1,2}$/.test(line);
  const other = line.length - line.replace(/[^A-Za-z0-9+/=]/g, '').length;
  return other === 0 || (line.length >= 40 && other <= 2);
}

/** What no label says and nothing contradicts: a text that is encoded from its first sign to its last. */
function unlabelled(body: Uint8Array, label: string | undefined): Octets | null {
  const start = latin1(body.subarray(0, 4_000));
  if (/^\s*[A-Za-z0-9+/]{20,}={0,2}\s/.test(`${start.slice(0, 200)} `)) return unlabelledBase64(body, label);
  return ESCAPE.test(start) ? unlabelledQuotedPrintable(body, label) : null;
}

/** Two escaped octets above 127 in a row. */
const ESCAPE = /=[89A-F][0-9A-F]=[89A-F][0-9A-F]/;
const WHOLE_BASE64 = /^\s*(?:[A-Za-z0-9+/]+\r?\n)*[A-Za-z0-9+/]+={0,2}\s*$/;

function unlabelledBase64(body: Uint8Array, label: string | undefined): Octets | null {
  const text = latin1(body);
  if (!WHOLE_BASE64.test(text)) return null;
  const lines = text.trim().split(/\r?\n/);
  const width = lines[0]?.length ?? 0;
  if (lines.slice(0, -1).some((line) => line.length !== width)) return null;
  if (lines.join('').length % 4 !== 0) return null;
  const octets = decodeBase64(text);
  // A key or a check sum comes out as anything; a text has blanks or letters beyond ASCII.
  const isText = octets.length >= SHORTEST && isWords(octets, label, 0) && octets.some((o) => o > 127 || o === 32);
  return isText ? { octets, warning: TRANSFER_MISLABELLED } : null;
}

function unlabelledQuotedPrintable(body: Uint8Array, label: string | undefined): Octets | null {
  const text = latin1(body);
  if (/[\x80-\xff]|=(?![0-9A-F]{2}|[ \t]*\r?\n|[ \t]*$)/.test(text)) return null;
  const octets = decodeQuotedPrintable(text);
  return isWords(octets, label, 0) ? { octets, warning: TRANSFER_MISLABELLED } : null;
}

const WORDS_SAMPLE = 2_000;

/**
 * Whether octets are words: next to no control characters, and a meaning in the charset that is named. `tolerance`:
 * the share of octets that may be something else; `length`: how many octets are looked at.
 */
function isWords(octets: Uint8Array, label: string | undefined, tolerance = 0.02, length = WORDS_SAMPLE): boolean {
  const sample = octets.subarray(0, length);
  const charset = canonicalCharset(label);
  if (/^utf-(?:16|32)/.test(charset)) return sample.length > 0;
  let controls = 0;
  for (const octet of sample) if (octet < 32 && !ALLOWED.has(octet)) controls++;
  if (sample.length === 0 || controls > sample.length * tolerance) return false;
  const { sequences, broken } = utf8Shape(withoutEdges(sample, sample.length < octets.length));
  if (broken === 0) return true;
  if (sequences > broken * 8) return tolerance > 0;
  const { text, guessed } = decodeText(sample, label);
  const lost = text.split('\ufffd').length - 1;
  return guessed === undefined && charset !== 'utf-8' && lost <= text.length * tolerance + 1;
}

/** Tab, line ends, form feed, and what 7-bit charsets shift with. */
const ALLOWED: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x0e, 0x0f, 0x1b]);

/** Octets of a character in UTF-8 by the first four bits of its first. */
const UTF8_SIZE: readonly number[] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4];

/** Without the rest of a character that an earlier run began, and in a sample without the one that it cuts off. */
function withoutEdges(octets: Uint8Array, isCut: boolean): Uint8Array {
  let start = 0;
  let end = octets.length;
  while (start < 3 && ((octets[start] ?? 0) & 0xc0) === 0x80) start++;
  if (isCut) {
    while (end > octets.length - 3 && ((octets[end - 1] ?? 0) & 0xc0) === 0x80) end--;
    const size = UTF8_SIZE[(octets[end - 1] ?? 0) >> 4] ?? 1;
    end = end - 1 + size > octets.length ? end - 1 : octets.length;
  }
  return octets.subarray(start, end);
}

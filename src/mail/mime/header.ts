import { HEADER_FIELDS, HEADER_OCTETS } from '../limits.ts';
import { decodeText, latin1 } from './charset/charset.ts';

/**
 * A header field as it stands in the mail: lower-cased name, unfolded value with one character an octet. `irregular`:
 * not written as RFC 5322 §2.2 has it, with blanks before the colon or lines in it that are no continuation.
 */
export type HeaderField = { readonly name: string; readonly value: string; readonly irregular?: boolean };

/** The fields that tell one mail from another: a copy has them all, and a signature must cover them. */
export const IDENTIFYING_FIELDS: readonly string[] = ['message-id', 'from', 'date', 'subject'];

/** The fields of one header block, in order, with the charset that a mail without labels is taken to be in. */
export type Header = {
  readonly fields: readonly HeaderField[];
  /** The values by name, in order. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly bodyStart: number;
};

/** A header from its fields. */
export function headerOf(fields: readonly HeaderField[], bodyStart: number): Header {
  const values = new Map<string, string[]>();
  for (const { name, value } of fields) {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return { fields, values, bodyStart };
}

const FIELD = /^([!-9;-~]{1,200})([ \t]*):/;
const FOLD = /^[ \t]/;

/** What may still be read of a mail's headers: the octets of one block, the fields of all blocks together. */
export type HeaderRoom = { fields: number; readonly octets: number };

/** Room for one mail. */
export function headerRoom(): HeaderRoom {
  return { fields: HEADER_FIELDS, octets: HEADER_OCTETS };
}

/**
 * Reads the header block at `start` of `raw`. Ends at the first empty line, or at a line that is neither a field nor
 * its continuation and is not followed by more fields (RFC 5322 §2.2; a mail that lost the empty line). What exceeds
 * `room` is left out up to the next empty line. Linear in the size of the block, never throws.
 */
export function readHeader(raw: Uint8Array, start: number, end: number, room: HeaderRoom = headerRoom()): Header {
  const fields: Unread[] = [];
  let position = start;
  while (position < end) {
    if (position - start > room.octets || room.fields <= 0)
      return headerOf(fields.map(unfold), emptyLine(raw, Math.max(0, position - 1), end));
    const next = lineEnd(raw, position, end);
    const line = withoutNewline(latin1(raw.subarray(position, Math.min(next, position + room.octets))));
    if (line.trim() === '') {
      const behind = behindBlanks(raw, next, end);
      if (line === '' || !goesOn(raw, behind, end)) return headerOf(fields.map(unfold), next);
      position = behind;
      continue;
    }
    const field = FIELD.exec(line);
    const last = fields.at(-1);
    if (FOLD.test(line) && last) last.lines.push(line);
    else if (field && (!last || NAME.test(field[1] ?? '') || !fieldsFollow(raw, next, end))) {
      const name = (field[1] ?? '').toLowerCase();
      fields.push({ name, lines: [line.slice(field[0].length)], irregular: field[2] !== '' });
      room.fields--;
    } else if (/^>?From /.test(line) && fields.length === 0) {
      // the separator line of an mbox file
    } else if (fieldsFollow(raw, next, end) || (last && lostIndent(last, line, raw, next, end))) addStray(last, line);
    else return headerOf(fields.map(unfold), position);
    position = next;
  }
  return headerOf(fields.map(unfold), end);
}

/** Names that fields have; a line of another beginning with a colon in it may be the rest of one (`h=from:to`). */
const NAME = /^[A-Za-z][\w.+-]*$/;

const PARAMETRISED = /^(?:content-(?:type|disposition)|dkim-signature|arc-[a-z-]+)$/;
/** No program folds a shorter value. Characters. */
const FOLDED_FROM = 50;

/**
 * Whether the last line of a header is the rest of its last field, and lost the blank that folding puts before it: the
 * field is plainly not at its end, or the line is no sentence. (Lines in the midst are known by the fields behind
 * them.)
 */
function lostIndent({ name, lines }: Unread, line: string, raw: Uint8Array, next: number, end: number): boolean {
  const before = lines.join('').trimEnd();
  if (before.endsWith(';') || (before.endsWith(',') && line.includes('@'))) return true;
  if (/^[\w-]+\*?\d*\*?=(?:"|[^\s=])/.test(line) && PARAMETRISED.test(name)) return true;
  if (/^=\?[\w.:-]+\?[bq]\?/i.test(line)) return before.trimStart() === '' || before.includes('=?');
  if (/^<[^<>\s]+>(?:[\s,]*<[^<>\s]+>)*\s*$/.test(line))
    return /^(?:references|in-reply-to|message-id|list-[a-z-]+)$/.test(name);
  const isLast = peek(raw, next, end).trim() === '' && behindBlanks(raw, lineEnd(raw, next, end), end) < end;
  return name === 'subject' && before.length >= FOLDED_FROM && isLast;
}

type Unread = { readonly name: string; readonly lines: string[]; irregular: boolean };

function addStray(field: Unread | undefined, line: string): void {
  if (!field) return;
  field.lines.push(` ${line}`);
  field.irregular = true;
}

function withoutNewline(line: string): string {
  return line.endsWith('\n') || line.endsWith('\r') ? line.replace(/[\r\n]{1,4}$/, '') : line;
}

/** Where the body starts behind the next empty line; `from` is the line break before the first that may be it. */
function emptyLine(raw: Uint8Array, from: number, end: number): number {
  const buffer = Buffer.from(raw.buffer, raw.byteOffset, end);
  const ends = ['\n\n', '\n\r\n']
    .map((mark) => ({ at: buffer.indexOf(mark, from), length: mark.length }))
    .filter(({ at }) => at >= 0);
  return ends.length === 0 ? end : Math.min(...ends.map(({ at, length }) => at + length));
}

const KNOWN =
  /^(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|x-[\w-]+|delivered-to|reply-to|sender|list-[a-z]+|references|in-reply-to|dkim-signature|authentication-results|importance|precedence|thread-[a-z]+|user-agent|auto-submitted)[ \t]*:/i;
/** Lines without a field name that a block may hold in a row before it counts as ended. */
const STRAY_LINES = 6;

/** Whether well-known fields go on below a line that is none: the line is part of the block, badly folded. */
function fieldsFollow(raw: Uint8Array, from: number, end: number): boolean {
  let at = from;
  for (let i = 0; i < STRAY_LINES; i++) {
    const line = peek(raw, at, end);
    if (line.trim() === '') return false;
    if (KNOWN.test(line)) return true;
    at = lineEnd(raw, at, end);
  }
  return false;
}

/** Where the next line is that holds more than blanks. */
function behindBlanks(raw: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && /^[ \t]+\r?\n?$/.test(peek(raw, at, end))) at = lineEnd(raw, at, end);
  return at;
}

/** Whether behind lines of blanks the header goes on, with a field or a folded line. */
function goesOn(raw: Uint8Array, at: number, end: number): boolean {
  const line = peek(raw, at, end);
  return FIELD.test(line) || /^[ \t]+\S/.test(line);
}

function lineEnd(raw: Uint8Array, from: number, end: number): number {
  const newline = raw.indexOf(0x0a, from);
  return newline < 0 || newline >= end ? end : newline + 1;
}

function peek(raw: Uint8Array, from: number, end: number): string {
  return latin1(raw.subarray(from, Math.min(lineEnd(raw, from, end), from + 220)));
}

function unfold({ name, lines, irregular }: Unread): HeaderField {
  const value = (lines.length === 1 ? (lines[0] ?? '') : lines.join('')).trim();
  return irregular ? { name, value, irregular } : { name, value };
}

/** The value of the first field of that name; `''` when there is none. */
export function headerValue(header: Header, name: string): string {
  return header.values.get(name)?.[0] ?? '';
}

/** Every value of that name, in order. */
export function headerValues(header: Header, name: string): readonly string[] {
  return header.values.get(name) ?? [];
}

/** A value's raw octets as text: `hint` is the charset the mail's parts name. */
export const octetsToText = (value: string, hint?: string, fallback?: string): string =>
  readRaw(value, hint, fallback).text;

/** The same, and whether nothing spoke for the charset. */
export function readRaw(value: string, hint?: string, fallback?: string): { text: string; guessed?: true } {
  if (!/[\x80-\xff]|\x1b\$/.test(value)) return { text: value };
  return decodeText(Buffer.from(value, 'latin1'), '', hint, fallback);
}

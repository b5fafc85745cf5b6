/**
 * Octets to parts: structure, charsets, headers, files. An own reader, because the libraries hide the raw octets that
 * wrongly labelled mail has to be mended from (docs/understanding-mail.md). Nothing here throws, whatever the octets.
 */

import { PARTS } from '../limits.ts';
import { latin1 } from './charset/charset.ts';
import { type Header, type HeaderRoom, headerOf, headerRoom, headerValue, headerValues, readHeader } from './header.ts';
import { type Parametrised, readParameters } from './parameter.ts';
import { decodeTransfer } from './transfer.ts';

/** One node of a mail's MIME tree (RFC 2045): a leaf has a body, a multipart has children. */
export type Part = {
  readonly header: Header;
  /** Media type, lower case. */
  readonly type: string;
  readonly contentType: Parametrised;
  readonly disposition: Parametrised;
  readonly children: Part[];
  readonly depth: number;
  /** Still encoded. */
  body: Uint8Array;
  /** Header and body as they stand in the mail, of what a signature beside it is about (RFC 1847 §2.1). */
  whole?: Uint8Array;
  /** A multipart that was encoded as a whole: what its label says is done for its parts. */
  isDecoded?: true;
};

/** A tree and whether something had to be left out of it. */
export type MimeTree = { readonly root: Part; readonly truncated: boolean };

const MAX_DEPTH = 1000;

type Reading = { readonly part: Part; readonly start: number };

type Open = { readonly boundary: string; readonly part: Part; childStart: number };

/** What is left for the whole mail: of its parts, its header fields, and of multiparts that take a second look. */
type Room = {
  parts: number;
  decodings: number;
  truncated: boolean;
  readonly raw: Uint8Array;
  readonly header: HeaderRoom;
};

/** Multiparts of one mail that are looked at again because no boundary was found. */
const DECODINGS = 10;

/**
 * Splits a mail into its parts in one pass over its boundary lines, so the cost does not grow with the depth. Parts
 * nested deeper than 1000 and parts beyond the limit stay text of the part they are in. Missing closing boundaries,
 * boundaries in the wrong order, a multipart without boundary lines and one that is encoded as a whole (RFC 2045 §6.4
 * forbids it) all end in a tree; never throws.
 */
export function parseMime(raw: Uint8Array): MimeTree {
  const bytes = withNewlines(raw);
  const room: Room = { parts: PARTS - 1, decodings: DECODINGS, truncated: false, raw: bytes, header: headerRoom() };
  const root = openPart(bytes, skipBlank(bytes), null, room.header);
  split(root, bytes, root.header.bodyStart, room);
  return { root, truncated: room.truncated || room.header.fields <= 0 };
}

/**
 * Gives a multipart its children; `bytes` from `start` on is its body and what follows it. `boundary`: one that stands
 * in for the one it names.
 */
function split(top: Part, bytes: Uint8Array, start: number, room: Room, boundary: string | null = null): void {
  const open: Open[] = [];
  const multiparts: Part[] = [];
  const levels = new Map<string, number>();
  /** Whose body is being read; text between and behind parts is nobody's (RFC 2046 §5.1.1: to be ignored). */
  let current: Reading | null = { part: top, start };
  let position = start;
  const descend = (part: Part, from: number): void => {
    if (!part.type.startsWith('multipart/')) return;
    if (part !== top || bytes === room.raw) multiparts.push(part);
    const between = (part === top ? boundary : null) ?? namedBoundary(part) ?? seenBoundary(bytes, from);
    if (between === null) return;
    if (part.depth >= MAX_DEPTH) {
      room.truncated = true;
      return;
    }
    open.push({ boundary: between, part, childStart: from });
    levels.set(between, open.length - 1);
  };
  descend(top, start);
  while (open.length > 0) {
    const line = boundaryLine(bytes, position);
    if (!line) break;
    position = line.next;
    const closing = !levels.has(line.text) && line.text.endsWith('--') ? line.text.slice(0, -2).trimEnd() : null;
    const level = levels.get(closing ?? line.text);
    if (level === undefined) continue;
    closeBody(bytes, current, line.start);
    keepSigned(open[level], bytes, line.start);
    for (const { boundary } of open.splice(closing === null ? level + 1 : level)) {
      // A part in it may have the same boundary.
      const outer = open.findLastIndex((other) => other.boundary === boundary);
      if (outer < 0) levels.delete(boundary);
      else levels.set(boundary, outer);
    }
    const around = open.at(-1);
    if (closing !== null || !around) {
      current = null;
      continue;
    }
    if (--room.parts < 0) {
      room.truncated = true;
      break;
    }
    const part = openPart(bytes, line.next, around.part, room.header);
    current = { part, start: part.header.bodyStart };
    around.part.children.push(part);
    around.childStart = line.next;
    position = Math.max(line.next, part.header.bodyStart - 1);
    descend(part, part.header.bodyStart);
  }
  closeBody(bytes, current, bytes.length);
  for (const part of multiparts) if (part.children.length === 0) splitAgain(part, room);
}

/** A multipart without its boundary is encoded as a whole, or divided by another one than it names. */
function splitAgain(part: Part, room: Room): void {
  if (part.depth >= MAX_DEPTH || --room.decodings < 0) return;
  const { body } = part;
  const encoding = headerValue(part.header, 'content-transfer-encoding');
  const decoded = decodeTransfer(body, encoding);
  if (decoded !== body) split(part, decoded, 0, room);
  const boundary = part.children.length > 0 ? null : seenBoundary(decoded, 0);
  if (boundary !== null) split(part, decoded, 0, room, boundary);
  if (part.children.length === 0) part.body = body;
  else if (decoded !== body) part.isDecoded = true;
}

/** Old Mac line ends become newlines; everything else stays as it is. */
function withNewlines(raw: Uint8Array): Uint8Array {
  if (raw.includes(0x0a) || !raw.includes(0x0d)) return raw;
  return raw.map((octet) => (octet === 0x0d ? 0x0a : octet));
}

function skipBlank(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && (bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x20)) at++;
  return at;
}

function openPart(bytes: Uint8Array, start: number, parent: Part | null, room: HeaderRoom): Part {
  const header = readPartHeader(bytes, start, parent !== null, room);
  const contentType = readParameters(contentTypeOf(header));
  const fallback = parent?.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  return {
    header,
    type: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(contentType.value)
      ? contentType.value
      : impliedType(contentType.value, fallback),
    contentType,
    disposition: readParameters(headerValue(header, 'content-disposition')),
    children: [],
    depth: parent === null ? 0 : parent.depth + 1,
    body: bytes.subarray(header.bodyStart),
  };
}

/** A part may start with text at once: then it has no header, RFC 2046 §5.1. */
function readPartHeader(bytes: Uint8Array, start: number, nested: boolean, room: HeaderRoom): Header {
  const header = readHeader(bytes, start, bytes.length, room);
  if (!nested || header.fields.some((field) => field.name.startsWith('content-') || field.name === 'mime-version'))
    return header;
  return header.fields.every((field) => /^[a-z][a-z0-9-]*$/.test(field.name)) ? header : headerOf([], start);
}

/** Of several Content-Type fields the first that names a type with a slash. */
function contentTypeOf(header: Header): string {
  const values = headerValues(header, 'content-type');
  return values.find((value) => /^["']?[\w-]+\//.test(value)) ?? values[0] ?? '';
}

function impliedType(value: string, fallback: string): string {
  const main = /^(text|multipart|image|audio|video|application)\b/.exec(value)?.[1];
  if (main === undefined) return fallback;
  return { text: 'text/plain', multipart: 'multipart/mixed' }[main] ?? 'application/octet-stream';
}

function namedBoundary({ contentType }: Part): string | null {
  return (contentType.extended.get('boundary') ?? contentType.parameters.get('boundary'))?.trimEnd() || null;
}

/** The first boundary-like line, where the parameter is missing or names none that is there. */
function seenBoundary(bytes: Uint8Array, from: number): string | null {
  const start = latin1(bytes.subarray(from, from + 20_000));
  return /^--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n(?:[\w-]+:|\r?\n)/m.exec(start)?.[1] ?? null;
}

type Line = { readonly start: number; readonly next: number; readonly text: string };

const NEWLINE_DASHES = Buffer.from('\n--');

/** The next line that starts with two dashes, without them; `from` is the beginning of a line or the end of one. */
function boundaryLine(bytes: Uint8Array, from: number): Line | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const atStart = bytes[from] === 0x2d && bytes[from + 1] === 0x2d;
  const found = atStart ? from : buffer.indexOf(NEWLINE_DASHES, Math.max(0, from - 1)) + 1;
  if (!atStart && found === 0) return null;
  const newline = bytes.indexOf(0x0a, found);
  const end = newline < 0 ? bytes.length : newline;
  return {
    start: found,
    next: newline < 0 ? end : end + 1,
    text: latin1(bytes.subarray(found + 2, Math.min(end, found + 1000))).trimEnd(),
  };
}

/** The line break before a boundary belongs to the boundary, RFC 2046 §5.1.1. */
function closeBody(bytes: Uint8Array, reading: Reading | null, end: number): void {
  if (reading === null) return;
  const { part, start } = reading;
  part.body = bytes.subarray(start, Math.max(start, beforeBreak(bytes, end)));
}

function beforeBreak(bytes: Uint8Array, end: number): number {
  if (end === bytes.length) return end;
  return bytes[end - 2] === 0x0d ? end - 2 : end - 1;
}

/** The first part of a signed multipart ends where the boundary of that multipart stands. */
function keepSigned(around: Open | undefined, bytes: Uint8Array, end: number): void {
  const signed = around?.part.children[0];
  if (around?.part.type !== 'multipart/signed' || !signed || signed.whole) return;
  signed.whole = bytes.subarray(around.childStart, Math.max(around.childStart, beforeBreak(bytes, end)));
}

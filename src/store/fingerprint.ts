import { createHash } from 'node:crypto';
import { inPieces } from '../lib/gathered.ts';
import { IDENTIFYING_FIELDS } from '../mail/mime/header.ts';

/** What tells one mail from another: the exact octets, and what stays the same whichever way the mail came. */
export type Identity = {
  readonly size: number;
  /** Hex SHA-256 of the octets. */
  readonly sha256: string;
  /**
   * Hex SHA-256 over Message-ID, From, Date, Subject and body. Trace headers do not count, nor the amount and kind of
   * white space: a signature stays valid when that changes (RFC 6376 §3.4), and such a copy must not count twice.
   */
  readonly fingerprint: string;
};

/** A longer header is hashed as it stands, without looking for its end. Octets. */
const HEADER_LIMIT = 2 * 1024 * 1024;
/** Octets that are hashed at a time. */
const STEP = 64 * 1024;
const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];

const isSpace = (octet: number): boolean => octet === SPACE || octet === LF || octet === CR || octet === TAB;

/** What `evened` returns is in here until it is called again; a blank may stand before the octets of a step. */
const kept = Buffer.allocUnsafeSlow(STEP + 1);

/**
 * White space becomes one blank, that before the next octet; `spaceAhead`: some stood before these. At most a step of
 * octets. Octet by octet: as strings, a large mail would be mostly garbage. A function of its own: what V8 has
 * optimised of one that is made for each mail is gone at the next collection of garbage.
 */
function evened(octets: Uint8Array, spaceAhead: boolean): Buffer {
  let length = 0;
  let isAhead = spaceAhead;
  for (let at = 0; at < octets.length; at += 1) {
    const octet = octets[at] ?? 0;
    if (isSpace(octet)) {
      isAhead = true;
      continue;
    }
    if (isAhead) kept[length++] = SPACE;
    isAhead = false;
    kept[length++] = octet;
  }
  return kept.subarray(0, length);
}

/** Takes a mail in parts of any size, so that a large one never blocks the event loop for long. */
export function identityOf(): { update: (part: Uint8Array) => void; finish: () => Identity } {
  const whole = createHash('sha256');
  const essence = createHash('sha256');
  let size = 0;
  /** The parts of the header that came: joined anew with each of them, they would be copied again and again. */
  let header: Buffer[] | null = [];
  /** The last octets that came: the end of the header may have begun in them. */
  let carried: Buffer = Buffer.alloc(0);
  let spaceAhead = false;
  const body = (part: Uint8Array): void => {
    for (const piece of inPieces(part, STEP)) {
      essence.update(evened(piece, spaceAhead));
      spaceAhead = isSpace(piece.at(-1) ?? 0);
    }
  };
  const endHeader = (text: Buffer, rest: Buffer): void => {
    const fields = essentialFields(text.toString('latin1'));
    essence.update(JSON.stringify(fields));
    header = null;
    // A mail without any of them, or without an end of the header, is all body.
    if (fields.every((field) => field === null)) body(text);
    body(rest);
  };
  return {
    update(part) {
      const buffer = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      size += buffer.length;
      whole.update(buffer);
      if (header === null) return body(buffer);
      header.push(buffer);
      const searched = joined([carried, buffer]);
      carried = searched.subarray(1 - LONGEST_END);
      const [end, length] = headerEnd(searched);
      if (end < 0 && size <= HEADER_LIMIT) return;
      const all = joined(header);
      const at = end < 0 ? size : size - searched.length + end;
      endHeader(all.subarray(0, at), all.subarray(at + length));
    },
    finish() {
      if (header !== null) endHeader(joined(header), Buffer.alloc(0));
      return { size, sha256: whole.digest('hex'), fingerprint: essence.digest('hex') };
    },
  };
}

/** The identity of a mail that is in memory as a whole. */
export function identityOfMail(raw: Uint8Array): Identity {
  const identity = identityOf();
  identity.update(raw);
  return identity.finish();
}

/** Without a copy where there is only one of them. */
function joined(parts: readonly Buffer[]): Buffer {
  const some = parts.filter(({ length }) => length > 0);
  return some.length === 1 ? (some[0] as Buffer) : Buffer.concat(some);
}

/** Octets of the longest end of a header. */
const LONGEST_END = '\r\n\r\n'.length;

function headerEnd(header: Buffer): [at: number, length: number] {
  const crlf = header.indexOf('\r\n\r\n');
  const lf = header.indexOf('\n\n');
  return crlf >= 0 && (lf < 0 || crlf < lf) ? [crlf, 4] : [lf, 2];
}

/** A field that identifies the mail, with its folded lines (RFC 5322 §2.2.3). A line begins after LF only. */
const FIELD = new RegExp(
  `(?<![^\\n])\\r*(${IDENTIFYING_FIELDS.join('|')})[ \\t\\r]*:([^\\n]*(?:\\n\\r*[ \\t][^\\n]*)*)`,
  'gi',
);

/** The first of each field, unfolded, white space collapsed. */
function essentialFields(header: string): (string | null)[] {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of header.matchAll(FIELD)) {
    const field = name.toLowerCase();
    if (!found.has(field)) found.set(field, value.replaceAll('\r', '').replace(/\s+/g, ' ').trim());
    if (found.size === IDENTIFYING_FIELDS.length) break;
  }
  return IDENTIFYING_FIELDS.map((name) => found.get(name) ?? null);
}

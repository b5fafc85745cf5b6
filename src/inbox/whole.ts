import { createHash } from 'node:crypto';

/** What came of a mail, as far as it tells whether that is all of it. */
export type HandedOver = {
  readonly octets: number;
  /** Hex. */
  readonly sha256: string;
  /** Line ends of CR and LF, and of LF alone. */
  readonly crlf: number;
  readonly bareLf: number;
  readonly head: Buffer;
  readonly tail: Buffer;
};

/** What is kept of both ends of a mail to look for the end of its last part. Octets. */
const END_OCTETS = 64 * 1024;

/** Measures a mail in parts of any size as it comes. */
export function measure(): { readonly update: (part: Uint8Array) => void; readonly finish: () => HandedOver } {
  const hash = createHash('sha256');
  let octets = 0;
  let crlf = 0;
  let bareLf = 0;
  let last = 0;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  return {
    update(part) {
      const buffer = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      hash.update(buffer);
      octets += buffer.length;
      for (let at = buffer.indexOf(0x0a); at >= 0; at = buffer.indexOf(0x0a, at + 1)) {
        if ((at === 0 ? last : buffer[at - 1]) === 0x0d) crlf++;
        else bareLf++;
      }
      last = buffer.at(-1) ?? last;
      if (head.length < END_OCTETS) head = Buffer.concat([head, buffer.subarray(0, END_OCTETS - head.length)]);
      tail = Buffer.concat([tail, buffer.subarray(-END_OCTETS)]).subarray(-END_OCTETS);
    },
    finish: () => ({ octets, sha256: hash.digest('hex'), crlf, bareLf, head, tail }),
  };
}

export function measured(octets: Uint8Array): HandedOver {
  const all = measure();
  all.update(octets);
  return all.finish();
}

/**
 * Whether a mail has as many octets as the server says (RFC822.SIZE), or exactly as many more or less as it has lines:
 * some servers count the line ends of their disk and send those of the network (RFC 3501 §6.4.5 wants the latter).
 * False when the server names no size: `size` null.
 */
export function isSizeRight({ octets, crlf, bareLf }: HandedOver, size: number | null): boolean {
  return octets > 0 && size !== null && (octets === size || octets - crlf === size || octets + bareLf === size);
}

/**
 * Whether what came ends like a whole mail: with the closing line of its outermost multipart (RFC 2046 §5.1.1). Null
 * for a mail that is no multipart: its end looks like any of its lines.
 */
export function endsWhole({ head, tail }: HandedOver): boolean | null {
  const boundary = outermostBoundary(head.toString('latin1'));
  if (boundary === null) return null;
  return tail
    .toString('latin1')
    .split(/\r?\n/)
    .some((line) => line.trimEnd() === `--${boundary}--`);
}

/** The boundary that the header names; null when the mail is no multipart. */
function outermostBoundary(head: string): string | null {
  const header = /^[\s\S]*?\r?\n(?=\r?\n)/.exec(head)?.[0] ?? head;
  const field = /^content-type:[ \t\r\n]*multipart\/(?:.*(?:\r?\n[ \t].*)*)/im.exec(header)?.[0] ?? '';
  const found = /boundary[ \t]*=[ \t]*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(field);
  return found?.[1]?.trimEnd() ?? found?.[2] ?? null;
}

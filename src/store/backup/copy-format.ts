/**
 * PostgreSQL's binary COPY format (PostgreSQL, COPY, "Binary Format"): a signature, flags and a header extension; then
 * of every row the number of its fields and each field with its length; at the end -1.
 */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** Signature, flags, and the length of the extension. */
const HEADER_OCTETS = SIGNATURE.length + 8;
const NULL_FIELD = -1;
/** Fields that are kept (paths, checksums) are short. */
const LONGEST_KEPT = 1024;

/** What is wrong with octets that should be in this format. */
export class CopyFault extends Error {
  override name = 'CopyFault';
}

/**
 * Reads rows from octets that come in parts of any size, and keeps nothing of them but what `row` is given: the fields,
 * null for NULL and for those longer than 1 KiB. Throws CopyFault. `finish` returns the number of rows, and throws when
 * the end was missing.
 */
export function copyReader(
  columns: number,
  row: (fields: readonly (Buffer | null)[]) => void,
): { update: (part: Buffer) => void; finish: () => number } {
  let rest = Buffer.alloc(0);
  /** Octets still to pass: of the header's extension, or of a long field. */
  let skip = 0;
  let state: 'header' | 'row' | 'field' | 'end' = 'header';
  let fields: (Buffer | null)[] = [];
  let rows = 0;

  const endField = (value: Buffer | null): void => {
    fields.push(value);
    if (fields.length < columns) return;
    row(fields);
    rows += 1;
    fields = [];
    state = 'row';
  };

  /** Reads one thing from `at`; returns where the next begins, or -1 when there is not enough of it. */
  const step = (octets: Buffer, at: number): number => {
    const left = octets.length - at;
    if (state === 'end') throw new CopyFault('there is something after its end');
    if (state === 'header') {
      if (left < HEADER_OCTETS) return -1;
      if (!octets.subarray(at, at + SIGNATURE.length).equals(SIGNATURE))
        throw new CopyFault('it does not begin as one');
      skip = lengthAt(octets, at + SIGNATURE.length + 4);
      state = 'row';
      return at + HEADER_OCTETS;
    }
    if (state === 'row') {
      if (left < 2) return -1;
      const count = octets.readInt16BE(at);
      if (count !== -1 && count !== columns) throw new CopyFault(`a row has ${count} fields instead of ${columns}`);
      state = count === -1 ? 'end' : 'field';
      return at + 2;
    }
    if (left < 4) return -1;
    const length = octets.readInt32BE(at);
    if (length === NULL_FIELD) {
      endField(null);
      return at + 4;
    }
    const size = lengthAt(octets, at);
    if (size > LONGEST_KEPT) {
      skip = size;
      endField(null);
      return at + 4;
    }
    if (left < 4 + size) return -1;
    endField(Buffer.from(octets.subarray(at + 4, at + 4 + size)));
    return at + 4 + size;
  };

  return {
    update(part) {
      const octets = rest.length === 0 ? part : Buffer.concat([rest, part]);
      let at = 0;
      for (;;) {
        const passed = Math.min(skip, octets.length - at);
        at += passed;
        skip -= passed;
        if (skip > 0 || at === octets.length) break;
        const next = step(octets, at);
        if (next < 0) break;
        at = next;
      }
      rest = Buffer.from(octets.subarray(at));
    },
    finish() {
      if (state !== 'end' || rest.length > 0 || skip > 0) throw new CopyFault('its end is missing');
      return rows;
    },
  };
}

function lengthAt(octets: Buffer, at: number): number {
  const length = octets.readInt32BE(at);
  if (length < 0) throw new CopyFault('a length is below zero');
  return length;
}

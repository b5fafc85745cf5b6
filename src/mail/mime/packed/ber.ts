/**
 * Elements of ASN.1 in BER (ITU-T X.690 §8): type, length, content. Without a tree: an element is four numbers, and its
 * children are found when they are asked for. Whatever does not fit ends the list it is in; nothing throws.
 */

/** Type octet as it stands, and where the content and the element begin and end. */
export type BerElement = {
  readonly tag: number;
  readonly first: number;
  readonly start: number;
  readonly end: number;
  readonly next: number;
};

/** Octets, and how many elements may still be looked at in them: every step down walks over what is in it. */
export type Ber = { readonly bytes: Uint8Array; left: number };

/** Enough for 50 MB of words in the pieces of 1,000 octets that programs write. */
const ELEMENTS = 500_000;

export const berOf = (bytes: Uint8Array): Ber => ({ bytes, left: ELEMENTS });

/** Deeper ones do not occur; the walk to the end of an element without a length goes down its children. */
const MAX_DEPTH = 30;

/** The element at a position; null when there is none that fits before `limit`. */
export function elementAt(ber: Ber, at: number, limit: number, depth = 0): BerElement | null {
  const { bytes } = ber;
  const tag = bytes[at];
  if (tag === undefined || at + 2 > limit || (tag & 0x1f) === 0x1f || depth > MAX_DEPTH || --ber.left < 0) return null;
  const length = bytes[at + 1] ?? 0;
  if (length === 0x80) return tag & 0x20 ? endless(ber, { tag, first: at, start: at + 2 }, limit, depth) : null;
  const width = length < 0x80 ? 0 : length & 0x7f;
  if (width > 4 || at + 2 + width > limit) return null;
  let size = width === 0 ? length : 0;
  for (let i = 0; i < width; i++) size = size * 256 + (bytes[at + 2 + i] ?? 0);
  const start = at + 2 + width;
  return start + size > limit ? null : { tag, first: at, start, end: start + size, next: start + size };
}

/** X.690 §8.1.3.6: two zero octets end it. */
function endless(
  ber: Ber,
  head: Pick<BerElement, 'tag' | 'first' | 'start'>,
  limit: number,
  depth: number,
): BerElement | null {
  const { bytes } = ber;
  let at = head.start;
  while (at + 2 <= limit) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return { ...head, end: at, next: at + 2 };
    const child = elementAt(ber, at, limit, depth + 1);
    if (child === null) return null;
    at = child.next;
  }
  return null;
}

/** The elements in an element, at most so many. */
export function childrenOf(ber: Ber, { start, end }: BerElement, most: number): BerElement[] {
  const found: BerElement[] = [];
  for (let at = start; at < end && found.length < most; ) {
    const child = elementAt(ber, at, end);
    if (child === null) break;
    found.push(child);
    at = child.next;
  }
  return found;
}

/** The content of an element, as a view. */
export const contentOf = ({ bytes }: Ber, { start, end }: BerElement): Uint8Array => bytes.subarray(start, end);
/** The element with its type and length, as a view. */
export const wholeOf = ({ bytes }: Ber, { first, next }: BerElement): Uint8Array => bytes.subarray(first, next);

/** The octets of an OCTET STRING, which may come in pieces, themselves in pieces (X.690 §8.7.3). */
export function octetString(ber: Ber, element: BerElement): Uint8Array {
  const pieces: Uint8Array[] = [];
  collect(ber, element, pieces, 0);
  return pieces.length === 1 ? (pieces[0] ?? new Uint8Array()) : Buffer.concat(pieces);
}

function collect(ber: Ber, element: BerElement, pieces: Uint8Array[], depth: number): void {
  if (!(element.tag & 0x20)) pieces.push(contentOf(ber, element));
  else if (depth < MAX_DEPTH)
    for (const child of childrenOf(ber, element, Number.POSITIVE_INFINITY)) collect(ber, child, pieces, depth + 1);
}

import { bare } from '../quote-mark.ts';

/** What every line of armour begins with that matters here. */
export const ARMOUR = '-----BEGIN PGP ';

/** Lines that a signature in the text itself puts around a person's words, and its own (RFC 9580 §6.2, §7). */
const BEGIN = /^-----BEGIN PGP (?<what>SIGNED MESSAGE|SIGNATURE|PUBLIC KEY BLOCK)-----$/;
const END = /^-----END PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----$/;
const HEADER = /^(?:Hash|Version|Comment|Charset|MessageID|NotDashEscaped|SaltedHash):/i;
/** What a block without an end consists of. */
const ARMOURED = /^[A-Za-z0-9+/]{1,76}={0,2}$|^=[A-Za-z0-9+/]{4}$/;

/** What is armour in a text: the lines to leave out, and those that carry the mark of a line that began with a dash. */
type Armour = { readonly gone: ReadonlySet<number>; readonly escaped: ReadonlySet<number> };

const NONE: Armour = { gone: new Set(), escaped: new Set() };

/** Finds the armour of clear-signed words and of keys. Encrypted blocks are no words and stay as they are. */
export function armourIn(lines: readonly string[]): Armour {
  if (!lines.some((line) => line.includes(ARMOUR))) return NONE;
  const gone = new Set<number>();
  const escaped = new Set<number>();
  let signed = false;
  for (let at = 0; at < lines.length; at++) {
    const what = BEGIN.exec((lines[at] ?? '').trim())?.groups?.what;
    if (what === undefined) {
      if (signed && /^- /.test(lines[at] ?? '')) escaped.add(at);
      continue;
    }
    signed = what === 'SIGNED MESSAGE';
    const end = signed ? headersEnd(lines, at + 1) : blockEnd(lines, at + 1);
    for (; at < end; at++) gone.add(at);
    at--;
  }
  return { gone, escaped };
}

/** Behind the armour headers and the empty line that ends them. */
function headersEnd(lines: readonly string[], from: number): number {
  let at = from;
  while (HEADER.test(bare(lines[at] ?? ''))) at++;
  return bare(lines[at] ?? '') === '' ? at + 1 : at;
}

/** Behind the last line of a block; without one, behind its last line of armour. */
function blockEnd(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    if (END.test(line)) return at + 1;
    if (line !== '' && !HEADER.test(line) && !ARMOURED.test(line)) return at;
  }
  return lines.length;
}

/** Made for the first long text: it takes 20 ms, which a start would wait for. */
let graphemes: Intl.Segmenter | undefined;

/** A character with its marks and joiners is shorter than this, or is cut all the same. UTF-16 units. */
const LONGEST_CHARACTER = 64;

/**
 * The beginning of a text, at most `most` UTF-16 units, never ending in the middle of what a reader sees as one
 * character: half an emoji is a question mark in a mail program, and half a surrogate pair no text at all
 * (PostgreSQL refuses it).
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text.toWellFormed();
  const from = Math.max(0, most - LONGEST_CHARACTER);
  const window = text.slice(from, most + LONGEST_CHARACTER);
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const character = graphemes.segment(window).containing(most - from);
  const at = character === undefined ? most : from + character.index;
  // A character that began before the window is longer than any; then only the pair is kept whole.
  const end = at > from || from === 0 ? at : most - (isPair(text, most) ? 1 : 0);
  return text.slice(0, end).toWellFormed();
}

const isPair = (text: string, at: number): boolean =>
  /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));

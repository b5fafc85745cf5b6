const GAP = String.raw`[\s\-_·•]*`;
const GAPS = /[\s\-_·•]+/gu;
/** A shorter name is part of other words: it stands alone. */
const STANDS_ALONE_BELOW = 5;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * Which of these names, addresses and numbers a text has, as they were given, each once: whatever the width and case of
 * its letters, and with blanks or hyphens within (`张 敏`, `20261127-001`).
 */
export function whichNamed(text: string, names: readonly (string | null | undefined)[]): readonly string[] {
  const words = folded(text);
  return [...new Set(names)].flatMap((name) => (name && patternOf(name)?.test(words) ? [name] : []));
}

/** Null for what is too short to be a name. */
function patternOf(name: string): RegExp | null {
  const letters = [...folded(name).replace(GAPS, '')];
  if (letters.length < 2) return null;
  const isPartOfWords = letters.length < STANDS_ALONE_BELOW && !/\p{Script=Han}/u.test(name);
  const [before, after] = isPartOfWords ? [String.raw`(?<![\p{L}\p{N}])`, String.raw`(?![\p{L}\p{N}])`] : ['', ''];
  const inside = letters.map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`)).join(GAP);
  return new RegExp(`${before}${inside}${after}`, 'u');
}

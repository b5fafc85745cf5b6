/** Depth of `>` and `|` marks a line starts with; a row of a table has none. */
export function quoteDepth(line: string): number {
  let depth = 0;
  let bars = 0;
  for (let at = 0, gap = 0; gap <= 3; at++) {
    const mark = line.charCodeAt(at);
    if (mark === 0x20 || mark === 0x09) gap++;
    else if (mark === 0x3e || mark === 0xff1e || mark === 0x7c) {
      if (mark === 0x7c) bars++;
      depth++;
      gap = 0;
    } else break;
  }
  return bars > 0 && line.trimEnd().endsWith('|') ? 0 : depth;
}

/** A line without quote marks, emphasis and invisible direction marks. */
export function bare(line: string): string {
  if (line !== asked.line) asked = { line, bare: withoutMarks(line) };
  return asked.bare;
}

/** What was asked for last: one table after the other asks for the same line. */
let asked = { line: '', bare: '' };

function withoutMarks(line: string): string {
  const shown = line.includes('&nbsp;') ? line.replaceAll('&nbsp;', ' ') : line;
  const plain = shown
    .replace(/^(?:[ \t]{0,3}[>＞|])+/, '')
    .replace(INVISIBLE, '')
    .trim();
  return /[*_]/.test(plain) ? plain.replace(EMPHASIS, '').trim() : plain;
}

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Asterisks, and underscores that are not part of a word. */
const EMPHASIS = /\*|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

import { decodeBase64 } from '../base64.ts';

/** A file that stands encoded in a text, as older clients attach it. */
type FileInText = { readonly name: string; readonly content: Buffer };

const BEGIN = /^begin(-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n/gm;
/** What ends either form; `====` that of base64. */
const END = /^(?:end|====)[ \t]*$/;

/**
 * Takes files out of a text that stand uuencoded in it (POSIX uuencode, both forms): the text without them, and the
 * files. Lines that only look like a beginning stay. `damaged`: a file whose end is missing, read as far as it goes.
 */
export function takeUuencoded(text: string): { text: string; files: FileInText[]; damaged: boolean } {
  const files: FileInText[] = [];
  if (!text.includes('begin')) return { text, files, damaged: false };
  let damaged = false;
  let rest = '';
  let from = 0;
  for (const begin of text.matchAll(BEGIN)) {
    const start = begin.index + begin[0].length;
    const isBase64 = begin[1] !== undefined;
    const { end, next } = rowsEnd(text, start, isBase64 ? isBase64Row : isRow);
    if (next === null && end === start) continue;
    damaged ||= next === null;
    const rows = text.slice(start, end);
    files.push({ name: (begin[2] ?? '').trim(), content: isBase64 ? decodeBase64(rows) : uudecode(rows) });
    rest += text.slice(from, begin.index);
    from = next ?? end;
  }
  return { text: rest + text.slice(from), files, damaged };
}

/** Where the rows end and where the text goes on behind the line that says so; `next` is null when none does. */
function rowsEnd(text: string, start: number, fits: (row: string) => boolean): { end: number; next: number | null } {
  let at = start;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    const line = text.slice(at, stop).replace(/\r$/, '');
    if (END.test(line)) return { end: at, next: Math.min(stop + 1, text.length) };
    if (!fits(line)) break;
    at = Math.min(stop + 1, text.length);
  }
  return { end: at, next: null };
}

/** The number of octets and their signs, of which blanks at the end may be lost and a check sign may follow. */
function isRow(line: string): boolean {
  if (line === '') return true;
  const octets = (line.charCodeAt(0) - 32) & 63;
  return /^[ -`]+$/.test(line) && line.length - 1 <= Math.ceil(octets / 3) * 4 + 2 && (octets === 0 || line.length > 1);
}

const isBase64Row = (line: string): boolean => /^[A-Za-z0-9+/]*={0,2}$/.test(line);

function uudecode(block: string): Buffer {
  const rows: Buffer[] = [];
  for (const line of block.split(/\r?\n/)) {
    const length = (line.charCodeAt(0) - 32) & 63;
    const row = Buffer.alloc(Math.ceil(length / 3) * 3);
    const sign = (at: number): number => ((line.charCodeAt(at) || 32) - 32) & 63;
    for (let i = 1, at = 0; at < row.length; i += 4, at += 3) {
      const [a, b, c, d] = [sign(i), sign(i + 1), sign(i + 2), sign(i + 3)];
      row[at] = (a << 2) | (b >> 4);
      row[at + 1] = ((b << 4) | (c >> 2)) & 255;
      row[at + 2] = ((c << 6) | d) & 255;
    }
    rows.push(row.subarray(0, length));
  }
  return Buffer.concat(rows);
}

import { decodeText } from '../charset/charset.ts';

const PRELOAD =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/**
 * Decompresses the RTF body of a MAPI message (MS-OXRTFCP §3): a 4 kB dictionary window. What cannot be read is left
 * out.
 */
export function unpackRtf(packed: Uint8Array): string {
  const data = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  if (data.length < 16) return '';
  const size = Math.min(data.readUInt32LE(4), 50_000_000);
  const magic = data.subarray(8, 12).toString('latin1');
  if (magic === 'MELA') return data.subarray(16, 16 + size).toString('latin1');
  if (magic !== 'LZFu') return '';
  const window = Buffer.alloc(4096);
  window.write(PRELOAD, 'latin1');
  let write = PRELOAD.length;
  const out: number[] = [];
  const put = (octet: number): void => {
    out.push(octet);
    window[write] = octet;
    write = (write + 1) % 4096;
  };
  for (let at = 16; at < data.length && out.length < size; ) {
    const control = data[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < data.length; bit++) {
      if (!((control >> bit) & 1)) {
        put(data[at++] ?? 0);
        continue;
      }
      if (at + 1 >= data.length) return Buffer.from(out).toString('latin1');
      const reference = data.readUInt16BE(at);
      at += 2;
      const from = reference >> 4;
      if (from === write) return Buffer.from(out).toString('latin1');
      for (let i = 0; i < (reference & 15) + 2; i++) put(window[(from + i) % 4096] ?? 0);
    }
  }
  return Buffer.from(out).toString('latin1');
}

const TOKEN =
  /\\u(-?\d+) ?(?:\\'[0-9a-f]{2}|\?)?|\\'([0-9a-f]{2})|\\\*|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
const SKIPPED = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'themedata',
  'listtable',
  'generator',
  'htmltag',
]);
/** What a control word stands for; a map, because a word may be `constructor`. */
const SPACES: ReadonlyMap<string, string> = new Map([
  ['par', '\n'],
  ['line', '\n'],
  ['tab', '\t'],
  ['emdash', '—'],
  ['endash', '–'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
]);

/** The readable text of an RTF document: control words, font tables and pictures left out. */
export function rtfToText(rtf: string): string {
  const charset = `windows-${/\\ansicpg(\d+)/.exec(rtf)?.[1] ?? '1252'}`;
  const hidden: boolean[] = [false];
  let out = '';
  let octets: number[] = [];
  const flush = (): void => {
    if (octets.length > 0) out += decodeText(Uint8Array.from(octets), charset).text;
    octets = [];
  };
  for (const [token, unicode, hex, word, , symbol, brace, text] of rtf.matchAll(TOKEN)) {
    if (hex === undefined) flush();
    const silent = hidden.at(-1) ?? false;
    if (brace === '{') hidden.push(silent);
    else if (brace === '}') hidden.length > 1 && hidden.pop();
    else if (token === '\\*' || (word !== undefined && SKIPPED.has(word))) hidden[hidden.length - 1] = true;
    else if (word === 'htmlrtf') hidden[hidden.length - 1] = !token.trimEnd().endsWith('0');
    else if (silent) continue;
    else if (unicode !== undefined) out += String.fromCharCode(Number(unicode) & 0xffff);
    else if (hex !== undefined) octets.push(Number.parseInt(hex, 16));
    else if (word !== undefined) out += SPACES.get(word) ?? '';
    else if (symbol !== undefined) out += symbol === '~' ? ' ' : /[\\{}]/.test(symbol) ? symbol : '';
    else if (text !== undefined) out += text;
  }
  flush();
  return out.replace(/\n{3,}/g, '\n\n').trim();
}

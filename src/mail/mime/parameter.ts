import { decodeText } from './charset/charset.ts';
import { canonicalCharset } from './charset/charset-label.ts';
import { decodeWords } from './encoded-word.ts';

/**
 * A structured value: `text/plain` or `attachment` with its parameters, names lower case. `parameters` are as written,
 * one character an octet; `extended` are those of RFC 2231, decoded.
 */
export type Parametrised = {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly extended: ReadonlyMap<string, string>;
};

const PARAMETER =
  /[;\s,]*([^\s=;",][^\s=;"]*?(?:\s*\*(?:\s*\d{1,4})?)?(?:\s*\*)?)\s*=\s*("(?:\\.|[^"\\])*"(?=\s*(?:;|$|[\w*%-]+\s*=))|"[^"]*$|"[^;]*"|(?:&#\w{1,6};|[^;])*)/gy;

/**
 * Reads a Content-Type or Content-Disposition value (RFC 2045 §5.1) with continuations and charsets of RFC 2231, and
 * what senders write instead: encoded words in quotes, raw octets, unquoted spaces, no semicolon in between.
 */
export function readParameters(raw: string): Parametrised {
  const semicolon = raw.search(/[;\s]/);
  const value = (semicolon < 0 ? raw : raw.slice(0, semicolon)).toLowerCase().replace(/^["']|["']$/g, '');
  const found = new Map<string, string>();
  if (semicolon < 0) return { value, parameters: found, extended: new Map() };
  const rest = raw.slice(semicolon);
  PARAMETER.lastIndex = 0;
  for (let match = PARAMETER.exec(rest); match; match = PARAMETER.exec(rest)) {
    const name = (match[1] ?? '').toLowerCase().replace(/\s/g, '');
    if (!found.has(name)) found.set(name, unquote(match[2] ?? ''));
  }
  return { value, ...joinContinuations(found) };
}

/** A parameter behind an unquoted value, where the semicolon between them was left out. */
const NEXT_PARAMETER = /\s(?:charset|format|name|filename|size|(?:creation|modification|read)-date)\*?\s*=.*/is;

function unquote(value: string): string {
  const trimmed = value.trim();
  if (!trimmed.startsWith('"')) return trimmed.replace(NEXT_PARAMETER, '');
  return trimmed.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1');
}

type Segment = { index: number; extended: boolean; value: string };

/** RFC 2231 §3 and §4: `name*0*=utf-8''…; name*1=…` become one value. */
function joinContinuations(found: ReadonlyMap<string, string>): Pick<Parametrised, 'parameters' | 'extended'> {
  const segments = new Map<string, Segment[]>();
  const parameters = new Map<string, string>();
  const extended = new Map<string, string>();
  for (const [key, value] of found) {
    const match = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(key);
    if (!match) parameters.set(key, value);
    else {
      const [, name = '', index, star] = match;
      const list = segments.get(name) ?? [];
      list.push({ index: Number(index ?? 0), extended: index === undefined || star !== undefined, value });
      segments.set(name, list);
    }
  }
  for (const [name, list] of segments) {
    const sorted = list.sort((a, b) => a.index - b.index);
    if (sorted.some((segment) => segment.extended)) extended.set(name, joinSegments(sorted));
    else parameters.set(name, sorted.map((segment) => segment.value).join(''));
  }
  return { parameters, extended };
}

function joinSegments(list: readonly Segment[]): string {
  const first = list[0]?.extended ? labelOf(list[0].value) : { label: '', rest: list[0]?.value ?? '' };
  const octets: Buffer[] = [];
  let open = '';
  for (const [i, { value, extended }] of list.entries()) {
    const written = i === 0 ? first.rest : extended ? withoutLabel(value, first.label) : value;
    // An escaped octet may be divided between two pieces.
    if (extended) open += written;
    else {
      octets.push(percentDecoded(open), Buffer.from(written, 'latin1'));
      open = '';
    }
  }
  octets.push(percentDecoded(open));
  return decodeText(Buffer.concat(octets), first.label).text;
}

/** `utf-8'zh'…` (RFC 2231 §4), and with one quotation mark or another: then it has to name a charset. */
function labelOf(value: string): { readonly label: string; readonly rest: string } {
  const regular = /^([\w.:-]*)'[\w-]*'/.exec(value);
  const other = regular ?? /^([\w.:-]+)['"](?!.*')/.exec(value);
  if (!other || (!regular && canonicalCharset(other[1]) === '')) return { label: '', rest: value };
  return { label: other[1] ?? '', rest: value.slice(other[0].length).replace(/^"|"$/g, '') };
}

/** Some programs repeat the label in every piece. */
function withoutLabel(value: string, label: string): string {
  const again = /^([\w.:-]+)'[\w-]*'/.exec(value);
  return again?.[1]?.toLowerCase() === label.toLowerCase() ? value.slice(again[0].length) : value;
}

function percentDecoded(value: string): Buffer {
  return Buffer.from(
    value.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/**
 * The file name a part goes by, as a person would read it: encoded words, percent signs and raw octets decoded, no
 * path, no control characters. Empty when it has none.
 */
export function fileName(disposition: Parametrised, contentType: Parametrised, hint?: string): string {
  for (const [from, name] of [
    [disposition, 'filename'],
    [contentType, 'name'],
    [contentType, 'filename'],
    [disposition, 'name'],
  ] as const) {
    const extended = from.extended.get(name);
    if (extended !== undefined) return displayed(extended.includes('=?') ? decodeWords(extended, hint) : extended);
    const plain = from.parameters.get(name);
    if (plain) return displayed(readableName(plain, hint));
  }
  return '';
}

/** A name that stands in one plain value. */
export function readableName(name: string, hint?: string): string {
  const words = decodeWords(name, hint);
  const percent = /^([\w-]+)'[\w-]*'(.+)$/.exec(words);
  if (percent && canonicalCharset(percent[1]) !== '')
    return decodeText(percentDecoded(percent[2] ?? ''), percent[1]).text;
  return /%[0-9A-F]{2}/i.test(words) ? percentName(words) : words;
}

function displayed(name: string): string {
  return withoutEntities(name)
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .replace(/^.*[\\/](?=[^\\/]+$)/, '')
    .trim()
    .replace(/^(["'])([^"']+)\1$/, '$2');
}

/** Web mail programs write what their charset lacks as in HTML. */
function withoutEntities(name: string): string {
  if (!name.includes('&#')) return name;
  return name.replace(/&#(\d{2,7});/g, (written, code: string) =>
    Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : written,
  );
}

function percentName(name: string): string {
  const octets = percentDecoded(name);
  if (/[^\u0000-\u00ff]/.test(name) || !octets.some((octet) => octet > 127)) return name;
  const { text } = decodeText(octets, '');
  return text.includes('\ufffd') ? name : text;
}

import { canonicalCharset, decodeText } from './charset.ts';
import { decodeWords } from './encoded-word.ts';

/** A structured value: `text/plain` or `attachment` with its parameters, names lower case. */
export type Parametrised = { readonly value: string; readonly parameters: ReadonlyMap<string, string> };

const PARAMETER = /[;\s,]*([^\s=;"]+?)\s*=\s*("(?:\\.|[^"\\])*"(?=\s*(?:;|$|[\w*%-]+\s*=))|"[^"]*$|"[^;]*"|[^;]*)/gy;

/**
 * Reads a Content-Type or Content-Disposition value (RFC 2045 §5.1) with continuations and charsets of RFC 2231, and
 * what senders write instead: encoded words in quotes, raw octets, unquoted spaces, no semicolon in between.
 */
export function readParameters(raw: string): Parametrised {
  const semicolon = raw.search(/[;\s]/);
  const value = (semicolon < 0 ? raw : raw.slice(0, semicolon))
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  const found = new Map<string, string>();
  if (semicolon < 0) return { value, parameters: found };
  const rest = raw.slice(semicolon);
  PARAMETER.lastIndex = 0;
  for (let match = PARAMETER.exec(rest); match; match = PARAMETER.exec(rest)) {
    const name = (match[1] ?? '').toLowerCase();
    if (!found.has(name)) found.set(name, unquote(match[2] ?? ''));
    if (PARAMETER.lastIndex >= rest.length) break;
  }
  return { value, parameters: joinContinuations(found) };
}

function unquote(value: string): string {
  const trimmed = value.trim();
  if (!trimmed.startsWith('"')) return trimmed;
  return trimmed.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1');
}

type Segment = { index: number; extended: boolean; value: string };

/** RFC 2231 §3 and §4: `name*0*=utf-8''…; name*1=…` become one value, kept apart from a plain one of that name. */
function joinContinuations(found: ReadonlyMap<string, string>): Map<string, string> {
  const segments = new Map<string, Segment[]>();
  const out = new Map<string, string>();
  for (const [key, value] of found) {
    const match = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(key);
    if (!match) out.set(key, value);
    else {
      const [, name = '', index, star] = match;
      const list = segments.get(name) ?? [];
      list.push({ index: Number(index ?? 0), extended: index === undefined || star !== undefined, value });
      segments.set(name, list);
    }
  }
  for (const [name, list] of segments) out.set(name, joinSegments(list.sort((a, b) => a.index - b.index)));
  return out;
}

function joinSegments(list: readonly Segment[]): string {
  const first = list[0]?.value ?? '';
  const label = list[0]?.extended ? /^([\w.:-]*)'[\w-]*'/.exec(first) : null;
  if (!list.some((segment) => segment.extended)) return list.map((segment) => segment.value).join('');
  const octets = list.map((segment, i) =>
    percentDecoded(i === 0 && label ? first.slice(label[0].length) : segment.value, segment.extended),
  );
  return decodeText(Buffer.concat(octets), label?.[1] ?? '').text;
}

function percentDecoded(value: string, extended: boolean): Buffer {
  if (!extended) return Buffer.from(value, 'latin1');
  return Buffer.from(
    value.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** A file name as a person would read it: encoded words, percent signs and raw octets decoded, no path, no control characters. */
export function readableFileName(name: string, hint?: string): string {
  const words = decodeWords(name, hint);
  const percent = /^([\w-]+)'[\w-]*'(.+)$/.exec(words);
  const decoded =
    percent && canonicalCharset(percent[1]) !== ''
      ? decodeText(percentDecoded(percent[2] ?? '', true), percent[1]).text
      : words;
  const plain = /%[0-9A-F]{2}/i.test(decoded) ? percentName(decoded) : decoded;
  return plain
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .replace(/^.*[\\/](?=[^\\/]+$)/, '')
    .trim();
}

function percentName(name: string): string {
  const octets = percentDecoded(name, true);
  if (/[^\u0000-\u00ff]/.test(name) || !octets.some((octet) => octet > 127)) return name;
  const { text } = decodeText(octets, '');
  return text.includes('\ufffd') ? name : text;
}

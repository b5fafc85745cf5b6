import { ADDRESSES } from '../limits.ts';
import type { Address } from '../mail.ts';
import { decodeWords } from './encoded-word.ts';

type Token =
  | { kind: 'text' | 'quoted' | 'comment' | 'angle'; text: string }
  | { kind: 'comma' | 'colon' | 'semicolon'; text: string };

/** Pieces that one entry of an address list may have. */
const ENTRY_TOKENS = 100;

/**
 * The addresses of a From, To, Cc or Reply-To value (RFC 5322 §3.4), groups flattened, comments as names, encoded words
 * decoded, and what senders write instead: unquoted commas in names, missing brackets, a name that repeats the address.
 * Entries without an address are left out. Linear in the length of the value.
 */
export function readAddresses(value: string, hint?: string, fallback?: string): Address[] {
  const out: Address[] = [];
  let entry: Token[] = [];
  let addressed = false;
  const flush = (): void => {
    out.push(...readEntry(entry, hint, fallback));
    entry = [];
    addressed = false;
  };
  for (const token of tokens(value)) {
    if (out.length >= ADDRESSES) return out;
    if (token.kind === 'semicolon') flush();
    else if (token.kind === 'comma') {
      if (addressed || entry.length > ENTRY_TOKENS) flush();
      else if (entry.length > 0) entry.push({ kind: 'text', text: ', ' });
    } else if (token.kind === 'colon') entry = [];
    else {
      entry.push(token);
      addressed ||= token.kind === 'angle' || token.text.includes('@');
    }
  }
  flush();
  return out;
}

const TOKEN = /"((?:\\.|[^"\\])*)"|<([^<>]*)>|([,;:])|(\()|<([^,;>\s]*)[^,;>]*|([^"<,;:(]+)/gsy;

/** A colon starts a group only when a semicolon ends it; `Name: text <a@b>` is just a name. */
function* tokens(text: string): Generator<Token> {
  const lastSemicolon = text.lastIndexOf(';');
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) {
      at++;
      continue;
    }
    at = TOKEN.lastIndex;
    const [, quoted, angle, mark, parenthesis, openAngle, plain] = match;
    if (quoted !== undefined) yield { kind: 'quoted', text: quoted.replace(/\\(.)/gs, '$1') };
    else if (angle !== undefined) yield { kind: 'angle', text: angle };
    else if (mark === ',') yield { kind: 'comma', text: mark };
    else if (mark === ';') yield { kind: 'semicolon', text: mark };
    else if (mark !== undefined)
      yield at <= lastSemicolon ? { kind: 'colon', text: mark } : { kind: 'text', text: mark };
    else if (parenthesis !== undefined) {
      const end = commentEnd(text, at);
      yield { kind: 'comment', text: text.slice(at, end) };
      at = end + 1;
    } else if (openAngle !== undefined) yield { kind: 'angle', text: openAngle };
    else yield { kind: 'text', text: plain ?? '' };
  }
}

function commentEnd(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return text.length;
}

const BARE = /[^\s<>"',;:()[\]]{1,128}@(?:\[[^\]\s]{1,255}\]|[^\s<>"',;:()[\]]{1,255})/;

/** What is left of an address in brackets, and one that is written apart. */
const APART = /\[(?:mailto:)?\s*\]|(?<!\S)\S+\s+@\s*\S+$|(?<!\S)\S+@\s+\S+$/i;

function readEntry(entry: readonly Token[], hint?: string, fallback?: string): Address[] {
  const angles = entry.filter((token) => token.kind === 'angle');
  const angle = angles.findLast((token) => token.text.includes('@')) ?? angles.at(-1);
  const words = entry.filter((token) => token.kind === 'text' || token.kind === 'quoted');
  const comment = entry.find((token) => token.kind === 'comment')?.text ?? '';
  if (angle) {
    const name = words.map((token) => (token.kind === 'quoted' ? ` ${token.text} ` : token.text)).join('');
    return severalIn(angle.text).flatMap((address) => made(name.trim() || comment, address, hint, fallback) ?? []);
  }
  const whole = words
    .map((token) => (token.kind === 'quoted' && words.length > 1 ? `"${token.text}"` : token.text))
    .join('');
  if (!whole.includes('@') && !whole.includes('=?')) return [];
  const quotedLocal = /^"[^"]+"@\S+$/.exec(whole.trim());
  const decoded = decodeWords(whole, hint, fallback);
  const bare = quotedLocal?.[0] ?? (BARE.exec(decoded) ?? BARE.exec(decoded.replace(/\s*@\s*/g, '@')))?.[0];
  if (!bare) return [];
  const name = whole.trim().replace(bare, '').replace(APART, '');
  return [made(name.trim() || comment, bare, hint, fallback) ?? []].flat();
}

/** Two addresses in one pair of brackets; a blank in one of them is none of its signs. */
function severalIn(inside: string): string[] {
  const words = inside.trim().split(/\s+/);
  return words.every((word) => /[^@]@[^@]/.test(word)) ? words : [inside];
}

/** A local part of 64 octets and a domain of 255 (RFC 5321 §4.5.3.1); what is longer is no address. */
const LONGEST_ADDRESS = 64 + 1 + 255;

function made(name: string, address: string, hint?: string, fallback?: string): Address | null {
  const bare = decodeWords(address, hint, fallback)
    .replace(/^mailto:/i, '')
    .replace(/[\s<>\u0000-\u001f]/g, '')
    .replace(/^@[^:]*:/, '');
  if (bare === '' || bare.length > LONGEST_ADDRESS) return null;
  const readable = cleanName(decodeWords(name, hint, fallback));
  return { name: sameText(readable, bare) ? '' : readable, address: bare };
}

function cleanName(name: string): string {
  return name
    .replace(/[\s\u0000-\u001f]+/g, ' ')
    .replace(/ ,/g, ',')
    .replace(/^[\s,>]+/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
}

function sameText(name: string, address: string): boolean {
  return name.toLowerCase().replace(/[<>]/g, '') === address.toLowerCase();
}

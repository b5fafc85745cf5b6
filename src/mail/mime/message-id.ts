import { REFERENCES } from '../limits.ts';

/**
 * Every message identifier in a Message-ID, In-Reply-To or References value (RFC 5322 §3.6.4), with angle brackets, in
 * order, each once; of very many the first and the last.
 */
export function readMessageIds(value: string): string[] {
  const ids = [...new Set(idsIn(withoutMiddle(value)))];
  return ids.length <= REFERENCES ? ids : [...ids.slice(0, 1), ...ids.slice(1 - REFERENCES)];
}

/** More than the longest list of whole identifiers that is kept; what is cut through is lost with the middle. */
const MOST = 100_000;
const BEGINNING = 2_000;

function withoutMiddle(value: string): string {
  if (value.length <= MOST) return value;
  const beginning = value.slice(0, BEGINNING);
  return `${beginning.slice(0, beginning.lastIndexOf('>') + 1)}${value.slice(BEGINNING - MOST)}`;
}

/**
 * Between brackets, without the blanks that folding and mail programs leave there; an opening bracket that is never
 * closed ends where the next begins. Without brackets whatever looks like an address.
 */
function idsIn(value: string): string[] {
  const regular = value.match(/<[^<>\s]{1,998}>/g);
  if (regular && regular.join('').length === value.replace(/\s/g, '').length) return regular;
  const bracketed = Array.from(value.matchAll(/<([^<>]*)(>?)/g)).flatMap(([, inside = '', closed]) =>
    withoutBlanks(closed === '' ? inside.trim().replace(/\s.*/s, '') : inside),
  );
  if (bracketed.length > 0) return bracketed.map((id) => `<${id}>`);
  const bare = value.split(/[\s<>",;]/).filter((word) => word.length <= LONGEST && /^[^@]+@[^@]/.test(word));
  return bare.map((id) => `<${id}>`);
}

/** RFC 5322 §2.1.1: no line is longer. */
const LONGEST = 998;

function withoutBlanks(inside: string): string[] {
  const words = inside.match(/\S+/g) ?? [];
  // Two identifiers in one pair of brackets.
  const ids = words.every((word) => /[^@]@[^@]/.test(word)) ? words : [words.join('')];
  return ids.filter((id) => id.length <= LONGEST);
}

/** The identifier of a Message-ID field, null when there is none. */
export function readMessageId(value: string): string | null {
  return readMessageIds(value)[0] ?? null;
}

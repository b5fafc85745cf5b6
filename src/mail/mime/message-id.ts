import { REFERENCES } from '../limits.ts';

/**
 * Every message identifier in a Message-ID, In-Reply-To or References value (RFC 5322 §3.6.4), with angle brackets, in
 * order, each once; of very many the first and the last.
 */
export function readMessageIds(value: string): string[] {
  const ids = [...new Set(idsIn(value))];
  return ids.length <= REFERENCES ? ids : [...ids.slice(0, 1), ...ids.slice(1 - REFERENCES)];
}

function idsIn(value: string): string[] {
  const bracketed = value.match(/<[^<>\s]{1,998}>/g);
  if (bracketed) return bracketed;
  const joined = value.replace(/\s/g, '').match(/<[^<>]{1,998}>/g);
  if (joined) return joined;
  const bare = value.split(/[\s<>",;]/).filter((word) => word.length <= 998 && /^[^@]+@[^@]/.test(word));
  return bare.map((id) => `<${id}>`);
}

/** The identifier of a Message-ID field, null when there is none. */
export function readMessageId(value: string): string | null {
  return readMessageIds(value)[0] ?? null;
}

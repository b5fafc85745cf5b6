/**
 * Every message identifier in a Message-ID, In-Reply-To or References value (RFC 5322 §3.6.4), with angle brackets, in
 * order, each once.
 */
export function readMessageIds(value: string): string[] {
  const bracketed = value.match(/<[^<>\s]{1,998}>/g);
  if (bracketed) return [...new Set(bracketed)];
  const joined = value.replace(/\s/g, '').match(/<[^<>]{1,998}>/g);
  if (joined) return [...new Set(joined)];
  const bare = value.split(/[\s<>",;]/).filter((word) => word.length <= 998 && /^[^@]+@[^@]/.test(word));
  return [...new Set(bare.map((id) => `<${id}>`))];
}

/** The identifier of a Message-ID field, null when there is none. */
export function readMessageId(value: string): string | null {
  return readMessageIds(value)[0] ?? null;
}

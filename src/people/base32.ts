/**
 * RFC 4648 §6, lower case and without padding: survives mail systems that fold case and those that stumble over `=` or
 * `/`.
 */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, value) => [letter, value]));

export function encodeBase32(octets: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const octet of octets) {
    buffer = (buffer << 8) | octet;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((buffer >> (bits - 5)) & 31);
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET.charAt((buffer << (5 - bits)) & 31) : text;
}

/** Null for other characters, and for left-over bits that are not zero: one value has one text, case aside. */
export function decodeBase32(text: string): Uint8Array | null {
  const octets: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const letter of text.toLowerCase()) {
    const value = VALUES.get(letter);
    if (value === undefined) return null;
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      octets.push((buffer >> bits) & 255);
    }
    buffer &= (1 << bits) - 1;
  }
  return buffer === 0 && bits < 5 ? Uint8Array.from(octets) : null;
}

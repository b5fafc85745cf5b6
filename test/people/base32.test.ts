import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../src/people/base32.ts';

/** RFC 4648 §10, in lower case and without padding. */
const VECTORS = [
  ['', ''],
  ['f', 'my'],
  ['fo', 'mzxq'],
  ['foo', 'mzxw6'],
  ['foob', 'mzxw6yq'],
  ['fooba', 'mzxw6ytb'],
  ['foobar', 'mzxw6ytboi'],
  ['\xff\xff\xff\xff\xff\xff', '7777777774'],
] as const;

describe('octets as text', () => {
  it.each(VECTORS)('%j is %s and back', (octets, text) => {
    expect(encodeBase32(Buffer.from(octets, 'latin1'))).toBe(text);
    expect(Buffer.from(decodeBase32(text) ?? []).toString('latin1')).toBe(octets);
    expect(Buffer.from(decodeBase32(text.toUpperCase()) ?? []).toString('latin1')).toBe(octets);
  });

  it.each([
    ['a digit that is none of them', 'm1'],
    ['padding', 'my======'],
    ['left-over bits that are not zero', 'mz'],
    ['a letter too many', 'mya'],
    ['one letter alone', 'a'],
    ['a blank', 'm y'],
  ])('nothing is read from %s', (_, text) => expect(decodeBase32(text)).toBeNull());
});

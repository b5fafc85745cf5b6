import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, decodeBase64Octets } from '../../../src/mail/mime/base64.ts';

const run = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['aGk=', 'hi'],
  ['aGk', 'hi'],
  ['aGk=\r\n \t', 'hi'],
  ['aG\r\nk=', 'hi'],
  ['', ''],
  ['====', ''],
  ['=aGk=', 'hi'],
  ['=aGk=aGk', 'hihi'],
  ['a-!Gk=aGk='.replace('-', ''), 'hihi'],
  [run('a') + run('b'), 'ab'],
  [`${run('a')}\r\n${run('bc')}\r\n${run('def')}`, 'abcdef'],
  [`${run('a')}${run('bc').replace('=', '')}`, 'abc'],
  ['YQ=YQ=', 'aa'],
  ['YQ===YQ', 'aa'],
  ['YWJjZ=YQ', 'abca'],
  ['-_-_=YQ', '\ufffd\ufffd\ufffda'],
  [run('a').repeat(5_000), 'a'.repeat(5_000)],
])('%j is %j', (written, text) => {
  expect(decodeBase64(written).toString()).toBe(text);
});

test('runs that were encoded apart come back joined', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, fc.constantFrom('', '\n', '\r\n', ' '), (runs, between) => {
      const written = runs.map((octets) => Buffer.from(octets).toString('base64')).join(between);
      expect(decodeBase64(written)).toEqual(Buffer.concat(runs));
    }),
  );
});

test('any signs are decoded to no more octets than they can hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ9+/-_= \n!'), maxLength: 80 }), (text) => {
      expect(decodeBase64(text).length).toBeLessThanOrEqual(Math.ceil((text.length * 3) / 4));
    }),
  );
});

test('octets are decoded as their text is, however many they are', () => {
  const signs = fc.constantFrom(...'AZaz09+/-_= \r\n\t!\u00e9\u00ff');
  fc.assert(
    fc.property(
      fc.string({ unit: signs, minLength: 1, maxLength: 90 }),
      fc.constantFrom(1, 1_200_000),
      (some, most) => {
        const written = some.repeat(Math.ceil(most / some.length));
        // Not by `toEqual`, which takes seconds for a megabyte.
        expect(decodeBase64Octets(Buffer.from(written, 'latin1')).equals(decodeBase64(written))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

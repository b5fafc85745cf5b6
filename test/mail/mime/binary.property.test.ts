import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rtfToText, unpackRtf } from '../../../src/mail/mime/rtf.ts';
import { unpackTnef } from '../../../src/mail/mime/tnef.ts';
import { fixture } from '../fixture.ts';

const beginning = (...starts: readonly string[]) =>
  fc
    .record({ start: fc.constantFrom(...starts), rest: fc.uint8Array({ maxLength: 200 }), cut: fc.nat(220) })
    .map(({ start, rest, cut }) => Buffer.concat([Buffer.from(start, 'hex'), rest]).subarray(0, cut));

it('TNEF of any octets is unpacked or is none', () => {
  const properties = '789f3e220100020390060000000000';
  fc.assert(
    fc.property(beginning('789f3e22', '789f3e220100', properties, ''), (octets) => {
      const found = unpackTnef(octets);
      expect(found === null || typeof found.text === 'string').toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

it('a winmail.dat with octets changed and cut off is, too', () => {
  const mail = fixture('tnef');
  const whole = Buffer.from(mail);
  const start = whole.indexOf('eJ8+Ig');
  const tnef = start < 0 ? whole : Buffer.from(whole.subarray(start).toString('latin1'), 'base64');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }), fc.nat(tnef.length), (edits, end) => {
      const changed = Buffer.from(tnef.subarray(0, end));
      if (changed.length > 0) for (const [at, octet] of edits) changed[at % changed.length] = octet;
      unpackTnef(changed);
    }),
    { numRuns: 1_000 },
  );
});

it('compressed RTF of any octets is a text', () => {
  const sizes = '10000000ffffff7f';
  fc.assert(
    fc.property(beginning(`${sizes}4c5a467500000000`, `${sizes}4d454c4100000000`, ''), (octets) => {
      expect(typeof rtfToText(unpackRtf(octets))).toBe('string');
    }),
    { numRuns: 5_000 },
  );
});

it('so is RTF with any control words', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '\\u',
      '-70000',
      '1114112',
      '99999999999',
      "\\'",
      'ff',
      '\\par',
      '\\*',
      '\\constructor',
      '?',
      ' ',
      'x',
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(pieces, (words) => {
      expect(typeof rtfToText(words.join(''))).toBe('string');
    }),
  );
});

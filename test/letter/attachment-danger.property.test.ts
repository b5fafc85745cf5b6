import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dangerOf } from '../../src/letter/attachment-danger.ts';
import { forwardable } from '../../src/letter/forwardable.ts';
import { attachment, END, hex, OLE, RAR4, RAR5, utf16, zip } from './archives.ts';

describe('readers of archives', () => {
  const SHAPES = [
    hex(zip(1, 1), END),
    hex(zip(0, 0, '../../etc/passwd'), zip(0, 0, '..\\\\..\\\\a.exe'), END),
    hex(zip(0, 0), '504b0606', 'ff'.repeat(52), '504b0607', 'ff'.repeat(16), END),
    hex(RAR4, '0000730000', '0d00', '00'.repeat(6), '0000740400', '00'.repeat(9)),
    hex(RAR5, '00000000', '21', '04', '00'.repeat(9)),
    hex(RAR5, 'ff'.repeat(40)),
    hex('377abcaf271c', '00'.repeat(20), '06f10701'),
    hex(OLE, utf16('_VBA_PROJECT_CUR')),
    Buffer.from('\ufeff<!-- x --><?xml version="1.0"?><svg>'),
  ];
  /** Numbers at the edge of their width, where lengths and offsets stand. */
  const EDGES = ['00', 'ff', 'ffff', '7fffffff', 'ffffffff', 'ffffffffffffffff'].map((edge) =>
    Buffer.from(edge, 'hex'),
  );

  it('stay within what there is: cut at each octet, and any number at each octet', () => {
    let tried = 0;
    for (const shape of SHAPES)
      for (let at = 0; at <= shape.length; at += 1) {
        const changed = EDGES.map((edge) => hex(shape.subarray(0, at), edge, shape.subarray(at + edge.length)));
        for (const content of [shape.subarray(0, at), shape.subarray(at), ...changed]) {
          const danger = dangerOf(attachment('x', content));
          expect(danger === null || typeof danger === 'string').toBe(true);
          tried += 1;
        }
      }
    console.log(`archives, cut and changed: ${tried}, none of them threw`);
    expect(tried).toBeGreaterThan(5_000);
  });

  it('take no longer for an archive that repeats its headers', () => {
    const many = Buffer.concat(Array.from({ length: 50_000 }, () => zip(0, 0)));
    expect(dangerOf(attachment('a.zip', hex(many, END)))).toBeNull();
  });
});

it('what is forwarded is not dangerous under the name it is given', () => {
  const pieces = fc.constantFrom(
    'a',
    '.exe',
    '.',
    ' ',
    '/',
    '\\\\',
    ':',
    '"',
    '\u0000',
    '\u0085',
    '\u200b',
    '\u202e',
    '.txt',
    '\u3000',
    'ｅ',
    'é',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      for (const { name } of forwardable([attachment(parts.join(''))]).forwarded)
        expect(name.toLowerCase().replace(/[. ]+$/, '')).not.toMatch(/\.exe$/);
    }),
  );
});

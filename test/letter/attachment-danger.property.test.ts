import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dangerOf } from '../../src/letter/attachment-danger.ts';
import { forwardable } from '../../src/letter/forwardable.ts';
import type { Attachment } from '../../src/mail/mail.ts';

const attachment = (name: string, content: string | Buffer = 'text', given: Partial<Attachment> = {}): Attachment => ({
  name,
  type: 'application/octet-stream',
  size: content.length,
  inline: false,
  cid: null,
  sha256: '',
  content: Buffer.from(content),
  ...given,
});
const hex = (...parts: (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)));
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** A local file header and a central directory entry, as far as they are looked at; bit 0 of the flags: encrypted. */
const zip = (local: number, central: number, name = 'a.txt') =>
  hex(
    '504b03041400',
    Buffer.from([local, 0]),
    '0'.repeat(40),
    Buffer.from(name),
    '504b010214001400',
    Buffer.from([central, 0]),
    '0'.repeat(40),
    Buffer.from(name),
  );
/** What ends an archive. */
const END = hex('504b0506', '00'.repeat(18));
const OLE = 'd0cf11e0a1b11ae1';
const RAR4 = '526172211a0700';
const RAR5 = '526172211a070100';

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

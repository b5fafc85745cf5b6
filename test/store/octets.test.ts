import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsOf } from '../../src/store/connection/connection.ts';
import { OctetsDamaged, packed, requireWhole, sha256Of, unpacked } from '../../src/store/octets.ts';

/** As PostgreSQL writes them with `bytea_output = escape` (chapter 8.4). */
const escaped = (octets: Uint8Array): string =>
  [...octets]
    .map((octet) =>
      octet === 0x5c
        ? '\\\\'
        : octet >= 0x20 && octet < 0x7f
          ? String.fromCharCode(octet)
          : `\\${octet.toString(8).padStart(3, '0')}`,
    )
    .join('');

describe('octets from the database', () => {
  it('are read in both of its forms', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        expect(octetsOf(`\\x${Buffer.from(octets).toString('hex')}`)).toEqual(Buffer.from(octets));
        expect(octetsOf(escaped(octets))).toEqual(Buffer.from(octets));
      }),
    );
  });

  it('are packed where that makes them fewer, and come back as they were', () => {
    const lines = fc
      .array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 200 })
      .map((all) => Buffer.from(all.join('\r\n')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), lines), (octets) => {
        const kept = packed(octets);
        expect(kept.bytes.length).toBeLessThanOrEqual(octets.length);
        expect(Buffer.from(unpacked(kept))).toEqual(Buffer.from(octets));
      }),
    );
    const long = Buffer.alloc(10_000, 'a line of a mail\r\n');
    expect(packed(long).bytes.length).toBeLessThan(1_000);
  });
  it('that were packed once are packed again: they say so themselves, not their first octets', () => {
    const kept = packed(Buffer.alloc(1_000)).bytes;
    expect(unpacked({ bytes: kept, size: null })).toEqual(kept);
    expect(Buffer.from(unpacked(packed(kept)))).toEqual(Buffer.from(kept));
  });
  it.each<[string, (kept: Uint8Array) => Uint8Array]>([
    ['cut short', (kept) => kept.subarray(0, -5)],
    ['other octets', (kept) => Buffer.alloc(kept.length, 1)],
    ['more than were packed', () => packed(Buffer.alloc(2_000)).bytes],
    ['none', () => new Uint8Array()],
  ])('packed ones that are damaged are not taken for others: %s', (_what, damage) => {
    const kept = packed(Buffer.alloc(1_000));
    expect(() => unpacked({ ...kept, bytes: damage(kept.bytes) })).toThrow(OctetsDamaged);
  });

  const letter = Buffer.from('Subject: 您好\r\n\r\n');
  const known = { size: letter.length, sha256: sha256Of(letter) };
  it.each<[string, Uint8Array, { size: number | null; sha256: string | null }, boolean]>([
    ['as written', letter, known, true],
    ['written before this was kept', letter, { size: null, sha256: null }, true],
    ['none', Buffer.alloc(0), known, false],
    ['none, and nothing is known', Buffer.alloc(0), { size: null, sha256: null }, false],
    ['cut short', letter.subarray(1), known, false],
    ['as many, and others', Buffer.alloc(letter.length), known, false],
  ])('%s: sent %s', (_what, octets, wanted, whole) => {
    const check = () => requireWhole(octets, wanted);
    if (whole) expect(check).not.toThrow();
    else expect(check).toThrow(OctetsDamaged);
  });
});

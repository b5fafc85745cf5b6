import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readCms, startsCms } from '../../../../src/mail/mime/packed/cms.ts';
import { parseMime } from '../../../../src/mail/mime/structure.ts';
import { decodeTransfer } from '../../../../src/mail/mime/transfer.ts';
import { understand } from '../../../../src/mail/understand.ts';
import { fixture, understood } from '../../fixture.ts';
import { cms, DATA, der, NO_SIGNERS, SIGNED, words } from './der.ts';

const WORDS = '报表导出失败，提示 E2044。';
const cmsOf = (name: string): Buffer => Buffer.from(decodeTransfer(parseMime(fixture(name)).root.body, 'base64'));

const COMPRESSED = der(0x06, '2a864886f70d0109100109');

describe('signed words', () => {
  it.each(['smime-signed', 'smime-signed-in-pieces'])('%s is read', async (name) => {
    const mail = await understood(name);
    expect([mail.text, mail.attachments, mail.warnings]).toEqual([WORDS, [], []]);
    expect(readCms(cmsOf(name))).toMatchObject({ kind: 'signed', intact: true });
  });

  it.each(['smime-signed', 'smime-signed-in-pieces'])('%s with another word is read, and not intact', async (name) => {
    const octets = cmsOf(name);
    octets.write('E2045', octets.indexOf('E2044'));
    expect(readCms(octets)).toMatchObject({ kind: 'signed', intact: false });
    const mail = await understand(
      Buffer.from(
        `Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n${octets.toString('base64')}`,
      ),
    );
    expect(mail.text).toBe(WORDS.replace('4。', '5。'));
    expect(mail.warnings).toContain('signature_broken');
  });

  it('with another signature are not intact', () => {
    const octets = cmsOf('smime-signed');
    octets[octets.length - 1] = (octets[octets.length - 1] ?? 0) ^ 1;
    expect(readCms(octets)).toMatchObject({ kind: 'signed', intact: false });
  });

  it.each<[what: string, field: Buffer, text: string]>([
    ['whole', words(der(0x04, Buffer.from('hi'))), 'hi'],
    ['in pieces', words(der(0x24, der(0x04, Buffer.from('h')), der(0x04, Buffer.from('i')))), 'hi'],
    ['in pieces of pieces', words(der(0x24, der(0x24, der(0x04, Buffer.from('hi'))))), 'hi'],
    ['empty', words(der(0x04)), ''],
  ])('%s', (_, field, text) => {
    const read = readCms(cms(SIGNED, NO_SIGNERS, field, NO_SIGNERS));
    expect(read?.kind === 'signed' && [Buffer.from(read.content ?? []).toString(), read.intact]).toEqual([text, null]);
  });

  it('may lie outside: then there are certificates only', () => {
    expect(readCms(cms(SIGNED, NO_SIGNERS, words(), NO_SIGNERS))).toEqual({
      kind: 'signed',
      content: null,
      intact: null,
    });
  });
});

describe('other kinds', () => {
  it.each(['smime-encrypted', 'pgp-encrypted'])('%s is told, and kept as a file', async (name) => {
    const mail = await understood(name);
    expect([mail.class, mail.text, mail.warnings]).toEqual(['human', '', ['encrypted']]);
    expect(mail.attachments.map(({ name: file }) => file)).toEqual([
      name === 'smime-encrypted' ? 'smime.p7m' : 'encrypted.asc',
    ]);
  });

  it.each(['2a864886f70d010703', '2a864886f70d010704', '2a864886f70d010706', '2a864886f70d0109100117'])(
    '%s is encrypted',
    (oid) => {
      expect(readCms(cms(der(0x06, oid)))).toEqual({ kind: 'encrypted' });
    },
  );

  it('compressed words are unpacked, within bounds', () => {
    const packed = (octets: Uint8Array) => cms(COMPRESSED, der(0x30), words(der(0x04, deflateSync(octets))));
    expect(readCms(packed(Buffer.from('hi')))).toEqual({ kind: 'compressed', content: Buffer.from('hi') });
    expect(readCms(packed(Buffer.alloc(20_000_001)))).toBeNull();
    expect(readCms(cms(COMPRESSED, der(0x30), words(der(0x04, Buffer.from('hi')))))).toBeNull();
  });

  it.each([
    ['', 'nothing'],
    ['30', 'a type'],
    ['3003020101', 'another type'],
    ['300b06092a864886f70d010702', 'no content'],
    ['300d06092a864886f70d010701a000', 'plain data'],
    ['1f8100', 'a long tag'],
    ['3085ffffffffff', 'a long length'],
    ['3084ffffffff', 'more than there is'],
    ['30800609', 'no end'],
    ['0480', 'a primitive without a length'],
  ])('%s is none: %s', (octets) => {
    expect(readCms(Buffer.from(octets, 'hex'))).toBeNull();
  });
});

test.each([
  ['smime-signed', true],
  ['smime-signed-in-pieces', true],
  ['smime-encrypted', true],
])('%s begins like it', (name, starts) => {
  expect(startsCms(cmsOf(name))).toBe(starts);
});

test('other files do not', () => {
  for (const other of ['', 'PK\x03\x04', '0 words', '30']) expect(startsCms(Buffer.from(other))).toBe(false);
});

describe('any octets', () => {
  it('are read or are none', () => {
    const names = fc.constantFrom('smime-signed', 'smime-signed-in-pieces', 'smime-encrypted').map(cmsOf);
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 10 });
    fc.assert(
      fc.property(names, edits, fc.nat(2_000), (whole, changes, end) => {
        const changed = Buffer.from(whole.subarray(0, end));
        if (changed.length > 0) for (const [at, octet] of changes) changed[at % changed.length] = octet;
        const read = readCms(changed);
        expect(read === null || ['signed', 'encrypted', 'compressed'].includes(read.kind)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  /** Words in pieces, all without a length. */
  const inPieces = (count: number): Buffer => {
    const endless = (tag: string, ...octets: Buffer[]) =>
      Buffer.concat([Buffer.from(`${tag}80`, 'hex'), ...octets, Buffer.alloc(2)]);
    const pieces = endless('24', Buffer.alloc(count * 3, '040178', 'hex'));
    const data = endless('30', der(0x02, '01'), NO_SIGNERS, endless('30', DATA, endless('a0', pieces)));
    return endless('30', SIGNED, endless('a0', data));
  };

  it('in many pieces are joined', () => {
    const read = readCms(inPieces(50_000));
    expect(read).toEqual({ kind: 'signed', content: Buffer.alloc(50_000, 'x'), intact: null });
  });

  it.each([
    ['in too many', inPieces(1_000_000)],
    ['in each other', Buffer.concat([Buffer.alloc(2_000_000, '3080', 'hex'), Buffer.alloc(2_000_000)])],
  ])('%s are none', (_, octets) => {
    expect(readCms(octets)).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dangerOf } from '../../src/letter/attachment-danger.ts';
import { forwardable } from '../../src/letter/forwardable.ts';
import { attachment, END, hex, OLE, RAR4, RAR5, utf16, zip } from './archives.ts';

describe('may be forwarded', () => {
  it.each([
    ['text', attachment('error.log')],
    ['a picture', attachment('截图.png', hex('89504e470d0a1a0a'))],
    ['a PDF', attachment('a.pdf', '%PDF-1.7')],
    ['XML that is data', attachment('config.xml', '<?xml version="1.0"?><config/>')],
    ['a document without macros', attachment('a.docx', zip(0, 0, 'word/document.xml'))],
    ['an old document without macros', attachment('a.doc', hex(OLE, utf16('WordDocument')))],
    ['an archive', attachment('logs.zip', zip(0, 0))],
    [
      'a RAR 4 archive',
      attachment('logs.rar', hex(RAR4, '0000730000', '0d00', '00'.repeat(6), '0000740000', '00'.repeat(9))),
    ],
    ['a RAR 5 archive', attachment('logs.rar', hex(RAR5, '00000000', '0b', '01', '00'.repeat(9)))],
    ['a mail', attachment('Re: x.eml', 'Subject: x', { type: 'message/rfc822' })],
    ['an archive of 7-Zip', attachment('logs.7z', hex('377abcaf271c', '00'.repeat(20)))],
    ['a name with a dangerous middle', attachment('setup.exe.txt')],
    ['a text about HTML', attachment('a.txt', 'the page begins with <html> and <script>')],
    ['a text about SVG', attachment('a.txt', 'the picture begins with <svg>')],
    ['a text about macros', attachment('a.txt', utf16('the storage is called _VBA_PROJECT'))],
    ['octets of the AES coder in another file', attachment('a.bin', hex('00'.repeat(20), '06f10701'))],
    [
      'octets of encrypted archives in another file',
      attachment('a.bin', hex('00'.repeat(10), '80000004', '00'.repeat(20))),
    ],
    ['a type with more behind a dangerous name', attachment('x', 'x', { type: 'text/html5' })],
    ['another one', attachment('x', 'x', { type: 'application/java-archive-diff' })],
    ['a shell’s name at the beginning of a type', attachment('x', 'x', { type: 'application/x-shp' })],
    ['a type with more before a dangerous name', attachment('x', 'x', { type: 'x-text/html' })],
    ['the same of a program', attachment('x', 'x', { type: 'x-application/x-elf' })],
    ['the same of a script', attachment('x', 'x', { type: 'x-text/javascript' })],
    ['the same of a picture', attachment('x', 'x', { type: 'x-image/svg+xml' })],
    [
      'a ZIP cut off before the flags of its directory',
      attachment('a.zip', hex('504b030414000000', '504b0102', '0000')),
    ],
    [
      'a RAR 4 archive with a header longer than all of it',
      attachment('a.rar', hex(RAR4, '0000730000', 'ffff', '00'.repeat(20))),
    ],
    [
      'a RAR 4 archive cut off in its first file’s header',
      attachment('a.rar', hex(RAR4, '0000730000', '1000', '00'.repeat(11), '74')),
    ],
    [
      'a RAR 4 archive with another block first',
      attachment('a.rar', hex(RAR4, '0000730000', '0d00', '00'.repeat(6), '00007a0400')),
    ],
    ['nothing', attachment('empty.txt', '')],
    ['two octets', attachment('x', 'PK')],
  ])('%s', (_, given) => expect(dangerOf(given)).toBeNull());
});

describe('is kept back', () => {
  it.each([
    ['a program by name', attachment('Setup.EXE'), 'executable'],
    ['behind a second extension', attachment('invoice.pdf.exe'), 'executable'],
    ['behind dots and blanks', attachment('a.exe. . '), 'executable'],
    ['behind an invisible character', attachment('a.e\u200bxe'), 'executable'],
    ['turned around', attachment('a\u202etxt.exe'), 'executable'],
    ['a program by content', attachment('photo.jpg', hex('4d5a9000')), 'executable'],
    ['a program of Linux', attachment('tool', hex('7f454c46')), 'executable'],
    ['a program by type', attachment('x', 'x', { type: 'application/x-msdownload' }), 'executable'],
    ['a program of DOS, x-msdos-program', attachment('x', 'x', { type: 'application/x-msdos-program' }), 'executable'],
    ['a program of DOS, x-dosprogram', attachment('x', 'x', { type: 'application/x-dosprogram' }), 'executable'],
    ['a program of DOS, x-dosexec', attachment('x', 'x', { type: 'application/x-dosexec' }), 'executable'],
    ['a program of DOS, x-dosexecutable', attachment('x', 'x', { type: 'application/x-dosexecutable' }), 'executable'],
    ['a shortcut', attachment('Rechnung.lnk'), 'executable'],
    ['a folder of somebody else', attachment('documents.library-ms'), 'executable'],
    ['a disk image', attachment('scan.iso'), 'executable'],
    ['a script', attachment('fix.ps1'), 'script'],
    ['a script by its first line', attachment('README', '#!/bin/sh\n'), 'script'],
    ['JavaScript by type', attachment('x', 'x', { type: 'text/javascript' }), 'script'],
    ['HTML', attachment('bill.html'), 'html'],
    ['HTML by content', attachment('bill.txt', '\ufeff \n<!-- x --><!DOCTYPE html><title>'), 'html'],
    ['HTML by type', attachment('x', 'x', { type: 'text/html' }), 'html'],
    ['SVG', attachment('logo.svg'), 'svg'],
    ['SVG by content', attachment('logo.png', '<?xml version="1.0"?>\n<!-- a -->\n<svg onload="x">'), 'svg'],
    ['SVG by type', attachment('x', 'x', { type: 'image/svg+xml' }), 'svg'],
    ['a macro document by name', attachment('plan.xlsm'), 'macro_document'],
    ['a macro document by content', attachment('plan.xlsx', zip(0, 0, 'xl/vbaProject.bin')), 'macro_document'],
    ['an old macro document', attachment('plan.xls', hex(OLE, utf16('_VBA_PROJECT_CUR'))), 'macro_document'],
    [
      'a macro document by type',
      attachment('x', 'x', { type: 'application/vnd.ms-excel.sheet.macroenabled.12' }),
      'macro_document',
    ],
    ['an encrypted ZIP', attachment('a.zip', zip(1, 1)), 'encrypted_archive'],
    ['one whose second file is', attachment('a.zip', zip(0, 1)), 'encrypted_archive'],
    ['one of which the directory does not say so', attachment('a.zip', zip(1, 0)), 'encrypted_archive'],
    ['one that is cut off behind its first flags', attachment('a.zip', hex('504b030414000100')), 'encrypted_archive'],
    [
      'one that is cut off behind the flags of its directory',
      attachment('a.zip', hex('504b030414000000', '504b0102000000000100')),
      'encrypted_archive',
    ],
    [
      'an encrypted RAR 4, names hidden',
      attachment('a.rar', hex(RAR4, '0000738000', '0d00', '00'.repeat(20))),
      'encrypted_archive',
    ],
    [
      'an encrypted RAR 4',
      attachment('a.rar', hex(RAR4, '0000730000', '0d00', '00'.repeat(6), '0000740400', '00'.repeat(9))),
      'encrypted_archive',
    ],
    [
      'an encrypted RAR 4 that is cut off behind its flags',
      attachment('a.rar', hex(RAR4, '0000730000', '0d00', '00'.repeat(6), '0000740400')),
      'encrypted_archive',
    ],
    ['one behind other octets', attachment('a.dat', hex('00'.repeat(50), zip(1, 1), END)), 'encrypted_archive'],
    ['one cut into parts', attachment('a.zip', hex('504b0708', zip(1, 1), END)), 'encrypted_archive'],
    ['one that is strongly encrypted', attachment('a.zip', zip(0x40, 0x40)), 'encrypted_archive'],
    [
      'one with a hidden directory',
      attachment('a.zip', hex(zip(0, 0), '504b010214001400', '0020')),
      'encrypted_archive',
    ],
    ['one whose second file alone says so', attachment('a.zip', hex(zip(0, 0), zip(1, 0))), 'encrypted_archive'],
    [
      'one of ZIP64, with sizes that lie',
      attachment(
        'a.zip',
        hex(zip(0, 1), 'ff'.repeat(40), '504b0606', 'ff'.repeat(52), '504b0607', 'ff'.repeat(16), END),
      ),
      'encrypted_archive',
    ],
    [
      'macros behind other octets',
      attachment('a.xlsx', hex('00', zip(0, 0, 'xl/vbaProject.bin'), END)),
      'macro_document',
    ],
    [
      'an encrypted RAR 5 with a long number',
      attachment('a.rar', hex(RAR5, '00000000', 'a18000', '04', '00'.repeat(9))),
      'encrypted_archive',
    ],
    ['a program whose name ends when it is shown', attachment('a.exe\u0085'), 'executable'],
    ['an encrypted RAR 5', attachment('a.rar', hex(RAR5, '00000000', '21', '04', '00'.repeat(9))), 'encrypted_archive'],
    ['an encrypted 7z', attachment('a.7z', hex('377abcaf271c', '00'.repeat(20), '06f10701')), 'encrypted_archive'],
  ])('%s', (_, given, danger) => expect(dangerOf(given)).toBe(danger));
});

it('is read whatever its octets are, however few', () => {
  const beginnings = [
    '504b0304',
    '504b0102',
    '526172211a0700',
    '526172211a070100',
    '377abcaf271c',
    'd0cf11e0a1b11ae1',
    '4d5a',
    '',
  ];
  const octets = fc
    .record({ start: fc.constantFrom(...beginnings), rest: fc.uint8Array({ maxLength: 40 }), cut: fc.nat(48) })
    .map(({ start, rest, cut }) => Buffer.concat([Buffer.from(start, 'hex'), rest]).subarray(0, cut));
  fc.assert(
    fc.property(octets, (content) => {
      dangerOf({ name: 'a', type: 'application/octet-stream', content });
    }),
    { numRuns: 5_000 },
  );
});

describe('of one mail', () => {
  const sized = (name: string, size: number) => attachment(name, '', { size });
  const names = (given: readonly { name: string }[]) => given.map(({ name }) => name);

  it('twenty', () => {
    const { forwarded, withheld } = forwardable(Array.from({ length: 22 }, (_, n) => attachment(`${n}.txt`)));
    expect(forwarded).toHaveLength(20);
    expect(withheld).toEqual([
      { name: '20.txt', reason: 'too_many' },
      { name: '21.txt', reason: 'too_many' },
    ]);
  });

  it('15 MB each and 25 MB in all, small ones still after a large one', () => {
    const { forwarded, withheld } = forwardable([
      sized('a', 15_000_001),
      sized('b', 15_000_000),
      sized('c', 10_000_001),
      sized('d', 10_000_000),
    ]);
    expect(names(forwarded)).toEqual(['b', 'd']);
    expect(withheld).toEqual([
      { name: 'a', reason: 'too_large' },
      { name: 'c', reason: 'total_too_large' },
    ]);
  });

  it('under names fit to be shown, with the reason for each that stays', () => {
    const { forwarded, withheld } = forwardable([
      attachment('../../etc/pass\u200bwd'),
      attachment('C:\\x\\photo\u202egpj.exe'),
    ]);
    expect(names(forwarded)).toEqual(['passwd']);
    expect(withheld).toEqual([{ name: 'photogpj.exe', reason: 'executable' }]);
  });
});

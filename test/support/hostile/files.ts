import { file, filled, numbered, type Shapes } from './pieces.ts';

const MEGABYTES = 3 * 1024 * 1024;

/** A zip whose table of contents says this much of each of so many files. */
function zip(entries: number, name: (at: number) => string): Buffer {
  const table = Array.from({ length: entries }, (_, at) => {
    const named = Buffer.from(name(at));
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(0xffff_ffff, 24);
    entry.writeUInt16LE(named.length, 28);
    return Buffer.concat([entry, named]);
  });
  const directory = Buffer.concat(table);
  const start = Buffer.from('PK\x03\x04'.padEnd(30, '\0'), 'latin1');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries, 0xffff), 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(start.length, 16);
  return Buffer.concat([start, directory, end]);
}

/** A stream of TNEF attributes, each with this id and value. */
function tnef(attributes: number, id: number, value: Buffer): Buffer {
  const attribute = Buffer.alloc(9 + value.length + 2);
  attribute.writeUInt8(2, 0);
  attribute.writeUInt32LE(id, 1);
  attribute.writeUInt32LE(value.length, 5);
  value.copy(attribute, 9);
  return Buffer.concat([Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0, 0]), ...Array<Buffer>(attributes).fill(attribute)]);
}

/** A property list of TNEF that says it has four thousand million values. */
function properties(type: number, id: number, rest: Buffer): Buffer {
  const list = Buffer.alloc(12);
  list.writeUInt32LE(0xffff_ffff, 0);
  list.writeUInt16LE(type, 4);
  list.writeUInt16LE(id, 6);
  list.writeUInt32LE(0xffff_ffff, 8);
  return Buffer.concat([list, rest]);
}

/** Compressed RTF (MS-OXRTFCP) in which every two octets stand for seventeen. */
function rtf(octets: number): Buffer {
  const body = Buffer.alloc(octets, Buffer.from([0xff, ...Array<number[]>(8).fill([0x00, 0x0f]).flat()]));
  const head = Buffer.alloc(16);
  head.writeUInt32LE(0xffff_ffff, 0);
  head.writeUInt32LE(0xffff_ffff, 4);
  head.write('LZFu', 8, 'latin1');
  return Buffer.concat([head, body]);
}

const TNEF = 'application/ms-tnef';

export const fileShapes: Shapes = {
  'a zip of 60,000 names': () =>
    file(
      'a.zip',
      'application/zip',
      zip(60_000, (at) => `${at}.txt`),
    ),
  'a zip of long names': () =>
    file(
      'a.zip',
      'application/zip',
      zip(60, () => 'a/'.repeat(30_000)),
    ),
  'a zip that holds macros last': () =>
    file(
      'a.docm',
      'application/vnd.ms-word',
      zip(60_000, (at) => (at === 59_999 ? 'word/vbaProject.bin' : `${at}`)),
    ),
  'beginnings of zips': () => file('a.zip', 'application/zip', Buffer.alloc(MEGABYTES, 'PK\x05\x06')),
  'entries of zips': () => file('a.zip', 'application/zip', Buffer.alloc(MEGABYTES, 'PK\x01\x02PK\x03\x04')),
  'beginnings of RAR': () => file('a.rar', 'application/vnd.rar', Buffer.alloc(MEGABYTES, 'Rar!\x1a\x07\x00')),
  'beginnings of RAR 5': () => file('a.rar', 'application/vnd.rar', Buffer.alloc(MEGABYTES, 'Rar!\x1a\x07\x01\x00')),
  'beginnings of 7z': () =>
    file('a.7z', 'application/x-7z-compressed', Buffer.alloc(MEGABYTES, "7z\xbc\xaf'\x1c", 'latin1')),
  'a compound file of one octet': () => {
    const compound = Buffer.alloc(MEGABYTES, 0x41);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(compound);
    return file('a.doc', 'application/msword', compound);
  },
  'a PDF of objects': () =>
    file('a.pdf', 'application/pdf', Buffer.from(`%PDF-1.7\n${filled('1 0 obj<</Encrypt ', MEGABYTES)}`)),
  'an SVG of entities': () => file('a.svg', 'image/svg+xml', Buffer.from(filled('<!ENTITY a "&b;&b;">', MEGABYTES))),
  'a TNEF of files': () => file('winmail.dat', TNEF, tnef(100_000, 0x0006_9002, Buffer.alloc(14))),
  'a TNEF of filled files': () => file('winmail.dat', TNEF, tnef(50_000, 0x0006_800f, Buffer.alloc(20))),
  'a TNEF of endless properties': () =>
    file('winmail.dat', TNEF, tnef(3, 0x0006_9003, properties(0x1003, 0x1000, Buffer.alloc(MEGABYTES / 4)))),
  'a TNEF of text': () => file('winmail.dat', TNEF, tnef(200, 0x0002_800c, Buffer.alloc(15_000, 'words '))),
  'a TNEF with compressed RTF': () =>
    file(
      'winmail.dat',
      TNEF,
      tnef(
        1,
        0x0006_9003,
        Buffer.concat([
          Buffer.from([1, 0, 0, 0, 2, 1, 9, 0x10, 1, 0, 0, 0]),
          Buffer.from([0, 0, 0x20, 0]),
          rtf(0x20_0000),
        ]),
      ),
    ),
  'a card of 100,000 lines': () => file('a.vcf', 'text/vcard', Buffer.from(filled('TEL:1\r\n', MEGABYTES))),
  'a table as a file': () => file('a.csv', 'text/csv', Buffer.from(numbered(100_000, (at) => `=cmd|${at}\r\n`))),
};

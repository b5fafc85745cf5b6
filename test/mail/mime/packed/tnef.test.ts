import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTnef, startsTnef, unpackTnef } from '../../../../src/mail/mime/packed/tnef.ts';

const u16 = (value: number): Buffer => Buffer.from([value & 255, value >> 8]);
const u32 = (value: number): Buffer => {
  const octets = Buffer.alloc(4);
  octets.writeUInt32LE(value >>> 0);
  return octets;
};
const SIGNATURE = u32(0x223e9f78);
const ascii = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1');
const wide = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
/** An attribute of the stream: level, id, type, length, value, checksum (MS-OXTNEF §2.1.3.3). */
const attribute = (id: number, value: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([1]), u16(id), u16(1), u32(value.length), value, u16(0)]);
const stream = (...attributes: Uint8Array[]): Buffer => Buffer.concat([SIGNATURE, u16(1), ...attributes]);
const padded = (value: Uint8Array): Buffer => Buffer.concat([value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
/** A property with values of any length. */
const property = (id: number, type: number, ...values: Uint8Array[]): Buffer =>
  Buffer.concat([
    u16(type),
    u16(id),
    u32(values.length),
    ...values.flatMap((value) => [u32(value.length), padded(value)]),
  ]);
const fixed = (id: number, type: number, value: Uint8Array): Buffer => Buffer.concat([u16(type), u16(id), value]);
const list = (...properties: Uint8Array[]): Buffer => Buffer.concat([u32(properties.length), ...properties]);

const RENDERING = attribute(0x9002, Buffer.alloc(14));
const title = (name: string): Buffer => attribute(0x8010, ascii(name));
const data = (content: string): Buffer => attribute(0x800f, Buffer.from(content));
const body = (text: string): Buffer => attribute(0x800c, ascii(text));
const codepage = (page: number): Buffer => attribute(0x9007, u32(page));
const fileProperties = (...properties: Uint8Array[]): Buffer => attribute(0x9005, list(...properties));
const messageProperties = (...properties: Uint8Array[]): Buffer => attribute(0x9003, list(...properties));

function unpacked(octets: Uint8Array) {
  const tnef = unpackTnef(octets);
  return tnef && { ...tnef, files: tnef.files.map(({ name, content }) => `${name}: ${Buffer.from(content)}`) };
}
const files = (...attributes: Uint8Array[]) => unpacked(stream(...attributes))?.files;
const text = (...attributes: Uint8Array[]) => unpacked(stream(...attributes))?.text;

test.each<[what: string, octets: Uint8Array, found: boolean]>([
  ['a signature and a key', Buffer.concat([SIGNATURE, u16(1)]), true],
  ['no key', SIGNATURE, false],
  ['one octet too few', Buffer.concat([SIGNATURE, Buffer.from([1])]), false],
  ['other octets', Buffer.from('something else'), false],
  ['nothing', Buffer.alloc(0), false],
])('%s', (_, octets, found) => {
  expect(unpackTnef(octets)).toEqual(found ? { text: '', html: '', files: [], damaged: false } : null);
});

test('the octets may lie anywhere in their buffer', () => {
  const octets = stream(body('x'));
  const shifted = Buffer.concat([Buffer.from('ab'), octets, Buffer.from('c')]).subarray(2, 2 + octets.length);
  expect(unpacked(shifted)?.text).toBe('x');
});

describe('files', () => {
  test.each<[what: string, attributes: Uint8Array[], files: string[]]>([
    ['a file with its title', [RENDERING, title('a.txt'), data('x')], ['a.txt: x']],
    ['two files', [RENDERING, title('a'), data('x'), RENDERING, title('b'), data('y')], ['a: x', 'b: y']],
    ['a file without a rendering', [title('a'), data('x')], ['a: x']],
    ['that begins with its data', [data('x'), title('a')], ['a: x']],
    ['that begins with its properties', [fileProperties(property(0x3707, 30, ascii('l'))), data('x')], ['l: x']],
    ['a title without data is no file', [RENDERING, title('a')], []],
    [
      'a long name before the title',
      [RENDERING, title('a'), data('x'), fileProperties(property(0x3707, 30, ascii('long')))],
      ['long: x'],
    ],
    ['the name as displayed', [data('x'), fileProperties(property(0x3001, 30, ascii('shown')))], ['shown: x']],
    ['the short name', [data('x'), fileProperties(property(0x3704, 30, ascii('short')))], ['short: x']],
    [
      'the long one of all three',
      [
        data('x'),
        fileProperties(
          property(0x3704, 30, ascii('s')),
          property(0x3001, 30, ascii('d')),
          property(0x3707, 30, ascii('l')),
        ),
      ],
      ['l: x'],
    ],
    [
      'the displayed one of two',
      [data('x'), fileProperties(property(0x3704, 30, ascii('s')), property(0x3001, 30, ascii('d')))],
      ['d: x'],
    ],
    ['data among the properties', [RENDERING, fileProperties(property(0x3701, 258, Buffer.from('y')))], [': y']],
    ['its own data first', [data('x'), fileProperties(property(0x3701, 258, Buffer.from('y')))], [': x']],
    ['a name in UTF-16', [data('x'), fileProperties(property(0x3707, 31, wide('日志')))], ['日志: x']],
    ['a code page', [codepage(936), RENDERING, attribute(0x8010, Buffer.from([0xd6, 0xd0, 0])), data('x')], ['中: x']],
    ['a code page cut short', [attribute(0x9007, Buffer.from([1, 2])), title('a\xe4'), data('x')], ['aä: x']],
    ['Western text without a code page', [title('\xd6\xd0'), data('x')], ['ÖÐ: x']],
    ['a Cyrillic code page', [codepage(1251), title('\xcf'), data('x')], ['П: x']],
    ['an empty file at the end', [title('a'), attribute(0x800f, Buffer.alloc(0))], ['a: ']],
    ['an attribute of another kind', [data('x'), attribute(0x8888, list(property(0x3707, 30, ascii('l'))))], [': x']],
    ['a title that ends at once', [attribute(0x8010, Buffer.from('\0ab')), data('x')], [': x']],
    ['a title without an end', [attribute(0x8010, Buffer.from('abc')), data('x')], ['abc: x']],
    ['a title with something behind its end', [attribute(0x8010, Buffer.from('ab\0c')), data('x')], ['ab: x']],
  ])('%s', (_, attributes, found) => {
    expect(files(...attributes)).toEqual(found);
  });

  test.each<[what: string, attributes: Uint8Array[], damaged: boolean]>([
    ['a title', [RENDERING, title('a')], true],
    ['a long name', [RENDERING, fileProperties(property(0x3707, 30, ascii('l')))], true],
    ['a rendering alone', [RENDERING], false],
    ['a title with data', [title('a'), data('x')], false],
  ])('%s without data is damaged', (_, attributes, damaged) => {
    expect(unpacked(stream(...attributes))?.damaged).toBe(damaged);
  });

  test('what came before a broken attribute is kept', () => {
    const whole = stream(RENDERING, title('a'), data('x'), body('never'));
    expect(unpacked(whole.subarray(0, whole.length - 3))).toEqual({
      text: '',
      html: '',
      files: ['a: x'],
      damaged: true,
    });
  });

  test('no octets change what throws nothing', () => {
    const whole = stream(RENDERING, fileProperties(property(0x3707, 31, wide('日志'))), data('x'), body('text'));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, octet) => {
        const changed = Buffer.from(whole);
        changed[at] = octet;
        expect(() => unpackTnef(changed)).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

/** "hi" as compressed RTF that is not compressed (MS-OXRTFCP §2.1.3.1). */
const RTF = Buffer.concat([u32(24), u32(11), Buffer.from('MELA'), u32(0), Buffer.from('{\\rtf1 rtf}')]);

describe('the body', () => {
  test.each<[what: string, attributes: Uint8Array[], text: string]>([
    ['its attribute', [body('hello')], 'hello'],
    ['a property', [messageProperties(property(0x1000, 30, ascii('plain')))], 'plain'],
    ['in UTF-16', [messageProperties(property(0x1000, 31, wide('文字')))], '文字'],
    ['of odd length with an end', [messageProperties(property(0x1000, 30, Buffer.from('ab\0\0\0')))], 'ab'],
    ['of two octets without an end', [messageProperties(property(0x1000, 30, Buffer.from('ab')))], 'ab'],
    ['with one zero at its end', [messageProperties(property(0x1000, 30, Buffer.from('abc\0')))], 'abc'],
    ['with a zero before its end', [messageProperties(property(0x1000, 30, Buffer.from('ab\0c')))], 'ab'],
    ['of one octet', [messageProperties(property(0x1000, 30, Buffer.from('a')))], 'a'],
    [
      'the attribute before the property',
      [body('hello'), messageProperties(property(0x1000, 30, ascii('plain')))],
      'hello',
    ],
    ['RTF', [messageProperties(property(0x1009, 258, RTF))], 'rtf'],
    [
      'plain before RTF',
      [messageProperties(property(0x1009, 258, RTF), property(0x1000, 30, ascii('plain')))],
      'plain',
    ],
    ['HTML instead of RTF', [messageProperties(property(0x1009, 258, RTF), property(0x1013, 258, ascii('<p>')))], ''],
    ['an attribute of another kind', [attribute(0x8888, ascii('x'))], ''],
    ['UTF-16 with two ends', [messageProperties(property(0x1000, 31, wide('a\0')))], 'a'],
    ['UTF-16 with an end within', [messageProperties(property(0x1000, 31, wide('a\0b')))], 'a\0b'],
    ['no value', [messageProperties(property(0x1000, 30))], ''],
  ])('%s', (_, attributes, expected) => {
    expect(text(...attributes)).toBe(expected);
  });

  test('HTML in the message’s code page', () => {
    const tnef = unpacked(stream(codepage(936), messageProperties(property(0x1013, 258, Buffer.from([0xd6, 0xd0])))));
    expect(tnef).toEqual({ text: '', html: '中', files: [], damaged: false });
  });
});

describe('properties before the one that is read', () => {
  const plain = property(0x1000, 30, ascii('plain'));
  const sized = (type: number, octets: number) => fixed(0x0001, type, Buffer.alloc(octets, 1));
  const named = (kind: number, name: Uint8Array, length = name.length) =>
    Buffer.concat([u16(3), u16(0x8000), Buffer.alloc(16, 1), u32(kind), u32(length), name, u32(7)]);
  test.each<[what: string, before: Uint8Array, text: string]>([
    ['a short', sized(2, 4), 'plain'],
    ['a long', sized(3, 4), 'plain'],
    ['a float', sized(4, 4), 'plain'],
    ['a double', sized(5, 8), 'plain'],
    ['a currency', sized(6, 8), 'plain'],
    ['a time', sized(7, 8), 'plain'],
    ['an error', sized(10, 4), 'plain'],
    ['a truth', sized(11, 4), 'plain'],
    ['a large integer', sized(20, 8), 'plain'],
    ['a system time', sized(64, 8), 'plain'],
    ['a GUID', sized(72, 16), 'plain'],
    ['several longs', Buffer.concat([u16(0x1003), u16(1), u32(3), Buffer.alloc(12, 1)]), 'plain'],
    ['a text of uneven length', property(1, 30, Buffer.from('abcde')), 'plain'],
    ['several texts', property(1, 0x101e, ascii('a'), ascii('bcdef')), 'plain'],
    ['one with a number for its name', named(0, Buffer.alloc(0), 0x8001), 'plain'],
    ['one with a name', named(1, padded(wide('abc'))), 'plain'],
    ['one with a name of uneven length', named(1, padded(Buffer.from('abcde')), 5), 'plain'],
    ['one whose name does not fit', named(1, Buffer.alloc(4), 4000), ''],
    ['one whose value does not fit', Buffer.concat([u16(30), u16(1), u32(1), u32(4000)]), ''],
  ])('%s', (_, before, expected) => {
    expect(text(attribute(0x9003, list(before, plain)))).toBe(expected);
  });

  test.each<[what: string, octets: Uint8Array, text: string]>([
    ['no room for a count', Buffer.alloc(3), ''],
    ['a count that is too low', Buffer.concat([u32(1), sized(3, 4), plain]), ''],
    ['a count that is too high', Buffer.concat([u32(9), plain]), 'plain'],
    ['cut in a property’s head', Buffer.concat([u32(9), plain, u16(3)]), 'plain'],
    ['cut before the number of values', Buffer.concat([u32(9), plain, u16(30), u16(5), u16(0)]), 'plain'],
    ['cut before the size of a value', Buffer.concat([u32(9), plain, u16(30), u16(5), u32(1), u16(1)]), 'plain'],
    [
      'cut before the second value',
      Buffer.concat([u32(1), u16(30), u16(0x1000), u32(2), u32(4), Buffer.from('abcd')]),
      'abcd',
    ],
    ['cut in the value', Buffer.concat([u32(1), u16(30), u16(0x1000), u32(1), u32(3), Buffer.from('ab')]), ''],
    ['cut in the name', Buffer.concat([u32(9), plain, u16(3), u16(0x8001), Buffer.alloc(20)]), 'plain'],
    [
      'a value right at the end',
      Buffer.concat([u32(1), u16(30), u16(0x1000), u32(1), u32(2), Buffer.from('ab')]),
      'ab',
    ],
  ])('%s', (_, octets, expected) => {
    expect(text(attribute(0x9003, octets))).toBe(expected);
  });
});

test.each([
  ['application/ms-tnef', '', true],
  ['application/vnd.ms-tnef', '', true],
  ['application/octet-stream', 'winmail.dat', true],
  ['application/octet-stream', 'WINMAIL.DAT', true],
  ['application/octet-stream', 'my winmail.dat', false],
  ['application/octet-stream', 'winmail.data', false],
  ['application/octet-stream', 'winmailxdat', false],
  ['application/ms-tnef2', '', false],
  ['xapplication/ms-tnef', '', false],
])('%s named "%s" is a container: %s', (type, name, expected) => {
  expect(isTnef(type, name)).toBe(expected);
});

test.each([
  ['789f3e22', true],
  ['789f3e2200', true],
  ['789f3e', false],
  ['00789f3e22', false],
])('octets %s start one: %s', (hex, expected) => {
  expect(startsTnef(Buffer.from(hex, 'hex'))).toBe(expected);
});

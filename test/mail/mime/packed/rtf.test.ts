import { describe, expect, test } from 'vitest';
import { rtfToText, unpackRtf } from '../../../../src/mail/mime/packed/rtf.ts';

const u32 = (value: number): Buffer => {
  const octets = Buffer.alloc(4);
  octets.writeUInt32LE(value);
  return octets;
};
const packed = (magic: string, size: number, content: Uint8Array): Buffer =>
  Buffer.concat([u32(content.length + 12), u32(size), Buffer.from(magic), u32(0), content]);
/** Words of a compressed stream: octets as they are, pairs of offset and length in the dictionary. */
function compressed(...tokens: (string | readonly [from: number, length: number])[]): Buffer {
  const out: number[] = [];
  for (let at = 0; at < tokens.length; at += 8) {
    const eight = tokens.slice(at, at + 8);
    out.push(eight.reduce((control, token, bit) => control | (typeof token === 'string' ? 0 : 1 << bit), 0));
    for (const token of eight) {
      if (typeof token === 'string') out.push(token.charCodeAt(0));
      else {
        const reference = (token[0] << 4) | (token[1] - 2);
        out.push(reference >> 8, reference & 255);
      }
    }
  }
  return Buffer.from(out);
}
/** Where the dictionary is written first (MS-OXRTFCP §3.1.1.1). */
const START = 207;

describe('compressed RTF', () => {
  test('the example of the specification', () => {
    // MS-OXRTFCP §4.1.1
    const octets = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232' + '0af32068656c090020627705b06c647d0a800fa0',
      'hex',
    );
    expect(unpackRtf(octets)).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
  });

  test.each<[what: string, octets: Uint8Array, text: string]>([
    ['stored', packed('MELA', 3, Buffer.from('abcd')), 'abc'],
    ['another magic', packed('XXXX', 3, Buffer.from('abc')), ''],
    ['too short', packed('MELA', 3, Buffer.alloc(0)).subarray(0, 15), ''],
    ['nothing behind the header', packed('LZFu', 3, Buffer.alloc(0)), ''],
    ['octets as they are', packed('LZFu', 3, compressed('a', 'b', 'c', [START + 3, 2])), 'abc'],
    ['a run that repeats itself', packed('LZFu', 9, compressed('a', [START, 8], [START + 9, 2])), 'aaaaaaaaa'],
    ['seventeen octets at once', packed('LZFu', 18, compressed('a', [START, 17], [START + 18, 2])), 'a'.repeat(18)],
    ['the dictionary’s beginning', packed('LZFu', 6, compressed([0, 6], [START + 6, 2])), '{\\rtf1'],
    ['the dictionary’s end', packed('LZFu', 3, compressed([START - 3, 3], [START + 3, 2])), '\\tx'],
    ['a second control octet', packed('LZFu', 10, compressed(...'abcdefghij', [START + 10, 2])), 'abcdefghij'],
    ['cut in a reference', packed('LZFu', 9, Buffer.from([2, 0x61, 0])), 'a'],
    ['cut behind an octet', packed('LZFu', 9, Buffer.from([0, 0x61])), 'a'],
    ['its size ends it', packed('LZFu', 8, compressed(...'abcdefghijklmnopqrst')), 'abcdefgh'],
    [
      'around the end of the dictionary',
      packed('LZFu', 5000, compressed('x', ...Array(300).fill([START, 17]), [0, 2])),
      '',
    ],
  ])('%s', (what, octets, text) => {
    if (what.startsWith('around')) expect(unpackRtf(octets)).toMatch(/^x{4000,}/);
    else expect(unpackRtf(octets)).toBe(text);
  });

  test('the octets may lie anywhere in their buffer', () => {
    const octets = packed('MELA', 3, Buffer.from('abc'));
    expect(unpackRtf(Buffer.concat([Buffer.from('xy'), octets, Buffer.from('z')]).subarray(2, 2 + octets.length))).toBe(
      'abc',
    );
  });
});

describe('text of RTF', () => {
  test.each([
    ['{\\rtf1 hello}', 'hello'],
    ['{\\rtf1\\ansi hello \\b bold\\b0  end}', 'hello bold end'],
    ['a\\par b\\line c\\tab d', 'a\nb\nc\td'],
    ['a\\emdash b\\endash c', 'a—b–c'],
    ['\\lquote a\\rquote  \\ldblquote b\\rdblquote', '‘a’ “b”'],
    ['x\\bullet y', 'x•y'],
    ['a\\par\\par\\par\\par b', 'a\n\nb'],
    ['a\\par\\par b', 'a\n\nb'],
    ["\\'e4", 'ä'],
    ["\\'E4\\'c4", 'äÄ'],
    ["{\\ansicpg936 \\'d6\\'d0 x}", '中 x'],
    ["{\\ansicpg936 \\'d6\\'d0}\\'d6\\'d0", '中中'],
    ["{\\ansicpg1251\\'cf}", 'П'],
    ['\\u20013?x', '中x'],
    ['\\u20013 x', '中x'],
    ["\\u20013\\'d6x", '中x'],
    ["\\u20013 \\'d6x", '中x'],
    ['\\u-3913?', '\uf0b7'],
    ['\\u65?\\u66?', 'AB'],
    ['a\\~b', 'a b'],
    ['a\\{b\\}c\\\\d', 'a{b}c\\d'],
    ['a\\-b\\_c', 'abc'],
    ['a\r\nb\nc', 'abc'],
    ['{a}b{c}', 'abc'],
    ['}a', 'a'],
    ['}}a{\\*\\x b}c', 'ac'],
    ['{\\fonttbl{\\f0 Arial;}}a', 'a'],
    ['{\\colortbl;red}a', 'a'],
    ['{\\stylesheet b}a', 'a'],
    ['{\\info b}a', 'a'],
    ['{\\pict 0123}a', 'a'],
    ['{\\themedata b}a', 'a'],
    ['{\\listtable b}a', 'a'],
    ['{\\generator b}a', 'a'],
    ['{\\htmltag b}a', 'a'],
    ["{\\*\\unknown b\\'e4\\u65?\\par\\~}a", 'a'],
    ['{\\fonttbl b{c}d}a', 'a'],
    ['a{\\htmlrtf b}c', 'ac'],
    ['a{\\htmlrtf b\\htmlrtf0 c}d', 'acd'],
    ['a{\\htmlrtf b\\htmlrtf0}d', 'ad'],
    ['a{\\htmlrtf1 b}c', 'ac'],
    ['\\unknown5 a\\other-7 b', 'ab'],
    ['\\constructor a', 'a'],
    ['  a  ', 'a'],
    ['', ''],
  ])('%s is %j', (rtf, text) => {
    expect(rtfToText(rtf)).toBe(text);
  });
});

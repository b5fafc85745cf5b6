import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeQuotedPrintable, decodeTransfer } from '../../../src/mail/mime/transfer.ts';

const decoded = (body: string, encoding: string): string =>
  Buffer.from(decodeTransfer(Buffer.from(body, 'latin1'), encoding)).toString('latin1');
const HI = 'begin 644 a.txt\n":&D\n`\nend';

describe('the name of an encoding', () => {
  test.each([
    ['base64', 'aGk=', 'hi'],
    [' BASE64 ', 'aGk=', 'hi'],
    ['base64;', 'aGk=', 'hi'],
    ['b', 'aGk=', 'hi'],
    ['base-64', 'aGk=', 'hi'],
    ['base--64', 'aGk=', 'aGk='],
    ['xbase64', 'aGk=', 'aGk='],
    ['quoted-printable', '=68i', 'hi'],
    ['Quoted-Printable.', '=68i', 'hi'],
    ['quotedprintable', '=68i', 'hi'],
    ['q', '=68i', 'hi'],
    ['qp', '=68i', 'hi'],
    ['qps', '=68i', '=68i'],
    ['xq', '=68i', '=68i'],
    ['uu', HI, 'hi'],
    ['uue', HI, 'hi'],
    ['uuencode', HI, 'hi'],
    ['x-uu', HI, 'hi'],
    ['x-uue', HI, 'hi'],
    ['x-uuencode', HI, 'hi'],
    ['x-uuencoded', HI, HI],
    ['xx-uue', HI, HI],
    ['uuencode', 'no file', 'no file'],
    ['7bit', 'aGk=', 'aGk='],
    ['', 'aGk=', 'aGk='],
  ])('%s: %j is %j', (encoding, body, text) => {
    expect(decoded(body, encoding)).toBe(text);
  });
});

describe('quoted-printable', () => {
  test.each([
    ['a=3Db', 'a=b'],
    ['=e4=E4', '\xe4\xe4'],
    ['=0a=09', '\n\t'],
    ['=0F=f0', '\x0f\xf0'],
    ['=aF=Fa', '\xaf\xfa'],
    ['=99=90', '\x99\x90'],
    ['=/0=:0', '=/0=:0'],
    ['=0/=0:', '=0/=0:'],
    ['=G0=@0', '=G0=@0'],
    ['=g0=`0', '=g0=`0'],
    ['=0g=g0', '=0g=g0'],
    ['a=', 'a'],
    ['a=4', 'a=4'],
    ['a=\nb', 'ab'],
    ['a=\r\nb', 'ab'],
    ['a= \t\r\nb', 'ab'],
    ['a=\rb', 'ab'],
    ['a= \rb', 'ab'],
    ['a=  b', 'a=  b'],
    ['a= ', 'a'],
    [`a=${' '.repeat(100)}\nb`, 'ab'],
    [`a=${' '.repeat(101)}\nb`, `a=${' '.repeat(101)}\nb`],
    ['a==3D', 'a=='],
    ['no sign', 'no sign'],
    ['\xe4', '\xe4'],
    ['=3Dx41\ny', '=x41\ny'],
    ['=00', '\0'],
  ])('%j is %j', (written, text) => {
    expect(decodeQuotedPrintable(written).toString('latin1')).toBe(text);
  });

  test('any octets come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
        const written = [...octets].map((octet) => `=${octet.toString(16).padStart(2, '0')}`).join('');
        expect(decodeQuotedPrintable(written)).toEqual(Buffer.from(octets));
      }),
      { numRuns: 20 },
    );
  });
});

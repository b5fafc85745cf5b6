import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64, decodeQuotedPrintable, decodeTransfer, takeUuencoded } from '../../../src/mail/mime/transfer.ts';

const decoded = (body: string, encoding: string): string =>
  Buffer.from(decodeTransfer(Buffer.from(body, 'latin1'), encoding)).toString('latin1');
/** A file as uuencode writes it. */
function uuencoded(name: string, content: Uint8Array): string {
  const rows: string[] = [];
  const digit = (value: number): string => String.fromCharCode(value === 0 ? 0x60 : value + 32);
  for (let at = 0; at < content.length; at += 45) {
    const row = content.subarray(at, at + 45);
    let line = digit(row.length);
    for (let i = 0; i < row.length; i += 3) {
      const [a = 0, b = 0, c = 0] = row.subarray(i, i + 3);
      line += [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63].map(digit).join('');
    }
    rows.push(line);
  }
  return `begin 644 ${name}\n${[...rows, '`', 'end'].join('\n')}\n`;
}
const HI = 'begin 644 a.txt\n":&D\n`\nend';

describe('the name of an encoding', () => {
  test.each([
    ['base64', 'aGk=', 'hi'],
    [' BASE64 ', 'aGk=', 'hi'],
    ['base64;', 'aGk=', 'hi'],
    ['b', 'aGk=', 'hi'],
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

describe('base64', () => {
  const long = 'x'.repeat(150);
  const run = (text: string): string => Buffer.from(text).toString('base64');
  test.each([
    ['padding in the middle starts a new run', run('a') + run(long), `a${long}`],
    ['of one sign too', run('ab') + run(long), `ab${long}`],
    ['signs outside the alphabet are passed over', `a-\r\n!G${run(long)}`.replace('-', ''), undefined],
    ['a thousand runs are told apart', run('a').repeat(999) + run(long), `${'a'.repeat(999)}${long}`],
  ])('%s', (_, written, text) => {
    const read = decodeBase64(written).toString();
    if (text !== undefined) expect(read).toBe(text);
    else expect(read).toBe(Buffer.from(`aG${run(long)}`, 'base64').toString());
  });

  test('with more runs the padding means nothing', () => {
    const written = run('a').repeat(1000) + run(long);
    expect(decodeBase64(written)).toEqual(Buffer.from(written.replaceAll('=', ''), 'base64'));
  });

  test('padding close to the end is the end', () => {
    const tail = 'A'.repeat(98);
    expect(decodeBase64(`YQ==${tail.slice(0, 97)}`)).toEqual(Buffer.from(`YQ==${tail.slice(0, 97)}`, 'base64'));
    expect(decodeBase64(`YQ==${tail}`)).toEqual(Buffer.concat([Buffer.from('a'), Buffer.from(tail, 'base64')]));
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
    ['a=\rb', 'a=\rb'],
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

describe('uuencoded files', () => {
  test('any octets come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
        const { files } = takeUuencoded(uuencoded('a.bin', octets));
        expect(files).toEqual([{ name: 'a.bin', content: Buffer.from(octets) }]);
      }),
      { numRuns: 20 },
    );
  });

  test.each<[text: string, rest: string, files: string[]]>([
    [`above\n${HI}\nbelow`, 'above\nbelow', ['a.txt: hi']],
    [`${HI}`, '', ['a.txt: hi']],
    [`${HI}\n${HI.replace('a.txt', ' b.txt ')}\nx`, 'x', ['a.txt: hi', 'b.txt: hi']],
    [HI.replaceAll('\n', '\r\n'), '', ['a.txt: hi']],
    [HI.replace('644', '0644'), '', ['a.txt: hi']],
    [HI.replace('644', '64'), HI.replace('644', '64'), []],
    [HI.replace('644', '648'), HI.replace('644', '648'), []],
    [HI.replace('644', '06440'), HI.replace('644', '06440'), []],
    [` ${HI}`, ` ${HI}`, []],
    ['begin 644 a\n":&D\nnever', 'begin 644 a\n":&D\nnever', []],
    ['begin 644 a\nend\nx', 'x', ['a: ']],
    [`begin 644 ${'n'.repeat(200)}\nend`, '', [`${'n'.repeat(200)}: `]],
    [`begin 644 ${'n'.repeat(201)}\nend`, `begin 644 ${'n'.repeat(201)}\nend`, []],
    ['begin 644 a\nbegin 644 b\nend\nx', 'x', ['a: \x14r']],
    ['begin 644 a\n#:&\nend', '', ['a: h\x60\x00']],
    ['begin 644 a\n\n":&D\n\nend', '', ['a: hi']],
    ['nothing', 'nothing', []],
  ])('%j leaves %j', (text, rest, files) => {
    const taken = takeUuencoded(text);
    expect(taken.text).toBe(rest);
    expect(taken.files.map(({ name, content }) => `${name}: ${content.toString('latin1')}`)).toEqual(files);
  });
});

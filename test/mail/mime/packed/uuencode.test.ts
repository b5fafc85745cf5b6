import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeUuencoded } from '../../../../src/mail/mime/packed/uuencode.ts';

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
    ['begin 644 a\n":&D\nnever', 'never', ['a: hi']],
    ['begin 644 a\n":&D', '', ['a: hi']],
    ['begin 644 a\nend\nx', 'x', ['a: ']],
    ['begin 644 tests\nwe did\nend of story', 'begin 644 tests\nwe did\nend of story', []],
    ['begin 644 tests\n\nwe did', 'we did', ['tests: ']],
    ['begin 644 a\n":&D\nend \nx', 'x', ['a: hi']],
    ['begin-base64 644 a\naGk=\n====\nx', 'x', ['a: hi']],
    ['begin-base64 644 a\naGVs\nbG8=\n====\nx', 'x', ['a: hello']],
    ['begin-base64 644 a\nno base64\n====\nx', 'begin-base64 644 a\nno base64\n====\nx', []],
    [`begin 644 ${'n'.repeat(200)}\nend`, '', [`${'n'.repeat(200)}: `]],
    [`begin 644 ${'n'.repeat(201)}\nend`, `begin 644 ${'n'.repeat(201)}\nend`, []],
    ['begin 644 a\nbegin 644 b\nend\nx', 'begin 644 a\nx', ['b: ']],
    ['begin 644 a\n#:&\nend', '', ['a: h\x60\x00']],
    ['begin 644 a\n\n":&D\n\nend', '', ['a: hi']],
    ['begin 644 a\n":&D\n":&Dx\nend', '":&Dx\nend', ['a: hi']],
    ['begin 644 a\n":&DAAA\nend', '', ['a: hi']],
    ['begin 644 a\n":&DAAAA\nend', 'begin 644 a\n":&DAAAA\nend', []],
    ['begin 644 a\n":&D\nend of story', 'end of story', ['a: hi']],
    ['begin 644 a\n":&D\nx:&D\nend', 'x:&D\nend', ['a: hi']],
    ['begin 644 a\n#====\n`\nend', '', ['a: u\xd7]']],
    ['begin 644 tests\nA\nend', 'begin 644 tests\nA\nend', []],
    ['nothing', 'nothing', []],
  ])('%j leaves %j', (text, rest, files) => {
    const taken = takeUuencoded(text);
    expect(taken.text).toBe(rest);
    expect(taken.files.map(({ name, content }) => `${name}: ${content.toString('latin1')}`)).toEqual(files);
  });
});

test.each([
  ['begin 644 a\n":&D\nend', false],
  ['begin 644 a\n":&D\n', true],
  ['begin-base64 644 a\naGk=\n', true],
  ['no file', false],
])('%j is damaged: %s', (text, damaged) => {
  expect(takeUuencoded(text).damaged).toBe(damaged);
});

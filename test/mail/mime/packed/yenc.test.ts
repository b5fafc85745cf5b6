import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeYenc } from '../../../../src/mail/mime/packed/yenc.ts';

/** A file as yEnc has it: 42 added to each octet, four of the results escaped. */
function yenc(name: string, content: Uint8Array, trailer = `size=${content.length}`): Buffer {
  const row: number[] = [];
  for (const octet of content) {
    const code = (octet + 42) & 255;
    if ([0, 10, 13, 61].includes(code)) row.push(61, (code + 64) & 255);
    else row.push(code);
  }
  const rows: Buffer[] = [];
  for (let at = 0; at < row.length; at += 128) rows.push(Buffer.from([...row.slice(at, at + 128), 13, 10]));
  const begin = `=ybegin line=128 size=${content.length} name=${name}\r\n`;
  return Buffer.concat([Buffer.from(begin), ...rows, Buffer.from(`=yend ${trailer}\r\n`)]);
}
const read = (octets: Buffer) => {
  const { files, octets: rest, damaged } = takeYenc(octets);
  return [Buffer.from(rest).toString('latin1'), files.map(({ name, content }) => `${name}: ${content}`), damaged];
};
const HI = Buffer.from('hi');
const SUM = crc32(HI).toString(16).padStart(8, '0');

test.each<[what: string, octets: Buffer, rest: string, files: string[], damaged: boolean]>([
  ['none', Buffer.from('=y begin'), '=y begin', [], false],
  [
    'one',
    Buffer.concat([Buffer.from('above\r\n'), yenc('a b.txt', HI), Buffer.from('below')]),
    'above\r\nbelow',
    ['a b.txt: hi'],
    false,
  ],
  ['two', Buffer.concat([yenc('a', HI), yenc('b', HI)]), '', ['a: hi', 'b: hi'], false],
  ['a right sum', yenc('a', HI, `size=2 crc32=${SUM}`), '', ['a: hi'], false],
  ['a wrong sum', yenc('a', HI, 'size=2 crc32=00000000'), '', ['a: hi'], true],
  ['a wrong size', yenc('a', HI).fill('9', 22, 23), '', ['a: hi'], true],
  ['no end', yenc('a', HI).subarray(0, -14), '', ['a: hi'], true],
  [
    'more of its own in each line',
    Buffer.from(yenc('a ', HI, 'size=2 x=y').toString('latin1').replace(' name', ' x=y name'), 'latin1'),
    '',
    ['a: hi'],
    false,
  ],
  ['no line break at its end', yenc('a', HI).subarray(0, -2), '', ['a: hi'], false],
  ['of many octets', yenc('a', Buffer.from('hello, hello')), '', ['a: hello, hello'], false],
  [
    'with bare line feeds',
    Buffer.from(yenc('a', HI).toString('latin1').replaceAll('\r', ''), 'latin1'),
    '',
    ['a: hi'],
    false,
  ],
  [
    'not at the start of a line',
    Buffer.concat([Buffer.from('> '), yenc('a', HI)]),
    `> ${yenc('a', HI).toString('latin1')}`,
    [],
    false,
  ],
])('%s', (_, octets, rest, files, damaged) => {
  expect(read(octets)).toEqual([rest, files, damaged]);
});

test('a second beginning before the end is of the first file', () => {
  const begin = Buffer.from('=ybegin line=128 size=2 name=a\r\n');
  const { files, octets, damaged } = takeYenc(Buffer.concat([begin, yenc('b', HI), Buffer.from('below')]));
  expect([files.map(({ name }) => name), Buffer.from(octets).toString(), damaged]).toEqual([['a'], 'below', true]);
});

test('a part of a file has a size and a sum of its own', () => {
  const whole = yenc('a', HI, `size=2 part=1 pcrc32=${SUM} crc32=00000000`).toString('latin1');
  const octets = Buffer.from(
    whole.replace('size=2', 'size=99').replace('\r\n', '\r\n=ypart begin=11 end=12\r\n'),
    'latin1',
  );
  expect(read(octets)).toEqual(['', ['a: hi'], false]);
  const wrong = Buffer.from(octets.toString('latin1').replace(`pcrc32=${SUM}`, 'pcrc32=00000000'), 'latin1');
  expect(read(wrong)).toEqual(['', ['a: hi'], true]);
  const longer = Buffer.from(octets.toString('latin1').replace('end=12', 'end=12 x=y'), 'latin1');
  expect(read(longer)).toEqual(['', ['a: hi'], false]);
  const unix = Buffer.from(octets.toString('latin1').replaceAll('\r', ''), 'latin1');
  expect(read(unix)).toEqual(['', ['a: hi'], false]);
});

test('any octets come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (octets) => {
      const { files, damaged } = takeYenc(yenc('a', octets));
      expect([files, damaged]).toEqual([[{ name: 'a', content: Buffer.from(octets) }], false]);
    }),
    { numRuns: 50 },
  );
});

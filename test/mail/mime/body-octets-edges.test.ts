import { describe, expect, it, test } from 'vitest';
import { fileOctets, textOctets } from '../../../src/mail/mime/body-octets.ts';
import { parseMime } from '../../../src/mail/mime/structure.ts';

const base64 = (text: string | Uint8Array, width = 76): string =>
  Buffer.from(text)
    .toString('base64')
    .replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
const QUOTED = (text: string): string => [...Buffer.from(text)].map((o) => `=${o.toString(16).toUpperCase()}`).join('');
const ZH = '您好，报表导出失败，请帮忙看一下，谢谢。';
const EN = 'The export of the monthly report still fails with E1042, please have a look.';
/** All of it in one line; and a run with padding, of 49 octets. */
const CUT = base64(EN, 999);
const RUN = base64(EN.slice(0, 49), 999);
const BANNER = 'CAUTION: external mail!\n\n';
const MISLABELLED = 'transfer_mislabelled';
const DAMAGED = 'transfer_damaged';

function read(body: string | Uint8Array, encoding: string, type = 'text/plain; charset=utf-8') {
  const label = encoding === '' ? '' : `Content-Transfer-Encoding: ${encoding}\n`;
  const head = Buffer.from(`Content-Type: ${type}\n${label}\n`);
  const { root } = parseMime(Buffer.concat([head, Buffer.from(body)]));
  const { octets, warning } = root.type.startsWith('text/') ? textOctets(root) : fileOctets(root);
  return [Buffer.from(octets), warning];
}
const joined = (...pieces: (string | readonly number[])[]): Buffer =>
  Buffer.concat(pieces.map((each) => (typeof each === 'string' ? Buffer.from(each) : Buffer.from(each))));

describe('a text labelled base64', () => {
  it.each<[what: string, body: string, text: string | Uint8Array, warning?: string]>([
    [
      'of octets that are no words',
      base64(joined([0, 1, 2, 3], [...Array(40).keys()])),
      joined([0, 1, 2, 3], [...Array(40).keys()]),
    ],
    ['below a word, of many', `EXTERNAL\n${base64(ZH.repeat(4))}`, `EXTERNAL\n${ZH.repeat(4)}`, MISLABELLED],
    ['between blank lines', `\n\nEXTERNAL\n\n${base64(ZH.repeat(4))}`, `\n\nEXTERNAL\n\n${ZH.repeat(4)}`, MISLABELLED],
    ['of one short word, below a banner', `${BANNER}${base64('hi')}\n`, `${BANNER}hi`, MISLABELLED],
    ['of one letter', `${BANNER}${base64('a')}\n`, `${BANNER}a`, MISLABELLED],
    ['above two short words of it', `${base64(EN)}\naGk= YWxs\n`, `${EN}\naGk= YWxs\n`, MISLABELLED],
    ['above a short word and one of it', `${base64(EN)}\nSGVs aGk=\n`, `${EN}\nSGVs aGk=\n`, MISLABELLED],
    ['with an empty line in it', `${BANNER}${CUT.slice(0, 38)}\n\n${CUT.slice(38)}\n`, `${BANNER}${EN}`, MISLABELLED],
    ['joined to a padded run', `${BANNER}${base64('ab')}${CUT}\n`, `${BANNER}ab${EN}`, MISLABELLED],
    ['joined to one with two signs', `${BANNER}${base64('a')}${CUT}\n`, `${BANNER}a${EN}`, MISLABELLED],
    [
      'joined to a run that a line before began',
      `${BANNER}${RUN.slice(0, 42)}\n${RUN.slice(42)}${CUT}\n`,
      `${BANNER}${EN.slice(0, 49)}${EN}`,
      MISLABELLED,
    ],
    [
      'joined to no whole run',
      `${BANNER}SGVsbG8geW91=${base64(' there, you')}\n`,
      `${BANNER}SGVsbG8geW91=${base64(' there, you')}\n`,
      MISLABELLED,
    ],
    [
      'with no whole run in a later line',
      `${BANNER}${RUN.slice(0, 42)}\n${RUN.slice(42)}SGVsbG8geW91=${base64(' there, you')}\n`,
      `${BANNER}${EN.slice(0, 31)}\n${RUN.slice(42)}SGVsbG8geW91=${base64(' there, you')}\n`,
      MISLABELLED,
    ],
    [
      'with two damaged signs in a line',
      CUT.replace(/^(.{3}).(.{3})./, '$1!$2!'),
      EN.replace('The ex', 'Th@ e@'),
      DAMAGED,
    ],
    [
      'with three',
      CUT.replace(/^(.{3}).(.{3}).(.{3})./, '$1!$2!$3!'),
      CUT.replace(/^(.{3}).(.{3}).(.{3})./, '$1!$2!$3!'),
      MISLABELLED,
    ],
    ['above a line that ends like it', `${base64(EN)}\nCode: aGk=\n`, `${EN}\nCode: aGk=\n`, MISLABELLED],
    [
      'that ends a line, above a footer',
      `${base64(`${EN}\n`)}\n-- \nthe list\n`,
      `${EN}\n-- \nthe list\n`,
      MISLABELLED,
    ],
    ['above words beyond ASCII', `${base64(EN)}\n-- \n${ZH}\n`, `${EN}\n-- \n${ZH}\n`, MISLABELLED],
    [
      'with one octet that means nothing',
      `${BANNER}${base64(joined(ZH, [0xff]))}\n`,
      joined(BANNER, ZH, [0xff]),
      MISLABELLED,
    ],
    [
      'with many of them: then it is none',
      `${BANNER}${base64(joined(ZH, [0xff], 'a', [0xff], 'a', [0xff], 'a', [0xff]))}\n`,
      `${BANNER}${base64(joined(ZH, [0xff], 'a', [0xff], 'a', [0xff], 'a', [0xff]))}\n`,
      MISLABELLED,
    ],
    ...[1, 2, 3].map((count): [string, string, Uint8Array, string] => {
      const text = joined(Array<number>(count).fill(0x80), ' and the rest of it');
      return [
        `that begins within a character, ${count} octets`,
        `${BANNER}${base64(text)}\n`,
        joined(BANNER, [...text]),
        MISLABELLED,
      ];
    }),
    [
      'that begins with more than a character has',
      `${BANNER}${base64(joined([0x80, 0x80, 0x80, 0x80], ' and the rest of it'))}\n`,
      `${BANNER}${base64(joined([0x80, 0x80, 0x80, 0x80], ' and the rest of it'))}\n`,
      MISLABELLED,
    ],
    [
      'with three signs that are none in a line',
      `${BANNER}${base64(EN, 999).replace(/^(.{10}).{3}/, '$1!!!')}\n`,
      `${BANNER}${base64(EN, 999).replace(/^(.{10}).{3}/, '$1!!!')}\n`,
      MISLABELLED,
    ],
  ])('%s', (_, body, text, warning) => {
    expect(read(body, 'base64')).toEqual([Buffer.from(text), warning]);
  });

  it('tells that a part of it is damaged, also above a part that is not', () => {
    const damaged = base64(EN).replace(/^(.{50})./, '$1!');
    expect(read(`${damaged}\nand some words between\n${base64(EN)}`, 'base64')[1]).toBe(DAMAGED);
  });

  it.each([
    ['utf-16le', Buffer.from('Hi', 'utf16le')],
    ['utf-32le', Buffer.from('4800000069000000', 'hex')],
  ])('in %s is read, though it is short', (charset, text) => {
    expect(read(base64(text), 'base64', `text/plain; charset=${charset}`)).toEqual([text, undefined]);
  });

  const GBK = Buffer.from('b1a8b1edb5bcb3f6caa7b0dca3acc7ebb0efc3a6bfb4d2bbcfc2a1a3', 'hex');
  it.each<[what: string, type: string, octets: Buffer, isRead: boolean]>([
    ['its charset', 'text/plain; charset=gbk', GBK, true],
    ['no charset, where one makes sense', 'text/plain', GBK, true],
    ['a charset in which it means nothing', 'text/plain; charset=utf-8', GBK, false],
    [
      'no charset, where none makes sense',
      'text/plain',
      Buffer.from('\xcf\xf0\xe8\xe2\xe5\xf2, \xcf\xf0\xe8', 'latin1'),
      false,
    ],
    ['its charset, with an octet too many', 'text/plain; charset=gbk', joined([...GBK], [0xff]), true],
    ['its charset, with four', 'text/plain; charset=gbk', joined([...GBK], [0xff, 0xff, 0xff, 0xff]), false],
  ])('below a banner is read by %s: %o', (_, type, octets, isRead) => {
    const body = `${BANNER}${base64(octets)}\n`;
    expect(read(body, 'base64', type)).toEqual([isRead ? joined(BANNER, [...octets]) : Buffer.from(body), MISLABELLED]);
  });
});

describe('a text without a label', () => {
  const line = base64(EN, 999);
  it.each<[what: string, body: string]>([
    ['lines of different length', `${line.slice(0, 24)}\n${line.slice(24, 44)}\n${line.slice(44)}`],
    ['a line that is no whole group', line.replace(/.=*$/, '')],
    ['base64 with something behind it', `${line} !!!`],
    ['a sign that is no letter', base64('hello \x01 you there')],
    ['fifteen letters', base64('hello you there')],
    ['letters without a blank', base64('Donaudampfschiff')],
    ['and a sign of seven bits', base64('Donaudampfschif\x7f')],
    ['escaped octets, one of them without a meaning', `${QUOTED(ZH)}=FF`],
    ['base64 of words behind one', `see ${line}`],
  ])('%s stays', (_, body) => {
    expect(read(body, '')).toEqual([Buffer.from(body), undefined]);
  });

  it.each<[what: string, body: string, text: string]>([
    ['sixteen letters', base64('hello you, there'), 'hello you, there'],
    ['escaped octets behind a long word', `see ${'a'.repeat(30)} now ${QUOTED(ZH)}`, `see ${'a'.repeat(30)} now ${ZH}`],
    ['escaped octets behind a long word and a colon', `${'a'.repeat(30)}: ${QUOTED(ZH)}`, `${'a'.repeat(30)}: ${ZH}`],
    ['escaped octets with a soft line end', `${QUOTED(ZH)}= \t\nmore`, `${ZH}more`],
    ['escaped octets with one at their end', `${QUOTED(ZH)}=  `, ZH],
    ...['é', '中', '😀'].flatMap((character) =>
      [1996, 1997, 1998, 1999, 2000].map((at): [string, string, string] => {
        const text = `${'a b '.repeat(500).slice(0, at)}${character}${' and more'.repeat(9)}`;
        return [`base64 with ${character} at ${at}, where the sample ends`, base64(text), text];
      }),
    ),
  ])('%s is read', (_, body, text) => {
    expect(read(body, '')).toEqual([Buffer.from(text), MISLABELLED]);
  });

  it('is decoded where its label is another', () => {
    expect(read('a=3Db', 'quoted-printable')).toEqual([Buffer.from('a=b'), undefined]);
  });
});

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const GIF = joined('GIF89a', [...PNG]);
test.each<[what: string, encoding: string, body: string, content: Uint8Array | string, warning?: string]>([
  ['below a blank line', '', `\n${base64(PNG)}\n`, PNG, MISLABELLED],
  ['a GIF', '', `${base64(GIF)}\n`, GIF, MISLABELLED],
  ['behind a word', '', `x ${base64(PNG)}\n`, `x ${base64(PNG)}\n`],
  ['without a line end', '', base64(PNG), base64(PNG)],
  ['of words in the clear', 'base64', 'this is a log of words', 'this is a log of words', MISLABELLED],
  ['with padding behind no whole group', 'base64', 'AAEC\nAAECAA=', Buffer.from([0, 1, 2, 0, 1, 2, 0])],
  ['with one sign too many in its last line', 'base64', 'AAECA\n', Buffer.from([0, 1, 2]), DAMAGED],
  ['with one sign too many', 'base64', 'AAECA', Buffer.from([0, 1, 2]), DAMAGED],
])('a file %s', (_, encoding, body, content, warning) => {
  expect(read(body, encoding, 'image/png')).toEqual([Buffer.from(content), warning]);
});

import fc from 'fast-check';
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

type Row = [what: string, body: string, text: string, warning?: string];
const MISLABELLED = 'transfer_mislabelled';
const DAMAGED = 'transfer_damaged';

function textOf(body: string, encoding: string, charset = 'utf-8') {
  const label = charset === '' ? '' : `; charset=${charset}`;
  const mail = `Content-Type: text/plain${label}\n${encoding === '' ? '' : `Content-Transfer-Encoding: ${encoding}\n`}\n${body}`;
  const { octets, warning } = textOctets(parseMime(Buffer.from(mail)).root);
  return [Buffer.from(octets).toString(), warning];
}

describe('a text labelled base64', () => {
  it.each<Row>([
    ['that is', base64(ZH), ZH],
    ['in one line', base64(EN, 999), EN],
    ['of one word', base64('hi'), 'hi'],
    ['without padding', base64(EN, 999).replace(/=+$/, ''), EN],
    ['in two padded runs', `${base64('above')}\n${base64(EN)}`, `above${EN}`],
    ['in two padded runs on a line', `${base64('ab')}${base64(EN)}`, `ab${EN}`],
    ['in three', `${base64('a')}\n${base64('b')}\n${base64('c')}`, 'abc'],
    [
      'with a character divided between runs',
      `${base64(Buffer.from('中').subarray(0, 1))}\n${base64(Buffer.from('中').subarray(1))}`,
      '中',
    ],
    ['nothing', '', ''],
    ['below a short line that is of it', `${base64('a=b\nüber')}\n${base64(`${EN}${ZH}`, 999)}`, `a=b\nüber${EN}${ZH}`],
    ...['中文', 'a中文', 'ab中文'].map((start): Row => {
      const text = `${start}${ZH.repeat(4)}`;
      return [
        `cut within a character after ${start}`,
        `${base64(text.slice(0, 3))}\n${base64(text.slice(3), 999)}`,
        text,
      ];
    }),
    ['below a banner', `CAUTION: external mail!\n\n${base64(EN)}\n`, `CAUTION: external mail!\n\n${EN}`, MISLABELLED],
    ['below a word', `EXTERNAL\n${base64(ZH)}`, `EXTERNAL\n${ZH}`, MISLABELLED],
    [
      'above the footer of a list',
      `${base64(EN.repeat(4))}\n____________\nusers mailing list\nusers@lists.example\n`,
      `${EN.repeat(4)}\n____________\nusers mailing list\nusers@lists.example\n`,
      MISLABELLED,
    ],
    [
      'above one of one word',
      `${base64('Hello you.')}\n\nConfidential.\n`,
      'Hello you.\n\nConfidential.\n',
      MISLABELLED,
    ],
    [
      'between both',
      `[EXTERNAL MAIL]\n${base64(ZH)}\n-- \nSent by a gateway, all rights reserved\n`,
      `[EXTERNAL MAIL]\n${ZH}\n-- \nSent by a gateway, all rights reserved\n`,
      MISLABELLED,
    ],
    ['words', EN, EN, MISLABELLED],
    [
      'words of letters only',
      'The export of the report still fails',
      'The export of the report still fails',
      MISLABELLED,
    ],
    ['words beyond ASCII', ZH, ZH, MISLABELLED],
    ['a word', 'Hello', 'Hello', MISLABELLED],
    ['lines of assignments', 'Sizes:\na=ba=ba=b=a=ba=ba=b=', 'Sizes:\na=ba=ba=b=a=ba=ba=b=', MISLABELLED],
    ['words in lines of one each', 'Hello\nthere\nplease\nhelp', 'Hello\nthere\nplease\nhelp', MISLABELLED],
    ['with a damaged sign', base64(EN).replace(/^(.{50})./, '$1!'), `${EN.slice(0, 37)}`, DAMAGED],
    ['cut off', base64(EN.repeat(2)).slice(0, -5), EN.repeat(2).slice(0, -4), DAMAGED],
    ['encoded twice', base64(base64(ZH)), ZH, MISLABELLED],
    ['that is quoted-printable in it', base64(QUOTED(ZH)), ZH, MISLABELLED],
  ])('%s', (_, body, text, warning) => {
    const [read, told] = textOf(body, 'base64');
    if (warning === DAMAGED) expect([String(read).slice(0, 30), told]).toEqual([text.slice(0, 30), warning]);
    else expect([read, told]).toEqual([text, warning]);
  });

  it('in another charset is read as octets of that', () => {
    const gbk = Buffer.from('b1a8b1edb5bcb3f6caa7b0dca3acc7ebb0efc3a6bfb4d2bbcfc2a1a3', 'hex');
    const { octets, warning } = textOctets(
      parseMime(
        Buffer.from(`Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64\n\n${base64(gbk)}`),
      ).root,
    );
    expect([Buffer.from(octets), warning]).toEqual([gbk, undefined]);
  });

  it('and UTF-16 is, too', () => {
    const utf16 = Buffer.from('Hello, 中文', 'utf16le');
    const mail = `Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64\n\n${base64(utf16)}`;
    expect(Buffer.from(textOctets(parseMime(Buffer.from(mail)).root).octets)).toEqual(utf16);
  });
});

describe.each(['', '7bit', '8bit', 'binary', 'x-unknown'])('a text labelled %j', (encoding) => {
  it.each<Row>([
    ['words', EN, EN],
    ['words beyond ASCII', ZH, ZH],
    ['base64 of words', base64(ZH), ZH, MISLABELLED],
    ['of lines', base64(`${EN}\n${EN}\n${EN}\n`), `${EN}\n${EN}\n${EN}\n`, MISLABELLED],
    ['with blank lines around', `\n${base64(EN)}\n\n`, EN, MISLABELLED],
    ['quoted-printable of words', QUOTED(ZH), ZH, MISLABELLED],
    ['with words in the clear', `Hello ${QUOTED('李娜')},=\n how are you`, 'Hello 李娜, how are you', MISLABELLED],
    // what only looks like it
    ['a check sum', 'd41d8cd98f00b204e9800998ecf8427e', 'd41d8cd98f00b204e9800998ecf8427e'],
    [
      'a longer one',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ],
    ['a word of many letters', 'Donaudampfschifffahrtsgesellschaft', 'Donaudampfschifffahrtsgesellschaft'],
    ['a path', 'C/Users/Public/Documents/report', 'C/Users/Public/Documents/report'],
    ['a key', 'AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7EXAMPLE'],
    ['base64 that is talked about', `I get this:\n${base64(EN)}`, `I get this:\n${base64(EN)}`],
    ['lines of different length', 'abcdabcdabcdabcdabcdabcd\nabcd', 'abcdabcdabcdabcdabcdabcd\nabcd'],
    ['an equation', 'E=MC2, a=B, x=Y1=Z2', 'E=MC2, a=B, x=Y1=Z2'],
    ['an address', 'https://desk.example/?a=E4=B8=AD&b=1', 'https://desk.example/?a=E4=B8=AD&b=1'],
    ['escaped octets that mean nothing', '=FF=FE=FD', '=FF=FE=FD'],
    ['escaped signs of ASCII', 'a=3Db=3Dc', 'a=3Db=3Dc'],
  ])('%s', (_, body, text, warning) => {
    expect(textOf(body, encoding)).toEqual([text, warning]);
  });
});

test('of several labels the one counts that changes octets', () => {
  const mail = `Content-Type: text/plain\nContent-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\n${base64('hi')}`;
  expect(Buffer.from(textOctets(parseMime(Buffer.from(mail)).root).octets).toString()).toBe('hi');
});

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
describe('a file', () => {
  it.each<[what: string, type: string, encoding: string, body: Buffer, content: Buffer, warning?: string]>([
    ['encoded', 'image/png', 'base64', Buffer.from(base64(PNG)), PNG],
    ['in the clear', 'image/png', '', PNG, PNG],
    ['in the clear, labelled base64', 'image/png', 'base64', PNG, PNG, MISLABELLED],
    [
      'a log in the clear, labelled base64',
      'text/csv',
      'base64',
      Buffer.from('time;code\n09:00;E1042\n'),
      Buffer.from('time;code\n09:00;E1042\n'),
      MISLABELLED,
    ],
    ['encoded without a label', 'image/png', '', Buffer.from(`${base64(PNG)}\n`), PNG, MISLABELLED],
    ['a text file of base64', 'text/x-key', '', Buffer.from(`${base64(PNG)}\n`), Buffer.from(`${base64(PNG)}\n`)],
    ['cut off', 'image/png', 'base64', Buffer.from(base64(PNG, 20).slice(0, -2)), PNG.subarray(0, -2), DAMAGED],
    ['of a few octets', 'application/octet-stream', 'base64', Buffer.from('AAEC'), Buffer.from([0, 1, 2])],
    ['empty', 'application/octet-stream', 'base64', Buffer.from(''), Buffer.from('')],
    ['quoted-printable', 'text/csv', 'quoted-printable', Buffer.from('a=3Db'), Buffer.from('a=b')],
  ])('%s', (_, type, encoding, body, content, warning) => {
    const head = `Content-Type: ${type}\n${encoding === '' ? '' : `Content-Transfer-Encoding: ${encoding}\n`}\n`;
    const read = fileOctets(parseMime(Buffer.concat([Buffer.from(head), body])).root);
    expect([Buffer.from(read.octets), read.warning]).toEqual([content, warning]);
  });
});

describe('any words', () => {
  const words = fc.array(fc.constantFrom(EN, ZH, 'Hello,', '谢谢', 'E1042', '\n', ' ', 'über', '=', 'a=b'), {
    minLength: 3,
    maxLength: 20,
  });
  it('come back from base64, whole and in runs', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), fc.constantFrom(60, 76, 1000), (runs, width) => {
        const texts = runs.map((each) => each.join(''));
        expect(textOf(texts.map((text) => base64(text, width)).join('\n'), 'base64')[0]).toBe(texts.join(''));
      }),
    );
  });

  it('stay as they are without a label, and under a wrong one', () => {
    fc.assert(
      fc.property(words, (pieces) => {
        const text = `Hello, I have a question: ${pieces.join('')}`;
        expect(textOf(text, '7bit')).toEqual([text, undefined]);
        expect(textOf(text, 'base64')).toEqual([text, MISLABELLED]);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import {
  headerOf,
  headerRoom,
  headerValue,
  headerValues,
  IDENTIFYING_FIELDS,
  octetsToText,
  readHeader,
} from '../../../src/mail/mime/header.ts';

const octets = (text: string): Buffer => Buffer.from(text, 'latin1');
/** The fields, one a line, those that are irregular with a mark; and what is left for the body. */
function read(text: string, room = headerRoom()): [fields: string[], body: string] {
  const header = readHeader(octets(text), 0, text.length, room);
  return [
    header.fields.map(({ name, value, irregular }) => `${irregular ? '!' : ''}${name}=${value}`),
    text.slice(header.bodyStart),
  ];
}

describe('a header', () => {
  test.each<[text: string, fields: string[], body: string]>([
    ['', [], ''],
    ['A: b\n\nbody', ['a=b'], 'body'],
    ['A: b\r\n\r\nbody', ['a=b'], 'body'],
    ['A: b', ['a=b'], ''],
    ['A:b\nC:  d \n\nx', ['a=b', 'c=d'], 'x'],
    ['A: b\nA: c\n\nx', ['a=b', 'a=c'], 'x'],
    ['A: b\n c\n\td\n\nx', ['a=b c\td'], 'x'],
    ['A: b\r\n c\r\n\r\nx', ['a=b c'], 'x'],
    ['A: b\r\r\nC: d\n\nx', ['a=b', 'c=d'], 'x'],
    ['A : b\n\nx', ['!a=b'], 'x'],
    ['A\t: b\n\nx', ['!a=b'], 'x'],
    ['A: b\nSubject : c\n\nx', ['a=b', '!subject=c'], 'x'],
    ['\n\nx', [], '\nx'],
    [' A: b\n\nx', [], ' A: b\n\nx'],
    ['From li Mon Nov 23\nA: b\n\nx', ['a=b'], 'x'],
    ['>From li Mon Nov 23\nA: b\n\nx', ['a=b'], 'x'],
    ['x From li\nA: b\n\nx', [], 'x From li\nA: b\n\nx'],
    ['A: b\nFrom li Mon Nov 23\nC: d\n\nx', ['a=b'], 'From li Mon Nov 23\nC: d\n\nx'],
    ['A: b\nwords\nSubject: c\n\nx', ['!a=b words', 'subject=c'], 'x'],
    ['words\nSubject: c\n\nx', ['subject=c'], 'x'],
    ['A: b\nwords\nC: d\n\nx', ['a=b'], 'words\nC: d\n\nx'],
    ['A: b\nwords\n\nSubject: c\n\nx', ['a=b'], 'words\n\nSubject: c\n\nx'],
    ['A: b\nwords\n \nSubject: c\n\nx', ['a=b'], 'words\n \nSubject: c\n\nx'],
    [`A: b\n${'w\n'.repeat(6)}Subject: c\n\nx`, ['!a=b w w w w w w', 'subject=c'], 'x'],
    [`A: b\n${'w\n'.repeat(7)}Subject: c\n\nx`, ['a=b'], `${'w\n'.repeat(7)}Subject: c\n\nx`],
    [`A: b\n${'w\n'.repeat(2)}xSubject: c\n\nx`, ['a=b'], `${'w\n'.repeat(2)}xSubject: c\n\nx`],
    ['A: b\nwords\nSUBJECT \t: c\n\nx', ['!a=b words', '!subject=c'], 'x'],
    // lines that lost the blank of folding
    [
      'DKIM-Signature: v=1; d=a.example;\nh=from:to:subject;\nb=AbC/+=\nSubject: c\n\nx',
      ['!dkim-signature=v=1; d=a.example; h=from:to:subject; b=AbC/+=', 'subject=c'],
      'x',
    ],
    [
      'List-Unsubscribe:\n<https://a.example/u>,\n<mailto:u@a.example>\nSubject: c\n\nx',
      ['!list-unsubscribe=<https://a.example/u>, <mailto:u@a.example>', 'subject=c'],
      'x',
    ],
    ['Received: from a\n2001:db8::1 by b\nSubject: c\n\nx', ['!received=from a 2001:db8::1 by b', 'subject=c'], 'x'],
    ['Content-Type: text/plain;\ncharset=gbk\n\nx', ['!content-type=text/plain; charset=gbk'], 'x'],
    ['Content-Type: text/plain\ncharset="gbk"\n\nx', ['!content-type=text/plain charset="gbk"'], 'x'],
    [
      'Content-Disposition: attachment;\nfilename*0*=a;\nfilename*1*=b\n\nx',
      ['!content-disposition=attachment; filename*0*=a; filename*1*=b'],
      'x',
    ],
    ['To: a@x,\nb@x\n\nhello', ['!to=a@x, b@x'], 'hello'],
    ['To: Li,\nwords\n\nhello', ['to=Li,'], 'words\n\nhello'],
    ['References: <a@x>\n<b@x> <c@x>\n\nhello', ['!references=<a@x> <b@x> <c@x>'], 'hello'],
    ['Message-ID:\n<b@x>\n\nhello', ['!message-id=<b@x>'], 'hello'],
    ['Subject: <a@x>\n<b@x>\n\nhello', ['subject=<a@x>'], '<b@x>\n\nhello'],
    ['Subject: =?utf-8?q?a?=\n=?utf-8?q?b?=\n\nhello', ['!subject==?utf-8?q?a?= =?utf-8?q?b?='], 'hello'],
    ['Subject:\n=?utf-8?q?b?=\n\nhello', ['!subject==?utf-8?q?b?='], 'hello'],
    ['Subject: a\n=?utf-8?q?b?=\n\nhello', ['subject=a'], '=?utf-8?q?b?=\n\nhello'],
    [`Subject: ${'w'.repeat(50)}\nrest\n\nhello`, [`!subject=${'w'.repeat(50)} rest`], 'hello'],
    [`Subject: ${'w'.repeat(48)}\nrest\n\nhello`, [`subject=${'w'.repeat(48)}`], 'rest\n\nhello'],
    [`Subject: ${'w'.repeat(50)}\nrest\nhello`, [`subject=${'w'.repeat(50)}`], 'rest\nhello'],
    [`Subject: ${'w'.repeat(50)}\nrest\n\n`, [`subject=${'w'.repeat(50)}`], 'rest\n\n'],
    [`X-A: ${'w'.repeat(50)}\nrest\n\nhello`, [`x-a=${'w'.repeat(50)}`], 'rest\n\nhello'],
    ['A: b\nXyz: d\nSubject: c\n\nx', ['a=b', 'xyz=d', 'subject=c'], 'x'],
    ['A: b\rc\nD: e\n\nx', ['a=b\rc', 'd=e'], 'x'],
    ['ARC-Seal: i=1\nb=AbC\n\nx', ['!arc-seal=i=1 b=AbC'], 'x'],
    ['DKIM-Signature-X: a\nb=c\n\nx', ['dkim-signature-x=a'], 'b=c\n\nx'],
    ['X-A: v; \nwords\n\nx', ['!x-a=v;  words'], 'x'],
    ['Content-Type: text/plain\nwords\n\nx', ['content-type=text/plain'], 'words\n\nx'],
    ['Content-Type: text/plain\ncharset=gbk\n\nx', ['!content-type=text/plain charset=gbk'], 'x'],
    ['Subject: =?utf-8?q?a?=\nwords =?utf-8?q?b?=\n\nhello', ['subject==?utf-8?q?a?='], 'words =?utf-8?q?b?=\n\nhello'],
    ['References: <a@x>\nsee <b@x>\n\nhello', ['references=<a@x>'], 'see <b@x>\n\nhello'],
    ['References: <a@x>\n<b@x> said\n\nhello', ['references=<a@x>'], '<b@x> said\n\nhello'],
    ['References: <a@x>\n<b@x>, <c@x> \n\nhello', ['!references=<a@x> <b@x>, <c@x>'], 'hello'],
    ['References-X: <a@x>\n<b@x>\n\nhello', ['references-x=<a@x>'], '<b@x>\n\nhello'],
    ['List-Unsubscribe: <a@x>\n<b@x>\n\nhello', ['!list-unsubscribe=<a@x> <b@x>'], 'hello'],
    [`Subject: ${'w'.repeat(50)}\nrest\nmore\n\nhello`, [`subject=${'w'.repeat(50)}`], 'rest\nmore\n\nhello'],
    [`Subject: ${'w'.repeat(49)}\nrest\n\nhello`, [`!subject=${'w'.repeat(49)} rest`], 'hello'],
    ['A: b\n \n \nwords more', ['a=b'], ' \nwords more'],
    ['X-Content-Type: text/plain\ncharset=gbk\n\nx', ['x-content-type=text/plain'], 'charset=gbk\n\nx'],
    ['Content-Type: text/plain\nwords a=b\n\nx', ['content-type=text/plain'], 'words a=b\n\nx'],
    ['Content-Disposition: x\nfilename*10*=a\n\nx', ['!content-disposition=x filename*10*=a'], 'x'],
    ['My-References: <a@x>\n<b@x>\n\nhello', ['my-references=<a@x>'], '<b@x>\n\nhello'],
    [
      `Subject: ${'w'.repeat(20)}\n ${'w'.repeat(20)}\nrest\n\nhello`,
      [`subject=${'w'.repeat(20)} ${'w'.repeat(20)}`],
      'rest\n\nhello',
    ],
    ['A: b\n \nC: d\n\nx', ['a=b', 'c=d'], 'x'],
    ['A: b\n \n\t\r\nC: d\n\nx', ['a=b', 'c=d'], 'x'],
    ['A: b\n \n more\n\nx', ['a=b more'], 'x'],
    ['A: b\n \nwords', ['a=b'], 'words'],
    ['A: b\n \nwords\nC: d', ['a=b'], 'words\nC: d'],
    ['A: b\n \n\nC: d\n\nx', ['a=b'], '\nC: d\n\nx'],
    ['A: b\n  ', ['a=b'], ''],
    ['A\x7f: b\n\nx', [], 'A\x7f: b\n\nx'],
    ['A b: c\n\nx', [], 'A b: c\n\nx'],
    [`${'a'.repeat(200)}: b\n\nx`, [`${'a'.repeat(200)}=b`], 'x'],
    [`${'a'.repeat(201)}: b\n\nx`, [], `${'a'.repeat(201)}: b\n\nx`],
    ['no field at all', [], 'no field at all'],
    ['A: b\n\nC: d\n\nx', ['a=b'], 'C: d\n\nx'],
    ['A: b\n \nwords \nC: d', ['a=b'], 'words \nC: d'],
    ['A: b\n \n  \nC: d\n\nx', ['a=b', 'c=d'], 'x'],
    ['A: b\n \nwords more', ['a=b'], 'words more'],
    ['A: b\n \n  more\n\nx', ['a=b  more'], 'x'],
  ])('%j', (text, fields, body) => {
    expect(read(text)).toEqual([fields, body]);
  });

  test.each(
    [
      'received|return-path|from|to|cc|subject|date|message-id|mime-version|content-type|x-mailer|delivered-to|reply-to|sender',
      'list-id|references|in-reply-to|dkim-signature|authentication-results|importance|precedence|thread-topic|user-agent|auto-submitted',
    ].flatMap((names) => names.split('|')),
  )('goes on with %s behind a line that is no field', (name) => {
    expect(read(`A: b\nwords\n${name}: c\n\nx`)).toEqual([['!a=b words', `${name}=c`], 'x']);
  });

  test.each<[what: string, text: string, room: { fields: number; octets: number }, fields: string[], body: string]>([
    ['no fields are left', 'A: b\nC: d\nE: f\n\nx', { fields: 2, octets: 999 }, ['a=b', 'c=d'], 'x'],
    ['none at all', '\n\nx', { fields: 0, octets: 999 }, [], 'x'],
    ['with carriage returns', 'A: b\r\nC: d\r\n\r\nx\n\ny', { fields: 1, octets: 999 }, ['a=b'], 'x\n\ny'],
    ['the nearer of both ends', 'A: b\r\nC: d\n\nx\n\r\ny', { fields: 1, octets: 999 }, ['a=b'], 'x\n\r\ny'],
    ['no empty line', 'A: b\nC: d', { fields: 1, octets: 999 }, ['a=b'], ''],
    ['octets are used up', 'A: b\nC: d\nE: f\n\nx', { fields: 9, octets: 9 }, ['a=b', 'c=d'], 'x'],
    ['just enough octets', 'A: b\nC: d\nE: f\n\nx', { fields: 9, octets: 10 }, ['a=b', 'c=d', 'e=f'], 'x'],
    ['a long line', 'A: bcdefghij\n\nx', { fields: 9, octets: 6 }, ['a=bcd'], 'x'],
  ])('%s', (_, text, room, fields, body) => {
    expect(read(text, room)).toEqual([fields, body]);
  });

  test('is read from its start to its end alone', () => {
    const raw = octets('A: b\nC: d\nE: f\nG: h\n\n');
    const { fields, bodyStart } = readHeader(raw, 5, 15);
    expect([fields.map(({ name }) => name), bodyStart]).toEqual([['c', 'e'], 15]);
  });

  test('is left where its room ends, wherever it begins', () => {
    const raw = octets('x\n\nA: b\nC: d\n\ny');
    const read = (room: { fields: number; octets: number }) => {
      const { fields, bodyStart } = readHeader(raw, 3, raw.length, room);
      return [fields.length, bodyStart];
    };
    expect([read({ fields: 1, octets: 99 }), read({ fields: 9, octets: 10 })]).toEqual([
      [1, 14],
      [2, 14],
    ]);
    expect(readHeader(octets('A: b\nC: d'), 0, 9, { fields: 1, octets: 99 }).bodyStart).toBe(9);
  });

  test('ends in the middle of a line where the octets do', () => {
    const { fields, bodyStart } = readHeader(octets('A: b\nC: def\nE: f'), 0, 9);
    expect([fields.map(({ value }) => value), bodyStart]).toEqual([['b', 'd'], 9]);
  });

  test('what tells one mail from another', () => {
    expect(IDENTIFYING_FIELDS).toEqual(['message-id', 'from', 'date', 'subject']);
  });

  test('a line of the body may be long', () => {
    expect(read(`A: b\nwords\n${'w'.repeat(400)}\nSubject: c\n\nx`)[0]).toEqual([
      `!a=b words ${'w'.repeat(400)}`,
      'subject=c',
    ]);
  });

  test('its values by name', () => {
    const header = headerOf(
      [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
        { name: 'a', value: '3' },
      ],
      7,
    );
    expect([headerValue(header, 'a'), headerValue(header, 'c'), header.bodyStart]).toEqual(['1', '', 7]);
    expect([headerValues(header, 'a'), headerValues(header, 'c')]).toEqual([['1', '3'], []]);
  });
});

test.each([
  ['plain', 'plain'],
  ['\xd6\xd0', '中'],
  ['\x80', '\u20ac'],
  ['\xff', 'ÿ'],
  ['\x1b$B0f\x1b(B', '井'],
  ['\x1b', '\x1b'],
  ['中', '中'],
])('octets %j are %s', (value, text) => {
  expect(octetsToText(value)).toBe(text);
});

test('in the charset that is named, or the sender’s usual one', () => {
  expect([octetsToText('\xcf\xf0\xe8', 'windows-1251'), octetsToText('\xcf\xf0\xe8', '', 'windows-1251')]).toEqual([
    'При',
    'При',
  ]);
});

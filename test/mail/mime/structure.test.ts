import { describe, expect, test } from 'vitest';
import { HEADER_FIELDS, PARTS } from '../../../src/mail/limits.ts';
import { type Part, parseMime } from '../../../src/mail/mime/structure.ts';

/** A tree as `type "body"` or `type [children]`. */
function drawn(part: Part): string {
  const body = Buffer.from(part.body).toString('latin1');
  return part.children.length > 0
    ? `${part.type} [${part.children.map(drawn).join(', ')}]`
    : `${part.type} ${JSON.stringify(body)}`;
}
const tree = (text: string): string => drawn(parseMime(Buffer.from(text, 'latin1')).root);
const MIXED = 'Content-Type: multipart/mixed; boundary=b\n\n';

describe('the tree of a mail', () => {
  test.each([
    ['', 'text/plain ""'],
    ['A: b\n\nhello', 'text/plain "hello"'],
    ['A: b\n\nhello\n', 'text/plain "hello\\n"'],
    ['A: b\r\n\r\nhello\r\n', 'text/plain "hello\\r\\n"'],
    ['A: b\r\rhello\rthere', 'text/plain "hello\\nthere"'],
    ['A: b\n\nhello\rthere', 'text/plain "hello\\rthere"'],
    ['\xef\xbb\xbfContent-Type: text/html\n\nx', 'text/html "x"'],
    ['\r\n \nContent-Type: text/html\n\nx', 'text/html "x"'],
    ['\xef\xbb\n', 'text/plain "ï»\\n"'],
    [`${MIXED}--b\n\none\n--b\n\ntwo\n--b--\n`, 'multipart/mixed [text/plain "one", text/plain "two"]'],
    [`${MIXED}--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n`, 'multipart/mixed [text/plain "one", text/plain "two"]'],
    [`${MIXED}before\n--b\n\none\n--b--\nafter`, 'multipart/mixed [text/plain "one"]'],
    [`${MIXED}--b\n\none\n\n--b--`, 'multipart/mixed [text/plain "one\\n"]'],
    [`${MIXED}--b\n\none`, 'multipart/mixed [text/plain "one"]'],
    [`${MIXED}--b\n\none\n`, 'multipart/mixed [text/plain "one\\n"]'],
    [`${MIXED}--b  \t\n\none\n--b-- \n`, 'multipart/mixed [text/plain "one"]'],
    [`${MIXED}--b\n\none\n--bb\n-- b\n--b--`, 'multipart/mixed [text/plain "one\\n--bb\\n-- b"]'],
    [`${MIXED}--b\n\none\n--b --\n`, 'multipart/mixed [text/plain "one"]'],
    [`${MIXED}--b\n\none --b\ntwo\n--b--`, 'multipart/mixed [text/plain "one --b\\ntwo"]'],
    [`${MIXED}--b\n\none\n--b--\n--b\n\ntwo`, 'multipart/mixed [text/plain "one"]'],
    [`${MIXED}--b\n--b\n\ntwo\n--b--`, 'multipart/mixed [text/plain "", text/plain "two"]'],
    [`${MIXED}--b--`, 'multipart/mixed ""'],
    [`${MIXED}--b\n\none\r`, 'multipart/mixed [text/plain "one\\r"]'],
    [`${MIXED}--x\nA: b\n\n--b\n\none\n--b--`, 'multipart/mixed [text/plain "one"]'],
    [`${MIXED.replace('=b', '="b "')}--x\nA: b\n\n--b\n\none\n--b--`, 'multipart/mixed [text/plain "one"]'],
    [`${MIXED}x-b\n\nzero\n--b\n\none\n--b--`, 'multipart/mixed [text/plain "one"]'],
    [`${MIXED}-xb\n\nzero\n--b\n\none\n--b--`, 'multipart/mixed [text/plain "one"]'],
    ['X\xbb\xbfContent-Type: text/html\n\nx', 'text/plain "X»¿Content-Type: text/html\\n\\nx"'],
    ['\xefx\xbfContent-Type: text/html\n\nx', 'text/plain "ïx¿Content-Type: text/html\\n\\nx"'],
    [' Content-Type: text/html\n\nx', 'text/html "x"'],
    ['\n\n', 'text/plain ""'],
    [`${MIXED}nothing`, 'multipart/mixed "nothing"'],
    ['Content-Type: multipart/mixed; boundary="b-- "\n\n--b--\n\none\n--b----', 'multipart/mixed [text/plain "one"]'],
    [
      "Content-Type: multipart/mixed; boundary*=utf-8''b%20c\n\n--b c\n\none\n--b c--",
      'multipart/mixed [text/plain "one"]',
    ],
    ['Content-Type: multipart/mixed\n\n--x y\nA: b\n\none\n--x y--', 'multipart/mixed [text/plain "one"]'],
    [
      'Content-Type: multipart/mixed\n\n--xy\nContent-Type: text/html\n\none\n--xy--',
      'multipart/mixed [text/html "one"]',
    ],
    ['Content-Type: multipart/mixed\n\n--xy \t\r\n\r\none\r\n--xy--', 'multipart/mixed [text/plain "one"]'],
    ['Content-Type: multipart/mixed\n\n--xy\none\n--xy--', 'multipart/mixed "--xy\\none\\n--xy--"'],
    ['Content-Type: multipart/mixed\n\n---xy\n\none\n---xy--', 'multipart/mixed "---xy\\n\\none\\n---xy--"'],
    ['Content-Type: multipart/mixed\n\nx--xy\n\none\n--xy--', 'multipart/mixed "x--xy\\n\\none\\n--xy--"'],
    ['Content-Type: multipart/mixed; boundary=""\n\n--xy\n\none\n--xy--', 'multipart/mixed [text/plain "one"]'],
    ['Content-Type: text/plain; boundary=b\n\n--b\n\none', 'text/plain "--b\\n\\none"'],
  ])('%j: %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  const inner = 'Content-Type: multipart/alternative; boundary=c\n\n';
  test.each([
    [
      `${MIXED}--b\n${inner}--c\n\none\n--c\n\ntwo\n--c--\n--b\n\nthree\n--b--`,
      'multipart/mixed [multipart/alternative [text/plain "one", text/plain "two"], text/plain "three"]',
    ],
    [
      `${MIXED}--b\n${inner}--c\n\none\n--b\n\nthree\n--b--`,
      'multipart/mixed [multipart/alternative [text/plain "one"], text/plain "three"]',
    ],
    [
      `${MIXED}--b\n${inner}--c\n\none\n--b--\n--c\n\ntwo`,
      'multipart/mixed [multipart/alternative [text/plain "one"]]',
    ],
    [
      `${MIXED}--b\n${inner}--c\n\none\n--c--\nbetween\n--b\n\nthree`,
      'multipart/mixed [multipart/alternative [text/plain "one"], text/plain "three"]',
    ],
    [
      `${MIXED}--b\n${inner}--c\n\none\n--c--\n--c\n\ntwo\n--b--`,
      'multipart/mixed [multipart/alternative [text/plain "one"]]',
    ],
    [
      `${MIXED}--b\n${inner}--c\n\none\n--c--\n--c\n\ntwo\n--b\n\nthree\n--b--`,
      'multipart/mixed [multipart/alternative [text/plain "one"], text/plain "three"]',
    ],
    [
      `${MIXED}--b\n${inner.replace('=c', '=b')}--b\n\none\n--b--\n--b\n\ntwo\n--b--\n--b\n\nnever`,
      'multipart/mixed [multipart/alternative [text/plain "one"], text/plain "two"]',
    ],
    [
      `${MIXED.replace('=b', '=nowhere')}--seen\n${inner}--c\n\none\n--c--\n--seen--`,
      'multipart/mixed [multipart/alternative [text/plain "one"]]',
    ],
    [
      `${MIXED}--b\n${inner.replace('=c', '=b')}--b\n\none\n--b--\n--b\n\ntwo`,
      'multipart/mixed [multipart/alternative [text/plain "one"], text/plain "two"]',
    ],
    [
      `${MIXED}--b\n${inner}--c\n\none\n--c--\n--b\n${inner}--c\n\ntwo\n--c--\n--b--`,
      'multipart/mixed [multipart/alternative [text/plain "one"], multipart/alternative [text/plain "two"]]',
    ],
  ])('nested %j', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  test('its parts know how deep they lie', () => {
    const { root } = parseMime(Buffer.from(`${MIXED}--b\n${inner}--c\n\none`));
    expect([root.depth, root.children[0]?.depth, root.children[0]?.children[0]?.depth]).toEqual([0, 1, 2]);
  });
});

describe('a multipart that is encoded as a whole (RFC 2045 §6.4 forbids it)', () => {
  const PARTS = '--b\r\n\r\none\r\n--b\r\nContent-Type: text/html\r\n\r\ntwo\r\n--b--\r\n';
  const READ = 'multipart/mixed [text/plain "one", text/html "two"]';
  const encoded = (encoding: string, body: string, boundary = 'b'): string =>
    `Content-Type: multipart/mixed; boundary=${boundary}\nContent-Transfer-Encoding: ${encoding}\n\n${body}`;
  const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/.{20}/g, '$&\n');
  test.each([
    ['base64', encoded('base64', base64(PARTS)), READ],
    [
      'quoted-printable',
      encoded('quoted-printable', PARTS.replaceAll('--b', '--=3Db=\r\n'), '"=b"'),
      'multipart/mixed [text/plain "one", text/html "two"]',
    ],
    ['with a preamble', encoded('base64', base64(`words\r\n${PARTS}`)), READ],
    ['with a header of its own', encoded('base64', base64(`Content-Type: multipart/mixed\r\n\r\n${PARTS}`)), READ],
    ['behind what looks like another boundary', encoded('base64', base64(`--x\r\nNote: y\r\n\r\n${PARTS}`)), READ],
    ['with another boundary than it names', encoded('base64', base64(PARTS), 'nowhere'), READ],
    ['only by its label', encoded('base64', PARTS), READ],
    [
      'in another',
      `${MIXED}--b\n${encoded('base64', base64(PARTS.replaceAll('--b', '--c')), 'c')}\n--b--`,
      `multipart/mixed [${READ}]`,
    ],
    ['not divided', encoded('base64', base64('words')), 'multipart/mixed "d29yZHM="'],
  ])('%s', (_, mail, expected) => {
    expect(tree(mail.replace('=\r\n', ''))).toBe(expected);
  });

  test('is told from one that is not', () => {
    const decodedOf = (mail: string) => parseMime(Buffer.from(mail)).root.isDecoded;
    const mails = [encoded('base64', base64(PARTS)), encoded('base64', PARTS, 'nowhere'), encoded('7bit', PARTS)];
    expect(mails.map(decodedOf)).toEqual([true, undefined, undefined]);
  });

  test('one that is not divided is tried once', () => {
    const parts = [encoded('base64', base64('words')), ...Array<string>(9).fill(encoded('base64', base64(PARTS)))];
    const { root } = parseMime(
      Buffer.from(`${MIXED.replace('=b', '=a')}${parts.map((part) => `--a\n${part}\n`).join('')}--a--`),
    );
    expect(root.children.map((part) => part.children.length)).toEqual([0, ...Array<number>(9).fill(2)]);
  });

  test('at most ten of one mail', () => {
    const one = `--b\n${encoded('base64', base64(PARTS.replaceAll('--b', '--c')), 'c')}\n`;
    const { root } = parseMime(Buffer.from(`${MIXED}${one.repeat(12)}--b--`));
    expect(root.children.map((part) => part.children.length)).toEqual([...Array<number>(10).fill(2), 0, 0]);
  });
});

test('a multipart with another boundary than it names is divided by the one that is seen', () => {
  expect(tree('Content-Type: multipart/mixed; boundary=nowhere\n\n--seen\n\none\n--seen--')).toBe(
    'multipart/mixed [text/plain "one"]',
  );
});

describe('types', () => {
  test.each([
    ['Content-Type: Text/HTML', 'text/html'],
    ['Content-Type: text', 'text/plain'],
    ['Content-Type: multipart', 'multipart/mixed'],
    ['Content-Type: image', 'application/octet-stream'],
    ['Content-Type: audio', 'application/octet-stream'],
    ['Content-Type: video', 'application/octet-stream'],
    ['Content-Type: application', 'application/octet-stream'],
    ['Content-Type: texts', 'text/plain'],
    ['Content-Type: images', 'text/plain'],
    ['Content-Type: an/image/x', 'text/plain'],
    ['Content-Type: a/b+c.d_e-f!#$&^', 'a/b+c.d_e-f!#$&^'],
    ['Content-Type: a/b@', 'text/plain'],
    ['Content-Type: @a/b', 'text/plain'],
    ['Content-Type: ', 'text/plain'],
    ['Content-Type: x\nContent-Type: text/html', 'text/html'],
    ['Content-Type: x\nContent-Type: "text/html"', 'text/html'],
    ["Content-Type: x\nContent-Type: 'text/html'", 'text/html'],
    ['Content-Type: image\nContent-Type: x', 'application/octet-stream'],
    ['Content-Type: x\nContent-Type: a text/html', 'text/plain'],
    ['Content-Type: image\nContent-Type: a text/html', 'application/octet-stream'],
    ['Content-Type: text/html\nContent-Type: text/csv', 'text/html'],
  ])('%j is %s', (fields, type) => {
    expect(parseMime(Buffer.from(`X-A: b\n${fields}\n\n`)).root.type).toBe(type);
  });

  test('a part of a digest is a mail', () => {
    expect(tree('Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--')).toBe(
      'multipart/digest [message/rfc822 "Subject: x\\n\\ny"]',
    );
  });
});

describe('parts that start with text', () => {
  test.each([
    ['Content-Type: text/html\n\none', 'text/html "one"'],
    ['MIME-Version: 1.0\n\none', 'text/plain "one"'],
    ['Note: x\n\none', 'text/plain "one"'],
    ['Note: x\nContent-ID: y\n\none', 'text/plain "one"'],
    ['1.note: x\n\none', 'text/plain "1.note: x\\n\\none"'],
    ['http://x.example\n1: one', 'text/plain "http://x.example\\n1: one"'],
    ['a.b: x\nMIME-Version: 1.0\n\none', 'text/plain "one"'],
    ['a.b: x\nContent-Type: text/html\n\none', 'text/html "one"'],
    ['a.b: x\nxmime-version: 1.0\n\none', 'text/plain "a.b: x\\nxmime-version: 1.0\\n\\none"'],
    ['words\nmore', 'text/plain "words\\nmore"'],
  ])('%j: %s', (part, expected) => {
    expect(tree(`${MIXED}--b\n${part}\n--b--`)).toBe(`multipart/mixed [${expected}]`);
  });

  test('the mail itself has a header', () => {
    expect(tree('a.b: x\n\none')).toBe('text/plain "one"');
  });
});

describe('limits', () => {
  const nested = (depth: number): string =>
    Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join('');
  test.each([
    [1000, false],
    [1001, true],
  ])('%i levels: something left out %s', (depth, truncated) => {
    expect(parseMime(Buffer.from(`${nested(depth)}\nend`)).truncated).toBe(truncated);
  });

  test.each([
    [PARTS - 1, false],
    [PARTS, true],
  ])('%i parts: something left out %s', (parts, truncated) => {
    const { root, truncated: left } = parseMime(Buffer.from(`${MIXED}${'--b\n\nx\n'.repeat(parts)}`));
    expect([root.children.length, left]).toEqual([PARTS - 1, truncated]);
    expect(Buffer.from(root.children.at(-1)?.body ?? []).toString()).toBe(truncated ? 'x\n--b\n\nx\n' : 'x\n');
  });

  test.each([
    [HEADER_FIELDS - 1, false],
    [HEADER_FIELDS, true],
  ])('%i fields: something left out %s', (fields, truncated) => {
    expect(parseMime(Buffer.from(`${'A: b\n'.repeat(fields)}\nx`)).truncated).toBe(truncated);
  });

  test('a boundary line is compared in its first thousand octets', () => {
    const long = 'b'.repeat(998);
    const of = (line: string) => tree(`Content-Type: multipart/mixed; boundary=${long}\n\n--${line}\n\none`);
    expect([of(long), of(`${long}x`)]).toEqual([
      'multipart/mixed [text/plain "one"]',
      'multipart/mixed [text/plain "one"]',
    ]);
  });

  test('octets may lie anywhere in their buffer', () => {
    const raw = Buffer.from(`xx${MIXED}--b\n\none\n--b--yy`);
    expect(drawn(parseMime(raw.subarray(2, raw.length - 2)).root)).toBe('multipart/mixed [text/plain "one"]');
  });
});

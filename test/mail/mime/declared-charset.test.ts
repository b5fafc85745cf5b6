import { expect, test } from 'vitest';
import { charsetHint, declaredCharset } from '../../../src/mail/mime/declared-charset.ts';
import { parseMime } from '../../../src/mail/mime/structure.ts';

const partOf = (type: string) => parseMime(Buffer.from(`Content-Type: ${type}\n\n`)).root;

test.each<[type: string, body: string, declared: [label: string | undefined, hint: string]]>([
  ['text/plain; charset=gbk', '<meta charset=koi8-r>', ['gbk', 'big5']],
  ['text/plain', '<meta charset=koi8-r>', [undefined, 'big5']],
  ['text/html', 'words', [undefined, 'big5']],
  ['text/html; charset=gbk', 'words', ['gbk', 'big5']],
  ['text/html', '<meta charset=koi8-r>', ['koi8-r', 'big5']],
  ['text/html', '<META CHARSET = "koi8-r">', ['koi8-r', 'big5']],
  ['text/html; charset=us-ascii', "<meta charset ='koi8-r'>", ['koi8-r', 'big5']],
  ['text/html; charset=gbk', '<meta charset=KOI8_R>', ['gbk', 'koi8-r']],
  ['text/html; charset=gbk', '<meta charset=nothing>', ['gbk', 'big5']],
  ['application/xhtml+xml', '<meta charset=koi8-r>', ['koi8-r', 'big5']],
  ['text/html', `<meta ${'x'.repeat(200)}charset=koi8-r>`, [undefined, 'big5']],
  ['text/html', '<meta name=x> charset=koi8-r', [undefined, 'big5']],
])('%s with %j', (type, body, declared) => {
  expect(declaredCharset(partOf(type), Buffer.from(body), 'big5')).toEqual(declared);
});

test('of very many parts the first are asked', () => {
  const branch = (name: string, ...children: string[]): string =>
    `Content-Type: multipart/mixed; boundary=${name}\n\n${children.map((each) => `--${name}\n${each}\n`).join('')}--${name}--`;
  const leaf = (charset: string): string => `Content-Type: text/plain; charset=${charset}\n\n`;
  const hintBehind = (count: number): string =>
    charsetHint(
      parseMime(Buffer.from(branch('a', branch('b', leaf('big5')), ...Array<string>(count - 1).fill(leaf('utf-8')))))
        .root,
    );
  expect([hintBehind(49), hintBehind(50)]).toEqual(['big5', 'big5']);
});

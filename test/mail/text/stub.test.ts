import { describe, expect, test } from 'vitest';
import { isStub } from '../../../src/mail/text/stub.ts';
import { understand } from '../../../src/mail/understand.ts';

const ZH = '您好，报表导出的时候报错 E1042，请帮忙看一下。';
const EN = 'Hello, the export of the monthly report fails with E1042. Could you have a look? Regards, Li';

test.each<[plain: string, rendered: string, stub: boolean]>([
  ['Your mail program cannot show HTML. Please use one that can.', '导出报错 E1042', true],
  ['This message requires an HTML capable mail client.', EN, true],
  ['Please view this email in your browser: https://mail.example/v/1', EN, true],
  ['Diese Nachricht ist im HTML-Format. Ihr Programm kann sie leider nicht anzeigen.', EN, true],
  ['此邮件为 HTML 格式，您的邮箱不支持显示，请使用支持 HTML 的客户端查看。', ZH, true],
  ['您的邮件客户端不支持 HTML', ZH, true],
  ['このメールは HTML 形式です。対応したメールソフトでご覧ください。', ZH, true],
  ['Ce message est au format HTML.', 'x', true],
  ['HTML only', `${EN} `.repeat(20), true],
  // the same content
  [ZH, ZH, false],
  [EN, EN, false],
  [EN, EN.replace(' the', '\n\nthe').toUpperCase(), false],
  [ZH, `尊敬的客服 ${ZH}`, false],
  ['Hi, it fails again.', `Hi, it fails again.\n\nOn Monday support wrote:\n${EN}`, false],
  ['好的', `好的\n\n${ZH}`, false],
  ['OK', 'OK', false],
  ['[image: shot.png]', '', false],
  ['[image: shot.png] <https://a.example/x>', EN, false],
  ['https://a.example/x', EN, false],
  ['', EN, false],
  ['…', EN, false],
  ['The words of the person', '', false],
  ['w '.repeat(800), EN, false],
  [`${EN} Sent from my phone with the mail program`, EN, false],
])('%j beside %j is a stub: %s', (plain, rendered, stub) => {
  expect(isStub(plain, rendered)).toBe(stub);
});

describe('what it speaks of tells a stub', () => {
  /** Too many words for the few of the HTML, so that only what they speak of tells. */
  const MANY = 'one two three four';
  test.each([
    ...['html', 'browser', 'webmail', 'web mail', 'mailclient', 'mail-client', 'mail client', 'mail program'],
    ...[
      'mail reader',
      'mail app',
      'mime',
      '浏览器',
      '瀏覽器',
      '客户端',
      '客戶端',
      'ブラウザ',
      'メールソフト',
      '브라우저',
    ],
    ...['navigateur', 'navegador', 'HTML'],
  ])('%s', (word) => {
    expect(isStub(`${MANY} ${word}`, 'x')).toBe(true);
    expect(isStub(`${MANY} ${word}`, `${MANY} ${word}`)).toBe(false);
  });
  test.each(['htmls', 'mimes', 'xhtml', 'xmime', 'mail_client', 'mail'])('not %s', (word) => {
    expect(isStub(`${MANY} ${word}`, 'x')).toBe(false);
  });
});

describe('how much two forms have in common', () => {
  test.each<[plain: string, rendered: string, stub: boolean]>([
    // nothing in common, and half as many words in the HTML at least
    ['a b c d', 'x y', true],
    ['a b c d e', 'x y', false],
    ['a b', 'x', true],
    // a quarter
    ['html b c d', 'd x y z', false],
    ['html b c d e', 'e x y z', true],
    ['html b c d', 'D x y z', false],
    ['b c d e', 'e x y z', false],
    ['b c d e f', 'e x y z', false],
    // a quotation is none of the author's words
    ['html b c d', '> b c d\nx', true],
    ['html b c d', 'b > c d\nx', false],
    ['html b c d', '> b c d', false],
    ['html b c d', `${'x '.repeat(4000)}b c d`, true],
    ['html b c d', `${'x '.repeat(3990)}b c d`, false],
    // what stands beside the words in a text form
    ['html [b] <c> https://d.example/html http://e.example', 'b c d e example', true],
    [`html [${'b '.repeat(100)}]`, 'b', true],
    [`html [${'b '.repeat(101)}]`, 'b', false],
    [`html <${'b '.repeat(250)}>`, 'b', true],
    [`html <${'b '.repeat(251)}>`, 'b', false],
    ['html [b\nb]', 'b', false],
    ['[b] <c>', 'x y z', false],
    // words of letters, marks and numbers, and every two hanzi
    ['html un1_a', 'un1_a', false],
    ['html un1', 'un', true],
    ['html e\u0301t', 'e\u0301t', false],
    ['html报表导出', '表导', false],
    ['html报表导出', '出', true],
    ['html报表导', '表导', false],
    ['html报表', '报', true],
    ['html表', '表', false],
    ['html a[b]c', 'ac', true],
    ['abcdefg ', 'xabcdefgx', false],
    ['html表x', 'x', false],
    // long texts
    [`html ${'x'.repeat(1495)}`, 'a b', true],
    [`html ${'x'.repeat(1496)}`, 'a b', false],
    // those that begin alike need no counting
    ['abcdef', 'abcdef', false],
    ['abcdefgh b', 'x abcdefgh', false],
    ['the words of a person, and many a word more that is not there', 'the words of a person, and many', false],
    ['so are these words that go on', 'xso are these words that go onx y', false],
    ['html-abcdef', 'xhtml-abcdefx', true],
  ])('%j beside %j is a stub: %s', (plain, rendered, stub) => {
    expect(isStub(plain, rendered)).toBe(stub);
  });
});

test('the words of such a mail are those of its HTML', async () => {
  const mail = await understand(
    Buffer.from(
      `Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nYour program shows no HTML.\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>${ZH}</p>\n--b--`,
    ),
  );
  expect([mail.text, mail.reply, mail.language]).toEqual([ZH, ZH, 'zh']);
});

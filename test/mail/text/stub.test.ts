import { expect, test } from 'vitest';
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

test('the words of such a mail are those of its HTML', async () => {
  const mail = await understand(
    Buffer.from(
      `Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nYour program shows no HTML.\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>${ZH}</p>\n--b--`,
    ),
  );
  expect([mail.text, mail.reply, mail.language]).toEqual([ZH, ZH, 'zh']);
});

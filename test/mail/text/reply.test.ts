import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../src/mail/text/reply.ts';
import { understood } from '../fixture.ts';

describe('reply text', () => {
  test.each([
    ['reply-gmail', 'It works now.'],
    ['reply-gmail-chinese', '现在可以了。'],
    ['reply-foxmail', '还是不行。'],
    ['reply-qq', '谢谢'],
    ['reply-netease', '收到'],
    ['reply-outlook', 'Still broken.\n\nKind regards\nZhang'],
    ['reply-german', 'Es geht wieder.'],
    ['reply-french', 'Merci.'],
    ['reply-spanish', 'Gracias.'],
    ['reply-portuguese', 'Obrigado.'],
    ['reply-russian', 'Спасибо.'],
    ['reply-japanese', 'ありがとうございます。'],
    ['reply-below-quote', 'It works now.'],
    ['reply-html-quote', 'It works now.'],
    ['reply-above-line', 'New words.'],
    ['reply-signature', 'It works now.'],
    ['reply-mobile-footer', '还没有解决'],
    ['reply-disclaimer', 'Please see the log.'],
    ['reply-interleaved', 'Hello,\n\n> Which version do you use?\n\n4.2\n\n> Which browser?\n\nFirefox'],
  ])('%s', async (name, reply) => {
    expect((await understood(name)).reply).toBe(reply);
  });

  test.each([
    ['谢谢！\n\n张三\n信息技术部 | 大客户有限公司\n电话：021-5555 0100', '谢谢！\n\n张三'],
    ['Solved.\n\n张三', 'Solved.\n\n张三'],
    ['请联系：\n张三\n他知道密码在哪里，请直接打电话给他。', '请联系：\n张三\n他知道密码在哪里，请直接打电话给他。'],
    ['张三\n信息技术部', '张三\n信息技术部'],
  ])('what stands below the sender’s own name is their signature: %j', (text, reply) => {
    expect(splitReply(text, { author: '张三' }).reply).toBe(reply);
  });

  test('the whole text is kept when it is quoted throughout, and nothing in it counts', async () => {
    const mail = await understood('reply-only-quote');
    expect(mail.reply).toBe(mail.text.trim());
    expect(mail.intent).toBe('none');
  });

  test('what was quoted is at hand', async () => {
    expect((await understood('reply-gmail')).quoted).toContain('ref:abcdefghijklmnopqrstuvwxyz');
  });

  test.each([
    ['a sentence that ends like an attribution', 'As I wrote:\nthe report is empty.'],
    ['labelled lines of one mail', 'From: the report module\nthe export stays empty.'],
    ['dashes in a text', 'Steps\n----\n1. open\n2. export'],
    ['regards inside a sentence', 'Please give my regards\nto the whole team and tell them it is urgent.'],
    ['an empty text', ''],
  ])('%s is left alone', (_, text) => {
    expect(splitReply(text).reply).toBe(text);
  });

  test.each([
    ['Op 23 nov. 2026 om 09:00 heeft Support <a@b.example> het volgende geschreven:'],
    ['Den mån 23 nov. 2026 kl 09:00 skrev Support <a@b.example>:'],
    ['Il giorno lun 23 nov 2026 alle ore 09:00 Support <a@b.example> ha scritto:'],
    ['W dniu 23.11.2026 o 09:00, Support pisze:'],
    ['Dne 23.11.2026 v 9:00 Support napsal(a):'],
    ['On 23/11/2026 09:00, Support wrote:'],
    ['在 2026/11/23 09:00, Support 写道:'],
    ['Support <a@b.example> 於 2026年11月23日 週一 09:00 寫道：'],
    ['2026년 11월 23일 (월) 오전 9:00, Support <a@b.example>님이 작성:'],
    ['-----Original Message-----\nFrom: Support'],
    ['-----Ursprüngliche Nachricht-----\nVon: Support'],
    ['-----邮件原件-----\n发件人: Support'],
    ['Von: Support <a@b.example>\nGesendet: Montag, 23. November 2026 09:00\nAn: Zhang\nBetreff: x'],
    ['De : Support <a@b.example>\nEnvoyé : lundi 23 novembre 2026 09:00\nÀ : Zhang\nObjet : x'],
    ['*From:* Support\n*Date:* Monday\n*To:* Zhang\n*Subject:* x'],
  ])('a quote introduced by %s is cut', (introduction) => {
    expect(splitReply(`Words of my own.\n\n${introduction}\n\n> Old words.\n`).own).toBe('Words of my own.');
  });
});

describe('forwards', () => {
  test.each([
    ['forward-gmail', 'wang@customer.example', 'cannot log in', 'I cannot log in since this morning.'],
    ['forward-chinese', 'wang@customer.example', '无法登录', '今天早上开始无法登录。'],
    ['forward-outlook', 'wang@customer.example', 'cannot log in', 'I cannot log in since this morning.'],
  ])('%s names the first sender', async (name, address, subject, text) => {
    const { forwarded, reply } = await understood(name);
    expect(forwarded).toMatchObject({ from: { address }, subject, text });
    expect(reply).toContain(text);
  });
});

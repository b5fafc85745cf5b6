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
    ['已经重启。\n\n张三\n工时：2h', '已经重启。\n\n张三\n工时：2h'],
    ['已经重启。\n\n张三\n- 本次工时：约1小时', '已经重启。\n\n张三\n- 本次工时：约1小时'],
    ['已经解决。\n\n张三\n满意度：5', '已经解决。\n\n张三\n满意度：5'],
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

/** Marks of a line that ends a text: what its author newly wrote, and what stays of it. */
const ON = 'On Mon, 23 Nov 2026 at 09:00, A <a@x.example> wrote:';
const BLOCK = 'From: A <a@x.example>\nDate: Monday\nTo: b@x.example\nSubject: x';
const LONG = `> ${'w'.repeat(70)}`;

describe('a text divided', () => {
  test.each<[text: string, divided: Partial<ReturnType<typeof splitReply>>]>([
    [`new\n\n${ON}\n> old`, { reply: 'new', own: 'new', quoted: `${ON}\n> old`, forwarded: null }],
    [`new\n\n${ON}\nold`, { reply: 'new', own: 'new', quoted: `${ON}\nold` }],
    [`${ON}\nmine`, { reply: 'mine', own: 'mine', quoted: '' }],
    [`> \n${ON}\nmine`, { reply: 'mine', own: 'mine' }],
    [`${ON}\n`.repeat(10).concat('mine'), { reply: 'mine', own: 'mine' }],
    [`${ON}\n`.repeat(11).concat('mine'), { own: '' }],
    [`${ON}\n> old`, { reply: `${ON}\n> old`, own: '', quoted: `${ON}\n> old` }],
    [`${ON}\n\n> old\n\nmine`, { reply: 'mine', own: 'mine' }],
    [`${ON}\n\n\n> old\n\nmine`, { reply: 'mine', own: 'mine' }],
    [`${ON}\n\n\n\n> old\n\nmine`, { own: 'mine' }],
    [`new\n${ON}\n> old\nmine`, { reply: 'new\n\nmine', own: 'new\n\nmine' }],
    [`new\n${ON}\nold\nmine`, { reply: 'new', own: 'new' }],
    [`new\n${BLOCK}\n\n> old\nmine`, { reply: 'new', own: 'new', quoted: `${BLOCK}\n\n> old\nmine` }],
    ['new\n-----Original Message-----\n> old\nmine', { reply: 'new', own: 'new' }],
    ['new\n-- reply above this line --\n> old\nmine', { reply: 'new', own: 'new' }],
    ['> old', { reply: '> old', own: '', quoted: '> old' }],
    ['> a\n> b\nmine', { reply: 'mine', own: 'mine', quoted: '> a\n> b' }],
    ['mine\n> a', { reply: 'mine', own: 'mine', quoted: '> a' }],
    ['> a\none\n> b\ntwo', { reply: '> a\none\n> b\ntwo', own: 'one\ntwo', quoted: '> a\n> b' }],
    ['> x\n>\n> a\none\n> b\ntwo', { reply: '> a\none\n> b\ntwo', own: 'one\ntwo' }],
    ['> a\n>\none\n> b\ntwo', { reply: '> a\none\n> b\ntwo', own: 'one\ntwo' }],
    [`${'> q\n'.repeat(7)}one\n> b\ntwo`, { reply: `${'> q\n'.repeat(6)}one\n> b\ntwo` }],
    ['> a\n\n> b\none\n> c\ntwo', { reply: '> a\n> b\none\n> c\ntwo', own: 'one\ntwo' }],
    ['hello\n> a\none', { reply: 'hello\none', own: 'hello\none' }],
    ['hello\n> a\none\n> b', { reply: 'hello\n> a\none', own: 'hello\none' }],
    ['hello\n> a\n> b', { reply: 'hello', own: 'hello' }],
    ['--\n> a\none\n> b', { own: '--\none' }],
    ['> a\n--- \n> b\ntwo', { own: '---\ntwo' }],
    [`${LONG}\noverhang\n> more\nmine`, { reply: 'mine', own: 'mine' }],
    [`${LONG.slice(0, 65)}\noverhang\n> more\nmine`, { reply: 'mine', own: 'mine' }],
    [`${LONG.slice(0, 64)}\none\n> more\nmine`, { own: 'one\nmine' }],
    [`${LONG}.\none\n> more\nmine`, { own: 'one\nmine' }],
    [`${LONG}？ \none\n> more\nmine`, { own: 'one\nmine' }],
    [`${LONG}\none\nmore`, { own: 'one\nmore' }],
    [`${LONG}\n${'o'.repeat(59)}\n> more\nmine`, { own: 'mine' }],
    [`${LONG}\n${'o'.repeat(60)}\n> more\nmine`, { own: `${'o'.repeat(60)}\nmine` }],
    [`${LONG}\n\n> more\nmine`, { own: 'mine' }],
    [`${LONG.slice(2)}\none\n> more\nmine`, { own: `${LONG.slice(2)}\none\nmine` }],
    [`> a\none\n${ON}\n> nested\ntwo`, { own: 'one\n\ntwo' }],
    [`> a\none\n${ON}\nnested\ntwo`, { own: 'one' }],
    ['new\n______\nFrom: A <a@x.example>\nDate: Monday\nTo: b@x.example\nSubject: x\n\nold', { own: 'new' }],
    ['new\n_____\nFrom: A <a@x.example>', { own: 'new\n_____\nFrom: A <a@x.example>' }],
    ['new\n______\n\n\nOriginal Message\nold', { own: 'new' }],
    ['new\n______\n\n\n\n\nOriginal Message\nold', { own: 'new\n______\n\nOriginal Message\nold' }],
    ['new\n______\nwords', { own: 'new\n______\nwords' }],
    ['new\nx______\nOriginal Message\nold', { own: 'new\nx______\nOriginal Message\nold' }],
    [`new\n${'x'.repeat(960)} ${ON}`, { own: `new\n${'x'.repeat(960)} ${ON}` }],
    [
      `new\n---${' '.repeat(1000)}Original Message---\nold`,
      { reply: `new\n---${' '.repeat(1000)}Original Message---\nold` },
    ],
    ['a\n\n\n\nb  \n\n', { reply: 'a\n\nb', own: 'a\n\nb', quoted: '' }],
    ['\n\n  a', { reply: '  a' }],
    ['mine\nSent from my iPhone\nmore', { own: 'mine' }],
    ['Sent from my iPhone', { reply: 'Sent from my iPhone', own: '' }],
    ['mine\n-- \nLi', { reply: 'mine', own: 'mine' }],
    ['-- \nLi', { reply: '--\nLi', own: '--\nLi' }],
    [`new\nFrom: ${'x'.repeat(994)}\nDate: Monday\nSubject: x\n\nold`, { own: 'new' }],
    [`new\nFrom: ${'x'.repeat(995)}\nDate: Monday\nSubject: x\n\nold`, { quoted: '' }],
    ['one\n> -----Original Message-----\n> x\ntwo', { own: 'one\ntwo' }],
    ['To: me\nhello\nOriginal Message\nwords', { quoted: '' }],
    ['new\n______ words\nOriginal Message\nold', { quoted: '' }],
    ['> a\n---\n> b\ntwo', { reply: '---\ntwo' }],
    ['hello\n> a\n---\n> b', { reply: 'hello\n---' }],
    ['> a\none\n> b\n---\n> c', { reply: 'one\n---' }],
    ['--\n> a\none\n> b', { reply: '--\none' }],
    ['> a\none\n> b\ntwo\n> c', { reply: '> a\none\n> b\ntwo' }],
    ['> a\n \n> b\none\n> c\ntwo', { reply: '> a\n> b\none\n> c\ntwo' }],
    [`new\n${ON}\n> q\none\n${ON}\n> nested\ntwo`, { own: 'new\n\none\ntwo', reply: 'new\n\n> q\none\n> nested\ntwo' }],
    [`new\n${ON}\n> q\none\n${ON.replace('09:00, ', '09:00,\n')}\n> nested\ntwo`, { own: 'new\n\none\ntwo' }],
    [`new\n${ON}\n> q\none\n${ON}\nnested\ntwo`, { own: 'new\n\none' }],
    [`> see a.b ${'w'.repeat(70)}\noverhang\n> more\nmine`, { own: 'mine' }],
    ['', { reply: '', own: '', quoted: '', forwarded: null }],
  ])('%j', (text, divided) => {
    expect(splitReply(text)).toMatchObject(divided);
  });

  test.each<[shows: string, text: string, divided: Partial<ReturnType<typeof splitReply>>]>([
    [
      'what follows a stray introduction is forwarded only when the mail forwards',
      `${ON}\n${BLOCK}\n\nold`,
      { own: '', forwarded: null },
    ],
    ['a stray introduction below empty lines', `\n\n${ON}\nmine`, { own: 'mine' }],
    ['a rule above a quote is no words', '---\n> a', { reply: '---\n> a', own: '' }],
    [
      'a delimiter above too many lines for a signature',
      `x\n-- ${'\na'.repeat(61)}`,
      { own: `x\n--${'\na'.repeat(61)}` },
    ],
    [
      'a footer too far up to end the text',
      `x\nSent from my iPhone${'\na'.repeat(60)}`,
      { own: `x${'\na'.repeat(60)}` },
    ],
    ['a line of blanks between introduction and quote', `new\n${ON}\n \n> old\nmine`, { own: 'new\n\nmine' }],
    [
      'an empty line in what stands above the quote',
      'hello\n\nyou\n> a\none\n> b',
      { reply: 'hello\n\nyou\n> a\none' },
    ],
    ['a signature below an answer', `new\n${ON}\n> a\nmine\n-- \nLi`, { own: 'new\n\nmine' }],
    [
      'a quoted paragraph without an answer before the next introduction',
      `new\n${ON}\n> a\none\n> b\ntwo\n> c\n \n${ON}\nnested`,
      { reply: 'new\n\n> a\none\n> b\ntwo' },
    ],
    [
      'answers of several lines, bare ones among them',
      '> a\n---\n___\n> b\ntwo',
      { reply: '---\n___\ntwo', own: '---\n___\ntwo' },
    ],
    ['an overhang with a blank before it', `${LONG}\n ${'o'.repeat(59)}\n> more\nmine`, { own: 'mine' }],
    [
      'an empty line is no overhang',
      `${LONG}\n\n> b\none\n> c\ntwo`,
      { reply: `${LONG}\n> b\none\n> c\ntwo`, own: 'one\ntwo' },
    ],
    ['a separator without dashes above one field', 'new\nOriginal Message\nFrom: A <a@x.example>\nold', { own: 'new' }],
    ['the same below a field', 'new\nFrom: A <a@x.example>\nOriginal Message\nold', { quoted: '' }],
  ])('%s', (_, text, divided) => {
    expect(splitReply(text)).toMatchObject(divided);
  });
});

describe('a text with what its HTML tells', () => {
  test.each<[text: string, hints: Parameters<typeof splitReply>[1], divided: Partial<ReturnType<typeof splitReply>>]>([
    ['new\nold', { quoteAt: 1 }, { reply: 'new', own: 'new', quoted: 'old' }],
    ['new\n\n\nold', { quoteAt: 1 }, { own: 'new', quoted: 'old' }],
    ['new\nold', { quoteAt: null }, { own: 'new\nold' }],
    ['new\nold\nmore', { quoteAt: 0 }, { own: '' }],
    [`new\nold\n${ON}\n> older`, { quoteAt: 1 }, { own: 'new', quoted: `old\n${ON}\n> older` }],
    [`new\n\n${ON}\n> older`, { quoteAt: 1 }, { own: 'new', quoted: `${ON}\n> older` }],
    [`new\n${ON}\n> older\nx`, { quoteAt: 3 }, { own: 'new\n\nx' }],
    [`new\n${BLOCK}\n\nold`, { quoteAt: 1 }, { own: 'new', forwarded: null }],
    [
      `new\n${BLOCK}\n\nold`,
      { forwards: true },
      { own: 'new', forwarded: `${BLOCK}\n\nold`, reply: `new\n\n${BLOCK}\n\nold` },
    ],
    [`${BLOCK}\n\nold`, { forwards: true }, { own: '', forwarded: `${BLOCK}\n\nold`, reply: `${BLOCK}\n\nold` }],
    [
      `new\n-----Original Message-----\n${BLOCK}\n\nold`,
      { forwards: true },
      { own: 'new', forwarded: `-----Original Message-----\n${BLOCK}\n\nold` },
    ],
    [`new\n______\n${BLOCK}\n\nold`, { forwards: true }, { own: 'new', forwarded: `______\n${BLOCK}\n\nold` }],
    ['new\n______\nOriginal Message\n\nold', { forwards: true }, { own: 'new', forwarded: null }],
    [
      `new\n-- \nLi\n---------- Forwarded message ---------\n${BLOCK}\n\nold`,
      {},
      { own: 'new', reply: `new\n\n---------- Forwarded message ---------\n${BLOCK}\n\nold` },
    ],
    [
      `${ON}\n---------- Forwarded message ---------\n${BLOCK}`,
      {},
      { own: '', forwarded: `---------- Forwarded message ---------\n${BLOCK}` },
    ],
    [`${ON}\n${BLOCK}\n\nold`, { forwards: true }, { own: '', forwarded: `${BLOCK}\n\nold` }],
    ['new\nLi\nSales', { signatureAt: 1 }, { own: 'new' }],
    ['new\nLi\nSales', { signatureAt: 0 }, { own: 'new\nLi\nSales' }],
    ['new\nLi\nSales', { signatureAt: 9 }, { own: 'new\nLi\nSales' }],
    [`new\n\n${ON}\n> older\nmine`, { quoteAt: 1 }, { own: 'new\n\nmine' }],
    [
      `new\n${BLOCK.replace(/^/gm, '> ')}\n> old`,
      { quoteAt: 1, forwards: true },
      { own: 'new', forwarded: `${BLOCK.replace(/^/gm, '> ')}\n> old` },
    ],
    [`new\n${BLOCK.replace(/^/gm, '> ')}\n> old`, { quoteAt: 1 }, { own: 'new', forwarded: null }],
    ['new\n> old\nmine', { quoteAt: 1 }, { own: 'new\n\nmine' }],
    ['new\nold', { quoteAt: 1, forwards: true }, { own: 'new', forwarded: null }],
    ['new\n-- \nLi', { signatureAt: 2 }, { own: 'new' }],
    ['new\n-- \nLi', { signatureAt: 1 }, { own: 'new' }],
    ['new\nLi Wei\nSales', { author: 'Li Wei' }, { own: 'new\nLi Wei' }],
    [
      `new\nLi Wei\nSales\n---------- Forwarded message ---------\n${BLOCK}\n\nold`,
      { author: 'Li Wei' },
      { own: 'new\nLi Wei' },
    ],
    [`new\n \n${ON}\n> older\nmine`, { quoteAt: 1 }, { own: 'new\n\nmine' }],
    [`x\n-- ${'\na'.repeat(61)}`, { signatureAt: 10 }, { own: `x\n--${'\na'.repeat(8)}` }],
    [
      `${ON}\n---------- Forwarded message ---------\n${BLOCK}\n`,
      {},
      {
        reply: `---------- Forwarded message ---------\n${BLOCK}`,
        forwarded: `---------- Forwarded message ---------\n${BLOCK}`,
      },
    ],
    [
      `***\n---------- Forwarded message ---------\n${BLOCK}`,
      {},
      { own: '', reply: `***\n---------- Forwarded message ---------\n${BLOCK}` },
    ],
  ])('%j with %o', (text, hints, divided) => {
    expect(splitReply(text, hints)).toMatchObject(divided);
  });
});

describe('answers between quoted lines', () => {
  const WRAPPED = '> Could you check whether the service is running on the second node and';
  test.each([
    [
      'a signature inside the quote ends nothing',
      `${ON}\n> Which version?\n> Best regards\n> Bob\n> Tel: +1 555 0100\n4.2\n> Which browser?\nFirefox`,
      '4.2\nFirefox',
    ],
    ['nor does its delimiter', `${ON}\n> -- \n> Bob\n\nIt works now.\n\n-- \nZhang`, 'It works now.'],
    [
      'a short answer below a wrapped line',
      `${ON}\n${WRAPPED}\nyes, it is\n> whether the disk is full?\nNo.`,
      'yes, it is\nNo.',
    ],
    ['one that begins in capitals', `${ON}\n${WRAPPED}\nReinstalled it.\n> whether?\n`, 'Reinstalled it.'],
    ['one in Chinese', `${ON}\n${WRAPPED}\n已经重启了\n> whether?\n`, '已经重启了'],
    ['the overhang of a line is none', `${ON}\n${WRAPPED}\nthe third\n> whether?\nNo.`, 'No.'],
  ])('%s', (_, text, own) => {
    expect(splitReply(text).own).toBe(own);
  });
});

describe('what ends the words', () => {
  const WORDS = '您好，按您说的方法清了缓存，现在还是登录不上。\n\n请再帮忙看一下，谢谢！';
  test.each([
    ['a rule of dashes after a closing', '————————————\n李四 | 研发工程师\n示例科技有限公司\n手机：13800000000'],
    ['a rule of underscores', '__\n李四 | 技术部\n示例科技有限公司'],
    ['a card in a table', '| |\n李四\n|\n|\nlisi@client.example\n|'],
    [
      'a notice by what it says',
      '信息安全声明：本邮件包含信息归发件人所在组织所有。请接收者注意保密，未经发件人书面许可，不得向任何第三方透露本邮件所含信息。',
    ],
    ['an English one', 'If you are not the addressee, delete this message; its contents are confidential.'],
    [
      'one in two languages',
      '本邮件可能含有机密信息，仅供指定收件人使用，误收请删除。\n\nThis e-mail may be privileged. If received in error, notify the sender and delete it.',
    ],
    ['a plea for paper', '请在打印本邮件前考虑环保。'],
    ['a banner below', 'CAUTION: This email originated from outside of the organization. Do not click links.'],
    ['a program', '获取适用于 iOS 的 Outlook<https://aka.ms/o0ukef>'],
  ])('%s', (_, below) => {
    expect(splitReply(`${WORDS}\n\n${below}`).reply).toBe(WORDS);
  });

  test('a name below a rule stays', () => {
    expect(splitReply(`${WORDS}\n\n____\n李四\n信息技术部\n电话：010-88888888`).reply).toBe(`${WORDS}\n\n____\n李四`);
  });

  test.each([
    'Sent from my desk, not from the phone',
    '从手机登录也不行',
    '来自华为手机的用户都打不开',
    'The message is marked confidential and the recipient cannot open it',
    '删除邮件时提示收件人错误，请处理',
    '打印环境报告时出错',
    'a\n---\nb\nc says what happened in the end.',
  ])('%s is a sentence', (words) => {
    expect(splitReply(`Hello\n\n${words}`).reply).toBe(`Hello\n\n${words}`);
  });
});

import { describe, expect, test } from 'vitest';
import { CUT_MARK, TEXT_LENGTH } from '../../src/mail/limits.ts';
import type { Mail } from '../../src/mail/mail.ts';
import { edgesOf } from '../../src/mail/meaning/boilerplate.ts';
import { understandNow } from '../../src/mail/understand.ts';
import { mailOf } from './fixture.ts';

type Fields = Readonly<Record<string, string>>;
const ON = 'On Mon, 23 Nov 2026 at 09:00, Desk <support@desk.example> wrote:';

const ANSWER: Fields = { 'In-Reply-To': '<letter@desk.example>' };

/** A mail with a text form and an HTML form. */
const inBoth = (plain: string, html: string): Mail =>
  understandNow(
    mailOf(
      [
        '--b',
        'Content-Type: text/plain; charset=utf-8',
        '',
        plain,
        '--b',
        'Content-Type: text/html; charset=utf-8',
        '',
        html,
        '--b--',
        '',
      ].join('\r\n'),
      { 'Content-Type': 'multipart/alternative; boundary=b', ...ANSWER },
    ),
  );

describe('what the header says', () => {
  test.each<[shows: string, fields: Fields, mail: Partial<Mail>]>([
    ['an encoded subject is words', { Subject: '=?utf-8?Q?B=C3=A9n?=' }, { subject: 'Bén' }],
    ['NUL is no letter of a subject', { Subject: 'a\0b' }, { subject: 'ab' }],
    ['and a blank in a name', { From: '"a\0b" <a@x.example>' }, { from: [{ name: 'a b', address: 'a@x.example' }] }],
    ['what nobody sees is no letter of a subject', { Subject: 'a\u202e\u200bb' }, { subject: 'ab' }],
    ['nor of a name', { From: '"a\u202e\u2066b" <a@x.example>' }, { from: [{ name: 'ab', address: 'a@x.example' }] }],
    ['a telephone writes no mail', { From: 'W <tel:13800000000>' }, { from: [] }],
    ['nor does nobody’s', { From: '<tel:>' }, { from: [] }],
    [
      'however it is spelled',
      { From: '<TEL:13800000000@>', 'Reply-To': '<tel:1@x.example>' },
      { from: [], replyTo: [] },
    ],
    ['nor does it get one', { Cc: '<tel:138>, a@x.example' }, { cc: [{ name: '', address: 'a@x.example' }] }],
    [
      'several fields of one kind are one list',
      { Cc: 'a@x.example\r\nCc: b@x.example' },
      {
        cc: [
          { name: '', address: 'a@x.example' },
          { name: '', address: 'b@x.example' },
        ],
      },
    ],
    ['an answer goes elsewhere', { 'Reply-To': 'a@x.example' }, { replyTo: [{ name: '', address: 'a@x.example' }] }],
    [
      'identifiers of the thread',
      { 'In-Reply-To': '<a@x>', References: '<b@x> <a@x>' },
      { inReplyTo: ['<a@x>'], references: ['<b@x>', '<a@x>'] },
    ],
    ['where bounces go', { 'Return-Path': '<a@x.example>' }, { returnPath: 'a@x.example' }],
    ['without brackets', { 'Return-Path': ' a@x.example ' }, { returnPath: 'a@x.example' }],
    ['with a comment', { 'Return-Path': 'x <a@x.example> y' }, { returnPath: 'a@x.example' }],
    ['nowhere', { 'Return-Path': '<>' }, { returnPath: '' }],
    ['two of them tell nothing', { 'Return-Path': '<a@x>\r\nReturn-Path: <b@x>' }, { returnPath: null }],
    ['none at all', {}, { returnPath: null }],
    ['everything there', {}, { warnings: [] }],
    ['no date', { Date: '' }, { warnings: ['date_missing'], date: null }],
    ['no identifier', { 'Message-ID': '' }, { warnings: ['message_id_missing'], messageId: null }],
    ['no sender', { From: '' }, { warnings: ['from_missing'] }],
    ['several senders', { From: 'a@x.example, b@x.example' }, { warnings: ['from_several'] }],
    ['the charset that its parts name', { 'Content-Type': 'text/plain; charset=gb2312' }, { charset: 'gb18030' }],
    ['no charset', { 'Content-Type': 'text/plain' }, { charset: null }],
  ])('%s', (_, fields, mail) => {
    expect(understandNow(mailOf('hello', fields))).toMatchObject(mail);
  });

  test('fields that are not written as they must be are marked', () => {
    const { headers } = understandNow(Buffer.from('A: b\nC : d\nE: f\0\n\nx'));
    expect(headers).toEqual([
      ['a', 'b'],
      ['c', 'd', 'irregular'],
      ['e', 'f', 'irregular'],
    ]);
  });

  test('unlabelled octets are read in the charset its parts name, then in the sender’s usual one', () => {
    const named = mailOf('x', { Subject: '\xcf\xf0\xe8', 'Content-Type': 'text/plain; charset=windows-1251' });
    const octets = Buffer.from(named.toString('utf8'), 'latin1');
    expect(understandNow(octets).subject).toBe('При');
    const unnamed = Buffer.from(
      mailOf('x', { Subject: '\xcf\xf0\xe8', 'Content-Type': 'text/plain' }).toString(),
      'latin1',
    );
    expect(understandNow(unnamed, { fallbackCharset: 'windows-1251' }).subject).toBe('При');
    expect(understandNow(unnamed).subject).toBe('Ïðè');
  });
});

/** More than an answer that names nothing has. */
const STORY = 'The clerk at the window told me about the weather and the holidays. '.repeat(5);

describe('what its text says', () => {
  test.each<[shows: string, body: string, fields: Fields, mail: Partial<Mail>]>([
    ['new words and quoted ones', `new\n\n${ON}\n> old`, ANSWER, { reply: 'new', quoted: `${ON}\n> old` }],
    [
      'numbers of both',
      `new\n\n${ON}\n> TS20261123002`,
      { Subject: 'TS20261123001' },
      {
        ticketNumbers: { subject: ['TS20261123001'], quoted: ['TS20261123002'] },
      },
    ],
    ['a person commands', '#accept', {}, { class: 'human', commands: [{ name: 'accept', argument: '', text: '' }] }],
    ['a program does not', '#accept', { 'Auto-Submitted': 'auto-replied' }, { commands: [], unknownCommands: [] }],
    ['a person answers', 'It works now, thank you.', {}, { intent: 'solved' }],
    ['a program does not answer', 'It works now, thank you.', { 'Auto-Submitted': 'auto-replied' }, { intent: 'none' }],
    ['who writes at length and answers nothing', `It works now, thank you.\n\n${STORY}`, {}, { intent: 'none' }],
    ...[
      ANSWER,
      { Subject: 'x [TS20261123001]' },
      { Subject: 'x [INC0012345]' },
      { 'Delivered-To': 'desk+f3x1@desk.example' },
    ].map((fields): [string, string, Fields, Partial<Mail>] => [
      `at length, and may answer: ${JSON.stringify(fields)}`,
      `It works now, thank you.\n\n${STORY}`,
      fields,
      { intent: 'solved' },
    ]),
    ['at length above a quote', `It works now, thank you.\n\n${STORY}\n\n${ON}\n> old`, {}, { intent: 'solved' }],
    ['mere thanks', 'Thank you!', {}, { onlyThanks: true }],
    ['a question for news', 'Any news?', {}, { asksForNews: true }],
    ['a form', 'Company: Nebula', {}, { form: { company: 'Nebula' } }],
    ['no bounce', 'hello', {}, { bounce: null }],
    [
      'what a subject says is forwarded',
      'see\n\nFrom: Li <li@x.example>\nDate: Monday\nSubject: Help\n\nold',
      { Subject: 'Fwd: Help' },
      {
        forwarded: { from: { name: 'Li', address: 'li@x.example' }, subject: 'Help', text: 'old' },
      },
    ],
    [
      'the same under another subject',
      'see\n\nFrom: Li <li@x.example>\nDate: Monday\nSubject: Help\n\nold',
      ANSWER,
      { forwarded: null, reply: 'see' },
    ],
    [
      'a mail that answers nothing keeps what it pastes',
      'see\n\nFrom: Li <li@x.example>\nDate: Monday\nSubject: Help\n\nold\n> npm run build',
      {},
      { forwarded: null, reply: 'see\n\nFrom: Li <li@x.example>\nDate: Monday\nSubject: Help\n\nold\n> npm run build' },
    ],
    [
      'nor does what it pastes answer',
      `Still broken.\n\n${ON}\n> It works now, thank you.`,
      {},
      { intent: 'still_open' },
    ],
    ...[ANSWER, { References: '<letter@desk.example>' }, { Subject: 'AW: x' }, { Subject: 'x [TS20261123001]' }].map(
      (fields): [string, string, Fields, Partial<Mail>] => [
        `an answer quotes: ${JSON.stringify(fields)}`,
        `new\n\n${ON}\n> old`,
        fields,
        { reply: 'new' },
      ],
    ),
    ['the name of the sender begins a signature', 'hello\n\nZhang San\nSales', {}, { reply: 'hello\n\nZhang San' }],
    [
      'without a name nothing does',
      'hello\n\nZhang San\nSales',
      { From: 'zhang@example.com' },
      { reply: 'hello\n\nZhang San\nSales' },
    ],
    [
      'the language of what is quoted, when nothing else is there',
      '> 报表导出的时候系统报错，请帮忙处理。',
      {},
      { language: 'zh' },
    ],
    [
      'a bounce',
      'x',
      { From: 'MAILER-DAEMON@x.example', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' },
      { class: 'bounce' },
    ],
  ])('%s', (_, body, fields, mail) => {
    expect(understandNow(mailOf(body, fields))).toMatchObject(mail);
  });

  test('the desk’s own prefix', () => {
    const raw = mailOf('hello', { Subject: 'HD20261123001 TS20261123001' });
    expect(understandNow(raw, { numberPrefix: 'HD' }).ticketNumbers.subject).toEqual(['HD20261123001']);
  });

  const LONG = 'words '.repeat(100_000);
  const QUOTED = `new\n\n${ON}\n> ${LONG}`;
  test.each<[shows: string, body: string, reply: number, quoted: number]>([
    ['longer than is handed on ends in a mark', LONG, LONG.slice(0, TEXT_LENGTH).trimEnd().length + CUT_MARK.length, 0],
    ['but not where the author’s words end before', QUOTED, 3, QUOTED.slice(5, TEXT_LENGTH).trimEnd().length],
  ])('%s', (_, body, reply, quoted) => {
    const mail = understandNow(mailOf(body, ANSWER));
    expect([mail.reply.length, mail.quoted.length]).toEqual([reply, quoted]);
  });
});

describe('a mail in two forms', () => {
  const MANY = 'The export stops every time with the same message since Monday.';
  test.each<[shows: string, plain: string, html: string, mail: Partial<Mail>]>([
    [
      'the text form is read',
      'in text',
      '<p>in HTML</p>',
      { reply: 'in text', text: 'in text', html: '<p>in HTML</p>' },
    ],
    ['HTML where it is empty', ' ', '<p>in HTML</p>', { reply: 'in HTML', text: 'in HTML' }],
    ['HTML where the text is a stub', 'see HTML', `<p>${MANY}</p>`, { reply: MANY, text: MANY }],
    ['the text where HTML has little more', 'The export stops.', `<p>${MANY}</p>`, { reply: 'The export stops.' }],
    ['the text where HTML is quoted', 'short', `<blockquote>${MANY}</blockquote>`, { reply: 'short' }],
    [
      'HTML where only it shows the quote',
      `new words\n${MANY}`,
      `<p>new words</p><blockquote type="cite">${MANY}</blockquote>`,
      { reply: 'new words' },
    ],
    [
      'the text where both show one',
      `new words\n\n${ON}\n> old`,
      `<p>new</p><blockquote type="cite">${MANY}</blockquote>`,
      { reply: 'new words' },
    ],
  ])('%s', (_, plain, html, mail) => {
    expect(inBoth(plain, html)).toMatchObject(mail);
  });

  test('HTML alone', () => {
    const raw = mailOf('<p>in <b>HTML</b></p>', { 'Content-Type': 'text/html; charset=utf-8' });
    expect(understandNow(raw)).toMatchObject({ text: 'in HTML', reply: 'in HTML', html: '<p>in <b>HTML</b></p>' });
  });
  test('text alone', () => {
    expect(understandNow(mailOf('in text'))).toMatchObject({ text: 'in text', html: null });
  });
  test('several parts one below the other', () => {
    const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
    const raw = mailOf(
      `${part('text/plain', 'one')}${part('text/html', '<p>two</p>')}${part('text/html', '<p>three</p>')}--b--`,
      {
        'Content-Type': 'multipart/mixed; boundary=b',
      },
    );
    expect(understandNow(raw)).toMatchObject({ text: 'one\ntwo\nthree', html: '<p>two</p>\n<p>three</p>' });
  });
});

describe('a mail that is attached to another', () => {
  const attached = (type: string, name: string, inner: string, fields: Fields = {}): Mail =>
    understandNow(
      mailOf(
        `--b\r\nContent-Type: text/plain\r\n\r\nPlease take this one.\r\n--b\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${inner}\r\n--b--`,
        { 'Content-Type': 'multipart/mixed; boundary=b', ...fields },
      ),
    );
  const INNER =
    'From: Wang <wang@customer.example>\r\nSubject: Export fails\r\nMessage-ID: <a@b>\r\n\r\nThe export fails with E1042.';
  const forwarded = {
    from: { name: 'Wang', address: 'wang@customer.example' },
    subject: 'Export fails',
    text: 'The export fails with E1042.',
  };

  test.each([
    ['message/rfc822', 'Export fails.eml'],
    ['message/rfc822', 'forwarded'],
    ['application/octet-stream', 'Export fails.EML'],
  ])('%s %s is forwarded by it', (type, name) => {
    const mail = attached(type, name, INNER);
    expect(mail).toMatchObject({ forwarded, reply: 'Please take this one.' });
    expect(mail.attachments).toHaveLength(1);
  });

  test.each<[shows: string, mail: Mail]>([
    ['another file', attached('application/octet-stream', 'a.txt', INNER)],
    ['a mail without a sender', attached('message/rfc822', 'a.eml', 'Subject: x\r\n\r\nwords')],
    ['a robot’s mail', attached('message/rfc822', 'a.eml', `Auto-Submitted: auto-replied\r\n${INNER}`)],
    ['one that a robot attaches', attached('message/rfc822', 'a.eml', INNER, { 'Auto-Submitted': 'auto-replied' })],
    [
      'one that is too large',
      attached('message/rfc822', 'a.eml', `${INNER}\r\n${'x'.repeat(76)}`.padEnd(2_200_000, '\r\nxxxxxxxx')),
    ],
  ])('%s is not', (_, mail) => {
    expect(mail.forwarded).toBeNull();
  });

  test('a forward in the text comes first', () => {
    const mail = understandNow(
      mailOf(
        `--b\r\nContent-Type: text/plain\r\n\r\nsee\r\n\r\nFrom: Li <li@x.example>\r\nDate: Monday\r\nSubject: Help\r\n\r\nold\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${INNER}\r\n--b--`,
        { 'Content-Type': 'multipart/mixed; boundary=b', Subject: 'Fwd: Help' },
      ),
    );
    expect(mail.forwarded?.from.address).toBe('li@x.example');
  });
});

describe('boilerplate that is known is in nothing that is read', () => {
  const ABOVE = [
    '#resolve the mail fence of Acme Widgets has checked this and found nothing at all',
    'Priority: urgent',
    '问题已解决，谢谢。 All errors of this passage were solved, please close it.',
    'Switchboard: +49 30 1234567',
  ].join('\n');
  const BELOW = 'Acme Widgets, Hauptstrasse: urgent matters to the night watch, telephone +49 30 7654321, thank you.';
  const edges = (text: string): readonly string[] => edgesOf(understandNow(mailOf(text))).blocks;
  const OTHER = '登录系统时一直提示密码错误，重置之后也一样。';
  const known = (put: (words: string) => string) => {
    const others = new Set(edges(put(OTHER)));
    return edges(put('打印功能今天用不了，打印机没有任何反应。')).filter((each) => others.has(each));
  };
  const raw = (words: string, more: Fields) =>
    mailOf(words, { From: 'Tom Miller <tom@acme.example>', Subject: '导出', ...more });

  test.each<[what: string, words: string, more?: Fields]>([
    ['a problem', '报表导出之后打不开，文件是空的，请帮忙看看。'],
    ['a problem with its form', '公司：某某科技\n紧急程度：低\n问题描述：报表导出之后打不开，文件是空的。'],
    ['a command', '#note 报表导出之后打不开'],
    ['a signature', '报表导出之后打不开，文件是空的，请帮忙看看。\n\n-- \nTom Miller\n+49 30 111222'],
    ['thanks', '谢谢！', ANSWER],
    ['a question', '请问有进展了吗？', ANSWER],
    ['a plain yes', '问题已经解决了，谢谢。', ANSWER],
  ])('of %s', (_, words, more = {}) => {
    for (const put of [
      (own: string) => `${ABOVE}\n\n${own}`,
      (own: string) => `${own}\n\n${BELOW}`,
      (own: string) => `${ABOVE}\n\n${own}\n\n${BELOW}`,
    ]) {
      const { text, leftOut: _, ...read } = understandNow(raw(put(words), more), { boilerplate: known(put) });
      const { text: own, ...plain } = understandNow(raw(words, more));
      expect(read).toEqual(plain);
      expect(text).toBe(put(words).trimEnd());
    }
  });

  test('of a machine’s mail nothing is left out', () => {
    const put = (own: string) => `${ABOVE}\n\n${own}`;
    const mail = mailOf(put('I am away.'), { 'Auto-Submitted': 'auto-replied', Precedence: 'auto_reply' });
    expect(understandNow(mail, { boilerplate: known(put) })).toEqual(understandNow(mail));
  });
});

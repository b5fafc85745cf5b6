import { describe, expect, test } from 'vitest';
import { readForm } from '../../src/mail/meaning/form.ts';
import { readTicketNumbers } from '../../src/mail/meaning/ticket-number.ts';
import type { EvidenceLevel } from '../../src/people/evidence.ts';
import { type Found, matchThread, type ThreadTicket } from '../../src/ticket/thread.ts';
import { asked, at, closed, h, noon, offered, upon, zhao } from './sample.ts';

const mail = (subject: string, reply = '版本是 3.2', quoted = '') => ({
  subject,
  reply,
  intent: reply.startsWith('还是不行') ? ('still_open' as const) : ('none' as const),
  asksForNews: reply.startsWith('有进展'),
  onlyThanks: reply.startsWith('谢谢'),
  satisfaction: null,
  ticketNumbers: readTicketNumbers(subject, quoted),
  form: readForm(reply, quoted),
});
const found = (
  level: EvidenceLevel,
  ticket: ThreadTicket = offered,
  target: ThreadTicket | null = null,
): Found<ThreadTicket> => ({ level, ticket, target });
const reply = mail('Re: [TS20261123001] 报表打不开');

/** Words that open a ticket of their own under a subject that is another. */
const FURTHER = '还有另一个问题，打印机坏了';
/** Subjects that are part of the ticket's own, once prefixes, tags and numbers are taken off. */
const ALIKE = [
  '报表',
  '报表 ',
  'Re: AW: 报表',
  'Re : 报表',
  'Re[2]: 报表',
  'Re[12]：报表',
  '[外部邮件] 报表',
  '【外部邮件】报表',
  '报表 TS20261123009',
  '报表 [TS20261123009]',
];

describe('a mail belongs to the ticket', () => {
  test.each([
    ['E4', 'token'],
    ['E3', 'reference'],
    ['E2', 'number'],
  ] as const)('that its evidence %s speaks for: %s', (level, reason) => {
    expect(matchThread(reply, false, found(level), noon)).toEqual({ goesTo: 'ticket', ticket: offered, reason });
  });

  test('into which the other was merged', () => {
    const target = { ...offered, number: 'TS20261123002' };
    const merged = upon(offered, { name: 'merge', by: zhao, into: { ...offered, id: 'b' } }).ticket;
    expect(matchThread(reply, false, found('E4', merged, target), noon)).toMatchObject({ ticket: target });
  });

  test('when staff name its number; what they may do is another question', () => {
    expect(matchThread(reply, true, found('E1'), noon)).toMatchObject({ goesTo: 'ticket', reason: 'number_alone' });
  });

  test('that was closed up to thirty days ago', () => {
    expect(matchThread(reply, false, found('E4', closed), at(h(720)))).toMatchObject({ goesTo: 'ticket' });
  });
});

describe('a mail opens a new ticket', () => {
  test.each<[string, ReturnType<typeof mail>, Found<ThreadTicket> | null, object]>([
    ['without evidence', mail('打印机坏了'), null, { reason: 'nothing', claims: null, linkedTo: null }],
    [
      'whose number is that of somebody else’s',
      reply,
      found('E1'),
      { reason: 'claims', claims: 'TS20261123001', linkedTo: null },
    ],
    [
      'whose number is that of somebody else’s closed one',
      reply,
      found('E1', closed),
      { reason: 'claims', claims: 'TS20261123001', linkedTo: null },
    ],
    [
      'whose number does not exist',
      mail('TS20200101001'),
      null,
      { reason: 'claims', claims: 'TS20200101001', linkedTo: null },
    ],
    [
      'whose number is in the quoted part',
      mail('你好', 'x', 'TS20200101001'),
      found('E0'),
      { reason: 'claims', claims: 'TS20200101001' },
    ],
  ])('%s', (_, words, evidence, expected) => {
    expect(matchThread(words, false, evidence, noon)).toMatchObject({ goesTo: 'new', ...expected });
  });

  test('linked to one that was closed longer than thirty days ago', () => {
    expect(matchThread(reply, false, found('E4', closed), at(h(721)))).toEqual({
      goesTo: 'new',
      linkedTo: closed.number,
      claims: null,
      reason: 'reopen_window_over',
    });
    expect(matchThread(reply, true, found('E4', closed), at(h(721)))).toMatchObject({ goesTo: 'ticket' });
  });

  test.each([
    ['打印机无法连接', '我们二楼的打印机从今天早上开始就连接不上了，请帮忙看看。'],
    ['Printer offline', 'The printer on the second floor has been offline since this morning.'],
    ['Re: 另一个问题：打印机', '打印机连不上'],
    ['打印机', '这是一个新问题，打印机连不上'],
    ['打印机', '问题描述：连不上'],
    ['Re: 其他问题', '打印机连不上'],
    ['Re: another  problem', 'The printer'],
    ['打印机无法连接', '我们二楼的打印机连接不上请看下'],
  ])('in answer form but about something else: %s', (subject, words) => {
    expect(matchThread(mail(subject, words), false, found('E4'), noon)).toEqual({
      goesTo: 'new',
      linkedTo: offered.number,
      claims: null,
      reason: 'new_problem',
    });
  });

  test.each<[string, string, ThreadTicket]>([
    ['Re: 报表打不开', '我们二楼的打印机从今天早上开始就连接不上了，请帮忙看看。', offered],
    ['Re: [TS20261123001] 问题已接收', '还有另一个问题，打印机从今天早上开始就连接不上了。', offered],
    ['回复：处理结果', '版本是 3.2，浏览器是 Chrome，昨天开始出现的。', offered],
    ['日志', '这是您要的日志文件，请查收，谢谢您的帮助。', offered],
    ['版本信息', '我们的版本是 3.2，浏览器是 Chrome，操作系统 Windows。', asked],
    ['处理结果', '还是不行，打开以后页面一直是空白的，麻烦再看看', offered],
    ['你好', '收到', offered],
    ['你好呀', '有进展吗？我们这边一直在等，麻烦尽快处理一下', offered],
    ['你好呀', '谢谢您的耐心帮助，祝您一切顺利，工作愉快', offered],
    ['', '我们二楼的打印机从今天早上开始就连接不上了，请帮忙看看。', offered],
    ['报表打不开（三楼）', '我们二楼的打印机从今天早上开始就连接不上了，请帮忙看看。', offered],
    ['打印机无法连接', '  我们二楼的打印机连接不上请看  ', offered],
    ['File', 'Here is the log of the printer that you wanted', offered],
    ['File', 'Here is a screenshot of the printer that you wanted', offered],
    ['Report FAILS', FURTHER, { ...offered, subject: 'report  fails  today' }],
    ...ALIKE.map((subject): [string, string, ThreadTicket] => [subject, FURTHER, offered]),
  ])('but not so: %s / %s', (subject, words, ticket) => {
    expect(matchThread(mail(subject, words), false, found('E4', ticket), noon)).toMatchObject({ goesTo: 'ticket' });
  });

  test.each([{ intent: 'solved' }, { satisfaction: 5 }] as const)('nor when it is an answer: %j', (answer) => {
    const words = { ...mail('你好呀', '我们二楼的打印机从今天早上开始就连接不上了。'), ...answer };
    expect(matchThread(words, false, found('E4'), noon)).toMatchObject({ goesTo: 'ticket' });
  });

  test('never for staff', () => {
    const other = mail('打印机无法连接', '我们二楼的打印机从今天早上开始就连接不上了，请帮忙看看。');
    expect(matchThread(other, true, found('E4'), noon)).toMatchObject({ goesTo: 'ticket' });
  });
});

test('the number of the customer’s help desk says that it is the same problem, whatever stands beside it', () => {
  const updated = mail('INC0012345 has been updated', FURTHER);
  const byNumber = { ...found('E2'), byTheirNumber: true };
  expect(matchThread(updated, false, byNumber, noon)).toMatchObject({ goesTo: 'ticket', reason: 'number' });
  expect(matchThread(updated, false, found('E2'), noon)).toMatchObject({ goesTo: 'new', reason: 'new_problem' });
});

test.each([
  'AW: 打印机',
  'Antw: 打印机',
  'SV: 打印机',
  '答覆：打印机',
  '返信: 打印机',
  'Odp: 打印机',
  'Ynt: 打印机',
  'RES: 打印机',
])('under %s a text goes on, in any language of its mark', (subject) => {
  const text = '这里写的是一台打印机的完整情况说明和现象，页面是空白的。';
  expect(matchThread(mail(subject, text), false, found('E3'), noon).goesTo).toBe('ticket');
  expect(matchThread(mail('打印机', text), false, found('E3'), noon).goesTo).toBe('new');
});

import { describe, expect, it, test } from 'vitest';
import type { TicketEvent } from '../../src/ticket/states.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';
import {
  accepted,
  at,
  chen,
  closed,
  events,
  fires,
  following,
  h,
  kindsOf,
  li,
  NOON,
  noon,
  post,
  says,
  upon,
  wang,
} from './sample.ts';
import { apply, linesOf } from './staff-mail.ts';

const VENDOR = 'vendor@factory.example';
type Shown = readonly ('number' | 'customer' | 'files')[];
const asks = (question = '连接池上限是多少？', shows: Shown = [], address = VENDOR): TicketEvent => ({
  name: 'involve_outside',
  by: li,
  outsider: { address: { name: '', address }, shows },
  question,
  dueAt: h(8),
});
const answers = (from = VENDOR, more: Partial<Extract<TicketEvent, { name: 'outside_answer' }>> = {}): TicketEvent => ({
  name: 'outside_answer',
  from: { name: '', address: from },
  words: '上限是 200。',
  hasAttachments: false,
  sideThread: '1',
  asked: VENDOR,
  askedBy: li.email,
  quiet: false,
  ...more,
});
const asked = following(accepted, [asks()]);

describe('a question to somebody outside', () => {
  test('goes there with its words, a date, and nothing of the ticket', () => {
    const change = upon(accepted, asks());
    expect(post(change)).toEqual(['outside_question→vendor', 'supervisor_notice→wang']);
    expect(change.letters[0]).toEqual({
      kind: 'outside_question',
      to: [VENDOR],
      words: '连接池上限是多少？',
      values: {
        sideThread: '1',
        by: 'li@desk.example',
        subject: '连接池上限是多少？',
        dueAt: h(8).toISOString(),
        locale: 'zh-CN',
        number: '',
        customer: '',
      },
      withAttachments: false,
    });
    expect(JSON.stringify(change.letters[0])).not.toMatch(/TS2026|zhang|张三/);
    expect(change.ticket.participants).toEqual(accepted.participants);
    expect(kindsOf(change.ticket)).toContain('side_thread side_thread_warning');
    expect(events(change)).toEqual(['involved_outside']);
  });

  test('shows what its author lets be seen', () => {
    const company: Ticket = { ...accepted, company: '大客户' };
    const change = upon(company, asks('大客户的 TS20261123001 怎么办？', ['number', 'customer', 'files']));
    expect(change.letters[0]).toMatchObject({
      values: { number: accepted.number, customer: '大客户' },
      withAttachments: true,
    });
  });

  test('has the subject of the first question to the same address', () => {
    const again = upon(asked, asks('那内存呢？'));
    expect(again.letters[0]?.values).toMatchObject({ sideThread: '2', subject: '连接池上限是多少？' });
    const other = upon(asked, asks('那内存呢？', [], 'other@maker.example'));
    expect(other.letters[0]?.values).toMatchObject({ subject: '那内存呢？' });
  });

  test.each([
    ['English words', 'How far can it go?', 'en', 'How far can it go?'],
    ['a long first line', `${'长'.repeat(80)}\n第二行`, 'zh-CN', `${'长'.repeat(60)}…`],
  ])('%s', (_, question, locale, subject) =>
    expect(upon(accepted, asks(question)).letters[0]?.values).toMatchObject({ locale, subject }),
  );

  const named: Ticket = { ...accepted, company: '大客户', form: { contact: '王五', contactDetails: '13812345678' } };
  test.each<[string, Shown, string]>([
    ['TS20261123001 的问题', [], 'TS20261123001, 20261123001'],
    ['工单 ts20261123001', ['customer'], 'TS20261123001, 20261123001'],
    ['张三说打不开', [], '张三'],
    ['Zhang@Customer.example 打不开', ['number'], 'zhang@customer.example'],
    ['大客户的报表', [], '大客户'],
    ['请打 13812345678', [], '13812345678'],
    ['王五在等', [], '王五'],
    ['张 三说打不开', [], '张三'],
    ['20261123-001 的问题', [], '20261123001'],
    ['ｚｈａｎｇ＠ｃｕｓｔｏｍｅｒ．ｅｘａｍｐｌｅ 打不开', [], 'zhang@customer.example'],
    ['db-7.customer.example 连不上', [], 'customer.example'],
  ])('that names whose problem it is goes nowhere: %s', (question, shows, detail) =>
    expect(transition(named, asks(question, shows), noon)).toEqual({ refused: 'names_the_customer', detail }),
  );

  test.each<[string, Ticket, TicketEvent, string, string]>([
    ['the customer', accepted, asks('x', [], 'zhang@customer.example'), 'is_a_customer', 'zhang@customer.example'],
    [
      'a colleague of theirs',
      accepted,
      asks('x', [], 'boss@customer.example'),
      'is_a_customer',
      'boss@customer.example',
    ],
    [
      'somebody copied',
      { ...accepted, participants: [{ address: 'c@else.example', name: '', role: 'copy', confirmed: false }] },
      asks('x', [], 'c@else.example'),
      'is_a_customer',
      'c@else.example',
    ],
    ['anybody on a closed ticket', closed, asks(), 'closed', 'closed'],
  ])('is not asked of %s', (_, ticket, event, refused, detail) =>
    expect(transition(ticket, event, noon)).toEqual({ refused, detail }),
  );
  test('is not asked of a customer that the configuration names', () => {
    const customers = [{ company: '工厂', domains: ['factory.example'], locale: null }];
    expect(transition(accepted, asks(), at(NOON, { customers }))).toEqual({ refused: 'is_a_customer', detail: VENDOR });
  });
  test('is for those in charge, and one of ten that are open', () => {
    expect(transition(accepted, { ...asks(), by: chen } as TicketEvent, noon)).toEqual({
      refused: 'now_with',
      detail: 'li',
    });
    const ten = following(
      accepted,
      Array.from({ length: 10 }, (_, at) => asks(`问题${at}`)),
    );
    expect(transition(ten, asks(), noon)).toEqual({ refused: 'too_many_outside', detail: '10' });
  });

  test('is reminded of outside, and told to the staff alone when it is overdue', () => {
    const warned = upon(asked, fires(asked, 'side_thread_warning'), at(h(6)));
    expect(warned.letters).toMatchObject([
      { kind: 'outside_reminder', to: [VENDOR], words: '连接池上限是多少？', values: { number: '', customer: '' } },
    ]);
    const overdue = upon(warned.ticket, fires(warned.ticket, 'side_thread'), at(h(8)));
    expect(post(overdue)).toEqual(['side_thread_overdue→li', 'side_thread_overdue→wang']);
  });
});

describe('the answer from outside', () => {
  test('goes to who asked, the assignee and the follower, and to nobody else', () => {
    const change = upon(asked, answers());
    expect(post(change)).toEqual(['outside_answer→li', 'outside_answer→zhao']);
    expect(change.letters[0]).toMatchObject({ words: '上限是 200。', values: { from: VENDOR } });
    expect(change.ticket.sideThreads[0]?.answeredAt).toEqual(NOON);
    expect(kindsOf(change.ticket)).not.toContain('side_thread');
    expect([change.ticket.state, change.ticket.participants]).toEqual([asked.state, asked.participants]);
  });
  test('from another of their organisation says who was asked', () => {
    const change = upon(asked, answers('tech@factory.example'));
    expect(change.letters[0]?.values).toEqual({ from: 'tech@factory.example', asked: VENDOR });
  });
  test('may be followed by more', () => {
    const again = upon(upon(asked, answers()).ticket, answers(), at(h(1)));
    expect(post(again)).toEqual(['outside_answer→li', 'outside_answer→zhao']);
    expect(again.ticket.sideThreads[0]?.answeredAt).toEqual(NOON);
  });
  test('is kept and told to nobody where too much comes', () => {
    expect(post(upon(asked, answers(VENDOR, { quiet: true })))).toEqual([]);
  });
  test('in the ticket that another was merged into answers no question there', () => {
    const change = upon(asked, answers(VENDOR, { sideThread: '' }));
    expect(change.ticket.sideThreads).toEqual(asked.sideThreads);
    expect(post(change)).toEqual(['outside_answer→li', 'outside_answer→zhao']);
  });
});

describe('by mail', () => {
  it.each([
    ['#协助 vendor@factory.example 连接池上限是多少？ 明天18:00前', '连接池上限是多少？ 明天18:00前', []],
    ['#involve vendor@factory.example: how far can it go?', 'how far can it go?', []],
    ['#协助 <vendor@factory.example> 上限？', '上限？', []],
    ['#协助 王技术 <vendor@factory.example>：上限？', '上限？', []],
    ['#协助 vendor@factory.example +附件 +编号 上限？', '上限？', ['files', 'number']],
    ['#involve vendor@factory.example +files, +customer how far?', 'how far?', ['files', 'customer']],
    ['#协助 vendor@factory.example\n上限是多少？', '上限是多少？', []],
  ])('%j', (text, question, shows) => {
    const { applied, change } = apply(text);
    expect(applied).toBe(true);
    expect(change.ticket.sideThreads).toMatchObject([{ question, responsible: VENDOR, outside: { shows } }]);
  });

  it('a time in it is its deadline', () => {
    const { change } = apply('#协助 vendor@factory.example 上限？ 明天18:00前');
    expect(change.ticket.sideThreads[0]?.dueAt).toEqual(new Date('2026-11-24T10:00:00Z'));
  });

  it('several are asked in one mail, each by itself', () => {
    const { change } = apply('#协助 a@one.example 问题一\n#协助 b@two.example 问题二\n#协助 second 问题三');
    expect(post(change).filter((each) => !each.startsWith('supervisor'))).toEqual([
      'outside_question→a',
      'outside_question→b',
      'side_thread_question→sun',
      'transcript→li',
    ]);
  });

  it.each([
    ['#协助 vendor@factory.example', 'no_text', ''],
    ['#协助 vendor@factory.example +密码 上限？', 'no_such_option', '+密码'],
    ['#协助 vendor@factory.example 上限？ 昨天18:00前', 'time_passed', undefined],
    ['#协助 support@desk.example 上限？', 'no_such_address', 'support@desk.example'],
    ['#协助 Support+x@desk.example 上限？', 'no_such_address', 'Support+x@desk.example'],
    ['#协助 zhang@customer.example 上限？', 'is_a_customer', 'zhang@customer.example'],
    ['#协助 vendor@factory.example 张三的问题', 'names_the_customer', '张三'],
    ['#协助 vendor@factory.example，other@maker.example 上限？', 'one_outsider', 'other@maker.example'],
    ['#协助 vendor 上限？', 'no_such_team', 'vendor 上限？'],
  ])('%s is refused in one line', (text, refused, detail) => {
    expect(linesOf(text)).toMatchObject([
      { done: false, result: refused, ...(detail === undefined ? {} : { detail }) },
    ]);
  });

  it('the staff are asked as ever', () => {
    expect(post(apply('#协助 sun@desk.example 上限？').change)).toContain('side_thread_question→sun');
  });
  it('files stay here unless their author says otherwise', () => {
    const words = (text: string) => linesOf(text, { by: { ...wang, letters: 'all' } });
    expect(words('#协助 vendor@factory.example 上限？')).toMatchObject([{ result: 'involve', detail: VENDOR }]);
  });
  it('cannot be taken back once it has gone', () => {
    expect(apply('#协助 vendor@factory.example 上限？').change.ticket.undoable).toBeUndefined();
  });
  it('words of the staff on the ticket are no answer to it', () => {
    const note = upon(asked, { name: 'note', ...says(li) });
    expect(note.ticket.sideThreads[0]?.answeredAt).toBeNull();
  });
});

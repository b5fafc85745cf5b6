import { describe, expect, test } from 'vitest';
import { changed } from '../../src/ticket/change.ts';
import { unsignedCommandWords } from '../../src/ticket/events/handling.ts';
import type { TranscriptLine } from '../../src/ticket/letters.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { accepted, at, chen, events, h, li, NOON, offered, opened, post, sun, upon, wang, zhao } from './sample.ts';
import { apply, linesOf, loaded } from './staff-mail.ts';

describe('a command', () => {
  test.each<[string, string, Partial<Ticket>]>([
    ['#accept', '', { state: 'in_progress', assignee: li.email }],
    ['#decline 在休假', 'chen@desk.example', { state: 'assigned', assignee: chen.email }],
    ['#转派 chen', 'chen@desk.example', { assignee: chen.email }],
    ['#assign CHEN@desk.example 麻烦了', 'chen@desk.example', { assignee: chen.email }],
    ['#assign 陈工 <chen@desk.example>', 'chen@desk.example', { assignee: chen.email }],
    ['#assign second', 'sun@desk.example', { team: 'second', assignee: sun.email }],
    ['#urgency 紧急', 'urgent', { urgency: 'urgent' }],
    ['#分类 数据问题', 'data_problem', { category: 'data_problem' }],
    [
      '#eta 今天18:00',
      new Date('2026-11-23T18:00+08:00').toISOString(),
      { expectedBy: new Date('2026-11-23T18:00+08:00') },
    ],
    ['#ask 版本是多少？', '', { state: 'pending' }],
    ['#reply 正在处理', '', { respondedAt: NOON }],
    ['#progress\n已排查方向：网络', '', { analysis: { checked: '网络', current: '', next: '' } }],
    ['#resolve\n原因：满\n解决步骤：清', 'zhao@desk.example', { state: 'resolved' }],
    ['#close 电话确认', '', { state: 'closed' }],
    ['#merge TS20261123002', 'TS20261123002', { state: 'merged', mergedInto: 'TS20261123002' }],
    ['#split 打印机', 'TS20261123003', { linkedTo: ['TS20261123003'] }],
    ['#involve second 看下连接池', 'sun@desk.example', {}],
  ])('%j is done: %s', (text, detail, expected) => {
    const { applied, change } = apply(text, { ticket: offered });
    expect(applied).toBe(true);
    expect(change.ticket).toMatchObject(expected);
    expect(change.letters.at(-1)).toMatchObject({
      kind: 'transcript',
      to: [li.email],
    });
    expect(change.letters.at(-1)?.lines?.[0]).toMatchObject({ done: true, detail });
  });

  test.each([
    ['#assign nobody', 'no_such_person', 'nobody'],
    ['#assign liam', 'no_such_person', 'liam → li'],
    ['#urgency blue', 'no_such_urgency', 'blue'],
    ['#category 花', 'no_such_category', '花'],
    ['#eta soon', 'no_time', 'soon'],
    ['#eta 2026-11-01 10:00', 'time_passed', '2026-11-01T02:00:00.000Z'],
    ['#ask', 'no_text', ''],
    ['#reply', 'no_text', ''],
    ['#note', 'no_text', ''],
    ['#progress', 'no_text', ''],
    ['#involve nobody x', 'no_such_team', 'nobody x'],
    ['#involve second', 'no_text', ''],
    ['#resolve 好了', 'missing', 'cause, steps'],
    ['#merge TS20200101001', 'no_such_ticket', 'TS20200101001'],
    ['#release', 'nothing_to_release', 'in_progress'],
    ['#放行 <x@y.example>', 'no_such_copy', ''],
    ['#reopen', 'open', 'in_progress'],
    ['#accept', 'yours_already', ''],
    ['#frobnicate', 'unknown_command', ''],
  ])('%s is refused: %s %s', (text, result, detail) => {
    expect(linesOf(text)).toMatchObject([{ done: false, result, detail }]);
    expect(apply(text)).toMatchObject({ applied: false, change: { ticket: accepted, history: [] } });
  });

  test('#accept of what somebody else has accepted names them', () => {
    expect(linesOf('#accept', { by: wang })).toMatchObject([
      { done: false, result: 'accepted_already', detail: li.email },
    ]);
  });

  test('that is read into parts has the name below it in none of them', () => {
    const { ticket } = apply('#resolve\n原因：满\n解决步骤：清\n\nli').change;
    expect(ticket.resolution).toMatchObject({ cause: '满', steps: '清' });
    expect(apply('#progress\n下一步：重启\n\nli').change.ticket.analysis?.next).toBe('重启');
  });

  test.each([
    ['原因：满', '步骤：清\n\n li \n\n', '原因：满\n步骤：清'],
    ['', '\n 原因：满\nli\n多谢', '\n 原因：满\nli\n多谢'],
    ['', '', ''],
  ])('%j with %j below it has the words %j without the name', (argument, text, words) => {
    const command = { name: 'resolve', argument, text } as const;
    expect(unsignedCommandWords(command, { by: li, hasAttachments: false })).toBe(words);
  });

  test('#resolve with a kind there is not counts, and the transcript says so', () => {
    const text = '#resolve\n原因：满\n解决步骤：清\n类型：更换\n多谢';
    expect(apply(text)).toMatchObject({
      applied: true,
      change: { ticket: { state: 'resolved', resolution: { kind: null } } },
    });
    expect(linesOf(text)).toMatchObject([
      { done: true, result: 'resolve' },
      { command: '', done: false, result: 'no_such_kind', detail: '更换' },
    ]);
  });

  test('to split needs a ticket to split off', () => {
    expect(linesOf('#split', { load: { ...loaded, split: null } })).toMatchObject([{ result: 'nothing_to_split' }]);
    const [split] = apply('#split').change.also;
    expect(split?.ticket).toMatchObject({ number: 'TS20261123003', subject: '原主题' });
  });

  test.each([
    ['#involve second 看下连接池 by 18:00', '看下连接池 by 18:00', new Date('2026-11-23T18:00+08:00')],
    ['#协助 second：看下连接池，今天18:00前', '看下连接池，今天18:00前', new Date('2026-11-23T18:00+08:00')],
    ['#involve second confirmed by vendor?', 'confirmed by vendor?', h(4)],
    ['#involve second\n看下连接池', '看下连接池', h(4)],
    ['#involve second by 18:00\n看下连接池', '看下连接池', new Date('2026-11-23T18:00+08:00')],
    ['#involve second 18:00前\n看下连接池', '看下连接池', new Date('2026-11-23T18:00+08:00')],
    ['#involve second 看下连接池，截止：18:00', '看下连接池，截止：18:00', new Date('2026-11-23T18:00+08:00')],
    ['#involve second 看下连接池 due : 18:00', '看下连接池 due : 18:00', new Date('2026-11-23T18:00+08:00')],
    ['#involve second 看下连接池 请于18:00前答复', '看下连接池 请于18:00前答复', new Date('2026-11-23T18:00+08:00')],
    ['#involve second 看下连接池 请在18:00之前', '看下连接池 请在18:00之前', new Date('2026-11-23T18:00+08:00')],
    [
      '#involve second 看下连接池 今天18:00之前回复',
      '看下连接池 今天18:00之前回复',
      new Date('2026-11-23T18:00+08:00'),
    ],
    [
      '#协助 second 请在明天18:00前完成压力测试，把结果发我并告诉孙工',
      '请在明天18:00前完成压力测试，把结果发我并告诉孙工',
      new Date('2026-11-24T18:00+08:00'),
    ],
    [
      '#involve second please test by tomorrow 10am, and tell Sun',
      'please test by tomorrow 10am, and tell Sun',
      new Date('2026-11-24T10:00+08:00'),
    ],
    ['#协助 second 明天前端发布，请先看下连接池', '明天前端发布，请先看下连接池', h(4)],
    ['#协助 second 目前连接池满了，之前没有', '目前连接池满了，之前没有', h(4)],
    ['#involve second who is on standby 18:00', 'who is on standby 18:00', h(4)],
    ['#involve second 看下\n连接池', '看下\n连接池', h(4)],
    ['#involve second 看下\n连接池，明天18:00前', '看下\n连接池，明天18:00前', new Date('2026-11-24T18:00+08:00')],
  ])('%j asks another team by its time', (text, question, dueAt) => {
    expect(apply(text).change.ticket.sideThreads).toMatchObject([{ question, dueAt }]);
  });

  test.each(['#involve second 看下连接池 by 今天10:00', '#协助 second 看下连接池 昨天18:00前', '#involve second 前天'])(
    '%j is refused: its time has passed',
    (text) => expect(linesOf(text)).toMatchObject([{ done: false, result: 'time_passed' }]),
  );

  test('may ask several at once, a person by name too, each by a time of its own', () => {
    const { change } = apply('#协助 sun 请在明天18:00前看连接池\n#协助 backend 今天20:00前复现，\n并附日志', {
      by: li,
    });
    expect(change.ticket.sideThreads).toMatchObject([
      {
        responsible: 'sun@desk.example',
        dueAt: new Date('2026-11-24T18:00+08:00'),
        question: '请在明天18:00前看连接池',
      },
      {
        responsible: 'chen@desk.example',
        dueAt: new Date('2026-11-23T20:00+08:00'),
        question: '今天20:00前复现，\n并附日志',
      },
    ]);
    expect(linesOf('#协助 li 看下', { by: li })).toMatchObject([{ done: false, result: 'nobody_left' }]);
  });

  test('to let somebody in names them', () => {
    const ticket = opened({ copies: [{ name: '', address: 'sun@customer.example' }] });
    for (const text of ['#放行 sun@customer.example', '#release 孙工 <Sun@customer.example>'])
      expect(linesOf(text, { ticket, by: zhao })).toMatchObject([
        { done: true, detail: expect.stringMatching(/^sun@/i) },
      ]);
  });

  test('to note keeps its name in the transcript', () => {
    expect(linesOf('#note 看过')).toEqual([{ command: '#note 看过', done: true, result: 'note', detail: '' }]);
  });

  test('to resolve names the follower, if there is one', () => {
    const text = '#resolve\n原因：满\n步骤：清';
    expect(linesOf(text, { ticket: { ...accepted, follower: null } })).toMatchObject([
      { result: 'resolve', detail: '' },
    ]);
  });

  test('to resolve may only have proposed it', () => {
    const context = at(NOON, { resolution: { via: 'frontline', verify: 'off' } });
    expect(linesOf('#resolve\n原因：满\n步骤：清', { context })).toMatchObject([
      { done: true, result: 'waits_for_release', detail: zhao.email },
    ]);
  });
});

describe('several commands', () => {
  test('apply in their order, with a line each', () => {
    const { change } = apply(
      '您好\n#accept\n#urgency 高\n#eta 2h\n#progress\n已排查：网络\n当前进展：看日志\n下一步：重启',
      { ticket: offered },
    );
    expect(change.ticket).toMatchObject({
      state: 'in_progress',
      urgency: 'high',
      expectedBy: h(2),
      lastProgressAt: NOON,
    });
    expect(events(change)).toEqual(['accepted', 'urgency_set', 'expected', 'progress']);
    expect(change.letters.at(-1)?.lines).toMatchObject([
      { command: '#accept' },
      { command: '#urgency 高' },
      { command: '#eta 2h' },
      { command: '#progress' },
      { command: '', result: 'progress_internal', detail: zhao.email },
    ]);
    expect(post(change)).toEqual(['progress→zhao', 'transcript→li']);
  });

  test('apply all or none: every one that makes no sense is named, the others are held back', () => {
    const { applied, change } = apply('#urgency 高\n#eta soon\n#frobnicate\n#resolve 好了');
    expect(applied).toBe(false);
    expect(change.ticket).toBe(accepted);
    expect(post(change)).toEqual(['transcript→li']);
    expect(change.letters[0]?.lines?.map(({ command, result }) => [command, result])).toEqual([
      ['#frobnicate', 'unknown_command'],
      ['#urgency 高', 'held_back'],
      ['#eta soon', 'no_time'],
      ['#resolve 好了', 'missing'],
    ]);
  });

  test('apply none when the ticket refuses one of them', () => {
    expect(linesOf('#close\n#progress x', { by: zhao })).toMatchObject([{ result: 'held_back' }, { result: 'closed' }]);
    expect(apply('#close\n#progress x').change.also).toEqual([]);
  });

  test('of which one is unknown: the other is held back', () => {
    expect(linesOf('#urgency 高\n#frobnicate').map(({ command, result }) => [command, result])).toEqual([
      ['#frobnicate', 'unknown_command'],
      ['#urgency 高', 'held_back'],
    ]);
  });

  test('that are five unknown ones are given up with the help text', () => {
    expect(post(apply('#a1\n#b2\n#c3\n#d4').change)).toEqual(['transcript→li']);
    expect(post(apply('#a1\n#b2\n#c3\n#d4\n#e5').change)).toEqual(['help→li']);
  });

  test('about other things apply with the rest, or none do', () => {
    const on: TranscriptLine = { command: '#onduty li on', done: true, result: 'onduty', detail: 'li on' };
    const nobody: TranscriptLine = { command: '#onduty x on', done: false, result: 'no_such_person', detail: 'x' };
    const both = apply('#onduty li on\n#urgency 高', { asides: [on] });
    expect(both.change.ticket.urgency).toBe('high');
    expect(both.change.letters[0]?.lines?.map(({ result }) => result)).toEqual(['urgency', 'onduty']);
    const neither = apply('#onduty x on\n#urgency 高', { asides: [nobody] });
    expect([neither.applied, neither.change.ticket]).toEqual([false, accepted]);
    expect(neither.change.letters[0]?.lines?.map(({ result }) => result)).toEqual(['held_back', 'no_such_person']);
    const held = apply('#onduty li on\n#urgency x', { asides: [on] });
    expect(held.change.letters[0]?.lines?.map(({ result }) => result)).toEqual(['no_such_urgency', 'held_back']);
    expect(apply('#help').change).toEqual(changed(accepted, []));
    expect(apply('#help', { ticket: offered }).change.ticket.acceptedAt).toEqual(NOON);
    expect(apply('#help', { ticket: offered, by: zhao }).change.ticket).toEqual(offered);
  });
});

describe('a mail without a command', () => {
  test('is kept as an internal note, and its writer told so', () => {
    const { applied, change } = apply('日志里有超时', { by: zhao });
    expect(applied).toBe(true);
    expect(post(change)).toEqual(['note→li', 'transcript→zhao']);
    expect(change.letters[1]?.lines).toEqual([{ command: '', done: true, result: 'kept_as_note', detail: '' }]);
  });

  test('of the assignee accepts', () => {
    expect(apply('我来看', { ticket: offered }).change.ticket).toMatchObject({
      state: 'in_progress',
      acceptedAt: NOON,
    });
  });

  const involved = upon(accepted, { name: 'involve', by: li, team: 'second', question: '?', dueAt: null }).ticket;

  test('of a helper answers the question they were asked', () => {
    const { change } = apply('连接池满了', { ticket: involved, by: sun });
    expect(post(change)).toEqual(['side_thread_answer→li', 'transcript→sun']);
    expect(change.letters[1]?.lines).toMatchObject([{ result: 'side_answer' }]);
  });

  test.each([
    ['#note', 'no_text'],
    ['#eta 2h', 'now_with'],
  ])('of a helper is no answer where it says something else: %s', (text, result) => {
    expect(linesOf(text, { ticket: involved, by: sun })).toMatchObject([{ done: false, result }]);
  });

  test('of a helper may say that it is a note: it is the answer all the same', () => {
    const { change } = apply('#note 连接池满了', { ticket: involved, by: sun });
    expect(post(change)).toEqual(['side_thread_answer→li', 'transcript→sun']);
    expect(events(apply('#note 再看看', { ticket: change.ticket, by: sun }).change)).toEqual(['noted']);
  });
});

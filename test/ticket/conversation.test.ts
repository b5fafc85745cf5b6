import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/ticket/policy.ts';
import type { CustomerWrote, TicketEvent } from '../../src/ticket/states.ts';
import { readProgress } from '../../src/ticket/text/progress-note.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { arm } from '../../src/ticket/time/clocks.ts';
import { transition } from '../../src/ticket/transition.ts';
import {
  accepted,
  asked,
  at,
  closed,
  events,
  fires,
  following,
  h,
  kindsOf,
  li,
  m,
  NOON,
  noon,
  offered,
  opened,
  post,
  progresses,
  received,
  resolved,
  resolves,
  says,
  upon,
  wang,
  wrote,
  zhao,
} from './sample.ts';
import { apply, linesOf } from './staff-mail.ts';

const news = wrote('有进展吗？', { asksForNews: true });
const unverified = { confirm: 'no', reopen: false, mark: 'unverified' } as const;

describe('the first response', () => {
  test.each([
    ['a public reply', { name: 'reply', ...says(li) }],
    ['a question', { name: 'ask', ...says(li) }],
  ] as const)('is %s', (_, event) => {
    const { ticket } = upon(accepted, event, at(h(1)));
    expect(ticket).toMatchObject({ respondedAt: h(1), respondBy: h(8) });
    expect(kindsOf(ticket)).not.toContain('respond');
    expect(upon(ticket, event, at(h(2))).ticket.respondedAt).toEqual(h(1));
  });

  test('is a progress note that goes out', () => {
    const out = at(h(1), { progressToCustomer: 'always' });
    expect(upon(accepted, progresses(li), out).ticket.respondedAt).toEqual(h(1));
  });

  test.each([
    ['a note', { name: 'note', ...says(li) }],
    ['a progress note that stays inside', progresses(li)],
  ] as const)('is not %s', (_, event) => expect(upon(accepted, event).ticket.respondedAt).toBeNull());

  test('late: the assignee is reminded at three quarters, the supervisor hears of the breach', () => {
    const warned = upon(accepted, fires(accepted, 'respond_warning'), at(h(6)));
    expect(warned.letters).toEqual([
      { kind: 'reminder', to: [li.email], values: { span: 'respond', dueAt: h(8).toISOString() } },
    ]);
    const breached = upon(warned.ticket, fires(warned.ticket, 'respond'), at(h(8)));
    expect(post(breached)).toEqual(['breach→wang']);
    expect(breached.alerts).toMatchObject([{ reason: 'breach' }]);
    expect(kindsOf(breached.ticket)).toBe('update update_warning');
  });

  test('and past its end before anybody was reminded: who hears of the breach is not reminded of it, too', () => {
    const late = upon(accepted, fires(accepted, 'respond_warning'), at(h(9)));
    expect(late.letters).toMatchObject([{ kind: 'reminder', to: [li.email], values: { late: 'yes' } }]);
    const taken = { ...accepted, assignee: wang.email };
    const missed = upon(taken, fires(taken, 'respond_warning'), at(h(9)));
    expect(missed.letters).toEqual([]);
    expect(missed.history).toMatchObject([{ event: 'respond_reminded' }]);
    expect(post(upon(missed.ticket, fires(missed.ticket, 'respond'), at(h(9))))).toEqual(['breach→wang']);
  });

  test.each([
    ['that will be told in the same round', true],
    ['that was told a moment ago', false],
  ])('the breach %s is all that a supervisor who has it hears', (_, still) => {
    const taken = arm({ ...accepted, assignee: wang.email, updateBy: h(12) }, 'update', h(12));
    const ticket = still ? taken : upon(taken, fires(taken, 'respond'), at(h(8))).ticket;
    const warned = arm(ticket, 'update_warning', h(8));
    expect(post(upon(warned, fires(warned, 'update_warning'), at(h(8))))).toEqual([]);
    expect(post(upon(warned, fires(warned, 'update_warning'), at(h(9))))).toEqual(still ? [] : ['reminder→wang']);
    const others = { ...warned, assignee: li.email };
    expect(post(upon(others, fires(others, 'update_warning'), at(h(8))))).toEqual(['reminder→li']);
  });

  test('of a ticket nobody has: the follower is reminded', () => {
    const waiting = { ...opened({}, at(NOON, {}, [])), follower: zhao.email };
    const reminded = upon(waiting, fires(waiting, 'respond_warning'), at(h(6)));
    expect(post(reminded)).toEqual(['reminder→zhao']);
    expect(reminded.history[0]?.detail).toBe('');
  });

  test('of a ticket nobody has or follows: the supervisors are reminded, and hear the customer', () => {
    const waiting = opened({}, at(NOON, {}, []));
    const tried = upon(waiting, fires(waiting, 'update'), at(h(4), {}, [])).ticket;
    expect(post(upon(tried, fires(tried, 'respond_warning'), at(h(6))))).toEqual(['reminder→wang']);
    expect(post(upon(waiting, wrote('在吗')))).toEqual(['relay→wang']);
  });
});

describe('progress', () => {
  test('is due every four hours; a note restarts them', () => {
    const change = upon(accepted, progresses(li), at(h(2)));
    expect(change.ticket).toMatchObject({
      updateBy: h(6),
      lastProgressAt: h(2),
      analysis: { checked: '网络', current: '正在看日志', next: '重启' },
    });
    expect(change.ticket.clocks.find(({ kind }) => kind === 'update_warning')?.dueAt).toEqual(h(5));
  });

  test('is due every two hours on an urgent ticket, whose supervisor follows every note', () => {
    const urgent = following(opened({ words: '无法使用' }), [{ name: 'accept', by: li }]);
    expect(urgent.updateBy).toEqual(h(2));
    expect(post(upon(urgent, progresses(li)))).toEqual(['progress→zhao', 'progress→wang']);
    expect(post(upon(urgent, { name: 'note', ...says(li) }))).toEqual(['note→zhao', 'note→wang']);
  });

  test('late: the assignee is reminded, then the supervisor told, once', () => {
    const warned = upon(accepted, fires(accepted, 'update_warning'), at(h(3)));
    expect(post(warned)).toEqual(['reminder→li']);
    const breached = upon(warned.ticket, fires(warned.ticket, 'update'), at(h(4)));
    expect(post(breached)).toEqual(['breach→wang']);
    expect(transition(breached.ticket, fires(accepted, 'update'), at(h(5)))).toEqual({ refused: 'not_running' });
  });

  const asking = following(accepted, [news]);
  test.each<[Policy['progressToCustomer'], string, typeof accepted, boolean]>([
    ['whenAsked', 'nobody asked', accepted, false],
    ['whenAsked', 'the customer has asked', asking, true],
    ['whenAsked', 'it was told since', following(asking, [progresses(li)], at(m(1))), false],
    ['whenAsked', 'it was told in that very moment', following(asking, [progresses(li)]), false],
    [
      'whenAsked',
      'the customer has asked again',
      following(following(accepted, [progresses(li)]), [news], at(m(1))),
      true,
    ],
    ['always', 'nobody asked', accepted, true],
    ['never', 'the customer has asked', asking, false],
  ])('reaches the customer %s, when %s', (progressToCustomer, _, ticket, expected) => {
    const change = upon(ticket, progresses(li), at(m(2), { progressToCustomer }));
    expect(post(change).includes('progress_to_customer→zhang')).toBe(expected);
    expect(post(change)).toContain('progress→zhao');
  });

  test('is not owed right after a public reply', () => {
    expect(upon(accepted, { name: 'reply', ...says(li) }, at(h(2))).ticket.updateBy).toEqual(h(6));
    expect(upon(offered, { name: 'reply', ...says(zhao) }, at(m(2))).ticket.updateBy).toBeNull();
  });

  test('is owed by nobody before it is accepted, whoever writes some', () => {
    expect(upon(offered, progresses(zhao), at(m(2))).ticket).toMatchObject({ state: 'assigned', updateBy: null });
  });

  test.each([
    ['assigned', offered],
    ['pending', asked],
    ['closed', closed],
  ])('a public reply starts no wait for a confirmation when the ticket is %s', (_, ticket) => {
    expect(kindsOf(upon(ticket, { name: 'reply', ...says(zhao) }).ticket)).not.toContain('confirm');
  });

  test('of somebody else than the assignee reaches the assignee', () => {
    expect(post(upon(accepted, progresses(zhao)))).toEqual(['progress→li']);
  });
});

describe('the words of a progress note', () => {
  const NOTE = '#进展\n已排查方向：网络\n当前进展：怀疑是客户改了配置\n下一步计划：回滚';
  const sent = (text: string, more: Parameters<typeof apply>[1] = {}) => {
    const { letters } = apply(text, more).change;
    const to = (kind: string) => letters.find((letter) => letter.kind === kind);
    return {
      customer: to('progress_to_customer'),
      staff: to('progress'),
      said: JSON.stringify(to('progress_to_customer')),
    };
  };
  const remarks = (text: string, more: Parameters<typeof apply>[1] = {}) =>
    linesOf(text, more)
      .slice(1)
      .map(({ result, detail }) => `${result} ${detail}`.trim());
  const always = at(NOON, { progressToCustomer: 'always' });

  test('do not go to the customer as they stand: state and next step do', () => {
    const { customer, said, staff } = sent(NOTE, { context: always });
    expect(customer?.values).toEqual({ toCustomer: '', next: '回滚', by: 'li@desk.example' });
    for (const internal of ['网络', '怀疑']) expect(said).not.toContain(internal);
    expect(staff?.words).toContain('怀疑是客户改了配置');
    expect(remarks(NOTE, { context: always })).toEqual([`progress_state ${zhao.email}`]);
  });

  test('meant for the customer go to them, asked for or not', () => {
    const text = `${NOTE}\n对客户：正在核对，\n下午答复`;
    for (const context of [noon, always])
      expect(sent(text, { context }).customer).toMatchObject({ values: { toCustomer: '正在核对，\n下午答复' } });
    expect(sent(text, { context: always }).said).not.toContain('怀疑');
    expect(remarks(text)).toEqual([`progress_own_part ${zhao.email}`]);
    const never = at(NOON, { progressToCustomer: 'never' });
    expect(sent(text, { context: never }).customer).toBeUndefined();
    expect(remarks(text, { context: never })).toEqual([`progress_internal ${zhao.email}`]);
  });

  test('without a label are internal all of them', () => {
    expect(sent('#进展 客户自己改坏了', { context: always }).customer?.values).toMatchObject({
      toCustomer: '',
      next: '',
    });
  });

  test('take their files along only with words meant for the customer', () => {
    const files = (text: string) => {
      const event = { name: 'progress', ...says(li), hasAttachments: true, ...readProgress(text) } as const;
      return upon(accepted, event, always).letters.map(({ kind, withAttachments }) => [kind, withAttachments]);
    };
    expect(files('当前进展：x')).toEqual([
      ['progress', true],
      ['progress_to_customer', false],
    ]);
    expect(files('对客户：x')).toEqual([
      ['progress', true],
      ['progress_to_customer', true],
    ]);
  });

  test('that lack a part are asked for it, once, and a note with that part completes them', () => {
    const short = '#进展\n当前进展：正在看日志';
    expect(remarks(short)).toEqual([`progress_internal ${zhao.email}`, 'parts_missing checked, next']);
    const { ticket } = apply(short).change;
    const completing = '#进展\n已排查：网络\n下一步：重启';
    expect(remarks(completing, { ticket })).toEqual([`progress_internal ${zhao.email}`]);
    const whole = { checked: '网络', current: '正在看日志', next: '重启' };
    expect(apply(completing, { ticket }).change.ticket.analysis).toEqual(whole);
    expect(sent(completing, { ticket }).staff?.values).toEqual({ ...whole, by: 'li@desk.example' });
    expect(remarks(short, { ticket })).toEqual([`progress_internal ${zhao.email}`]);
    expect(apply(short, { ticket }).change.ticket.analysis).toEqual({ checked: '', current: '正在看日志', next: '' });
    const forCustomer = apply('#进展\n对客户：快好了', { ticket }).change.ticket;
    expect(forCustomer.analysis).toEqual({ checked: '', current: '正在看日志', next: '', toCustomer: '快好了' });
  });
});

describe('a customer who wants no progress', () => {
  const always = at(NOON, { progressToCustomer: 'always' });
  const enough = wrote('不用再发进展了。', { declinesProgress: true, onlyThanks: true });
  const told = (ticket: Ticket) => post(upon(ticket, note, always)).includes('progress_to_customer→zhang');
  const note = {
    name: 'progress',
    analysis: { checked: '网络', current: '看日志', next: '重启' },
    ...says(li),
  } as const;
  const quiet = upon(accepted, enough).ticket;

  test('gets none, until they ask for news again', () => {
    expect([told(accepted), told(quiet)]).toEqual([true, false]);
    expect(events(upon(accepted, enough))).toEqual(['customer_wrote', 'progress_declined']);
    const again = upon(quiet, news);
    expect(events(again)).toContain('progress_wanted');
    expect([again.ticket.progressDeclined, told(again.ticket)]).toEqual([undefined, true]);
  });

  test('still gets what is written for them alone', () => {
    const own = { ...note, analysis: { ...note.analysis, toCustomer: '今晚重启' } };
    expect(post(upon(quiet, own, always))).toContain('progress_to_customer→zhang');
  });

  test('says it once; a question that waits for them is not answered by it', () => {
    expect(events(upon(quiet, enough))).toEqual(['customer_wrote']);
    expect(upon(asked, enough).ticket).toMatchObject({ state: 'pending', progressDeclined: true });
  });

  test('has to be the requester, and proven', () => {
    const other = { ...enough, from: { name: '', address: 'xu@customer.example' } };
    expect(upon(accepted, other).ticket.progressDeclined).toBeUndefined();
    expect(upon(accepted, { ...enough, rights: unverified }).ticket.progressDeclined).toBeUndefined();
    expect(upon(quiet, { ...news, from: other.from }).ticket.progressDeclined).toBe(true);
  });
});

describe('a mail of the customer', () => {
  test('is relayed at once to assignee and follower, attachments included', () => {
    const change = upon(accepted, wrote('补充：版本是 3.2', { hasAttachments: true }));
    expect(change.letters).toEqual([
      {
        kind: 'relay',
        to: [li.email, zhao.email],
        words: '补充：版本是 3.2',
        values: { from: 'zhang@customer.example' },
        withAttachments: true,
      },
    ]);
    expect(change.ticket).toEqual(accepted);
    expect(events(change)).toEqual(['customer_wrote']);
  });

  test('that proves too little is relayed with a mark and changes nothing', () => {
    for (const ticket of [accepted, asked]) {
      const change = upon(ticket, wrote('好了吗', { rights: unverified, asksForNews: true }));
      expect(change.letters[0]?.values).toEqual({ from: 'zhang@customer.example', mark: 'unverified' });
      expect(change.ticket).toEqual(ticket);
      expect(post(change)).not.toContain('news→zhang');
    }
  });

  test('is answered with the state of things when it asks for news, at most once an hour', () => {
    const first = upon(accepted, news);
    expect(post(first)).toEqual(['relay→li', 'relay→zhao', 'news→zhang']);
    const again = upon(first.ticket, news, at(m(59)));
    expect(post(again)).toEqual(['relay→li', 'relay→zhao']);
    expect(again.ticket.customerAskedAt).toEqual(m(59));
    expect(post(upon(again.ticket, news, at(m(60))))).toContain('news→zhang');
  });

  test('that asks again within the hour is counted, and answered by the follower', () => {
    const marksOf = (change: ReturnType<typeof upon>) => change.letters.find(({ kind }) => kind === 'relay')?.values;
    const first = upon(accepted, news);
    const second = upon(first.ticket, news, at(m(10)));
    expect(marksOf(first)).toEqual({ from: 'zhang@customer.example' });
    expect(marksOf(second)).toEqual({ from: 'zhang@customer.example', asked: '2', answerer: zhao.email });
    expect(events(second)).toEqual(['customer_wrote', 'asked_for_news']);
    const third = upon(second.ticket, news, at(m(61)));
    expect(marksOf(third)).toEqual({ from: 'zhang@customer.example', asked: '3' });
    expect(post(third)).toContain('news→zhang');
    const alone = upon({ ...first.ticket, follower: null }, news, at(m(10)));
    expect(marksOf(alone)).toMatchObject({ answerer: li.email });
  });

  test.each<[string, TicketEvent]>([
    ['an answer', { name: 'reply', ...says(zhao) }],
    ['a question', { name: 'ask', ...says(li) }],
    ['progress', progresses(li)],
    ['a solution', resolves(li)],
  ])('is counted anew once a person has written to them: %s', (_, event) => {
    const twice = following(accepted, [news, news]);
    expect(twice.newsAsked).toBe(2);
    expect(upon(twice, event, at(m(5))).ticket).not.toHaveProperty('newsAsked');
  });

  test('gets no news when its sender does not take part', () => {
    const stranger: CustomerWrote = { ...news, from: { name: '', address: 'other@customer.example' } };
    const change = upon(accepted, stranger);
    expect(post(change)).toEqual(['relay→li', 'relay→zhao']);
    expect(change.ticket.newsSentAt).toBeNull();
  });
});

describe('what staff write', () => {
  test.each<[TicketEvent, object]>([
    [
      { name: 'note', ...says(zhao, '看'), hasAttachments: true },
      { kind: 'note', to: [li.email] },
    ],
    [{ name: 'reply', ...says(zhao, '看'), hasAttachments: true }, { kind: 'public_reply' }],
    [{ name: 'ask', ...says(zhao, '看'), hasAttachments: true }, { kind: 'question' }],
    [{ ...progresses(zhao), words: '看', hasAttachments: true } as TicketEvent, { kind: 'progress', to: [li.email] }],
    [{ ...resolves(zhao), words: '看', hasAttachments: true } as TicketEvent, { kind: 'resolution' }],
  ])('goes along with its words, its author and its attachments: $name', (event, expected) => {
    const [first] = upon(accepted, event).letters;
    expect(first).toMatchObject({
      ...expected,
      words: '看',
      values: { by: 'zhao@desk.example' },
      withAttachments: true,
    });
  });

  test.each([
    ['a note', { name: 'note', ...says(li) }],
    ['a progress note', progresses(li)],
    ['an answer in a side thread', { name: 'side_answer', sideThread: '1', ...says(wang) }],
    ['a time', { name: 'eta', by: li, at: h(2) }],
  ] as const)('never reaches the customer by itself: %s', (_, event) => {
    const ticket = following(accepted, [{ name: 'involve', by: li, team: 'second', question: '?', dueAt: null }]);
    expect(post(upon(ticket, event)).filter((each) => each.includes('zhang'))).toEqual([]);
  });

  test.each([
    ['assigned', offered],
    ['in_progress', accepted],
    ['resolved', resolved],
  ])('reaches the customer as a reply when %s', (_, ticket) => {
    expect(post(upon(ticket, { name: 'reply', ...says(zhao) }))).toEqual(['public_reply→zhang', 'sent_copy→li']);
  });

  test('reaches confirmed copies too, and no others', () => {
    const copies = [{ name: '', address: 'boss@customer.example' }];
    const ticket = opened(received({ copies }));
    const confirmed = { ...ticket, participants: ticket.participants.map((each) => ({ ...each, confirmed: true })) };
    const reply = { name: 'reply', ...says(li) } as const;
    expect(post(upon(ticket, reply))).toEqual(['public_reply→zhang', 'sent_copy→zhao']);
    expect(post(upon(confirmed, reply))).toEqual(['public_reply→zhang', 'public_reply→boss', 'sent_copy→zhao']);
  });

  test('about the expected time is part of the ticket', () => {
    expect(upon(accepted, { name: 'eta', by: li, at: h(3) }).ticket.expectedBy).toEqual(h(3));
  });
});

describe('a question to the customer', () => {
  test('pauses the clocks', () => {
    const change = upon(accepted, { name: 'ask', ...says(li, '版本是多少？') }, at(h(1)));
    expect(change.ticket).toMatchObject({ state: 'pending', pausedAt: h(1), clocks: [] });
    expect(post(change)).toEqual(['question→zhang', 'sent_copy→zhao']);
    expect(change.letters[0]?.words).toBe('版本是多少？');
  });

  test('asked again starts no second pause', () => {
    expect(upon(asked, { name: 'ask', ...says(li) }, at(h(5))).ticket.pausedAt).toEqual(NOON);
  });

  test.each([
    ['an answer', wrote('3.2'), 'in_progress'],
    ['thanks alone', wrote('谢谢', { onlyThanks: true }), 'pending'],
    ['an unproven answer', wrote('3.2', { rights: unverified }), 'pending'],
  ])('and %s', (_, event, state) => {
    expect(upon(asked, event, at(h(10))).ticket.state).toBe(state);
  });

  test('answered: every deadline moves by the pause', () => {
    const paused = upon(accepted, { name: 'ask', ...says(li) }, at(h(1))).ticket;
    const change = upon(paused, wrote('3.2'), at(h(11)));
    expect(change.ticket).toMatchObject({ state: 'in_progress', pausedAt: null, pausedClocks: [], updateBy: h(14) });
    expect(change.ticket.clocks.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
      ['update', h(14)],
      ['update_warning', h(13)],
    ]);
  });

  test('answered in the night: what was left is left in the morning', () => {
    const calendar = {
      kind: 'working',
      timezone: 'Asia/Shanghai',
      hours: { 'mon-fri': '09:00-18:00' },
      holidays: 'none',
    } as const;
    const office = (now: Date) => at(now, { calendar });
    const working = following(opened({}, office(NOON)), [{ name: 'accept', by: li }], office(NOON));
    const paused = upon(working, { name: 'ask', ...says(li) }, office(h(3))).ticket;
    expect(upon(paused, wrote('3.2'), office(h(10))).ticket.updateBy).toEqual(new Date('2026-11-24T10:00+08:00'));
  });

  test('before anybody accepted: the offer waits as well', () => {
    const paused = upon(offered, { name: 'ask', ...says(zhao) }, at(m(10))).ticket;
    expect(paused).toMatchObject({ state: 'pending', clocks: [] });
    const answered = upon(paused, wrote('3.2'), at(h(2))).ticket;
    expect(answered).toMatchObject({ state: 'assigned', acceptBy: m(140) });
    expect(upon(paused, { name: 'accept', by: li }, at(h(1))).ticket).toMatchObject({
      state: 'pending',
      acceptedAt: h(1),
    });
    const accepting = upon(paused, { name: 'accept', by: li }, at(h(1))).ticket;
    expect(kindsOf(upon(accepting, wrote('3.2'), at(h(2))).ticket)).toBe('update update_warning');
  });

  test('goes on without an answer when work does', () => {
    expect(upon(asked, progresses(li), at(h(1))).ticket).toMatchObject({
      state: 'in_progress',
      pausedAt: null,
      updateBy: h(5),
    });
  });
});

describe('a letter that came back', () => {
  test.each([
    [
      'from the customer: those in charge are told',
      'zhang@customer.example',
      true,
      ['undeliverable→li', 'undeliverable→zhao'],
    ],
    ['from one of those: the supervisor is told', li.email, true, ['undeliverable→wang']],
    ['for now: it is noted', 'zhang@customer.example', false, []],
  ])('%s', (_, recipient, permanent, expected) => {
    const change = upon(accepted, { name: 'bounced', recipient, status: '5.1.1', permanent, why: 'returned' });
    expect(post(change)).toEqual(expected);
    expect(change.ticket).toEqual(accepted);
    expect(change.history[0]?.detail).toBe(`${recipient} 5.1.1`);
  });
});

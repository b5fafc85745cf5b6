import { describe, expect, test } from 'vitest';
import { combinedIntent } from '../../src/ticket/events/ending/confirmation.ts';
import type { CustomerWrote, TicketEvent } from '../../src/ticket/states.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';
import {
  accepted,
  asked,
  at,
  chen,
  closed,
  entry,
  events,
  fires,
  following,
  h,
  kindsOf,
  li,
  NOON,
  noon,
  opened,
  post,
  resolved,
  resolves,
  says,
  solved,
  stillOpen,
  sun,
  upon,
  wang,
  wrote,
  zhao,
} from './sample.ts';

const rights = { confirm: 'yes', reopen: true, mark: null } as const;
const unclear = wrote('解决了，但是又有新问题', { intent: 'unclear' });
const thanks = wrote('谢谢', { onlyThanks: true });
const day = (count: number, from = NOON): Date => h(24 * count, from);

describe('the relayed copy of an answer says what it has done', () => {
  test.each([
    ['rated', closed, wrote('满意度：4', { satisfaction: 4 }), { rating: '4' }],
    ['nothing', closed, thanks, {}],
    ['nothing new', following(closed, [wrote('4', { satisfaction: 4 })]), thanks, {}],
  ])('%s', (_what, ticket, event, done) => {
    const relay = upon(ticket, event, at(h(3))).letters.find(({ kind }) => kind === 'relay');
    expect(relay).toMatchObject({ to: [li.email, zhao.email], words: event.words });
    expect(relay?.values).toEqual({ from: 'zhang@customer.example', ...done });
  });
});

describe('the closing record', () => {
  const urgent = following(opened({ words: '无法使用' }), [{ name: 'accept', by: li }]);
  const again = following(resolved, [stillOpen, resolves(sun)]);
  const how = { name: 'close', by: zhao, how: '电话确认' } as const;
  test.each<[string, Ticket, TicketEvent, readonly string[]]>([
    ['by the customer, in place of the copy of their mail', resolved, solved, ['li', 'zhao']],
    ['by the staff', accepted, how, ['li', 'zhao']],
    ['of an urgent ticket: the supervisors too', urgent, how, ['li', 'zhao', 'wang']],
    ['of a reopened ticket: the supervisors too', again, solved, ['sun', 'zhao', 'wang']],
    ['that nobody has or follows', { ...resolved, assignee: null, follower: null }, solved, ['wang']],
  ])('%s', (_, ticket, event, readers) => {
    const { letters } = upon(ticket, event, at(h(3)));
    const record = letters.filter(({ kind }) => kind === 'closing_record').flatMap(({ to }) => to);
    expect(record).toEqual(readers.map((name) => `${name}@desk.example`));
    expect(letters.map(({ kind }) => kind)).not.toContain('relay');
  });

  test('has the words of the customer, and their rating', () => {
    const change = upon(resolved, { ...solved, satisfaction: 5, hasAttachments: true }, at(h(3)));
    expect(change.ticket.closing?.satisfaction).toBe(5);
    expect(change.letters.find(({ kind }) => kind === 'closing_record')).toMatchObject({
      words: '问题已解决',
      values: { from: 'zhang@customer.example' },
      withAttachments: true,
    });
  });

  test('goes out on silence, too', () => {
    const reminded = upon(resolved, fires(resolved, 'confirm_reminder'), at(day(2))).ticket;
    expect(post(upon(reminded, fires(reminded, 'confirm_close'), at(day(5))))).toEqual([
      'closed_on_silence→zhang',
      'closing_record→li',
      'closing_record→zhao',
    ]);
  });
});

describe('a resolution', () => {
  test('goes to the customer at once, with a copy to the follower', () => {
    const change = upon(accepted, resolves(li), at(h(2)));
    expect(change.ticket).toMatchObject({
      state: 'resolved',
      resolvedAt: h(2),
      respondedAt: h(2),
      resolution: { cause: '磁盘满', steps: '已清理磁盘', by: li.email, at: h(2), released: true },
    });
    expect(post(change)).toEqual(['resolution→zhang', 'resolution_copy→zhao']);
    expect(kindsOf(change.ticket)).toBe('confirm_reminder');
  });

  test('waits for the follower’s release where the desk is set so', () => {
    const frontline = (now: Date) => at(now, { resolution: { via: 'frontline', verify: 'ask' } });
    const change = upon(accepted, resolves(li), frontline(NOON));
    expect(change.ticket).toMatchObject({ state: 'in_progress', resolution: { released: false }, respondedAt: null });
    expect(post(change)).toEqual(['release_request→zhao']);
    const byAuthor = (ticket: typeof accepted) => transition(ticket, { name: 'release', by: li }, frontline(h(1)));
    expect(byAuthor(change.ticket)).toEqual({ refused: 'not_yours', detail: zhao.email });
    expect(byAuthor({ ...change.ticket, follower: null })).toEqual({ refused: 'not_yours', detail: '' });
    const both = { ...li, roles: ['engineer', 'frontline'] } as const;
    expect(upon(change.ticket, { name: 'release', by: both }, frontline(h(1))).ticket.state).toBe('resolved');
    const reminded = upon(change.ticket, fires(change.ticket, 'update_warning'), frontline(h(3)));
    expect(reminded.letters).toMatchObject([{ kind: 'reminder', to: [zhao.email], values: { span: 'release' } }]);
    const released = upon(change.ticket, { name: 'release', by: zhao }, frontline(h(1)));
    expect(released.ticket).toMatchObject({ state: 'resolved', resolution: { released: true }, resolvedAt: h(1) });
    expect(post(released)).toEqual(['resolution→zhang', 'resolution_copy→li']);
    expect(released.letters[0]?.withAttachments).toBe(true);
    expect(transition(released.ticket, { name: 'release', by: zhao }, frontline(h(2)))).toMatchObject({
      refused: 'nothing_to_release',
    });
  });

  test.each([
    ['the follower', zhao],
    ['a supervisor', wang],
  ])('of %s needs no release', (_, by) => {
    expect(
      upon(accepted, resolves(by), at(NOON, { resolution: { via: 'frontline', verify: 'ask' } })).ticket.state,
    ).toBe('resolved');
  });

  test('needs no release where nobody follows', () => {
    const change = upon(
      { ...accepted, follower: null },
      resolves(li),
      at(NOON, { resolution: { via: 'frontline', verify: 'ask' } }),
    );
    expect(post(change)).toEqual(['resolution→zhang']);
  });

  test('that was released is corrected by those who may release', () => {
    const frontline = at(h(1), { resolution: { via: 'frontline', verify: 'ask' } });
    expect(transition(resolved, resolves(li), frontline)).toEqual({ refused: 'resolved', detail: zhao.email });
    expect(post(upon(resolved, resolves(zhao), frontline))).toEqual(['resolution→zhang', 'resolution_copy→li']);
  });

  test('ends a pause', () => {
    expect(upon(asked, resolves(li)).ticket).toMatchObject({ state: 'resolved', pausedAt: null, pausedClocks: [] });
  });

  test('may be corrected, and is then asked about again', () => {
    const change = upon(resolved, resolves(li), at(h(40)));
    expect(change.ticket.clocks).toEqual([{ kind: 'confirm_reminder', dueAt: h(88), subject: '' }]);
  });
});

describe('the answer to it', () => {
  test.each<[string, CustomerWrote, string, readonly string[], string?]>([
    ['solved: closed', solved, 'closed', ['closing→zhang', 'closing_record→li', 'closing_record→zhao']],
    ['unclear: the follower is asked', unclear, 'resolved', ['relay→li', 'unclear_reply→zhao']],
    ['neither: the follower is asked', wrote('这个怎么用？'), 'resolved', ['relay→li', 'unclear_reply→zhao']],
    ['only thanks: closed on silence', thanks, 'resolved', ['relay→li', 'relay→zhao'], 'confirm_close'],
    [
      'news wanted: told, and the follower is asked',
      wrote('有进展吗', { asksForNews: true }),
      'resolved',
      ['relay→li', 'news→zhang', 'unclear_reply→zhao'],
    ],
    [
      'solved, weakly proven: closed with a way back',
      { ...solved, rights: { ...rights, confirm: 'with_undo' } },
      'closed',
      ['closing→zhang', 'closing_record→li', 'closing_record→zhao', 'undo_notice→zhang'],
    ],
    [
      'solved, by number only: asked back',
      { ...solved, rights: { ...rights, confirm: 'ask_back' } },
      'resolved',
      ['relay→li', 'relay→zhao', 'confirm_ask_back→zhang'],
      'confirm_close',
    ],
    [
      'solved, by one who may not say so: the follower is asked',
      { ...solved, rights: { ...rights, confirm: 'no' } },
      'resolved',
      ['relay→li', 'unclear_reply→zhao'],
    ],
    [
      'still open, by one who may not say so: the follower is asked',
      { ...stillOpen, rights: { ...rights, reopen: false } },
      'resolved',
      ['relay→li', 'unclear_reply→zhao'],
    ],
    [
      'unverified: relayed with its mark',
      { ...solved, rights: { ...rights, mark: 'unverified' } },
      'resolved',
      ['relay→li', 'relay→zhao'],
      'confirm_reminder',
    ],
  ])('%s', (_, event, state, letters, clocks = '') => {
    const change = upon(resolved, event, at(h(1)));
    expect(change.ticket.state).toBe(state);
    expect(post(change)).toEqual(letters);
    expect(kindsOf(change.ticket)).toBe(clocks);
  });

  test('that was unclear is waited for again once staff have written to the customer', () => {
    const asking = upon(resolved, unclear, at(h(1))).ticket;
    const answered = upon(asking, { name: 'reply', ...says(zhao) }, at(h(2))).ticket;
    expect(answered.clocks).toEqual([{ kind: 'confirm_reminder', dueAt: h(50), subject: '' }]);
  });

  test('that was unclear is not forgotten for the thanks that follow it', () => {
    const asking = upon(resolved, unclear, at(h(1))).ticket;
    expect(upon(asking, thanks, at(h(2))).ticket).toMatchObject({ unclearAt: h(1), clocks: [] });
  });

  test('that is asked back and never comes closes it on silence', () => {
    const weak = { ...solved, rights: { ...rights, confirm: 'ask_back' } } as const;
    const once = upon(resolved, weak, at(h(1))).ticket;
    const change = upon(once, fires(once, 'confirm_close'), at(h(73)));
    expect(change.ticket).toMatchObject({ state: 'closed', closing: { confirmedBy: 'silence' } });
  });

  test('is on the list of unclear ones until staff answer or the state changes', () => {
    const asking = upon(resolved, unclear, at(h(1))).ticket;
    expect(asking.unclearAt).toEqual(h(1));
    for (const event of [solved, stillOpen, { name: 'reply', ...says(zhao) }] as const)
      expect(upon(asking, event, at(h(2))).ticket.unclearAt).toBeNull();
    expect(upon(asking, { name: 'note', ...says(zhao) }, at(h(2))).ticket.unclearAt).toEqual(h(1));
  });

  test('that is unclear is put to the supervisors where nobody follows', () => {
    expect(post(upon({ ...resolved, follower: null }, unclear))).toEqual(['relay→li', 'unclear_reply→wang']);
  });

  test('is asked back once only, for each resolution', () => {
    const weak = { ...solved, rights: { ...rights, confirm: 'ask_back' } } as const;
    const once = upon(resolved, weak).ticket;
    expect(post(upon(once, weak))).toEqual(['relay→li', 'unclear_reply→zhao']);
    const again = following(once, [stillOpen, resolves(sun)]);
    expect(post(upon(again, weak))).toContain('confirm_ask_back→zhang');
    expect(upon(once, solved).ticket.state).toBe('closed');
  });

  test.each([
    ['none', null, 'none'],
    ['solved', null, 'solved'],
    ['none', 'solved', 'solved'],
    ['unclear', 'still_open', 'still_open'],
    ['unclear', 'solved', 'unclear'],
    ['solved', 'solved', 'solved'],
    ['still_open', 'solved', 'unclear'],
    ['solved', 'still_open', 'unclear'],
  ] as const)('that says %s at the address %s is %s', (text, address, intent) =>
    expect(combinedIntent(text, address)).toBe(intent),
  );
});

describe('still open', () => {
  const change = upon(resolved, stillOpen, at(h(1)));

  test('starts the analysis again with the second line, one level more urgent', () => {
    expect(events(change)).toEqual(['customer_wrote', 'reopened', 'triaged', 'dispatched']);
    expect(change.ticket).toMatchObject({
      state: 'assigned',
      urgency: 'high',
      urgencyReason: { source: 'escalation', detail: 'medium' },
      line: 2,
      team: 'second',
      assignee: sun.email,
      passedOver: [li.email],
      reopenCount: 1,
      resolvedAt: null,
      acceptBy: h(1.5),
    });
  });

  test('tells the supervisors in the customer’s words, and the customer', () => {
    expect(change.letters).toContainEqual({
      kind: 'escalation',
      to: [wang.email],
      words: '还是不行',
      values: { from: 'zhang@customer.example' },
      withAttachments: false,
    });
    expect(post(change)).toEqual([
      'escalation→wang',
      'reassigned→li',
      'reopened→zhang',
      'dispatch→sun',
      'follower_copy→zhao',
    ]);
    expect(change.alerts).toMatchObject([{ reason: 'escalation' }]);
  });

  test('goes to another engineer where there is no second line', () => {
    const teams = noon.policy.teams.slice(0, 1);
    expect(upon(resolved, stillOpen, at(h(1), { teams })).ticket).toMatchObject({
      line: 1,
      team: 'backend',
      assignee: chen.email,
    });
    const alone = [entry(li), entry(zhao), entry(wang)];
    expect(upon(resolved, stillOpen, at(h(1), { teams }, alone)).ticket.assignee).toBe(wang.email);
  });

  test('begins a new round of offers', () => {
    const lapsed = upon(opened(), fires(opened(), 'accept'), at(h(0.5))).ticket;
    const answered = following(lapsed, [resolves(zhao)], at(h(0.6)));
    expect(answered.acceptRound).toBe(1);
    expect(upon(answered, stillOpen, at(h(1))).ticket).toMatchObject({ acceptRound: 0, passedOver: [chen.email] });
    expect(upon(answered, { name: 'reopen', by: zhao, reason: '' }, at(h(1))).ticket).toMatchObject({
      acceptRound: 0,
      passedOver: [],
    });
  });

  test('is never more than urgent', () => {
    const urgent = following(opened({ words: '无法使用' }), [resolves(li), stillOpen]);
    expect(urgent.urgency).toBe('urgent');
  });

  test('while it is worked on is just a mail', () => {
    expect(upon(accepted, stillOpen).ticket).toEqual(accepted);
  });
});

describe('silence', () => {
  const reminded = upon(resolved, fires(resolved, 'confirm_reminder'), at(day(2)));

  test('is ended by a reminder after 48 hours', () => {
    expect(resolved.clocks).toEqual([{ kind: 'confirm_reminder', dueAt: day(2), subject: '' }]);
    expect(reminded.letters).toEqual([
      { kind: 'confirm_reminder', to: ['zhang@customer.example'], values: { closesAt: day(5).toISOString() } },
    ]);
    expect(reminded.ticket.state).toBe('resolved');
  });

  test('closes it 72 hours after that', () => {
    expect(reminded.ticket.clocks).toEqual([{ kind: 'confirm_close', dueAt: day(5), subject: '' }]);
    const change = upon(reminded.ticket, fires(reminded.ticket, 'confirm_close'), at(day(5)));
    expect(change.ticket).toMatchObject({
      state: 'closed',
      closedAt: day(5),
      closing: { confirmedBy: 'silence', satisfaction: null },
    });
    expect(change.letters).toEqual([
      { kind: 'closed_on_silence', to: ['zhang@customer.example'], values: { reopenUntil: day(35).toISOString() } },
      { kind: 'closing_record', to: [li.email, zhao.email], values: {} },
    ]);
  });

  const clockAfter = (event: CustomerWrote) => upon(reminded.ticket, event, at(day(3))).ticket.clocks;

  test('is ended by an unclear answer', () => expect(clockAfter(unclear)).toEqual([]));

  test('begins again with thanks', () =>
    expect(clockAfter(thanks)).toEqual([{ kind: 'confirm_close', dueAt: day(6), subject: '' }]));

  test('begins again, with its reminder, when staff write', () => {
    const written = upon(reminded.ticket, { name: 'reply', ...says(zhao) }, at(day(3))).ticket;
    expect(written.clocks).toEqual([{ kind: 'confirm_reminder', dueAt: day(5), subject: '' }]);
  });

  test.each([unclear, solved, stillOpen, thanks])('goes on whatever an unverified mail says', (event) =>
    expect(clockAfter({ ...event, rights: { ...rights, mark: 'unverified' } })).toEqual(reminded.ticket.clocks),
  );
});

describe('the record of a closed ticket', () => {
  test('has the solution, the times, and how it was confirmed', () => {
    const worked = upon(accepted, { name: 'ask', ...says(li) }, at(h(1))).ticket;
    const back = upon(worked, wrote('3.2'), at(h(4))).ticket;
    const done = upon(back, resolves(li), at(h(5))).ticket;
    const change = upon(done, { ...solved, satisfaction: 5 }, at(h(29)));
    expect(change.ticket.closing).toEqual({
      solution: '已清理磁盘',
      resources: null,
      confirmedBy: 'mail',
      satisfaction: 5,
      handlingMinutes: 29 * 60,
      minutesByState: { new: 0, triaged: 0, assigned: 0, in_progress: 120, pending: 180, resolved: 1440 },
    });
  });

  test('has the resources that were used', () => {
    const event = resolves(li);
    if (event.name !== 'resolve') throw new Error('the sample resolves');
    const used = { ...event, resolution: { ...event.resolution, resources: '运维手册' } };
    expect(following(accepted, [used, solved]).closing?.resources).toBe('运维手册');
  });

  test('counts working time where the desk has it, and reopened work on top', () => {
    const calendar = {
      kind: 'working',
      timezone: 'Asia/Shanghai',
      hours: { 'mon-fri': '09:00-18:00' },
      holidays: 'none',
    } as const;
    const office = (now: Date) => at(now, { calendar });
    const first = following(opened({}, office(NOON)), [resolves(li), solved], office(NOON));
    const again = following(
      first,
      [
        { name: 'reopen', by: li, reason: '' },
        { name: 'accept', by: li },
      ],
      office(day(1)),
    );
    const done = following(again, [{ name: 'close', by: li, how: '' }], office(day(2)));
    expect(done.closing).toMatchObject({ handlingMinutes: 540, minutesByState: { in_progress: 540 } });
    expect(done.reopenCount).toBe(1);
  });

  test.each([
    ['电话确认', '电话确认'],
    ['', 'staff'],
  ])('says how staff confirmed it: %s', (how, confirmedBy) => {
    const change = upon(accepted, { name: 'close', by: li, how });
    expect(change.ticket).toMatchObject({ state: 'closed', closing: { confirmedBy } });
    expect(post(change)).toEqual(['closing→zhang', 'closing_record→li', 'closing_record→zhao']);
  });

  test('takes the rating from the reply to the closing letter', () => {
    const change = upon(closed, wrote('5分，很满意', { satisfaction: 5, onlyThanks: true }), at(h(3)));
    expect(change.ticket.closing?.satisfaction).toBe(5);
    expect(events(change)).toEqual(['customer_wrote', 'rated']);
    expect(
      upon(closed, wrote('5分', { satisfaction: 5, rights: { ...rights, mark: 'unverified' } })).ticket.closing
        ?.satisfaction,
    ).toBeNull();
  });
});

describe('a mail to a closed ticket', () => {
  test.each<[string, CustomerWrote, string, readonly string[]]>([
    [
      'that says still open reopens it',
      stillOpen,
      'assigned',
      ['escalation→wang', 'reassigned→li', 'reopened→zhang', 'dispatch→sun', 'follower_copy→zhao'],
    ],
    ['that says solved is kept', solved, 'closed', ['relay→li', 'relay→zhao']],
    ['with thanks is kept', thanks, 'closed', ['relay→li', 'relay→zhao']],
    [
      'with anything else is put to the follower',
      wrote('请问还有个功能'),
      'closed',
      ['relay→li', 'unclear_reply→zhao'],
    ],
    [
      'that wants news gets it, and is put to the follower',
      wrote('有进展吗', { asksForNews: true }),
      'closed',
      ['relay→li', 'news→zhang', 'unclear_reply→zhao'],
    ],
    [
      'that says still open without proof is put to the follower',
      { ...stillOpen, rights: { ...rights, reopen: false } },
      'closed',
      ['relay→li', 'unclear_reply→zhao'],
    ],
  ])('%s', (_, event, state, letters) => {
    const change = upon(closed, event, at(day(30)));
    expect(change.ticket.state).toBe(state);
    expect(post(change)).toEqual(letters);
  });

  test('after thirty days is for a new one', () => {
    expect(transition(closed, stillOpen, at(new Date(day(30).getTime() + 1)))).toEqual({
      refused: 'reopen_window_over',
    });
  });

  test('from staff may reopen it, back to its last assignee, at the urgency it had', () => {
    const change = upon(closed, { name: 'reopen', by: zhao, reason: '客户来电' }, at(day(40)));
    expect(change.ticket).toMatchObject({
      state: 'assigned',
      assignee: li.email,
      urgency: 'medium',
      line: 1,
      reopenCount: 1,
      closing: null,
    });
    expect(post(change)).toEqual(['reopened→zhang', 'dispatch→li', 'follower_copy→zhao']);
    const byAssignee = upon(closed, { name: 'reopen', by: li, reason: '客户来电' }, at(day(40)));
    expect(byAssignee.letters[0]).toMatchObject({ kind: 'note', to: [zhao.email], words: '客户来电' });
  });

  test('from staff may answer the customer without reopening it', () => {
    expect(post(upon(closed, { name: 'reply', ...says(li) }))).toEqual(['public_reply→zhang', 'sent_copy→zhao']);
  });
});

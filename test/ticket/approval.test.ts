import { describe, expect, it, test } from 'vitest';
import { openApprovals } from '../../src/ticket/events/approval/asking.ts';
import type { Policy } from '../../src/ticket/policy.ts';
import type { EventOf, TicketEvent } from '../../src/ticket/states.ts';
import { readParts } from '../../src/ticket/text/resolution-text.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';
import {
  accepted,
  at,
  chen,
  entry,
  events,
  fires,
  following,
  h,
  kindsOf,
  li,
  NOON,
  noon,
  post,
  recordOf,
  resolved,
  resolves,
  says,
  solved,
  sun,
  upon,
  wang,
  zhao,
} from './sample.ts';
import { apply, linesOf, loaded } from './staff-mail.ts';

const asks = (person = chen, words = '变更窗口今晚22点', by = li): TicketEvent => ({
  name: 'approval',
  person,
  ...says(by, words),
});
const agrees = (by = chen, words = '', id = ''): TicketEvent => ({ name: 'agree', by, id, words });
const refuses = (by = chen, words = '', id = ''): TicketEvent => ({ name: 'refuse', by, id, words });
const by = (approval: NonNullable<Policy['resolution']['approval']>, via: 'engineer' | 'frontline' = 'engineer') =>
  at(NOON, { resolution: { via, verify: 'off', approval } });
const waiting = following(accepted, [asks()]);
const held = following(waiting, [resolves(li)]);

describe('a yes or no that is asked for', () => {
  test('goes to the colleague, who has a date and takes part', () => {
    const change = upon(accepted, asks());
    expect(post(change)).toEqual(['approval_request→chen']);
    expect(change.letters).toMatchObject([
      { words: '变更窗口今晚22点', values: { by: 'li@desk.example', about: 'words' } },
    ]);
    expect(change.ticket.approvals).toEqual([
      {
        id: '1',
        what: '变更窗口今晚22点',
        approvers: [chen.email],
        askedBy: li.email,
        askedAt: NOON,
        dueAt: h(4),
        answer: null,
      },
    ]);
    expect(kindsOf(change.ticket)).toContain('approval approval_warning');
    expect(recordOf(change)).toEqual(['approval_asked by li: chen: 变更窗口今晚22点']);
    expect(change.ticket.state).toBe('in_progress');
  });

  test('is answered with who, when and the words', () => {
    const change = upon(waiting, agrees(chen, '注意备份'), at(h(1)));
    expect(openApprovals(change.ticket)).toEqual([]);
    expect(change.ticket.approvals?.[0]?.answer).toEqual({
      is: 'agreed',
      by: chen.email,
      at: h(1),
      words: '注意备份',
    });
    expect(recordOf(change)).toEqual(['approval_agreed by chen: 变更窗口今晚22点 — 注意备份']);
    expect(post(change)).toEqual(['approval_answer→li', 'approval_answer→zhao']);
    expect(kindsOf(change.ticket)).not.toContain('approval');
  });

  test('is refused with words, which go back', () => {
    const change = upon(waiting, refuses(chen, '今晚有发布'));
    expect(recordOf(change)).toEqual(['approval_refused by chen: 变更窗口今晚22点 — 今晚有发布']);
    expect(change.letters[0]).toMatchObject({
      words: '今晚有发布',
      values: { answer: 'refused', by: 'chen@desk.example' },
    });
  });

  test.each<[string, Ticket, TicketEvent, string, string | undefined]>([
    ['of oneself', accepted, asks(li), 'own_approval', undefined],
    ['on a ticket of somebody else', accepted, asks(wang, 'x', chen), 'now_with', 'li'],
    ['on a closed ticket', following(resolved, [solved]), asks(), 'closed', 'closed'],
    ['answered by somebody else', waiting, agrees(sun), 'not_your_approval', chen.email],
    ['answered by who asked', waiting, agrees(li), 'not_your_approval', chen.email],
    ['answered where nothing is asked', accepted, agrees(), 'nothing_to_approve', undefined],
    ['answered twice', following(waiting, [agrees()]), refuses(), 'nothing_to_approve', undefined],
    [
      'answered by a supervisor who asked',
      following(accepted, [asks(chen, 'x', wang)]),
      agrees(wang),
      'own_approval',
      undefined,
    ],
  ])('%s is refused', (_, ticket, event, refused, detail) =>
    expect(transition(ticket, event, noon)).toEqual({ refused, ...(detail === undefined ? {} : { detail }) }),
  );

  test('may be given by a supervisor in the place of others', () => {
    expect(upon(waiting, agrees(wang)).ticket.approvals?.[0]?.answer?.by).toBe(wang.email);
  });

  test('is one of ten at most', () => {
    const ten = following(
      accepted,
      Array.from({ length: 10 }, (_, at) => asks(chen, String(at))),
    );
    expect(transition(ten, asks(), noon)).toEqual({ refused: 'too_many_approvals', detail: '10' });
  });

  describe('of several', () => {
    const second = asks(chen, '重启生产库');
    const two = upon(waiting, second, at(h(1))).ticket;
    const letter = (hours: number, asksApproval = true) => ({ writtenAt: h(hours), asksApproval });
    test.each<[string, Partial<EventOf<'agree'>>, string, string]>([
      ['the one that is named', { id: '2', words: '好' }, '2', '好'],
      ['the one of the letter', { letter: letter(0) }, '1', ''],
      ['the one of the newer letter', { letter: letter(1), words: '好' }, '2', '好'],
      ['the one that is named, whatever the letter', { letter: letter(0), id: '2' }, '2', ''],
      ['the only one there was when the letter was written', { letter: letter(0.5, false) }, '1', ''],
      [
        'the one of the letter where none has had that number',
        { letter: letter(1), id: '7', words: '点' },
        '2',
        '7 点',
      ],
    ])('is %s', (_, more, id, said) => {
      for (const by of [chen, wang]) {
        const { ticket } = upon(two, { ...agrees(by), ...more } as TicketEvent, at(h(2)));
        const [one, ...others] = (ticket.approvals ?? []).filter(({ answer }) => answer !== null);
        expect([one?.id, one?.answer?.words, others]).toEqual([id, said, []]);
      }
    });
    test.each<[string, Partial<EventOf<'agree'>>]>([
      ['nothing tells which letter', {}],
      ['the letter is about something else', { letter: letter(2, false) }],
      ['no request has had that number', { id: '7', words: '点开始' }],
    ])('none is where %s: they are named', (_, more) => {
      const refused = { refused: 'which_approval', detail: '1 变更窗口今晚22点 · 2 重启生产库' };
      for (const by of [chen, wang])
        expect(transition(two, { ...agrees(by), ...more } as TicketEvent, at(h(2)))).toEqual(refused);
    });
    test.each<[string, Ticket, number]>([
      ['has its answer', upon(two, agrees(chen, '', '1'), at(h(2))).ticket, 0],
      ['was made again with a solution', upon(waiting, resolves(li), at(h(1))).ticket, 0.5],
      ['was made after the letter', upon(accepted, second, at(h(1))).ticket, 0],
    ])('the one of the letter %s, and no other is answered', (_, ticket, hours) => {
      for (const asksApproval of [true, false])
        expect(
          transition(ticket, { ...agrees(), letter: letter(hours, asksApproval) } as TicketEvent, at(h(3))),
        ).toEqual({ refused: 'nothing_to_approve' });
    });
    test('a letter to all who are asked asks each for their own', () => {
      const both = following(accepted, [asks(chen), asks(wang, '重启生产库'), resolves(li)]);
      const answers = { ...agrees(wang), letter: letter(0) } as TicketEvent;
      expect(openApprovals(upon(both, answers).ticket).map(({ approvers }) => approvers)).toEqual([[chen.email]]);
    });
    test('the transcript says which it was', () => {
      const load = { ...loaded, letter: letter(1) };
      const by = { ...chen, letters: 'all' as const };
      expect(linesOf('#同意', { ticket: two, by, load, context: at(h(2)) })).toMatchObject([
        { result: 'agree', done: true, detail: '重启生产库' },
      ]);
      expect(linesOf('#不同意 1 不行', { ticket: two, by, load, context: at(h(2)) })).toMatchObject([
        { result: 'refuse', done: true, detail: '变更窗口今晚22点' },
      ]);
    });
  });
  test('a number that no request has had is a word like any other', () => {
    expect(upon(waiting, refuses(chen, '天后再说', '3')).ticket.approvals?.[0]?.answer?.words).toBe('3 天后再说');
  });
  test.each<[string, readonly TicketEvent[], TicketEvent, string, string | undefined]>([
    ['has its answer', [agrees(), asks(chen, '重启生产库')], agrees(chen, '', '1'), 'nothing_to_approve', undefined],
    ['is for somebody else', [asks(sun, '重启生产库')], agrees(chen, '', '2'), 'not_your_approval', sun.email],
    ['is their own', [asks(chen, 'x', wang)], agrees(wang, '', '2'), 'own_approval', undefined],
  ])('one that is named and %s is refused, and no other is answered', (_, before, event, refused, detail) => {
    expect(transition(following(waiting, before), event, noon)).toEqual({
      refused,
      ...(detail === undefined ? {} : { detail }),
    });
  });
  test('is not asked of somebody who is away', () => {
    const leave = { id: 1, from: NOON, to: h(24), substitute: null };
    const away = at(
      NOON,
      {},
      [li, chen, sun, zhao, wang].map((each) => entry(each, each === chen ? { absences: [leave] } : {})),
    );
    expect(transition(accepted, asks(), away)).toMatchObject({ refused: 'is_away' });
  });
});

describe('without an answer', () => {
  test('who is asked is reminded, and then the supervisors and who asked hear of it', () => {
    const reminded = upon(waiting, fires(waiting, 'approval_warning'), at(h(3)));
    expect(reminded.letters).toMatchObject([
      { kind: 'reminder', to: [chen.email], values: { span: 'approval', question: '变更窗口今晚22点' } },
    ]);
    const overdue = upon(reminded.ticket, fires(reminded.ticket, 'approval'), at(h(4)));
    expect(post(overdue)).toEqual(['approval_overdue→chen', 'approval_overdue→li', 'approval_overdue→wang']);
    expect(transition(waiting, fires(waiting, 'approval'), at(h(1)))).toMatchObject({ refused: 'not_due' });
  });
  test('a solution that waits reminds of it instead of its author', () => {
    const late = at(h(7));
    expect(post(upon(held, fires(held, 'respond_warning'), late))).toEqual(['reminder→chen']);
  });
});

describe('what is asked for when the ticket has moved on', () => {
  test.each<[string, TicketEvent]>([
    ['closed', { name: 'close', by: li, how: '电话确认' } as TicketEvent],
    ['merged', { name: 'merge', by: wang, into: { ...accepted, id: 'b', number: 'TS20261123002' } }],
  ])('%s is withdrawn, and who was asked hears so', (_, event) => {
    const change = upon(waiting, event);
    expect(events(change)).toContain('approval_withdrawn');
    expect(post(change)).toContain('approval_answer→chen');
    expect(openApprovals(change.ticket)).toEqual([]);
    expect(kindsOf(change.ticket)).not.toContain('approval');
  });
  test('resolved where solutions wait for nothing', () => {
    expect(events(upon(waiting, resolves(li), by('off')))).toEqual(['resolved', 'approval_withdrawn']);
  });
});

describe('a solution', () => {
  test('waits for the yes that was asked for, which is shown it', () => {
    const change = upon(waiting, resolves(li));
    expect(change.ticket).toMatchObject({ state: 'in_progress', resolution: { released: false } });
    expect(post(change)).toEqual(['approval_request→chen']);
    expect(change.letters[0]).toMatchObject({ values: { about: 'solution' } });
    // Under a new number: the letter before did not show it.
    expect(events(change)).toEqual(['approval_withdrawn', 'approval_asked', 'resolution_awaits_approval']);
  });

  test('is not approved by an answer to a letter that did not show it, of whatever solution', () => {
    const once = upon(waiting, resolves(li)).ticket;
    const twice = upon(once, resolves(li)).ticket;
    const agreesTo = (id: string) => ({ ...agrees(chen), id });
    const refused = { refused: 'nothing_to_approve' };
    expect(transition(once, agreesTo('1'), noon)).toEqual(refused);
    for (const id of ['1', '2']) expect(transition(twice, agreesTo(id), noon)).toEqual(refused);
    expect(upon(twice, agreesTo('3')).ticket.state).toBe('resolved');
  });

  test('that comes back with a no is asked about again when there is another, of whoever said it', () => {
    const back = upon(held, refuses(chen, '先备份')).ticket;
    expect([back.resolution, openApprovals(back)]).toEqual([null, []]);
    const again = upon(back, resolves(li));
    expect(again.ticket).toMatchObject({ state: 'in_progress', resolution: { released: false } });
    expect(post(again)).toEqual(['approval_request→chen']);
    expect(openApprovals(again.ticket)).toHaveLength(1);
    const twice = upon(upon(again.ticket, refuses(chen, '还是不行')).ticket, resolves(li)).ticket;
    expect(openApprovals(twice)).toHaveLength(1);
    expect(upon(twice, agrees(chen)).ticket.state).toBe('resolved');
  });

  test('is asked about of whoever said no before there was one: that is a yes which has not come', () => {
    const no = upon(waiting, refuses(chen, '今晚有发布')).ticket;
    const change = upon(no, resolves(li));
    expect(change.ticket).toMatchObject({ state: 'in_progress', resolution: { released: false } });
    expect(post(change)).toEqual(['approval_request→chen']);
    expect(upon(change.ticket, agrees(chen)).ticket.state).toBe('resolved');
    // Asked once more and answered with a yes, it holds nothing back; nor does what was withdrawn.
    expect(upon(following(no, [asks(), agrees(chen)]), resolves(li)).ticket.state).toBe('resolved');
  });

  test('that comes back with a no leaves no request of the desk about it', () => {
    const asked = upon(following(accepted, [asks()]), resolves(li), by('require')).ticket;
    expect(openApprovals(asked).map(({ approvers }) => approvers)).toEqual([[chen.email], [wang.email]]);
    const change = upon(asked, refuses(), by('require'));
    expect(change.ticket.resolution).toBeNull();
    expect(openApprovals(change.ticket)).toEqual([]);
    expect(change.ticket.clocks.filter(({ kind }) => kind.startsWith('approval'))).toEqual([]);
    expect(post(change)).toContain('approval_answer→wang');
  });

  test('goes out by itself with the yes, and names who solved it', () => {
    const change = upon(held, agrees(chen, '可以'));
    expect(change.ticket).toMatchObject({ state: 'resolved', resolution: { released: true, by: li.email } });
    expect(post(change)).toEqual([
      'approval_answer→li',
      'resolution→zhang',
      'resolution_copy→li',
      'resolution_copy→zhao',
    ]);
    expect(change.letters.find(({ kind }) => kind === 'resolution')?.values).toEqual({ by: 'li@desk.example' });
    expect(events(change)).toEqual(['approval_agreed', 'resolved']);
  });

  test('waits for the last of several', () => {
    const both = following(accepted, [asks(), asks(sun), resolves(li)]);
    const one = upon(both, agrees(chen));
    expect([one.ticket.state, post(one)]).toEqual(['in_progress', ['approval_answer→li', 'approval_answer→zhao']]);
    expect(upon(one.ticket, agrees(sun)).ticket.state).toBe('resolved');
  });

  test('goes back to its author with a no, and nothing goes out', () => {
    const change = upon(held, refuses(chen, '先备份'));
    expect(change.ticket).toMatchObject({ state: 'in_progress', resolution: null });
    expect(post(change)).toEqual(['approval_answer→li', 'approval_answer→zhao']);
    expect(change.letters[0]).toMatchObject({ words: '先备份', values: { solution: 'returned' } });
    expect(post(upon(change.ticket, resolves(li)))).toEqual(['approval_request→chen']);
  });

  test('may be changed while it waits', () => {
    const changed = upon(held, resolves(li));
    expect(post(changed)).toEqual(['approval_request→chen']);
    expect(openApprovals(changed.ticket)).toHaveLength(1);
  });

  test('is not released around it', () => {
    expect(transition(held, { name: 'release', by: zhao }, noon)).toEqual({
      refused: 'waits_for_approval',
      detail: chen.email,
    });
  });

  const closes = (who = li, steps = ''): TicketEvent => ({
    name: 'close',
    by: who,
    how: '电话确认',
    ...(steps === '' ? {} : { record: readParts(`原因：磁盘满\n解决步骤：${steps}`) }),
  });
  test.each<[string, Ticket, TicketEvent, ReturnType<typeof by>, string, string | undefined]>([
    ['that waits', held, closes(), noon, 'waits_for_approval', chen.email],
    ['that waits, by the follower', held, closes(zhao), noon, 'waits_for_approval', chen.email],
    ['of its own', waiting, closes(li, '清理'), noon, 'waits_for_approval', chen.email],
    ['that nobody saw', accepted, closes(li, '清理'), by('require'), 'needs_approval', undefined],
    ['of an engineer', accepted, closes(li, '清理'), by('asked', 'frontline'), 'frontline_only', undefined],
  ])('%s is not sent by closing the ticket', (_, ticket, event, context, refused, detail) =>
    expect(transition(ticket, event, context)).toEqual({ refused, ...(detail === undefined ? {} : { detail }) }),
  );
  test.each<[string, Ticket, TicketEvent, ReturnType<typeof by>]>([
    ['a supervisor closes it', held, closes(wang), noon],
    ['the front line has not released it', accepted, closes(), by('asked', 'frontline')],
  ])('that waits does not go to the customer where %s', (_, ticket, event, context) => {
    const proposed = ticket === accepted ? following(ticket, [resolves(li)], context) : ticket;
    expect(upon(proposed, event, context).ticket).toMatchObject({ state: 'closed', closing: { solution: '' } });
  });
  test.each([
    ['one of a supervisor', by('require'), closes(wang, '清理')],
    ['one of anybody', noon, closes(li, '清理')],
    ['one of the front line', by('asked', 'frontline'), closes(zhao, '清理')],
  ])('that is written where the ticket is closed: %s', (_, context, event) =>
    expect(upon(accepted, event, context).ticket.closing?.solution).toBe('清理'),
  );

  test('goes to the follower’s release after it, where the front line has the last word', () => {
    const frontline = by('asked', 'frontline');
    const proposed = following(accepted, [asks(), resolves(li)], frontline);
    const change = upon(proposed, agrees(), frontline);
    expect(post(change)).toEqual(['approval_answer→li', 'release_request→zhao']);
    expect(upon(change.ticket, { name: 'release', by: zhao }, frontline).ticket.state).toBe('resolved');
  });

  test.each<[string, 'asked' | 'require' | 'off', Ticket, TicketEvent, string]>([
    ['waits for nothing that was not asked', 'asked', accepted, resolves(li), 'resolved'],
    ['waits for no yes where the desk is set so', 'off', waiting, resolves(li), 'resolved'],
    ['waits for one in any case', 'require', accepted, resolves(li), 'in_progress'],
    ['of a supervisor waits for none', 'require', accepted, resolves(wang), 'resolved'],
    ['of a supervisor waits for what was asked', 'require', waiting, resolves(wang), 'in_progress'],
    ['of the follower waits too', 'require', accepted, resolves(zhao), 'in_progress'],
  ])('%s', (_, approval, ticket, event, state) => expect(upon(ticket, event, by(approval)).ticket.state).toBe(state));

  test('that needs one in any case asks the supervisors', () => {
    const change = upon(accepted, resolves(li), by('require'));
    expect(post(change)).toEqual(['approval_request→wang']);
    expect(events(change)).toEqual(['approval_asked', 'resolution_awaits_approval']);
    expect(upon(change.ticket, agrees(wang), by('require')).ticket.state).toBe('resolved');
    const again = following(change.ticket, [refuses(wang), resolves(li)], by('require'));
    expect(openApprovals(again)).toHaveLength(1);
  });

  test('that needs one is not met by a colleague', () => {
    const change = upon(waiting, resolves(li), by('require'));
    expect(post(change)).toEqual(['approval_request→chen', 'approval_request→wang']);
    const one = upon(change.ticket, agrees(), by('require'));
    expect(one.ticket).toMatchObject({ state: 'in_progress', resolution: { released: false } });
    expect(upon(one.ticket, agrees(wang), by('require')).ticket.state).toBe('resolved');
  });

  test('that needs one asks no second time where a supervisor is asked already', () => {
    const change = upon(following(accepted, [asks(wang)]), resolves(li), by('require'));
    expect(openApprovals(change.ticket)).toHaveLength(1);
    expect(openApprovals(change.ticket)[0]).not.toHaveProperty('demanded');
  });

  test('is not approved by its author', () => {
    const own = following(accepted, [asks(zhao), resolves(zhao)]);
    // It is asked of the supervisors: nobody else would hear of it in time.
    expect(openApprovals(own).map(({ approvers }) => approvers)).toEqual([[wang.email]]);
    expect(post(upon(upon(accepted, asks(zhao)).ticket, resolves(zhao)))).toEqual(['approval_request→wang']);
    expect(transition(own, agrees(zhao), noon)).toEqual({ refused: 'not_your_approval', detail: wang.email });
    expect(upon(own, agrees(wang)).ticket.state).toBe('resolved');
    const above = following(waiting, [resolves(wang)]);
    expect(transition(above, agrees(wang), noon)).toEqual({ refused: 'own_approval' });
  });

  test('of the supervisor who was asked needs their own yes and nobody else’s', () => {
    expect(upon(following(accepted, [asks(wang), resolves(wang)]), agrees(wang)).ticket.state).toBe('resolved');
  });

  test('that replaces one which waits is asked for anew, and the old yes is none for it', () => {
    const demanded = following(accepted, [resolves(li)], by('require'));
    const change = upon(demanded, resolves(li), by('require'));
    expect(events(change)).toEqual(['approval_withdrawn', 'approval_asked', 'resolution_awaits_approval']);
    expect(post(change)).toEqual(['approval_request→wang']);
    expect(openApprovals(change.ticket).map(({ id }) => id)).toEqual(['2']);
    expect(kindsOf(change.ticket).match(/approval_warning/g)).toHaveLength(1);
    expect(transition(change.ticket, agrees(wang, '', '1'), by('require'))).toEqual({ refused: 'nothing_to_approve' });
    expect(upon(change.ticket, agrees(wang, '', '2'), by('require')).ticket.state).toBe('resolved');
  });

  test('of a supervisor that replaces one which waits needs no yes', () => {
    const change = upon(following(accepted, [resolves(li)], by('require')), resolves(wang), by('require'));
    expect(events(change)).toEqual(['resolved', 'approval_withdrawn']);
  });

  test('that needs one where there is nobody to give it is refused', () => {
    const alone = { ...by('require'), roster: [entry(li)] };
    expect(transition(accepted, resolves(li), alone)).toEqual({ refused: 'nobody_left', detail: '' });
  });

  test('that has gone out is corrected by the follower or a supervisor', () => {
    expect(transition(resolved, resolves(li), by('require'))).toEqual({ refused: 'resolved', detail: zhao.email });
    expect(upon(resolved, resolves(wang), by('require')).ticket.state).toBe('resolved');
  });
});

describe('by mail', () => {
  const answered = (text: string, ticket = waiting, who = chen) =>
    linesOf(text, { ticket, by: { ...who, letters: 'all' } });
  it.each([
    ['#请批 chen 变更窗口今晚22点', { result: 'approval', done: true, detail: chen.email }],
    ['#approval chen@desk.example: window tonight', { result: 'approval', done: true, detail: chen.email }],
    ['#请批 chan 变更', { result: 'no_such_person', done: false, detail: 'chan → chen' }],
    ['#请批 陌生人 变更', { result: 'no_such_person', done: false, detail: '陌生人' }],
    ['#请批 chen', { result: 'no_text', done: false }],
    ['#请批 li 变更', { result: 'own_approval', done: false }],
  ])('%s', (text, line) => expect(linesOf(text)).toMatchObject([line]));

  it.each([
    ['#同意', { result: 'agree', done: true }],
    ['#agree go ahead', { result: 'agree', done: true }],
    ['#不同意 今晚有发布', { result: 'refuse', done: true }],
    ['#refuse', { result: 'refuse', done: true }],
  ])('%s', (text, line) => expect(answered(text)).toMatchObject([line]));

  it('words alone are no yes, which their author is told', () => {
    expect(answered('同意')).toMatchObject([{ result: 'kept_as_note' }, { result: 'approval_open', done: false }]);
    expect(answered('看过了', waiting, sun)).toMatchObject([{ result: 'kept_as_note' }]);
  });

  it('a solution that waits says for whom', () => {
    expect(linesOf('#解决\n原因：a\n解决步骤：b', { ticket: waiting })).toMatchObject([
      { result: 'waits_for_approval', done: true, detail: chen.email },
    ]);
  });

  it('several commands are done or none', () => {
    const { applied, change } = apply('#同意\n#关闭', { ticket: waiting, by: chen, load: loaded });
    expect([applied, change.ticket]).toEqual([false, waiting]);
  });

  it('a request can be taken back within ten minutes, and who was asked hears of it', () => {
    const { change } = apply('#请批 chen 变更');
    const stored = { ...change.ticket, version: accepted.version + 1 };
    const undone = upon(stored, { name: 'undo', by: li });
    expect(openApprovals(undone.ticket)).toEqual([]);
    expect(post(undone)).toEqual(['note→chen']);
  });
});

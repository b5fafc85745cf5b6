import { describe, expect, test } from 'vitest';
import type { TicketEvent } from '../../src/ticket/states.ts';
import { isPossible, transition } from '../../src/ticket/transition.ts';
import {
  accepted,
  asked,
  at,
  chen,
  entry,
  events,
  fires,
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
  resolves,
  says,
  sun,
  upon,
  wang,
  zhao,
} from './sample.ts';

const lapse = at(m(30));

describe('an offer', () => {
  test('is accepted', () => {
    const change = upon(offered, { name: 'accept', by: li }, at(m(10)));
    expect(change.ticket).toMatchObject({
      state: 'in_progress',
      acceptedAt: m(10),
      acceptBy: null,
      updateBy: m(10 + 240),
    });
    expect(kindsOf(change.ticket)).toBe('respond respond_warning update update_warning');
  });

  test.each<[string, TicketEvent]>([
    ['a note', { name: 'note', ...says(li) }],
    ['a progress note', progresses(li)],
    ['a question', { name: 'ask', ...says(li) }],
    ['words to the customer', { name: 'reply', ...says(li) }],
    ['the solution', resolves(li)],
    ['a time', { name: 'eta', by: li, at: h(3) }],
    ['another urgency', { name: 'urgency', by: li, urgency: 'high' }],
    ['the end of it', { name: 'close', by: li, how: '' }],
  ])('is accepted by %s of the assignee', (_, event) => {
    const change = upon(offered, event);
    expect(events(change)[0]).toBe('accepted');
    expect(change.ticket.acceptedAt).toEqual(NOON);
  });

  test('is accepted in a pause too, and only once', () => {
    const paused = upon(offered, { name: 'ask', ...says(zhao) }).ticket;
    expect(events(upon(paused, { name: 'note', ...says(li) }))).toEqual(['accepted', 'noted']);
    expect(events(upon(asked, { name: 'note', ...says(li) }))).toEqual(['noted']);
    const done = upon(offered, resolves(wang)).ticket;
    expect(events(upon(done, { name: 'note', ...says(li) }))).toEqual(['noted']);
  });

  test('is not accepted by others who write', () => {
    for (const by of [zhao, wang]) expect(upon(offered, { name: 'note', ...says(by) }).ticket.acceptedAt).toBeNull();
  });

  test('that is declined goes to the next', () => {
    const change = upon(offered, { name: 'decline', by: li, reason: '休假' });
    expect(events(change)).toEqual(['declined', 'dispatched']);
    expect(change.ticket).toMatchObject({ state: 'assigned', assignee: chen.email, passedOver: [li.email] });
    expect(post(change)).toEqual(['note→zhao', 'dispatch→chen', 'follower_copy→zhao']);
  });

  test('that lapses goes to the next, who has as long again, and the silent one is told', () => {
    const change = upon(offered, fires(offered, 'accept'), lapse);
    expect(change.ticket).toMatchObject({ assignee: chen.email, acceptBy: m(60), acceptRound: 1 });
    expect(post(change)).toEqual(['accept_lapsed→li', 'dispatch→chen', 'follower_copy→zhao']);
  });

  test('goes to the supervisor after two rounds, and never back to who was silent', () => {
    const third = entry({ ...li, email: 'wu@desk.example' });
    const roster = [...noon.roster, third];
    const second = upon(offered, fires(offered, 'accept'), at(m(30), {}, roster)).ticket;
    const last = upon(second, fires(second, 'accept'), at(m(60), {}, roster));
    expect(last.ticket).toMatchObject({
      assignee: wang.email,
      passedOver: [li.email, second.assignee],
      acceptBy: null,
    });
    expect(kindsOf(last.ticket)).toBe('respond respond_warning update update_warning');
  });

  test('that was accepted is the last of its round', () => {
    const second = upon(offered, fires(offered, 'accept'), lapse).ticket;
    expect(upon(second, { name: 'accept', by: chen }, lapse).ticket.acceptRound).toBe(0);
  });

  test('goes to the supervisor at once when nobody is left', () => {
    const alone = at(m(30), {}, [entry(li), entry(wang), entry(zhao)]);
    expect(upon(offered, fires(offered, 'accept'), alone).ticket.assignee).toBe(wang.email);
  });

  test('that all have declined waits, and the supervisors and the follower know', () => {
    const few = at(m(10), {}, [entry(li), entry(wang), entry(zhao)]);
    const last = upon(offered, { name: 'decline', by: li, reason: '' }, few).ticket;
    const change = upon(last, { name: 'decline', by: wang, reason: '' }, few);
    expect(change.ticket).toMatchObject({ state: 'triaged', assignee: null, passedOver: [li.email, wang.email] });
    expect(post(change)).toEqual(['note→zhao', 'supervisor_notice→wang', 'supervisor_notice→zhao']);
    expect(change.letters[1]).toMatchObject({ values: { reason: 'nobody_left' }, withAttachments: true });
  });

  test('does not lapse before its time, nor twice', () => {
    expect(transition(offered, fires(offered, 'accept'), at(m(29)))).toMatchObject({ refused: 'not_due' });
    expect(transition(accepted, fires(offered, 'accept'), lapse)).toEqual({ refused: 'not_running' });
  });
});

describe('a former assignee', () => {
  const gone = upon(offered, fires(offered, 'accept'), lapse).ticket;

  test.each<[string, TicketEvent]>([
    ['accepts', { name: 'accept', by: li }],
    ['resolves', resolves(li)],
    ['writes to the customer', { name: 'reply', ...says(li) }],
    ['closes', { name: 'close', by: li, how: '' }],
  ])('and %s hears who has it now', (_, event) => {
    expect(transition(gone, event, lapse)).toEqual({ refused: 'now_with', detail: 'chen' });
  });

  test('may leave a note, which the one who has it gets', () => {
    const change = upon(gone, { name: 'note', ...says(li, '日志在附件') }, lapse);
    expect(change.ticket).toEqual(gone);
    expect(post(change)).toEqual(['note→chen', 'note→zhao']);
  });

  test('still takes part', () => {
    expect(gone.participants.map(({ address }) => address)).toContain(li.email);
  });

  test('gets it after all when nobody has it', () => {
    const nobody = upon(offered, fires(offered, 'accept'), at(m(30), {}, [entry(li)])).ticket;
    expect(nobody.state).toBe('triaged');
    expect(upon(nobody, { name: 'accept', by: li }, at(m(40))).ticket).toMatchObject({
      state: 'in_progress',
      assignee: li.email,
    });
  });
});

describe('a ticket is passed on', () => {
  test('to a person, who is offered it, and the one before is told', () => {
    const change = upon(accepted, { name: 'assign', by: zhao, to: { person: sun } }, at(h(1)));
    expect(change.ticket).toMatchObject({
      state: 'assigned',
      assignee: sun.email,
      team: 'second',
      line: 2,
      acceptBy: h(1.5),
      updateBy: null,
    });
    expect(post(change)).toEqual(['reassigned→li', 'dispatch→sun', 'follower_copy→zhao']);
  });

  test('to a team, by its load', () => {
    const busy = at(NOON, {}, [entry(li, { openTickets: 3 }), entry(chen), entry(zhao), entry(wang)]);
    const front = opened({ form: {} });
    expect(front.assignee).toBe(zhao.email);
    const change = upon(front, { name: 'assign', by: zhao, to: { team: 'backend' } }, busy);
    expect(change.ticket).toMatchObject({ state: 'assigned', assignee: chen.email, team: 'backend' });
    expect(events(change)).toEqual(['accepted', 'reassigned', 'dispatched']);
  });

  test('to a team again, those included who were passed over', () => {
    const alone = at(m(30), {}, [entry(li), entry(wang), entry(zhao)]);
    const lapsed = upon(offered, fires(offered, 'accept'), alone).ticket;
    expect(lapsed.assignee).toBe(wang.email);
    const change = upon(lapsed, { name: 'assign', by: wang, to: { team: 'backend' } }, alone);
    expect(change.ticket).toMatchObject({ assignee: li.email, passedOver: [], acceptRound: 0 });
  });

  test('to oneself is taken at once', () => {
    const change = upon(accepted, { name: 'assign', by: wang, to: { person: wang } });
    expect(change.ticket).toMatchObject({ state: 'in_progress', assignee: wang.email, acceptedAt: NOON });
    expect(post(change)).toEqual(['reassigned→li']);
  });

  test('back by one who had accepted, to another', () => {
    expect(upon(accepted, { name: 'decline', by: li, reason: '' }).ticket).toMatchObject({
      state: 'assigned',
      assignee: chen.email,
      acceptedAt: null,
    });
  });

  test('to the supervisor when they take an open offer', () => {
    expect(upon(offered, { name: 'accept', by: wang }).ticket).toMatchObject({
      state: 'in_progress',
      assignee: wang.email,
    });
  });

  test('and a pause ends with it', () => {
    const change = upon(asked, { name: 'assign', by: zhao, to: { person: chen } }, at(h(1)));
    expect(change.ticket).toMatchObject({ state: 'assigned', pausedAt: null, pausedClocks: [] });
    expect(kindsOf(change.ticket)).toBe('accept');
  });
});

describe('the front line', () => {
  const front = opened({ form: {} });

  test('may answer it', () => {
    const change = upon(front, resolves(zhao));
    expect(events(change)).toEqual(['accepted', 'resolved']);
    expect(change.ticket.state).toBe('resolved');
  });

  test('passes it on at once by correcting the category to one that a team lists', () => {
    const change = upon(front, { name: 'category', by: zhao, category: 'system_fault' });
    expect(change.ticket).toMatchObject({
      state: 'assigned',
      assignee: li.email,
      team: 'backend',
      categoryReason: { source: 'staff', detail: zhao.email },
    });
    expect(upon(front, { name: 'category', by: zhao, category: 'how_to' }).ticket.assignee).toBe(zhao.email);
  });

  test('has nothing to pass on once it is resolved', () => {
    const answered = upon(front, resolves(zhao)).ticket;
    expect(upon(answered, { name: 'category', by: zhao, category: 'system_fault' }).ticket).toMatchObject({
      state: 'resolved',
      category: 'system_fault',
      team: null,
    });
    const ended = upon(answered, { name: 'close', by: zhao, how: '' }).ticket;
    expect(upon(ended, { name: 'category', by: zhao, category: 'system_fault' }).ticket).toMatchObject({
      state: 'closed',
      team: null,
    });
  });

  test('a category corrected by an engineer stays with them', () => {
    expect(upon(accepted, { name: 'category', by: li, category: 'data_problem' }).ticket).toMatchObject({
      state: 'in_progress',
      assignee: li.email,
    });
  });

  test('takes what nobody has by working on it, and nobody else does', () => {
    const waiting = opened({}, at(NOON, {}, []));
    expect(waiting.state).toBe('triaged');
    expect(transition(waiting, { name: 'reply', ...says(li) }, noon)).toEqual({ refused: 'not_yours' });
    const ended = upon(waiting, { name: 'close', by: zhao, how: '' }).ticket;
    expect(post(upon(ended, { name: 'reply', ...says(zhao) }))).toEqual(['public_reply→zhang']);
    expect(upon(waiting, { name: 'reply', ...says(zhao) }).ticket).toMatchObject({
      state: 'in_progress',
      assignee: zhao.email,
    });
  });
});

describe('a ticket that waits for somebody', () => {
  const none = at(NOON, {}, []);
  const waiting = opened({}, none);

  test.each<[string, TicketEvent]>([
    ['a progress note', progresses(zhao)],
    ['a question', { name: 'ask', ...says(zhao) }],
    ['a public reply', { name: 'reply', ...says(zhao) }],
    ['the solution', resolves(zhao)],
  ])('is taken by %s of the front line', (_, event) => {
    expect(events(upon(waiting, event))[0]).toBe('accepted');
  });

  test.each([
    ['ask', waiting, true],
    ['decline', waiting, false],
    ['close', accepted, true],
    ['accept', accepted, false],
    ['reopen', accepted, false],
  ] as const)('or not: %s is possible, as the state table says', (name, ticket, possible) => {
    expect(isPossible(ticket, name)).toBe(possible);
  });

  test('rests while it is talked about', () => {
    const change = upon(waiting, { name: 'urgency', by: wang, urgency: 'high' }, none);
    expect(events(change)).toEqual(['urgency_set']);
    expect(change.ticket).toMatchObject({ state: 'triaged', assignee: null });
  });

  test('is tried again when its progress note falls due', () => {
    const due = fires(waiting, 'update');
    expect(upon(waiting, due, at(h(4))).ticket).toMatchObject({ state: 'assigned', assignee: li.email });
    expect(upon(waiting, due, at(h(4), {}, [])).ticket).toMatchObject({ state: 'triaged', updateBy: h(8) });
  });

  test.each<[string, TicketEvent, string]>([
    ['its team again', { name: 'assign', by: wang, to: { team: 'backend' } }, li.email],
    ['a person of its team', { name: 'assign', by: wang, to: { person: chen } }, chen.email],
    ['another category', { name: 'category', by: wang, category: 'data_problem' }, li.email],
  ])('is dispatched as soon as it is given %s', (_, event, assignee) => {
    expect(upon(waiting, event).ticket).toMatchObject({ state: 'assigned', assignee });
    expect(upon(waiting, event, none).ticket).toMatchObject({ state: 'triaged', assignee: null });
  });
});

describe('urgency', () => {
  test('corrected: the response is counted from the beginning, progress from when it was accepted', () => {
    const change = upon(accepted, { name: 'urgency', by: li, urgency: 'high' }, at(h(1)));
    expect(change.ticket).toMatchObject({
      urgency: 'high',
      urgencyReason: { source: 'staff', detail: li.email },
      respondBy: h(4),
      updateBy: h(4),
    });
  });

  test('of a ticket that is only offered makes no progress note due, and no alert', () => {
    const change = upon(offered, { name: 'urgency', by: zhao, urgency: 'low' });
    expect(change).toMatchObject({ ticket: { updateBy: null, respondBy: h(24) }, alerts: [] });
  });

  test('made urgent goes to the supervisor and out through the webhooks', () => {
    const change = upon(accepted, { name: 'urgency', by: li, urgency: 'urgent' });
    expect(post(change)).toEqual(['supervisor_notice→wang']);
    expect(change.letters[0]?.values).toEqual({ reason: 'urgent' });
    expect(change.alerts).toMatchObject([{ reason: 'urgent' }]);
    expect(post(upon(change.ticket, { name: 'urgency', by: li, urgency: 'urgent' }))).toEqual([]);
  });

  test('whose deadlines lie behind is a breach, without a reminder before it', () => {
    const change = upon(accepted, { name: 'urgency', by: li, urgency: 'urgent' }, at(h(3)));
    expect(change.ticket).toMatchObject({ respondBy: h(2), updateBy: h(2) });
    expect(kindsOf(change.ticket)).toBe('respond update');
  });

  test('of a waiting ticket changes what is left', () => {
    const change = upon(asked, { name: 'urgency', by: li, urgency: 'urgent' }, at(h(1)));
    const going = upon(
      change.ticket,
      { name: 'progress', ...says(li), analysis: { checked: '', current: 'x', next: '' } },
      at(h(10)),
    );
    expect(change.ticket.updateBy).toEqual(h(2));
    expect(going.ticket.updateBy).toEqual(h(12));
  });
});

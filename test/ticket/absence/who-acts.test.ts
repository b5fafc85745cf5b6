import { describe, expect, it, test } from 'vitest';
import type { Staff } from '../../../src/people/person.ts';
import { isRefusal } from '../../../src/ticket/change.ts';
import type { Context } from '../../../src/ticket/context.ts';
import { openApprovals } from '../../../src/ticket/events/approval/asking.ts';
import { laterOrphaned } from '../../../src/ticket/events/later.ts';
import { onIncident } from '../../../src/ticket/incident/work.ts';
import type { TicketEvent } from '../../../src/ticket/states.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';
import { transition } from '../../../src/ticket/transition.ts';
import { commandOf } from '../../intake/sample.ts';
import { INC, said } from '../incident/sample.ts';
import {
  accepted,
  asWritten,
  at,
  chen,
  entry,
  following,
  h,
  li,
  m,
  NOON,
  post,
  resolves,
  says,
  sun,
  upon,
  wang,
  zhao,
} from '../sample.ts';
import { apply, linesOf, loaded } from '../staff-mail.ts';

const away = (substitute: Staff | null = null) => ({
  absences: [{ id: 1, from: NOON, to: h(48), substitute: substitute?.email ?? null }],
});
const team = (
  more: Readonly<Record<string, object | null>> = {},
  everybody: readonly Staff[] = [li, chen, sun, zhao, wang],
) => everybody.flatMap((staff) => (more[staff.name] === null ? [] : [entry(staff, more[staff.name] ?? {})]));
const when = (roster = team(), approval: 'asked' | 'require' = 'asked', now = m(1)): Context =>
  at(now, { resolution: { via: 'engineer', verify: 'off', approval } }, roster);
const result = (ticket: Ticket, event: TicketEvent, context: Context): string => {
  const done = transition(ticket, event, context);
  return isRefusal(done) ? done.refused : 'done';
};
const agrees = (by: Staff, id = ''): TicketEvent => ({ name: 'agree', by, id, words: '' });

/** A yes that is asked of Chen by Li; and what the desk demands of the supervisors for a solution of Li. */
const ASKED = following(accepted, [{ name: 'approval', person: chen, ...says(li, '变更') }]);
const HELD = following(ASKED, [resolves(li)]);
const DEMANDED = following(accepted, [resolves(li)], when(team(), 'require', NOON));
const demoted = { ...wang, roles: ['engineer'] as const };
const ADA: Staff = { ...wang, name: 'ada', email: 'ada@desk.example' };
const withAbove = (...staff: readonly Staff[]) => team({}, [li, chen, sun, zhao, ...staff]);

describe('who may give the yes', () => {
  test.each<[string, Ticket, Staff, Context, string]>([
    ['the colleague', ASKED, chen, when(), 'done'],
    ['nobody else', ASKED, sun, when(), 'not_your_approval'],
    ['who stands in for the colleague', ASKED, sun, when(team({ chen: away(sun) })), 'done'],
    [
      'not before they are away',
      ASKED,
      sun,
      when(team({ chen: { absences: [{ id: 1, from: h(1), to: h(2), substitute: sun.email }] } })),
      'not_your_approval',
    ],
    ['not when they are back', ASKED, sun, when(team({ chen: away(sun) }), 'asked', h(49)), 'not_your_approval'],
    ['who stands in for who stands in', ASKED, sun, when(team({ chen: away(zhao), zhao: away(sun) })), 'done'],
    ['the colleague, although away', ASKED, chen, when(team({ chen: away(sun) })), 'done'],
    ['not who asked, standing in for the colleague', ASKED, li, when(team({ chen: away(li) })), 'own_approval'],
    ['not the author of the solution, standing in', HELD, li, when(team({ chen: away(li) })), 'own_approval'],
    ['a supervisor, once the colleague has left', ASKED, wang, when(team({ chen: null })), 'done'],
    ['nobody else, once the colleague has left', ASKED, sun, when(team({ chen: null })), 'not_your_approval'],
    ['a supervisor, of what is demanded', DEMANDED, wang, when(team(), 'require'), 'done'],
    ['who stands in for the supervisor', DEMANDED, sun, when(team({ wang: away(sun) }), 'require'), 'done'],
    [
      'not the author, standing in for the supervisor',
      DEMANDED,
      li,
      when(team({ wang: away(li) }), 'require'),
      'own_approval',
    ],
    ['not a colleague, of what is demanded', DEMANDED, chen, when(team(), 'require'), 'not_your_approval'],
    [
      'not a supervisor who is none any more',
      DEMANDED,
      demoted,
      when(withAbove(demoted, ADA), 'require'),
      'not_your_approval',
    ],
    ['whoever is a supervisor by now', DEMANDED, ADA, when(withAbove(demoted, ADA), 'require'), 'done'],
    [
      'who stands in for whoever is a supervisor by now',
      DEMANDED,
      sun,
      when(team({ ada: away(sun) }, [li, sun, ADA]), 'require'),
      'done',
    ],
  ])('%s', (_, ticket, by, context, expected) => expect(result(ticket, agrees(by), context)).toBe(expected));

  it('whose yes was a supervisor’s sends what is demanded, whoever gave it in their place', () => {
    const sent = upon(DEMANDED, agrees(sun), when(team({ wang: away(sun) }), 'require'));
    expect(sent.ticket).toMatchObject({ state: 'resolved', resolution: { approval: 'agreed_above', by: li.email } });
    expect(post(sent)).toContain('resolution→zhang');
  });

  it('of a colleague is not enough where a supervisor’s is demanded by now: it is asked for in the same step', () => {
    const change = upon(HELD, agrees(chen), when(team(), 'require'));
    expect(post(change)).toEqual(['approval_answer→li', 'approval_answer→zhao', 'approval_request→wang']);
    expect(change.ticket).toMatchObject({ state: 'in_progress', resolution: { released: false, approval: 'asked' } });
  });
});

describe('a yes is for what whoever gives it was shown', () => {
  const notes = (words: string, by = li): TicketEvent => ({ name: 'note', ...says(by, words) });
  const customer = { name: 'customer', ...says(zhao, '还有一处打不开') } as const;

  test.each<[string, TicketEvent, string]>([
    ['something is added to the solution', notes('注意事项：先备份'), 'completed'],
    ['the customer says something', customer, 'customer_wrote'],
  ])('%s: it is asked anew, with that, and the old number is void', (_, event, anew) => {
    const change = upon(HELD, event);
    const request = change.letters.find(({ kind }) => kind === 'approval_request');
    expect(request).toMatchObject({
      to: [chen.email],
      words: 'words' in event ? event.words : '',
      values: { about: 'solution', anew, by: 'li@desk.example' },
    });
    expect(openApprovals(change.ticket).map(({ id, what, askedBy }) => [id, what, askedBy])).toEqual([
      ['3', '变更', li.email],
    ]);
    expect(change.ticket.clocks.filter(({ kind }) => kind === 'approval').map(({ subject }) => subject)).toEqual(['3']);
    for (const id of ['1', '2']) expect(result(change.ticket, agrees(chen, id), when())).toBe('nothing_to_approve');
    expect(upon(change.ticket, agrees(chen, '3')).ticket.state).toBe('resolved');
  });

  it('however often it is asked anew: one request is open, the date stays, and no older number counts', () => {
    const again = Array.from({ length: 20 }, () => customer);
    const ticket = following(HELD, again, when(team(), 'asked', h(1)));
    expect(openApprovals(ticket).map(({ id, dueAt }) => [id, dueAt])).toEqual([['22', h(4)]]);
    expect(ticket.approvals).toHaveLength(2);
    for (const id of ['1', '7', '21']) expect(result(ticket, agrees(chen, id), when())).toBe('nothing_to_approve');
    expect(result(ticket, agrees(chen, '22'), when())).toBe('done');
  });

  test.each<[string, TicketEvent]>([
    ['a note that adds nothing to it', notes('看过了')],
    ['what it took', notes('工时：1h')],
    ['a note of somebody who may add nothing', notes('注意事项：先备份', sun)],
  ])('%s leaves it as it is', (_, event) => {
    expect(openApprovals(upon(HELD, event).ticket).map(({ id }) => id)).toEqual(['2']);
  });
  it('a request that no solution waits for is asked once', () => {
    expect(openApprovals(upon(ASKED, customer).ticket).map(({ id }) => id)).toEqual(['1']);
  });

  it('an answer to a letter of a ticket that was merged into another is for no request of that one', () => {
    const load = { ...loaded, isOfMerged: true };
    const { applied, change } = apply('#同意 1', { ticket: HELD, by: chen, load });
    expect([applied, change.ticket]).toEqual([false, HELD]);
    expect(linesOf('#同意 1', { ticket: HELD, by: chen, load })).toMatchObject([{ result: 'nothing_to_approve' }]);
  });

  it('a number is given out once: what is taken back stays withdrawn under its own', () => {
    const before = { ...accepted, approvals: [] };
    const undone = upon(
      {
        ...ASKED,
        version: 5,
        undoable: { version: 5, at: NOON, by: li.email, told: [chen.email], before, absent: [] },
      },
      { name: 'undo', by: li },
    ).ticket;
    expect(openApprovals(undone)).toEqual([]);
    const again = upon(undone, { name: 'approval', person: chen, ...says(li, '删库') });
    expect(openApprovals(again.ticket).map(({ id }) => id)).toEqual(['2']);
    expect(result(again.ticket, agrees(chen, '1'), when())).toBe('nothing_to_approve');
  });
});

describe('a reminder of somebody', () => {
  const ticket = following(accepted, [{ name: 'remind', by: li, at: h(1), words: '打电话', id: null }]);
  const done = (by: Staff): TicketEvent => ({ name: 'follow_up_done', by, id: '1' });
  test.each<[string, Staff, Context, string]>([
    ['is ended by them', li, when(), 'done'],
    ['not by a colleague', chen, when(), 'no_such_follow_up'],
    ['by who stands in', sun, when(team({ li: away(sun) })), 'done'],
    ['by whoever gets it, once they have left', zhao, when(team({ li: null })), 'done'],
  ])('%s', (_, by, context, expected) => expect(result(ticket, done(by), context)).toBe(expected));
});

describe('an answer that waits for its time', () => {
  it('is not sent in the name of who has left: whoever has the ticket gets the words', () => {
    const later = { mailId: 7, by: chen.email, at: h(1), words: '已修好', overtakenAt: null, toldAt: null };
    const ticket = { ...accepted, laters: [later] };
    const context = when(team({ chen: null }));
    const change = asWritten(laterOrphaned(ticket, later, h(1)), context);
    expect(post(change)).toEqual(['later_ended→li']);
    expect(change.letters[0]).toMatchObject({ words: '已修好', standingInFor: chen.email, hasLeft: true });
    expect(change.ticket.laters).toBeUndefined();
  });
});

describe('the ticket of somebody who has left', () => {
  const gone = when(team({ li: null }));
  const reply = (by: Staff): TicketEvent => ({ name: 'reply', ...says(by, '请重试') });
  test.each<[string, TicketEvent, string]>([
    ['is answered by the front line', reply(zhao), 'done'],
    ['is answered by a supervisor', reply(wang), 'done'],
    ['is not answered by just anybody', reply(chen), 'not_yours'],
    ['is given to somebody', { name: 'assign', by: zhao, to: { person: chen } }, 'done'],
  ])('%s', (_, event, expected) => expect(result(accepted, event, gone)).toBe(expected));
});

describe('an incident', () => {
  const reach = { tickets: 2, customers: 2, staff: [] };
  const assigns = (person: string, by: Staff, context: Context) =>
    onIncident({ incident: INC, reach, by, context }, said(commandOf(`assign ${person}`), by));
  it('is not given to somebody who is away, as a ticket is not', () => {
    const context = when(team({ chen: away(sun) }));
    expect(assigns('chen', li, context)).toEqual({
      refused: 'is_away',
      detail: `${chen.email} ${h(48).toISOString()} ${sun.email}`,
    });
    expect(assigns('sun', li, context)).toMatchObject({ incident: { owner: sun.email } });
    expect(assigns('chen', chen, context)).toMatchObject({ incident: { owner: chen.email } });
  });
});

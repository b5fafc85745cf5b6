import { describe, expect, it } from 'vitest';
import { linkTo } from '../../../src/ticket/incident/incident.ts';
import type { TicketEvent } from '../../../src/ticket/states.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';
import { transition } from '../../../src/ticket/transition.ts';
import {
  accepted,
  at,
  CUSTOMER,
  chen,
  following,
  h,
  li,
  NOON,
  noon,
  opened,
  post,
  progresses,
  resolves,
  says,
  solved,
  stillOpen,
  sun,
  upon,
  wang,
  wrote,
  zhao,
} from '../sample.ts';
import { INC } from './sample.ts';

const to = linkTo(INC, NOON);
const other = opened({ id: 'b', number: 'TS20261123002', requester: { name: 'Q', address: 'q@other.example' } });
const links = (by = li, others: readonly Ticket[] = []): TicketEvent => ({ name: 'incident', by, to, others });
const unlinks = (by = li): TicketEvent => ({ name: 'incident', by, to: null, others: [] });
const told: TicketEvent = { name: 'incident_told', author: wang, words: '预计六点恢复。' };
const parts = { cause: '磁盘满', steps: '已扩容', kind: null, workaround: null, verified: null, resources: '一名 DBA' };
const ended: TicketEvent = { name: 'incident_resolved', author: wang, words: '原因：磁盘满', resolution: parts };
const left: TicketEvent = { name: 'incident_left', author: wang };
const linked = upon(accepted, links()).ticket;
const heard = upon(linked, told).ticket;
const refusal = (ticket: Ticket, event: TicketEvent) => {
  const result = transition(ticket, event, noon);
  return 'refused' in result ? [result.refused, result.detail ?? ''] : null;
};

describe('a ticket is linked to an incident', () => {
  it('without a letter, and by whoever may act on it', () => {
    const change = upon(accepted, links());
    expect(change.ticket.incident).toEqual({ number: INC.number, title: INC.title, since: NOON });
    expect(change.history).toEqual([{ at: NOON, event: 'incident_linked', by: li.email, detail: INC.number }]);
    expect(post(change)).toEqual([]);
    expect(upon(accepted, links(wang)).ticket.incident?.number).toBe(INC.number);
  });
  it('with its deadlines as they were', () => {
    expect(linked.clocks).toEqual(accepted.clocks);
    expect(linked.updateBy).toEqual(accepted.updateBy);
  });
  it('together with others, each of which must be theirs', () => {
    const change = upon(accepted, links(wang, [other]));
    expect(change.also.map(({ ticket }) => [ticket.number, ticket.incident?.number])).toEqual([
      [other.number, INC.number],
    ]);
    expect(refusal(accepted, links(li, [{ ...other, assignee: chen.email }]))).toEqual([
      'target_not_yours',
      other.number,
    ]);
  });
  it('once, though it is named among the others', () => {
    expect(upon(accepted, links(wang, [accepted])).also).toEqual([]);
  });
  it.each<[why: string, ticket: Ticket, event: TicketEvent, refused: string]>([
    ['of somebody else', accepted, links(sun), 'now_with'],
    ['that is closed', { ...accepted, state: 'closed' }, links(), 'closed'],
    ['that was merged', { ...accepted, state: 'merged', mergedInto: 'TS1' }, links(), 'merged'],
    ['that belongs to it already', linked, links(), 'linked_already'],
    ['among others that have ended', accepted, links(wang, [{ ...other, state: 'closed' }]), 'target_ended'],
    ['among others that belong to it already', accepted, links(wang, [{ ...other, incident: to }]), 'linked_already'],
  ])('not one %s', (_why, ticket, event, refused) => expect(refusal(ticket, event)?.[0]).toBe(refused));
  it('and moved to another, whose customers have not heard for it yet', () => {
    const second = { ...to, number: 'INC20261123010' };
    const moved = upon(heard, { name: 'incident', by: li, to: second, others: [] }).ticket;
    expect(moved.incident).toEqual(second);
    expect(moved.clocks.some(({ kind }) => kind === 'update')).toBe(true);
  });
  it('and taken back by #undo', () => {
    expect(refusal(accepted, unlinks())).toEqual(['not_linked', accepted.number]);
    expect(upon(linked, unlinks()).ticket).not.toHaveProperty('incident');
  });
});

describe('the words of an incident to all customers', () => {
  it('reach the customer alone, in the name of their author', () => {
    const change = upon(linked, told);
    expect(post(change)).toEqual([`public_reply→zhang`]);
    expect(change.letters).toEqual([
      { kind: 'public_reply', to: [CUSTOMER.address], words: '预计六点恢复。', values: { by: wang.email } },
    ]);
  });
  it('are a first response, and answer whoever asked or was promised', () => {
    const waiting = { ...linked, respondedAt: null, newsAsked: 2, promisedBy: h(1) };
    expect(upon(waiting, told).ticket).toMatchObject({ respondedAt: NOON });
    expect(upon(waiting, told).ticket).not.toHaveProperty('newsAsked');
    expect(upon(waiting, told).ticket).not.toHaveProperty('promisedBy');
  });
  it('are what the customer is told who asks for news', () => {
    expect(heard.analysis?.toCustomer).toBe('预计六点恢复。');
    expect(post(upon(heard, wrote('有进展吗？', { asksForNews: true })))).toContain('news→zhang');
  });
  it('stop the clock of progress notes, also after the next note', () => {
    const updates = ({ clocks, pausedClocks }: Ticket) =>
      [...clocks, ...pausedClocks].filter(({ kind }) => kind.startsWith('update'));
    expect(updates(linked)).not.toEqual([]);
    expect([updates(heard), heard.updateBy]).toEqual([[], null]);
    const noted = upon(heard, progresses(li)).ticket;
    expect([updates(noted), noted.updateBy]).toEqual([[], null]);
  });
  it('ask nobody to accept either, and leave the clock of a colleague’s help alone', () => {
    const offered = upon(opened(), links(wang)).ticket;
    const kinds = ({ clocks }: Ticket) => clocks.map(({ kind }) => kind).toSorted();
    expect(kinds(offered)).toEqual(['accept', 'respond', 'respond_warning']);
    expect(kinds(upon(offered, told).ticket)).toEqual([]);
    // Who leaves it again is asked to accept it as on the first day.
    const alone = upon(upon(offered, told).ticket, left, at(h(1))).ticket;
    expect([kinds(alone), alone.acceptBy]).toEqual([['accept'], h(1.5)]);
    const confirming = {
      ...linked,
      clocks: [...linked.clocks, { kind: 'side_thread', dueAt: h(1), subject: 's' } as const],
    };
    expect(kinds(upon(confirming, told).ticket)).toEqual(['side_thread']);
  });
  it.each(['triaged', 'assigned', 'in_progress', 'pending'] as const)('do not change a ticket that is %s', (state) => {
    expect(upon({ ...linked, state }, told).ticket.state).toBe(state);
  });
  it.each(['resolved', 'closed', 'merged'] as const)('do not reach one that is %s', (state) => {
    expect(refusal({ ...linked, state }, told)).not.toBeNull();
  });
  it('never reach a ticket that was let go meanwhile', () => {
    expect(refusal(accepted, told)).toEqual(['not_linked', accepted.number]);
    expect(refusal(accepted, ended)).toEqual(['not_linked', accepted.number]);
    expect(refusal(accepted, left)).toEqual(['not_linked', accepted.number]);
  });
  it('are told by telephone where there is no address', () => {
    const requester = { name: 'Q', address: 'tel:13800000000' };
    const caller = {
      ...linked,
      requester,
      participants: [{ ...requester, role: 'requester', confirmed: true } as const],
    };
    expect(post(upon(caller, told))).toEqual(['call_customer→zhao']);
  });
});

describe('an incident that is resolved', () => {
  it.each(['triaged', 'assigned', 'in_progress', 'pending'] as const)(
    'resolves a ticket that is %s, with its own confirmation and no copies',
    (state) => {
      const change = upon({ ...linked, state }, ended);
      expect(post(change)).toEqual(['resolution→zhang']);
      expect(change.ticket).toMatchObject({ state: 'resolved', resolvedAt: NOON });
      expect(change.ticket.clocks.map(({ kind }) => kind)).toEqual(['confirm_reminder']);
    },
  );
  it('counts what it took for no ticket', () => {
    const { ticket } = upon(linked, ended);
    expect(ticket.resolution).toMatchObject({ cause: '磁盘满', resources: null, by: wang.email, released: true });
    expect(ticket.work).toBeUndefined();
  });
  it('is confirmed by each customer, without a closing record for the staff of each', () => {
    const change = upon(upon(linked, ended).ticket, solved);
    expect(change.ticket).toMatchObject({ state: 'closed', incident: { number: INC.number } });
    expect(post(change)).toEqual(['closing→zhang']);
    // Whoever says more than that is heard.
    const more = { ...solved, words: '问题已解决，但是昨天的三十张订单还没有导出，请帮我们补上，谢谢。' };
    expect(post(upon(upon(linked, ended).ticket, more))).toContain('relay→li');
    expect(post(upon(upon(accepted, resolves(li)).ticket, solved))).toContain('closing_record→li');
  });
  it('is still open for one: their ticket alone is opened again, and leaves', () => {
    const change = upon(upon(linked, ended).ticket, stillOpen, at(h(1)));
    expect(change.ticket).not.toHaveProperty('incident');
    expect(change.ticket).toMatchObject({ reopenCount: 1, urgency: 'high' });
    expect(change.history.map(({ event }) => event)).toEqual(expect.arrayContaining(['incident_unlinked', 'reopened']));
    expect(post(change)).toContain('escalation→wang');
  });
  it('is left by a ticket that staff reopen, too', () => {
    const closed = upon(upon(linked, ended).ticket, solved).ticket;
    expect(upon(closed, { name: 'reopen', by: zhao, reason: '' }).ticket).not.toHaveProperty('incident');
  });
  describe('where a yes was asked for on a ticket', () => {
    const asks: TicketEvent = { name: 'approval', person: chen, ...says(li, '变更') };
    it.each<[string, readonly TicketEvent[]]>([
      ['before any solution', [asks]],
      ['and a solution waits for it', [asks, resolves(li)]],
    ])('%s: it goes on by itself, and the solution waits for that yes', (_, before) => {
      const change = upon(following(heard, before), ended);
      expect(change.ticket).not.toHaveProperty('incident');
      expect(change.ticket).toMatchObject({ state: 'in_progress', resolution: { released: false, by: wang.email } });
      expect(post(change)).toEqual(['approval_request→chen', 'transcript→wang', 'note→li', 'note→zhao']);
      expect(change.letters.flatMap(({ lines = [] }) => lines)).toEqual([
        { command: '', done: false, result: 'waits_for_approval', detail: chen.email },
      ]);
      expect(change.ticket.clocks.map(({ kind }) => kind)).toContain('update');
      const yes = upon(change.ticket, { name: 'agree', by: chen, id: '', words: '' });
      expect(yes.ticket.state).toBe('resolved');
      expect(post(yes)).toContain('resolution→zhang');
    });
    it('and given, or no solution waits for any: it is resolved with the others', () => {
      const given = following(heard, [asks, { name: 'agree', by: chen, id: '', words: '' }]);
      expect(upon(given, ended).ticket.state).toBe('resolved');
      const off = at(NOON, { resolution: { via: 'engineer', verify: 'off', approval: 'off' } });
      expect(upon(upon(heard, asks).ticket, ended, off).ticket.state).toBe('resolved');
    });
  });
  it('leaves tickets as they are that were solved before', () => {
    expect(refusal(upon(linked, resolves(li)).ticket, ended)?.[0]).toBe('not_in_work');
  });
});

describe('a ticket leaves its incident', () => {
  it.each<[how: string, event: TicketEvent]>([
    ['by #incident unlink', unlinks()],
    ['by the end of the incident', left],
  ])('%s, and its clocks go on', (_how, event) => {
    const change = upon(heard, event, at(h(3)));
    expect(change.ticket).not.toHaveProperty('incident');
    expect(change.ticket.updateBy).toEqual(h(7));
    expect(change.history.map(({ event: name }) => name)).toEqual(['incident_unlinked']);
    expect(post(change)).toEqual([]);
  });
  it('that never spoke for it, with its clocks as they were', () => {
    expect(upon(linked, left).ticket.clocks).toEqual(linked.clocks);
  });
  it('while it waits for its customer: the clock begins when that goes on', () => {
    const asked = upon(heard, { name: 'ask', ...says(li, '哪个版本？') }).ticket;
    const alone = upon(asked, left).ticket;
    expect(alone.clocks).toEqual([]);
    expect(alone.pausedClocks.map(({ kind }) => kind).toSorted()).toEqual(['update', 'update_warning']);
  });
  it('into another ticket: that goes on hearing of it', () => {
    const change = upon(heard, { name: 'merge', by: wang, into: other });
    expect(change.also[0]?.ticket.incident).toEqual(to);
    const own = { ...to, number: 'INC20261123010' };
    expect(
      upon(heard, { name: 'merge', by: wang, into: { ...other, incident: own } }).also[0]?.ticket.incident,
    ).toEqual(own);
  });
  it('into another ticket: not, where it was solved with all the others', () => {
    const done = upon(linked, ended).ticket;
    const change = upon(done, { name: 'merge', by: wang, into: other });
    expect(change.also[0]?.ticket).not.toHaveProperty('incident');
  });
  it('that nobody has: the clock that has it dispatched once more begins again', () => {
    const free = { ...heard, state: 'triaged', assignee: null, acceptedAt: null } as const;
    const alone = upon(free, left, at(h(3))).ticket;
    expect([alone.state, alone.updateBy]).toEqual(['triaged', h(7)]);
    expect(alone.clocks.map(({ kind }) => kind).toSorted()).toEqual(['update', 'update_warning']);
    expect(alone.acceptBy).toBeNull();
  });
  it('not by being done: a story of several events keeps it', () => {
    expect(following(linked, [progresses(li), told, resolves(li), solved]).incident?.number).toBe(INC.number);
  });
});

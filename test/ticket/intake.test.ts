import { describe, expect, test } from 'vitest';
import type { Received } from '../../src/ticket/context.ts';
import { open } from '../../src/ticket/events/open.ts';
import {
  at,
  CUSTOMER,
  chen,
  entry,
  events,
  h,
  kindsOf,
  li,
  m,
  NOON,
  noon,
  opened,
  post,
  received,
  wang,
  zhao,
} from './sample.ts';

describe('a new ticket', () => {
  test('is triaged, dispatched and acknowledged at once', () => {
    const change = open(received(), noon);
    expect(events(change)).toEqual(['received', 'triaged', 'dispatched']);
    expect(post(change)).toEqual(['acknowledgement→zhang', 'dispatch→li', 'follower_copy→zhao']);
    expect(change.ticket).toMatchObject({
      state: 'assigned',
      number: 'TS20261123001',
      team: 'backend',
      assignee: li.email,
      follower: zhao.email,
      createdAt: NOON,
      acceptBy: m(30),
      respondBy: h(8),
    });
    expect(kindsOf(change.ticket)).toBe('accept respond respond_warning');
  });

  test.each([
    ['紧急', 2],
    ['高', 4],
    ['中', 8],
    ['低', 24],
  ])('of urgency %s is answered within %i hours', (urgency, hours) => {
    const { respondBy, clocks } = opened({ form: { category: '系统故障', urgency } });
    expect(respondBy).toEqual(h(hours));
    expect(clocks.find(({ kind }) => kind === 'respond_warning')?.dueAt).toEqual(h(hours * 0.75));
  });

  test('is described by the customer’s own words, unless they filled in that field', () => {
    const description = (words: string, form: Received['form']) => opened({ words, form }).form.description;
    expect(description('点击报表后没有反应。', {})).toBe('点击报表后没有反应。');
    expect(description('紧急程度：高\n\n点击报表后没有反应。', { urgency: 'high' })).toBe('点击报表后没有反应。');
    expect(description('请看下面\n问题描述：报表空白', { description: '报表空白' })).toBe('报表空白');
    expect(description('紧急程度：高', { urgency: 'high' })).toBeUndefined();
  });

  test('goes to the front line when no team lists its category', () => {
    const change = open(received({ form: { category: '操作指导' } }), noon);
    expect(change.ticket).toMatchObject({ state: 'assigned', team: null, assignee: zhao.email });
    expect(post(change)).toEqual(['acknowledgement→zhang', 'dispatch→zhao']);
  });

  test('goes to the front line when the team does not list its urgency', () => {
    const [backend, second] = noon.policy.teams;
    if (!backend || !second) throw new Error('the sample has two teams');
    const context = at(NOON, { teams: [{ ...backend, urgencies: ['urgent'] }, second] });
    expect(open(received(), context).ticket.assignee).toBe(zhao.email);
    expect(open(received({ words: '无法使用' }), context).ticket.assignee).toBe(li.email);
  });

  test('that is urgent also goes to the supervisor, and out through the webhooks', () => {
    const change = open(received({ words: '系统无法使用' }), noon);
    expect(change.letters.slice(1)).toEqual([
      { kind: 'dispatch', to: [li.email], withAttachments: true },
      { kind: 'follower_copy', to: [zhao.email], withAttachments: true },
      { kind: 'supervisor_notice', to: [wang.email], values: { reason: 'urgent' }, withAttachments: true },
    ]);
    expect(change.alerts).toEqual([{ reason: 'urgent', number: 'TS20261123001', urgency: 'urgent' }]);
    const alone = at(NOON, {}, [entry(wang)]);
    expect(post(open(received({ words: '系统无法使用' }), alone)).slice(1)).toEqual(['dispatch→wang']);
  });

  test.each([
    ['acknowledgement', ['acknowledgement→zhang']],
    ['short_acknowledgement', ['short_acknowledgement→zhang']],
    ['none', []],
  ] as const)('is acknowledged as the rules allow: %s', (acknowledge, expected) => {
    expect(post(open(received({ acknowledge }), noon)).filter((each) => each.includes('zhang'))).toEqual(expected);
  });

  test('recorded by staff belongs to the customer named, who gets the acknowledgement', () => {
    const change = open(received({ reportedBy: chen, form: { category: '系统故障', urgency: '紧急' } }), noon);
    expect(change.ticket.requester).toEqual(CUSTOMER);
    expect(change.ticket.urgencyReason).toEqual({ source: 'form', detail: '紧急' });
    expect(post(change)).toContain('acknowledgement→zhang');
    expect(change.ticket.participants).toContainEqual({
      address: chen.email,
      name: 'chen',
      role: 'staff',
      confirmed: true,
    });
    expect(change.history[0]).toMatchObject({ event: 'received', by: chen.email });
  });

  test('keeps those copied as unconfirmed, the requester once', () => {
    const copies = [
      { name: '', address: 'boss@customer.example' },
      { name: '', address: 'Zhang@Customer.example' },
    ];
    expect(opened({ copies }).participants.filter(({ role }) => role !== 'staff')).toEqual([
      { ...CUSTOMER, role: 'requester', confirmed: true },
      { name: '', address: 'boss@customer.example', role: 'copy', confirmed: false },
    ]);
  });

  test.each<[Partial<Received>, string, string]>([
    [{ claims: 'TS20261101001' }, 'claims', 'TS20261101001'],
    [{}, 'received', '报表打不开'],
  ])('%j is in its history', (more, event, detail) => {
    expect(open(received(more), noon).history).toContainEqual(expect.objectContaining({ event, detail }));
  });

  test.each<[string, Partial<Received>, string, string]>([
    ['somebody proven', {}, 'urgent', 'claim'],
    ['somebody unproven', { proven: false }, 'high', 'claim'],
    ['staff', { proven: false, reportedBy: chen }, 'urgent', 'form'],
  ])('is as urgent as %s says', (_, more, urgency, source) => {
    const { urgency: judged, urgencyReason } = opened({ form: { urgency: '紧急' }, ...more });
    expect([judged, urgencyReason.source]).toEqual([urgency, source]);
  });

  test('names the older ticket it follows up', () => {
    expect(opened().linkedTo).toEqual([]);
    expect(opened({ linkedTo: 'TS20260101001' }).linkedTo).toEqual(['TS20260101001']);
  });

  test('waits where nobody is, and an alert goes out through the webhooks', () => {
    const change = open(received(), at(NOON, {}, []));
    expect(change.ticket).toMatchObject({ state: 'triaged', assignee: null, follower: null });
    expect(post(change)).toEqual(['acknowledgement→zhang']);
    expect(change.alerts).toEqual([{ reason: 'nobody_left', number: 'TS20261123001', urgency: 'medium' }]);
    expect(kindsOf(change.ticket)).toBe('respond respond_warning update update_warning');
  });

  test('goes to the supervisor while nobody of the team is on duty, without having to accept, but with a progress note to write', () => {
    const off = { overrides: [{ duty: 'off', from: NOON, to: null }] } as const;
    const { assignee, acceptBy, updateBy } = opened({}, at(NOON, {}, [entry(li, off), entry(zhao), entry(wang)]));
    expect({ assignee, acceptBy, updateBy }).toEqual({ assignee: wang.email, acceptBy: null, updateBy: h(4) });
  });

  test('on a desk with working hours has deadlines in them', () => {
    const calendar = {
      kind: 'working',
      timezone: 'Asia/Shanghai',
      hours: { 'mon-fri': '09:00-18:00' },
      holidays: 'CN',
    } as const;
    const { respondBy, acceptBy } = opened({}, at(h(6), { calendar }));
    expect(acceptBy).toEqual(new Date('2026-11-24T09:30+08:00'));
    expect(respondBy).toEqual(new Date('2026-11-24T17:00+08:00'));
  });
});

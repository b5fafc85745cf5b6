import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAssignee } from '../../src/ticket/dispatch.ts';
import type { OnCall } from '../../src/ticket/policy.ts';
import { onCallAt } from '../../src/ticket/time/on-call.ts';
import { contract } from './contract/sample.ts';
import { at, chen, entry, li, opened, policy, sun, wang, zhao } from './sample.ts';

const [LI, CHEN, SUN] = [li.email, chen.email, sun.email];
const ROTA: OnCall = {
  persons: [LI, CHEN, SUN],
  handOver: 'mon 09:00',
  from: '2026-11-23',
  outside: { 'mon-fri': '09:00-18:00' },
};
const shanghai = (text: string): Date => new Date(`${text}:00+08:00`);
const WORKING = {
  kind: 'working',
  timezone: 'Asia/Shanghai',
  hours: { 'mon-fri': '09:00-18:00' },
  holidays: 'CN',
} as const;
const first = (text: string, rota: Partial<OnCall> = {}, more = {}): string | undefined =>
  onCallAt({ onCall: { ...ROTA, ...rota } }, shanghai(text), { ...policy, ...more })[0];

describe('who is on call', () => {
  it.each([
    ['the first evening', '2026-11-23T18:00', LI],
    ['at night', '2026-11-24T03:00', LI],
    ['at the weekend', '2026-11-28T12:00', LI],
    ['the last minute of the week', '2026-11-30T08:59', LI],
    ['from the hand-over on, once the hours are over', '2026-11-30T18:00', CHEN],
    ['the third week', '2026-12-07T20:00', SUN],
    ['again', '2026-12-14T20:00', LI],
    ['before the rota began it goes on backwards', '2026-11-22T20:00', SUN],
    ['long before', '2026-11-02T08:00', SUN],
    ['in the hours of the team nobody', '2026-11-24T10:00', undefined],
    ['nor in their last minute', '2026-11-24T17:59', undefined],
  ])('%s', (_, text, who) => expect(first(text)).toBe(who));

  it.each([
    ['a rota that changes on Friday evening', { handOver: 'fri 18:00', from: '2026-11-27' }, '2026-11-27T18:00', LI],
    ['and just before it', { handOver: 'fri 18:00', from: '2026-11-27' }, '2026-11-27T08:00', SUN],
    ['a day within the week means that week', { from: '2026-11-26' }, '2026-11-23T18:00', LI],
    ['one alone', { persons: [LI] }, '2031-05-05T20:00', LI],
  ])('%s', (_, rota, text, who) => expect(first(text, rota)).toBe(who));

  it('all day on a holiday, and not on a make-up workday', () => {
    expect(first('2026-10-01T10:00', { outside: null }, { calendar: WORKING })).toBeDefined();
    expect(first('2026-10-10T10:00', { outside: null }, { calendar: WORKING })).toBeUndefined();
    expect(first('2026-11-24T10:00', { outside: null }, { calendar: WORKING })).toBeUndefined();
    expect(first('2026-11-24T20:00', { outside: null }, { calendar: WORKING })).toBe(LI);
  });

  it('the rest follow as their weeks come', () =>
    expect(onCallAt({ onCall: ROTA }, shanghai('2026-11-30T20:00'), policy)).toEqual([CHEN, SUN, LI]));
  it('nobody without a rota', () => expect(onCallAt({}, shanghai('2026-11-30T20:00'), policy)).toEqual([]));

  it('changes at nine on the wall in summer and in winter', () => {
    const rota = { ...ROTA, outside: {} };
    const berlin = (iso: string) =>
      onCallAt({ onCall: rota }, new Date(iso), { ...policy, timezone: 'Europe/Berlin' })[0];
    const [before, after] = [berlin('2026-10-26T07:59:00Z'), berlin('2026-10-26T08:00:00Z')];
    expect([before, after]).toEqual([CHEN, SUN]);
    expect([berlin('2026-10-19T06:59:00Z'), berlin('2026-10-19T07:00:00Z')]).toEqual([LI, CHEN]);
  });

  it('each has one week in turn, whatever the moment', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 1, max: 5 }), (minutes, count) => {
        const persons = Array.from({ length: count }, (_, i) => `p${i}@desk.example`);
        const onCall = { ...ROTA, persons, outside: {} };
        const now = new Date(shanghai('2026-01-01T00:00').getTime() + minutes * 60_000);
        const of = (at: Date) => onCallAt({ onCall }, at, policy)[0];
        expect(of(new Date(now.getTime() + count * 7 * 86_400_000))).toBe(of(now));
        const index = persons.indexOf(of(now) ?? '');
        expect(of(new Date(now.getTime() + 7 * 86_400_000))).toBe(persons[(index + 1) % count]);
      }),
    ));
});

describe('what is urgent goes to who is on call', () => {
  const teams = policy.teams.map((team) => (team.name === 'backend' ? { ...team, onCall: ROTA } : team));
  const OFF = { duty: { 'mon-fri': '09:00-18:00' } };
  const staff = [li, chen, sun].map((each) => ({ ...each, ...OFF, teams: ['backend'] }));
  const roster = (away: string[] = []) =>
    [...staff, zhao, wang].map((each) =>
      entry(each, {
        absences: away
          .filter((name) => name.split('>')[0] === each.name)
          .map((name) => ({
            id: 1,
            from: shanghai('2026-11-01T00:00'),
            to: shanghai('2027-01-01T00:00'),
            substitute: name.includes('>') ? `${name.split('>')[1]}@desk.example` : null,
          })),
      }),
    );
  const night = (away: string[] = [], text = '2026-11-24T22:00') => at(shanghai(text), { teams }, roster(away));
  const urgent = { ...opened(), urgency: 'urgent' as const, assignee: null };
  const who = (ticket: typeof urgent, context = night()) => chooseAssignee(ticket, context)?.staff.email;

  it('at night', () => expect(chooseAssignee(urgent, night())).toMatchObject({ staff: { email: LI }, onCall: true }));
  it('by day to the team as ever', () =>
    expect(chooseAssignee(urgent, night([], '2026-11-24T10:00'))).not.toHaveProperty('onCall'));
  it('the next of the rota when the first was passed over', () =>
    expect(who({ ...urgent, passedOver: [LI] })).toBe(CHEN));
  it('to who stands in for somebody away', () => expect(who(urgent, night(['li>zhao']))).toBe(zhao.email));
  it('the next of the rota where nobody stands in', () => expect(who(urgent, night(['li']))).toBe(CHEN));
  it('to a supervisor in the end', () => expect(who({ ...urgent, passedOver: [LI, CHEN, SUN] })).toBe(wang.email));
  it('what is not urgent does not', () => expect(who({ ...urgent, urgency: 'high' as never })).toBe(wang.email));
  it('what no team has, while the front line is not there', () => {
    const frontless = night(['zhao']);
    expect(who({ ...urgent, team: null }, frontless)).toBe(LI);
    expect(who({ ...urgent, team: null }, night())).toBe(zhao.email);
  });
  it('of the contract’s team, else of the ticket’s where the contract names one that is another brand’s', () => {
    const named = (onCall: string) => ({ contracts: [contract({ domains: ['customer.example'], onCall })] });
    const other = { ...policy.teams[0], name: 'other', onCall: { ...ROTA, persons: [CHEN] } } as (typeof teams)[number];
    const context = night();
    const under = (onCall: string) => ({
      ...context,
      policy: { ...context.policy, teams: [...teams, other], ...named(onCall) },
    });
    expect(who(urgent, under('other'))).toBe(CHEN);
    expect(who(urgent, under('backend'))).toBe(LI);
    expect(who(urgent, under('of another brand'))).toBe(LI);
  });
  it('has to be accepted by the clock on the wall', () => {
    const context = at(shanghai('2026-11-24T22:00'), { teams, calendar: WORKING }, roster());
    const ticket = opened({ form: { category: '系统故障', urgency: '紧急' } }, context);
    expect(ticket).toMatchObject({ assignee: LI, acceptBy: shanghai('2026-11-24T22:30') });
  });
});

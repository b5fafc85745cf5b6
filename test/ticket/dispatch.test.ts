import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Staff } from '../../src/people/person.ts';
import type { RosterEntry } from '../../src/ticket/context.ts';
import { chooseAssignee, chooseFollower, chooseHelper, chooseTeam } from '../../src/ticket/dispatch.ts';
import { at, chen, entry, h, li, NOON, noon, opened, sun, wang, zhao } from './sample.ts';

const off = { overrides: [{ duty: 'off', from: NOON, to: null }] } as const;
const half: Staff = { ...chen, capacity: 4 };
const ticket = opened();

describe('the next to get a ticket', () => {
  test.each<[string, readonly RosterEntry[], Partial<typeof ticket>, Staff | null]>([
    ['is of its team', [entry(sun), entry(li)], {}, li],
    ['has the fewest open tickets', [entry(li, { openTickets: 2 }), entry(chen, { openTickets: 1 })], {}, chen],
    [
      'has the lowest share of their capacity',
      [entry(li, { openTickets: 3 }), entry(half, { openTickets: 2 })],
      {},
      li,
    ],
    ['may have more than their capacity', [entry(li, { openTickets: 99 })], {}, li],
    ['has waited longest', [entry(li, { lastAssignedAt: h(-1) }), entry(chen, { lastAssignedAt: h(-2) })], {}, chen],
    ['has never had one', [entry(li, { lastAssignedAt: h(-1) }), entry(chen)], {}, chen],
    ['is on duty', [entry(li, off), entry(chen, { openTickets: 9 })], {}, chen],
    ['was not passed over', [entry(li), entry(chen, { openTickets: 9 })], { passedOver: ['LI@desk.example'] }, chen],
    ['is the supervisor when all were passed over', [entry(li), entry(wang)], { passedOver: [li.email] }, wang],
    ['is the supervisor when nobody is on duty', [entry(li, off), entry(wang)], {}, wang],
    ['is the supervisor after two offers', [entry(li), entry(wang)], { acceptRound: 2 }, wang],
    [
      'is a supervisor on duty first',
      [entry(wang, off), entry({ ...wang, email: 'b@desk.example' })],
      {},
      { ...wang, email: 'b@desk.example' },
    ],
    ['is a supervisor off duty at last', [entry(wang, off)], {}, wang],
    ['is of the front line without a team', [entry(li), entry(zhao)], { team: null }, zhao],
    ['is no supervisor of its team', [entry({ ...wang, teams: ['backend'] }), entry(li, { openTickets: 9 })], {}, li],
    [
      'may be of the front line and its team',
      [entry(wang), entry({ ...zhao, teams: ['backend'] })],
      {},
      { ...zhao, teams: ['backend'] },
    ],
    ['is anybody on a desk without supervisors', [entry(zhao)], {}, zhao],
    ['is nobody', [entry(zhao)], { passedOver: [zhao.email] }, null],
  ])('%s', (_, roster, more, expected) => {
    expect(chooseAssignee({ ...ticket, ...more }, at(NOON, {}, roster))?.staff ?? null).toEqual(expected);
  });

  test('is never one passed over, one off duty before one on duty, or one who carries more', () => {
    const someone = fc.record({
      openTickets: fc.nat(20),
      capacity: fc.integer({ min: 1, max: 20 }),
      onDuty: fc.boolean(),
      passed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(someone, { minLength: 1, maxLength: 8 }), (people) => {
        const engineers = people.map(({ openTickets, capacity, onDuty }, i) =>
          entry({ ...li, email: `${i}@desk.example`, capacity }, { openTickets, ...(onDuty ? {} : off) }),
        );
        const passedOver = people.flatMap(({ passed }, i) => (passed ? [`${i}@desk.example`] : []));
        const choice = chooseAssignee({ ...ticket, passedOver }, at(NOON, {}, [...engineers, entry(wang)]));
        const free = people.filter(({ onDuty, passed }) => onDuty && !passed);
        const loads = free.map(({ openTickets, capacity }) => openTickets / capacity);
        const chosen = engineers.find(({ staff }) => staff.email === choice?.staff.email);
        expect(choice?.offered).toBe(free.length > 0);
        if (chosen) expect(chosen.openTickets / chosen.staff.capacity).toBe(Math.min(...loads));
        else expect(choice?.staff).toEqual(wang);
        expect(passedOver).not.toContain(choice?.staff.email);
      }),
    );
  });
});

describe('the follower', () => {
  test.each<[string, readonly RosterEntry[], Staff | null]>([
    ['is of the front line', [entry(li), entry(wang), entry(zhao)], zhao],
    [
      'is the least loaded',
      [entry(zhao, { openTickets: 1 }), entry({ ...zhao, email: 'qian@desk.example' })],
      { ...zhao, email: 'qian@desk.example' },
    ],
    ['is of the front line also when off duty', [entry(wang), entry(zhao, off)], zhao],
    ['is a supervisor without a front line', [entry(li), entry(wang)], wang],
    ['is nobody without either', [entry(li)], null],
  ])('%s', (_, roster, expected) => expect(chooseFollower(at(NOON, {}, roster))).toEqual(expected));
});

describe('the team', () => {
  test.each([
    ['lists the category', { category: 'system_fault', line: 1 }, 'backend'],
    ['is none when no team lists it', { category: 'other', line: 1 }, undefined],
    ['is of the line the ticket is on', { category: 'system_fault', line: 2 }, 'second'],
    ['of line 2 takes all when it lists none', { category: 'other', line: 2 }, 'second'],
  ])('%s', (_, more, name) => expect(chooseTeam({ ...ticket, ...more }, noon.policy)?.name).toBe(name));

  test.each([
    ['lists nothing is for none on line 1', 1, []],
    ['lists other categories is for none on line 2', 2, ['data_problem']],
  ])('that %s', (_, line, categories) => {
    const teams = noon.policy.teams.slice(0, 1).map((team) => ({ ...team, line, categories }));
    expect(chooseTeam({ ...ticket, line, category: 'other' }, { ...noon.policy, teams })).toBeNull();
  });
});

describe('the helper of another team', () => {
  test.each<[string, readonly RosterEntry[], Staff | null]>([
    ['is of that team', [entry(li), entry(sun)], sun],
    [
      'is one on duty rather than one who carries less',
      [entry(sun, off), entry({ ...sun, email: 'gao@desk.example' }, { openTickets: 9 })],
      { ...sun, email: 'gao@desk.example' },
    ],
    ['is not the one who asks', [entry({ ...li, teams: ['backend', 'second'] }), entry(sun)], sun],
    ['is one off duty rather than a supervisor', [entry(sun, off), entry(wang)], sun],
    ['is a supervisor when the team is empty', [entry(li), entry(wang)], wang],
    ['is anybody else without a supervisor', [entry(li), entry(zhao)], zhao],
    ['is nobody else', [entry(li)], null],
  ])('%s', (_, roster, expected) => expect(chooseHelper('second', li, at(NOON, {}, roster))).toEqual(expected));
});

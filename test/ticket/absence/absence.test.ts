import { describe, expect, it } from 'vitest';
import { absenceAt, isAway, represented, standIn } from '../../../src/ticket/absence/absence.ts';
import type { Absence } from '../../../src/ticket/time/duty.ts';
import { chen, entry, h, li, NOON, sun, wang, zhao } from '../sample.ts';

const STAFF = { li, chen, sun, zhao, wang };
type Name = keyof typeof STAFF;

/** `li>chen`: Li is away and Chen stands in; `li>`: nobody was named. */
const rosterOf = (text: string, [from, to] = [NOON, h(8)]) =>
  Object.values(STAFF).map((staff) =>
    entry(staff, {
      absences: text
        .split(' ')
        .filter((each) => each.startsWith(`${staff.name}>`))
        .map((each, id): Absence => {
          const name = each.split('>')[1] ?? '';
          return { id, from, to, substitute: name === '' ? null : (STAFF[name as Name]?.email ?? name) };
        }),
    }),
  );

describe('who is away', () => {
  it.each([
    ['before it begins', h(-1), false],
    ['when it begins', NOON, true],
    ['within', h(4), true],
    ['at its end', h(8), false],
  ])('%s', (_, now, away) => expect(isAway(rosterOf('li>chen'), li.email, now)).toBe(away));

  it('nobody who is not on the staff', () => expect(isAway(rosterOf('li>'), 'who@else.example', NOON)).toBe(false));
  it('is read whatever the case of an address', () =>
    expect(isAway(rosterOf('li>'), 'LI@desk.example', NOON)).toBe(true));
  it('one without absences is there', () => expect(absenceAt(entry(li), NOON)).toBeNull());
});

describe('who stands in', () => {
  it.each([
    ['li>chen', 'li', chen],
    ['li>chen chen>sun', 'li', sun],
    ['li>chen chen>sun sun>zhao', 'li', zhao],
    ['li>', 'li', null],
    ['li>chen chen>', 'li', null],
    ['li>chen chen>li', 'li', null],
    ['li>chen chen>sun sun>chen', 'li', null],
    ['li>li', 'li', null],
    ['li>gone@desk.example', 'li', null],
    ['li>chen', 'chen', null],
    ['li>chen', 'wang', null],
  ] as const)('%s, for %s', (absences, who, expected) =>
    expect(standIn(rosterOf(absences), STAFF[who].email, NOON)).toEqual(expected),
  );

  it('nobody for nobody', () => expect(standIn(rosterOf('li>chen'), null, NOON)).toBeNull());

  it.each([
    ['li>chen', 'chen', ['li']],
    ['li>chen sun>chen', 'chen', ['li', 'sun']],
    ['li>chen chen>sun', 'sun', ['li', 'chen']],
    ['li>chen chen>sun', 'chen', []],
    ['li>chen', 'wang', []],
  ] as const)('%s: those for whom %s stands in', (absences, who, expected) =>
    expect(represented(rosterOf(absences), STAFF[who].email, NOON).map(({ name }) => name)).toEqual(expected),
  );
});

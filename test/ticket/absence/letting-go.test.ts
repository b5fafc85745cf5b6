import { expect, test } from 'vitest';
import type { Staff } from '../../../src/people/person.ts';
import { lettingGo } from '../../../src/ticket/absence/passed-on.ts';
import { chen, entry, h, li, NOON, sun, wang, zhao } from '../sample.ts';

const qian: Staff = { ...zhao, name: 'Qian', email: 'qian@staff.example' };
const ada: Staff = { ...wang, name: 'Ada', email: 'ada@staff.example' };

const away = (substitute: Staff | null = null) => ({
  absences: [{ id: 1, from: NOON, to: h(48), substitute: substitute?.email ?? null }],
});
const there = {};
const named = (roster: readonly (readonly [Staff, object])[]): readonly string[] =>
  lettingGo({ roster: roster.map(([staff, more]) => entry(staff, more)), now: h(1) });

test.each<[string, readonly (readonly [Staff, object])[], readonly Staff[]]>([
  [
    'the front line',
    [
      [li, there],
      [zhao, there],
      [qian, there],
      [wang, there],
    ],
    [zhao, qian],
  ],
  [
    'the front line alone, while one of them is there',
    [
      [zhao, away()],
      [qian, there],
      [wang, there],
    ],
    [zhao, qian],
  ],
  [
    'supervisors as well, while none of them is',
    [
      [zhao, away()],
      [qian, away()],
      [wang, there],
    ],
    [zhao, qian, wang],
  ],
  [
    'the supervisor who is there',
    [
      [zhao, away()],
      [wang, away()],
      [ada, there],
    ],
    [zhao, ada],
  ],
  [
    'a substitute who may let it go',
    [
      [zhao, away(qian)],
      [qian, there],
      [wang, there],
    ],
    [zhao, qian],
  ],
  [
    'no substitute who may not',
    [
      [zhao, away(chen)],
      [chen, there],
      [wang, there],
    ],
    [zhao, wang],
  ],
  [
    'the substitute of an absent supervisor',
    [
      [zhao, away()],
      [wang, away(ada)],
      [ada, there],
    ],
    [zhao, ada],
  ],
  [
    'everybody who may, where nobody is there',
    [
      [zhao, away()],
      [wang, away()],
    ],
    [zhao, wang],
  ],
  [
    'supervisors, on a desk without a front line',
    [
      [li, there],
      [wang, there],
    ],
    [wang],
  ],
  [
    'on a desk without either, everybody who may',
    [
      [li, there],
      [sun, there],
    ],
    [],
  ],
])('mail in quarantine is told to %s', (_, roster, expected) => {
  expect([...named(roster)].sort()).toEqual(expected.map(({ email }) => email).sort());
});

import { describe, expect, test } from 'vitest';
import type { Staff } from '../../src/people/person.ts';
import { personNamed, teamNamed } from '../../src/ticket/text/named.ts';
import { at, chen, entry, li, NOON, noon } from './sample.ts';

const wei: Staff = { ...li, name: 'Li Wei', email: 'wei@desk.example' };
const context = at(
  NOON,
  {},
  [li, wei, chen].map((staff) => entry(staff)),
);

describe('the beginning of an argument names a person', () => {
  test.each<[string, Staff | null, string]>([
    ['li', li, ''],
    ['LI 请看', li, '请看'],
    ['@li 请看', li, '请看'],
    ['li: ，请看', li, '请看'],
    ['li 看下, 日志', li, '看下, 日志'],
    ['li（后端）, 请看', li, '（后端）, 请看'],
    ['li@desk.example 请看', li, '请看'],
    ['李工 <LI@desk.example> 请看', li, ''],
    ['Li Wei 请看', wei, '请看'],
    ['liam', null, ''],
    ['a <li>', null, ''],
    ['', null, ''],
  ])('%j: %o, then %j', (argument, person, rest) => {
    expect(personNamed(argument, context)).toEqual(person && { to: { person }, rest });
  });
});

test.each([
  ['backend 请看', { to: { team: 'backend' }, rest: '请看' }],
  ['front', null],
])('%s names the team %j', (argument, named) => expect(teamNamed(argument, noon)).toEqual(named));

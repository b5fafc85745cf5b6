import { describe, expect, test } from 'vitest';
import type { Staff } from '../../src/people/person.ts';
import { colleagueNamed, personNamed, teamNamed, unknownPerson } from '../../src/ticket/text/named.ts';
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

describe('family name and title', () => {
  const named = (name: string): Staff => ({ ...li, name, email: `${name}@desk.example` });
  const [ming, wu, wuTwo, boss, tom] = ['孙明', '吴刚', '吴小丽', '王主管', 'Tom Baker'].map(named) as [
    Staff,
    Staff,
    Staff,
    Staff,
    Staff,
  ];
  const team = at(
    NOON,
    {},
    [ming, wu, wuTwo, boss, tom, chen].map((staff) => entry(staff)),
  );
  test.each<[string, Staff | null, string]>([
    ['孙工', ming, ''],
    ['孙工 看下', ming, '看下'],
    ['@孙工：看下', ming, '看下'],
    ['孙总，看下', ming, '看下'],
    ['孙经理', ming, ''],
    ['孙老师 看下', ming, '看下'],
    ['孙工程师 看下', ming, '看下'],
    ['王工 看下', boss, '看下'],
    ['王主管 看下', boss, '看下'],
    ['吴工 看下', null, ''],
    ['钱工', null, ''],
    ['孙工作', null, ''],
    ['孙', null, ''],
    ['Tom', null, ''],
  ])('%j', (argument, person, rest) => expect(personNamed(argument, team)).toEqual(person && { to: { person }, rest }));
  test.each([
    ['吴工 看下', '吴工 → 吴刚 吴小丽'],
    ['Tom Backer 看下', 'Tom → Tom Baker'],
    ['陌生人 看下', '陌生人'],
  ])('%j names nobody, and suggests', (argument, detail) =>
    expect(unknownPerson(argument, team)).toEqual({ refused: 'no_such_person', detail }),
  );
  test.each<[string, Staff | null]>([
    ['Tom', tom],
    ['tom, please', tom],
    ['Baker', tom],
    ['孙工', ming],
    ['吴工', null],
    ['To', null],
    ['', null],
  ])('where only a colleague can be meant: %j', (argument, person) =>
    expect(colleagueNamed(argument, team)?.to.person ?? null).toEqual(person),
  );
});

test.each([
  ['backend 请看', { to: { team: 'backend' }, rest: '请看' }],
  ['front', null],
])('%s names the team %j', (argument, named) => expect(teamNamed(argument, noon)).toEqual(named));

import { describe, expect, it } from 'vitest';
import { absenceAsked, returnAsked } from '../../../src/ticket/absence/asked.ts';
import { at, chen, entry, li, sun, wang, zhao } from '../sample.ts';

/** Thursday noon in Shanghai. */
const NOW = new Date('2026-11-26T04:00:00Z');
const day = (text: string): Date => new Date(`${text}T00:00:00+08:00`);
const named = (staff: typeof li, name: string) => ({ ...staff, name });
const gong = named(li, '李工');
const boss = named(wang, '王主管');
const ABSENCES = [{ id: 7, from: day('2026-12-07'), to: day('2026-12-09'), substitute: null }];
const context = at(NOW, {}, [
  entry(gong, { absences: [{ id: 3, from: day('2026-12-20'), to: day('2026-12-22'), substitute: null }] }),
  entry(named(chen, '陈工'), { absences: ABSENCES }),
  entry(named(sun, '孙工')),
  entry(named(zhao, '赵一线'), {
    absences: [{ id: 9, from: day('2026-11-26'), to: day('2026-11-28'), substitute: sun.email }],
  }),
  entry(boss),
]);
const plan = (email: string, from: string, to: string, substitute: string | null, setBy = li.email) => ({
  email,
  from: day(from),
  to: day(to),
  substitute,
  setBy,
});

describe('an absence is asked for', () => {
  it.each([
    ['11-28 至 11-30 代理 孙工', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 至 11-30，代理人：孙工', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 至 11-30 由孙工代理', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 to 11-30 substitute sun@desk.example', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 to 11-30, cover: 孙工', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 to 11-30 covered by 孙工', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 to 11-30 sub 孙工', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 to 11-30, deputy: 孙工', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 to 11-30 cover 孙工', plan(li.email, '2026-11-28', '2026-12-01', sun.email)],
    ['11-28 代理 孙工 谢谢', plan(li.email, '2026-11-28', '2026-11-29', sun.email)],
    ['11-28', plan(li.email, '2026-11-28', '2026-11-29', null)],
    ['李工 11-28 代理 孙工', plan(li.email, '2026-11-28', '2026-11-29', sun.email)],
    ['12-09 代理 陈工', plan(li.email, '2026-12-09', '2026-12-10', chen.email)],
    ['12-05 至 12-06 代理 陈工', plan(li.email, '2026-12-05', '2026-12-07', chen.email)],
  ])('%s', (text, order) => expect(absenceAsked(text, gong, context)).toEqual(order));

  it.each([
    ['', 'no_period'],
    ['回老家', 'no_period'],
    ['代理 孙工', 'no_period'],
    ['11-20 至 11-22', 'time_passed'],
    ['11-20 至 11-30', 'time_passed'],
    ['11-30 至 11-28', 'period_reversed'],
    ['12-21 至 12-25', 'absence_overlaps'],
    ['12-18 至 12-20', 'absence_overlaps'],
    ['11-28 代理 钱工', 'no_such_substitute'],
    ['11-28 代理 陈工 孙工', 'one_substitute'],
    ['11-28 代理 孙工、陈工', 'one_substitute'],
    ['11-28 代理 孙工和陈工', 'one_substitute'],
    ['11-28 substitute sun@desk.example and 陈工', 'one_substitute'],
    ['11-28 代理 李工', 'own_substitute'],
    ['12-08 代理 陈工', 'substitute_away'],
    ['12-05 至 12-07 代理 陈工', 'substitute_away'],
    ['陈工 11-28 代理 孙工', 'supervisors_only'],
  ])('%s is refused: %s', (text, refused) => expect(absenceAsked(text, gong, context)).toMatchObject({ refused }));

  it('by a supervisor for others', () =>
    expect(absenceAsked('李工 11-28 代理 孙工', boss, context)).toEqual(
      plan(li.email, '2026-11-28', '2026-11-29', sun.email, wang.email),
    ));

  it('next to another, not in it', () =>
    expect(absenceAsked('12-22 至 12-23', gong, context)).toMatchObject({ from: day('2026-12-22') }));
});

describe('back, or called off', () => {
  const zhaos = context.roster[3]?.staff ?? zhao;
  it.each([
    ['the one they are in', '', zhaos, 9],
    ['the next', '', gong, 3],
    ['the one of that day', '12-21', gong, 3],
  ] as const)('%s', (_, text, by, id) =>
    expect(returnAsked(text, by, context)).toEqual({ id, email: by.email, at: NOW }),
  );

  it('a supervisor says it for others', () =>
    expect(returnAsked('赵一线', boss, context)).toMatchObject({ id: 9, email: zhao.email }));

  it.each([
    ['none of that day', '12-24', gong, 'not_away'],
    ['none at all', '', boss, 'not_away'],
    ['what is no day', '改天', gong, 'no_period'],
    ['another’s, by an engineer', '赵一线', gong, 'supervisors_only'],
  ] as const)('%s is refused', (_, text, by, refused) =>
    expect(returnAsked(text, by, context)).toMatchObject({ refused }),
  );
});

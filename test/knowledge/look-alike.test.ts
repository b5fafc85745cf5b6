import { describe, expect, it } from 'vitest';
import { groupsAlike, lookAlikes } from '../../src/knowledge/look-alike.ts';

const EXPORT = '导出订单报表时一直转圈，最后提示网关错误';
const LIKE_IT = '订单报表导出不了，一直转圈，提示网关错误';
const ENGLISH = 'Exporting the monthly order report ends with a gateway error';
const LIKE_ENGLISH = 'The export of our monthly order report ended in a gateway error';
const OTHER = '打印机卡纸，重启之后还是不行';

describe('tickets that tell of the same symptom', () => {
  it.each<[problem: string, other: string, alike: boolean]>([
    [EXPORT, LIKE_IT, true],
    [EXPORT, EXPORT, true],
    [ENGLISH, LIKE_ENGLISH, true],
    [EXPORT, OTHER, false],
    [ENGLISH, 'How do I change my password?', false],
    // What everybody writes says nothing.
    ['报错', '报错', false],
    ['error', 'error', false],
    ['', '', false],
    [EXPORT, '', false],
  ])('%j and %j: %j', (problem, words, alike) => {
    expect(lookAlikes(problem, [{ words }])).toHaveLength(alike ? 1 : 0);
    expect(lookAlikes(words, [{ words: problem }])).toHaveLength(alike ? 1 : 0);
  });

  it('come with the most alike first', () => {
    expect(lookAlikes(EXPORT, [{ words: LIKE_IT }, { words: EXPORT }, { words: OTHER }])).toEqual([
      { words: EXPORT },
      { words: LIKE_IT },
    ]);
  });
});

describe('groups of the digest', () => {
  const ticket = (name: string, words: string, codes: readonly string[] = [], customer = name) => ({
    name,
    words,
    codes,
    customer,
  });
  const names = (tickets: readonly ReturnType<typeof ticket>[]) =>
    groupsAlike(tickets).map((group) => group.map(({ name }) => name).join(' '));

  it.each<[what: string, tickets: readonly ReturnType<typeof ticket>[], groups: readonly string[]]>([
    ['the same code', [ticket('a', 'x', ['502']), ticket('b', 'y', ['502']), ticket('c', 'z', ['404'])], ['a b']],
    ['one code of several', [ticket('a', 'x', ['1', '2']), ticket('b', 'y', ['2'])], ['a b']],
    ['the same symptom', [ticket('a', EXPORT), ticket('b', OTHER), ticket('c', LIKE_IT)], ['a c']],
    [
      'code and symptom together',
      [ticket('a', EXPORT, ['502']), ticket('b', 'y', ['502']), ticket('c', LIKE_IT)],
      ['a b c'],
    ],
    ['one customer alone is none', [ticket('a', 'x', ['502'], 'k'), ticket('b', 'y', ['502'], 'k')], []],
    [
      'the largest first',
      [
        ticket('a', 'x', ['1']),
        ticket('b', 'x', ['1']),
        ticket('c', 'x', ['2']),
        ticket('d', 'x', ['2']),
        ticket('e', 'x', ['2']),
      ],
      ['c d e', 'a b'],
    ],
    ['none', [], []],
    ['a single ticket', [ticket('a', EXPORT)], []],
  ])('%s', (_what, tickets, groups) => expect(names(tickets)).toEqual(groups));

  it('holds each ticket once, and is quick enough for a flood', () => {
    const flood = Array.from({ length: 200 }, (_, at) => ticket(`t${at}`, `${EXPORT} ${at % 7}`, [String(at % 3)]));
    // Microseconds of CPU: a busy machine gives the test little of its time.
    const started = process.cpuUsage();
    const all = groupsAlike(flood).flat();
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
    expect(new Set(all).size).toBe(all.length);
  });
});

import { describe, expect, test } from 'vitest';
import { ratings } from '../../src/report/plots/ratings.ts';
import { type Rated, trendOf } from '../../src/report/rating.ts';

const rated = (name: string, n: number, mean: number | null): Rated => ({ name, n, mean });

describe('the trend of ratings', () => {
  test.each<[string, readonly Rated[], readonly Rated[], readonly (readonly [string, number | null, number | null])[]]>(
    [
      [
        'most first',
        [rated('a', 1, 5), rated('b', 3, 2)],
        [],
        [
          ['b', 2, null],
          ['a', 5, null],
        ],
      ],
      [
        'by name where as many',
        [rated('b', 1, 5), rated('a', 1, 4)],
        [],
        [
          ['a', 4, null],
          ['b', 5, null],
        ],
      ],
      ['beside what it was', [rated('a', 1, 5)], [rated('a', 9, 3.5), rated('c', 1, 1)], [['a', 5, 3.5]]],
      ['without those nobody rated', [rated('a', 0, null)], [rated('a', 1, 1)], []],
    ],
  )('%s', (_, now, before, expected) =>
    expect(trendOf(now, before).map(({ name, mean, before: was }) => [name, mean, was])).toEqual(expected),
  );

  test('is a table by company and one by team', () => {
    const now = { byCompany: [rated('大客户', 2, 4.5), rated('', 1, 1)], byTeam: [rated('backend', 3, 3.33)] };
    const before = { byCompany: [rated('大客户', 2, 3)], byTeam: [] };
    expect(ratings(now, before, { locale: 'zh-CN', names: {} })).toMatchObject([
      {
        heading: '满意度（按客户）',
        rows: [
          ['大客户', '2', '4.5', '3.0'],
          ['—', '1', '1.0', '—'],
        ],
      },
      { heading: '满意度（按团队）', rows: [['backend', '3', '3.3', '—']] },
    ]);
    const none = { byCompany: [], byTeam: [] };
    expect(ratings(none, before, { locale: 'en', names: {} })).toEqual([]);
  });
});

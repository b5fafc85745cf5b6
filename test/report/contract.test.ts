import { describe, expect, test } from 'vitest';
import { type ContractFigures, shareReached } from '../../src/report/contract.ts';
import { contracts } from '../../src/report/plots/contracts.ts';

describe('how much of a month is used', () => {
  test.each<[number, number, string | null]>([
    [0, 60, null],
    [47, 60, null],
    [48, 60, 'most'],
    [59, 60, 'most'],
    [60, 60, 'all'],
    [600, 60, 'all'],
  ])('%i of %i minutes: %s', (used, most, share) => expect(shareReached(used, most)).toBe(share));
});

describe('the figures of contracts', () => {
  const figures: ContractFigures = {
    name: '金牌',
    until: '2026-10-31',
    expired: true,
    opened: 12,
    due: 4,
    kept: 3,
    lateUpdates: 2,
    minutes: 90,
    minutesPerMonth: 1200,
  };
  const rows = (
    audience: 'staff' | 'managers',
    more: Partial<ContractFigures> = {},
    locale: 'zh-CN' | 'en' = 'zh-CN',
  ) =>
    contracts([{ ...figures, ...more }], audience, { locale, names: {} }).flatMap((each) =>
      each.kind === 'table' ? each.rows : [],
    );

  test.each<['staff' | 'managers', Partial<ContractFigures>, 'zh-CN' | 'en', string[]]>([
    ['staff', {}, 'zh-CN', ['金牌（已到期）', '12', '75% · 3/4', '2', '1.5 小时 / 每月 20.0 小时']],
    ['managers', {}, 'zh-CN', ['金牌（至 2026-10-31）', '12', '75% · 3/4', '2', '1.5 小时 / 每月 20.0 小时']],
    ['managers', { until: null, minutesPerMonth: null, due: 0 }, 'zh-CN', ['金牌', '12', '—', '2', '1.5 小时']],
    ['staff', { expired: false }, 'en', ['金牌', '12', '75% · 3/4', '2', '1.5 h of 20.0 h a month']],
  ])('for %s %j in %s', (audience, more, locale, expected) => expect(rows(audience, more, locale)).toEqual([expected]));

  test('nothing where there are none', () => expect(contracts([], 'staff', { locale: 'en', names: {} })).toEqual([]));
});

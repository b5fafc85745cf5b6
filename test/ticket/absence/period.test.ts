import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaveNamed } from '../../../src/ticket/absence/period.ts';

/** Thursday, half past six in the evening in Shanghai. */
const NOW = new Date('2026-11-26T10:30:00Z');
const ZONE = 'Asia/Shanghai';

const local = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ').replace(' 00:00', '');
const read = (text: string): string | null => {
  const period = leaveNamed(text, NOW, ZONE);
  return period && `${local(period.from)} … ${local(period.to)}`;
};

describe('a period as people write it', () => {
  it.each([
    ['11-28 至 11-30', '2026-11-28 … 2026-12-01'],
    ['11-28至11-30', '2026-11-28 … 2026-12-01'],
    ['11-28 到 11-30 请假', '2026-11-28 … 2026-12-01'],
    ['11/28 ~ 11/30', '2026-11-28 … 2026-12-01'],
    ['１１－２８ 至 １１－３０', '2026-11-28 … 2026-12-01'],
    ['11.28 - 11.30', '2026-11-28 … 2026-12-01'],
    ['2026-11-28 - 2026-11-30', '2026-11-28 … 2026-12-01'],
    ['2026年11月28日至11月30日', '2026-11-28 … 2026-12-01'],
    ['11月28日至30日', '2026-11-28 … 2026-12-01'],
    ['11月28号 到 30号', '2026-11-28 … 2026-12-01'],
    ['从11-28至30', '2026-11-28 … 2026-12-01'],
    ['11-28', '2026-11-28 … 2026-11-29'],
    ['11-28 下午', '2026-11-28 12:00 … 2026-11-29'],
    ['11-28 上午', '2026-11-28 … 2026-11-28 12:00'],
    ['11-28 下午 至 11-30 上午', '2026-11-28 12:00 … 2026-11-30 12:00'],
    ['11-28 至 11-30 中午', '2026-11-28 … 2026-11-30 12:00'],
    ['11-28 13:00 至 17:00', '2026-11-28 13:00 … 2026-11-28 17:00'],
    ['11-28 下午两点到五点', '2026-11-28 14:00 … 2026-11-28 17:00'],
    ['11-28 下午2点半 到 下午5点', '2026-11-28 14:30 … 2026-11-28 17:00'],
    ['明天', '2026-11-27 … 2026-11-28'],
    ['明天上午', '2026-11-27 … 2026-11-27 12:00'],
    ['明天9点', '2026-11-27 09:00 … 2026-11-28'],
    ['今天', '2026-11-26 18:30 … 2026-11-27'],
    ['今天 8:00 至 20:00', '2026-11-26 18:30 … 2026-11-26 20:00'],
    ['至 11-30', '2026-11-26 18:30 … 2026-12-01'],
    ['到周一', '2026-11-26 18:30 … 2026-12-01'],
    ['周一至周三', '2026-11-30 … 2026-12-03'],
    ['下周一 到 周五', '2026-11-30 … 2026-12-05'],
    ['11-28 3天', '2026-11-28 … 2026-12-01'],
    ['11-28起三天', '2026-11-28 … 2026-12-01'],
    ['两周', '2026-11-26 18:30 … 2026-12-10'],
    ['12-30 至 1-2', '2026-12-30 … 2027-01-03'],
    ['1-2', '2027-01-02 … 2027-01-03'],
    ['28 Nov to 30 Nov', '2026-11-28 … 2026-12-01'],
    ['November 28 until December 1', '2026-11-28 … 2026-12-02'],
    ['from tomorrow until Monday', '2026-11-27 … 2026-12-01'],
    ['next Monday to Friday', '2026-11-30 … 2026-12-05'],
    ['tomorrow afternoon', '2026-11-27 12:00 … 2026-11-28'],
    ['tomorrow 1pm to 5pm', '2026-11-27 13:00 … 2026-11-27 17:00'],
    ['until Friday noon', '2026-11-26 18:30 … 2026-11-27 12:00'],
    ['11-28 for 3 days', '2026-11-28 … 2026-12-01'],
  ])('%s', (text, period) => expect(read(text)).toBe(period));

  it.each(['', '回老家', '13-45', '2-30 至 3-1', '11-28 25:00', '至', '11-28 至 不知道', 'soon', '代理 孙工', '0天'])(
    '%s is none',
    (text) => expect(read(text)).toBeNull(),
  );

  it.each([
    ['11.28-11.30', '2026-11-28 … 2026-12-01'],
    ['11月28-30日', '2026-11-28 … 2026-12-01'],
    ['11月28日-30日', '2026-11-28 … 2026-12-01'],
    ['11月28日-12月2日', '2026-11-28 … 2026-12-03'],
    ['12/24-1/2', '2026-12-24 … 2027-01-03'],
    ['2026/11/28-2026/11/30', '2026-11-28 … 2026-12-01'],
    ['2026-11-28-2026-11-30', '2026-11-28 … 2026-12-01'],
    ['Nov 28-30', '2026-11-28 … 2026-12-01'],
    ['28-30 Nov', '2026-11-28 … 2026-12-01'],
    ['28 to 30 Nov', '2026-11-28 … 2026-12-01'],
    ['28th-30th Nov', '2026-11-28 … 2026-12-01'],
    ['30-2 Dec', '2026-11-30 … 2026-12-03'],
    ['Nov 28-Dec 2', '2026-11-28 … 2026-12-03'],
    ['28日-30日', '2026-11-28 … 2026-12-01'],
    ['28号至2号', '2026-11-28 … 2026-12-03'],
    ['周一-周三', '2026-11-30 … 2026-12-03'],
    ['明天 9:00-17:00', '2026-11-27 09:00 … 2026-11-27 17:00'],
    ['明天晚上', '2026-11-27 18:00 … 2026-11-28'],
    ['12-1 8:00 至 24:00', '2026-12-01 08:00 … 2026-12-02'],
    ['下个月1号 至 3号', '2026-12-01 … 2026-12-04'],
    ['十二月一日至三日', '2026-12-01 … 2026-12-04'],
  ])('as people shorten it: %s', (text, period) => expect(read(text)).toBe(period));

  it('one just past is seen as past, not as next year’s', () =>
    expect(read('11-20 至 11-22')).toBe('2026-11-20 … 2026-11-23'));

  it('days have 23 and 25 hours where the clocks are changed', () => {
    const berlin = (text: string) => {
      const { from, to } = leaveNamed(text, new Date('2026-03-01T10:00:00Z'), 'Europe/Berlin') ?? { from: 0, to: 0 };
      return (Number(to) - Number(from)) / 3_600_000;
    };
    expect(berlin('2026-03-29')).toBe(23);
    expect(berlin('2026-10-25')).toBe(25);
    expect(berlin('2026-03-28')).toBe(24);
  });
});

/** Friday, ten in the morning in Shanghai. */
const FRIDAY = new Date('2026-11-27T02:00:00Z');
const onFriday = (text: string): string | null => {
  const period = leaveNamed(text, FRIDAY, ZONE);
  return period && `${local(period.from)} … ${local(period.to)}`;
};

describe('an end that is named as seen from today', () => {
  it.each([
    ['下周一 至 下周三', '2026-11-30 … 2026-12-03'],
    ['下周一到下周五', '2026-11-30 … 2026-12-05'],
    ['下周一至周三', '2026-11-30 … 2026-12-03'],
    ['周一至周三', '2026-11-30 … 2026-12-03'],
    ['周五至周一', '2026-11-27 10:00 … 2026-12-01'],
    ['周三至周二', '2026-12-02 … 2026-12-09'],
    ['今天 至 明天', '2026-11-27 10:00 … 2026-11-29'],
    ['明天 至 后天', '2026-11-28 … 2026-11-30'],
    ['后天 至 大后天', '2026-11-29 … 2026-12-01'],
    ['后天 至 下周五', '2026-11-29 … 2026-12-05'],
    ['明天 至 3天后', '2026-11-28 … 2026-12-01'],
    ['明天下午 至 后天上午', '2026-11-28 12:00 … 2026-11-29 12:00'],
    ['next Monday to next Wednesday', '2026-11-30 … 2026-12-03'],
    ['Monday to Wednesday', '2026-11-30 … 2026-12-03'],
    ['30 Nov to next Wednesday', '2026-11-30 … 2026-12-03'],
    ['tomorrow to the day after tomorrow', '2026-11-28 … 2026-11-30'],
    ['tomorrow until in 3 days', '2026-11-28 … 2026-12-01'],
    ['11-30 至 下周三', '2026-11-30 … 2026-12-03'],
    ['11-30 至 2', '2026-11-30 … 2026-12-03'],
  ])('%s', (text, period) => expect(onFriday(text)).toBe(period));

  const WORDS = [
    '今天',
    '明天',
    '后天',
    '大后天',
    '下周一',
    '下周三',
    '下周日',
    'tomorrow',
    'next Friday',
    'in 4 days',
  ];
  it('means the same day at both places', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...WORDS),
        fc.constantFrom(...WORDS),
        fc.integer({ min: 0, max: 400 }),
        (a, b, days) => {
          const now = new Date(FRIDAY.getTime() + days * 86_400_000);
          const both = leaveNamed(`${a} 至 ${b}`, now, ZONE);
          expect(both?.to).toEqual(leaveNamed(b, now, ZONE)?.to);
          expect(both?.from).toEqual(leaveNamed(a, now, ZONE)?.from);
        },
      ),
    ));
  it('a bare weekday, or day of a month, is the first from the beginning on', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('明天', '后天', '下周一', '12-1', '周四'),
        fc.constantFrom('周一', '周日', 'Wednesday', '3号', '27日'),
        (a, b) => {
          const { from, to } = leaveNamed(`${a} 至 ${b}`, FRIDAY, ZONE) ?? { from: FRIDAY, to: FRIDAY };
          expect(to.getTime()).toBeGreaterThan(from.getTime());
          expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(31 * 86_400_000);
        },
      ),
    ));
});

import { describe, expect, it } from 'vitest';
import { dayText, momentText, spanText, sumText, zoneText } from '../../../../src/letter/view/time/times.ts';
import { workingHoursText } from '../../../../src/letter/view/time/working-hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a moment', () => {
  it.each([
    ['2026-11-23T10:00:00Z', 'zh-CN', 'Asia/Shanghai', '今天 18:00'],
    ['2026-11-23T10:00:00Z', 'en', 'Asia/Shanghai', 'today 18:00'],
    // After midnight there, not yet here.
    ['2026-11-23T16:00:00Z', 'zh-CN', 'Asia/Shanghai', '明天 00:00'],
    ['2026-11-23T15:59:00Z', 'zh-CN', 'Asia/Shanghai', '今天 23:59'],
    ['2026-11-23T16:00:00Z', 'en', 'UTC', 'today 16:00'],
    ['2026-11-22T15:59:00Z', 'zh-CN', 'Asia/Shanghai', '昨天 23:59'],
    ['2026-11-22T01:00:00Z', 'en', 'Asia/Shanghai', 'yesterday 09:00'],
    ['2026-11-21T10:00:00Z', 'zh-CN', 'Asia/Shanghai', '11月21日（周六）18:00'],
    ['2026-11-25T10:00:00Z', 'zh-CN', 'Asia/Shanghai', '11月25日（周三）18:00'],
    ['2026-11-27T10:00:00Z', 'en', 'Asia/Shanghai', 'Fri 27 Nov, 18:00'],
    ['2026-07-01T12:05:00Z', 'en', 'Europe/Berlin', 'Wed 1 Jul, 14:05'],
    ['2025-12-31T23:30:00Z', 'en', 'UTC', 'Wed 31 Dec 2025, 23:30'],
    ['2025-12-31T23:30:00Z', 'en', 'Asia/Shanghai', 'Thu 1 Jan, 07:30'],
    ['2027-01-04T01:00:00Z', 'zh-CN', 'Asia/Shanghai', '2027年1月4日（周一）09:00'],
  ] as const)('%s in %s and %s is %s', (at, locale, timezone, text) => {
    const now = new Date('2026-11-23T02:00:00Z');
    expect(momentText(new Date(at), { locale, timezone, now })).toBe(text);
  });

  it.each([
    // The night in which the clocks go back has 25 hours.
    ['2026-10-25T22:59:00Z', 'today 23:59'],
    ['2026-10-25T23:00:00Z', 'tomorrow 00:00'],
    ['2026-10-24T21:59:00Z', 'yesterday 23:59'],
  ])('counts days as calendars do: %s is %s', (at, text) => {
    const reader = { locale: 'en', timezone: 'Europe/Berlin', now: new Date('2026-10-25T00:30:00Z') } as const;
    expect(momentText(new Date(at), reader)).toBe(text);
  });

  it.each([
    ['Asia/Shanghai', 'zh-CN', '北京时间'],
    ['Asia/Shanghai', 'en', 'Beijing time'],
    ['Asia/Chongqing', 'zh-CN', '北京时间'],
    ['Asia/Harbin', 'zh-CN', '北京时间'],
    ['Asia/Chungking', 'zh-CN', '北京时间'],
    ['PRC', 'zh-CN', '北京时间'],
    ['Asia/Tokyo', 'en', 'Japan Standard Time'],
    ['Europe/Berlin', 'zh-CN', '中欧标准时间'],
    ['UTC', 'en', 'Coordinated Universal Time'],
  ] as const)('the clock of %s is in %s: %s', (timezone, locale, text) => {
    expect(zoneText({ locale, timezone, now: new Date('2026-11-23T02:00:00Z') })).toBe(text);
  });
});

describe('a span', () => {
  it.each([
    [0, 'en', 'less than a minute'],
    [40_400, 'zh-CN', '不到1分钟'],
    [59_999, 'en', 'less than a minute'],
    [-60_000, 'en', '1 minute'],
    [90_000, 'en', '2 minutes'],
    [45 * MINUTE, 'zh-CN', '45分钟'],
    [2 * HOUR, 'zh-CN', '2小时'],
    [2 * HOUR, 'en', '2 hours'],
    [3 * HOUR + 35 * MINUTE, 'en', '3 hours 35 minutes'],
    [27 * HOUR + 5 * MINUTE, 'en', '1 day 3 hours'],
    [HOUR - 20_000, 'en', '1 hour'],
  ] as const)('of %d ms in %s is %s', (span, locale, text) => {
    expect(spanText(span, locale)).toBe(text);
  });
});

describe('spans and their sum', () => {
  it.each<[string, Record<string, number>, string, Record<string, string>]>([
    ['none', {}, '0 seconds', {}],
    ['zeros are left out', { new: 0, pending: 20_000 }, '20 seconds', { pending: '20 seconds' }],
    [
      'seconds below an hour',
      { new: 900, triaged: 20_000, in_progress: 4 * MINUTE + 19_100 },
      '4 minutes 40 seconds',
      { new: '1 second', triaged: '20 seconds', in_progress: '4 minutes 19 seconds' },
    ],
    [
      'minutes below a day',
      { assigned: 90_000, in_progress: 90_000, resolved: 2 * HOUR, new: 10_000 },
      '2 hours 3 minutes',
      { assigned: '2 minutes', in_progress: '1 minute', resolved: '2 hours' },
    ],
    [
      'hours above',
      { pending: 30 * HOUR, in_progress: 20 * HOUR },
      '2 days 2 hours',
      {
        pending: '1 day 6 hours',
        in_progress: '20 hours',
      },
    ],
  ])('%s', (_, spans, whole, parts) => {
    const told = sumText(spans, 'en');
    expect([told.whole, Object.fromEntries(told.parts)]).toEqual([whole, parts]);
  });
});

describe('working hours', () => {
  const hours = { 'mon-fri': '09:00-18:00', sat: '10:00-12:00' };
  const newYear = { first: '2027-01-01', last: '2027-01-03' };
  it.each([
    [null, 'zh-CN', '周一至周五 09:00–18:00、周六 10:00–12:00'],
    [{ name: '元旦', ...newYear }, 'zh-CN', '周一至周五 09:00–18:00、周六 10:00–12:00；1月1日–1月3日元旦放假'],
    [null, 'en', 'Mon–Fri 09:00–18:00, Sat 10:00–12:00'],
    [
      { name: 'New Year', ...newYear },
      'en',
      'Mon–Fri 09:00–18:00, Sat 10:00–12:00; closed January 1–January 3 (New Year)',
    ],
  ] as const)('with the holiday %o in %s: %s', (nextHoliday, locale, text) => {
    expect(workingHoursText({ hours, nextHoliday }, locale)).toBe(text);
  });

  it('name a day as people write it', () => {
    expect([dayText('2026-10-01', 'zh-CN'), dayText('2026-10-01', 'en')]).toEqual(['10月1日', 'October 1']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  dayOf,
  dayOfMonth,
  daysBefore,
  daysOf,
  instantOf,
  lastMonth,
  lastWeek,
  periodBefore,
  periodNamed,
  weekdayOf,
} from '../../src/report/period.ts';

/** A Monday. */
const TODAY = '2026-11-23';
const span = (from: string, to = from) => ({ from, to });

describe('the period somebody names', () => {
  it.each([
    ['', span('2026-10-01', '2026-10-31')],
    ['上月', span('2026-10-01', '2026-10-31')],
    ['Last Month', span('2026-10-01', '2026-10-31')],
    ['本月', span('2026-11-01', '2026-11-30')],
    ['今天', span('2026-11-23')],
    ['昨日', span('2026-11-22')],
    ['本周', span('2026-11-23', '2026-11-29')],
    ['last  week', span('2026-11-16', '2026-11-22')],
    ['上季度', span('2026-07-01', '2026-09-30')],
    ['this quarter', span('2026-10-01', '2026-12-31')],
    ['去年', span('2025-01-01', '2025-12-31')],
    ['10月', span('2026-10-01', '2026-10-31')],
    ['12月', span('2025-12-01', '2025-12-31')],
    ['2026-02', span('2026-02-01', '2026-02-28')],
    ['２０２４年２月', span('2024-02-01', '2024-02-29')],
    ['2026-10-05', span('2026-10-05')],
    ['2026年10月5日', span('2026-10-05')],
    ['2026-10-01 至 2026-10-15', span('2026-10-01', '2026-10-15')],
    ['2026/10/1-2026/10/15', span('2026-10-01', '2026-10-15')],
    ['2026-10-01 to 2026-10-15', span('2026-10-01', '2026-10-15')],
    ['最近7天', span('2026-11-17', '2026-11-23')],
    [' 今天 ', span('2026-11-23')],
    ['今年', span('2026-01-01', '2026-12-31')],
    ['2026-10-01 至 2026-10-01', span('2026-10-01')],
    ['last 1 day', span('2026-11-23')],
    ['last 30 days', span('2026-10-25', '2026-11-23')],
  ])('%j is %j', (text, period) => expect(periodNamed(text, TODAY)).toEqual(period));

  it.each(['0001-01-01 至 9999-12-31', '0001-01-01', '0000年', '1969-12-31', '2200-01', '9999-12-31'])(
    '%j is beyond the years that can be counted',
    (text) => expect(periodNamed(text, TODAY)).toBeNull(),
  );

  it.each(['soon', '2026-13', '2026-02-30', '2026-10-15 至 2026-10-01', '13月', 'last 0 days', '上上月'])(
    '%j is none',
    (text) => expect(periodNamed(text, TODAY)).toBeNull(),
  );

  const names = ['今天', '昨天', '本周', '上周', '本月', '上月', '本季度', '上季度', '今年', '去年'];
  const dates = ['2026-10', '10月', '最近7天', '2026-10-05', '2026-10-01 至 2026-10-15'];
  it.each([...names, ...dates].flatMap((name) => [`不是${name}`, `${name}吗`]))('%j says more than a period', (text) =>
    expect(periodNamed(text, TODAY)).toBeNull(),
  );

  it('a month that begins today is this year’s', () => {
    expect(periodNamed('11月', '2026-11-01')).toEqual(span('2026-11-01', '2026-11-30'));
  });

  it('is never a fault, whatever is written', () => {
    fc.assert(fc.property(fc.string(), (text) => periodNamed(text, TODAY) === null || text !== undefined));
  });
});

describe('the period before', () => {
  it.each([
    [span('2026-10-01', '2026-10-31'), span('2026-09-01', '2026-09-30')],
    [span('2026-03-01', '2026-03-31'), span('2026-02-01', '2026-02-28')],
    [span('2026-07-01', '2026-09-30'), span('2026-04-01', '2026-06-30')],
    [span('2026-01-01', '2026-12-31'), span('2025-01-01', '2025-12-31')],
    [span('2026-11-23', '2026-11-29'), span('2026-11-16', '2026-11-22')],
    [span('2026-11-23'), span('2026-11-22')],
    [span('2026-10-01', '2026-10-15'), span('2026-09-16', '2026-09-30')],
  ])('of %j is %j', (period, before) => expect(periodBefore(period)).toEqual(before));

  it('ends the day before, and is as long unless months differ', () => {
    const days = fc.date({
      min: new Date('2020-01-01T00:00:00Z'),
      max: new Date('2035-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 27 }), (end, length) => {
        const period = daysBefore(dayOf(end, 'UTC'), length);
        const before = periodBefore(period);
        expect(daysOf({ from: before.to, to: period.from })).toHaveLength(2);
        expect(daysOf(before)).toHaveLength(length);
      }),
    );
  });
});

describe('days of a desk', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-22T16:00:00.000Z', '2026-11-23T16:00:00.000Z'],
    ['Europe/Berlin', '2026-11-22T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
  ])('in %s last from %s to %s', (zone, start, end) => {
    expect(boundsOf(span(TODAY), zone)).toEqual({ start: new Date(start), end: new Date(end) });
  });
  it('are 23 and 25 hours long when the clocks change', () => {
    const hours = (day: string): number => {
      const { start, end } = boundsOf(span(day), 'Europe/Berlin');
      return (end.getTime() - start.getTime()) / 3_600_000;
    };
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-10-26')]).toEqual([23, 25, 24]);
  });
  it('have their letters at the time on the wall; one that daylight saving skips comes an hour later', () => {
    expect(instantOf(TODAY, '08:30', 'Asia/Shanghai')).toEqual(new Date('2026-11-23T00:30:00Z'));
    expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T01:30:00Z'));
  });
  it('are those of the desk, not of Greenwich', () => {
    const at = new Date('2026-11-22T16:30:00Z');
    expect([dayOf(at, 'Asia/Shanghai'), dayOf(at, 'UTC')]).toEqual(['2026-11-23', '2026-11-22']);
    expect([weekdayOf(TODAY), weekdayOf('2026-11-29'), dayOfMonth(TODAY)]).toEqual([1, 7, 23]);
    expect(lastWeek(TODAY)).toEqual(span('2026-11-16', '2026-11-22'));
    expect(lastMonth('2026-01-01')).toEqual(span('2025-12-01', '2025-12-31'));
  });
});

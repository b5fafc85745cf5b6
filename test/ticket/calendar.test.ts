import chinese from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Calendar, nextHoliday, type WorkingCalendar, workingSpans } from '../../src/ticket/time/calendar.ts';
import { deadlineAfter, workingMinutesBetween } from '../../src/ticket/time/deadline.ts';
import { statutoryHoliday } from '../../src/ticket/time/statutory-holiday.ts';
import { parseWeekly } from '../../src/ticket/time/weekly.ts';

const always: Calendar = { kind: 'always' };
const working = (
  timezone: string,
  hours: Record<string, string>,
  holidays: 'CN' | 'none' = 'none',
): WorkingCalendar => ({
  kind: 'working',
  timezone,
  hours,
  holidays,
});
const office = working('Asia/Shanghai', { 'mon-fri': '09:00-18:00' });
const china = { ...office, holidays: 'CN' } as const;
const uneven = { ...china, hours: { 'mon-thu': '10:00-18:00', fri: '09:00-12:00' } };
const night = working('Europe/Berlin', { 'sat-sun': '22:00-06:00' });
const newYork = working('America/New_York', { 'mon-sun': '00:00-24:00' });
const HOUR = 3_600_000;

describe('a deadline', () => {
  test.each<[string, string, number, Calendar, string]>([
    ['counts all time without a calendar', '2026-11-20T16:00+08:00', 8, always, '2026-11-21T00:00+08:00'],
    ['is at once where nothing is to be waited for', '2026-11-23T02:00+08:00', 0, office, '2026-11-23T02:00+08:00'],
    ['stays within the day', '2026-11-23T09:00+08:00', 4, office, '2026-11-23T13:00+08:00'],
    ['may be the end of the day', '2026-11-23T09:00+08:00', 9, office, '2026-11-23T18:00+08:00'],
    ['goes on the next morning', '2026-11-23T16:00+08:00', 4, office, '2026-11-24T11:00+08:00'],
    ['begins in the morning for a mail at night', '2026-11-23T02:00+08:00', 1, office, '2026-11-23T10:00+08:00'],
    ['leaves out the weekend', '2026-11-20T17:00+08:00', 2, office, '2026-11-23T10:00+08:00'],
    ['counts a holiday where none are kept', '2026-09-30T17:00+08:00', 2, office, '2026-10-01T10:00+08:00'],
    ['leaves out the national holidays', '2026-09-30T17:00+08:00', 2, china, '2026-10-08T10:00+08:00'],
    ['counts a make-up Saturday 调休', '2026-10-09T17:00+08:00', 2, china, '2026-10-10T10:00+08:00'],
    ['counts a make-up Sunday 调休', '2026-09-19T12:00+08:00', 2, china, '2026-09-20T11:00+08:00'],
    [
      'works a make-up day like the first day of the week',
      '2026-10-10T08:00+08:00',
      2,
      uneven,
      '2026-10-10T12:00+08:00',
    ],
    ['works through midnight', '2026-11-21T23:00+01:00', 8, night, '2026-11-22T23:00+01:00'],
    ['finds the shift that began yesterday', '2026-11-22T01:00+01:00', 1, night, '2026-11-22T02:00+01:00'],
    [
      'has an hour less in a night when clocks go forward',
      '2026-03-28T22:00+01:00',
      8,
      night,
      '2026-03-29T23:00+02:00',
    ],
    ['has an hour more in a night when clocks go back', '2026-10-24T22:00+02:00', 9, night, '2026-10-25T06:00+01:00'],
    ['is 25 hours for the day when clocks go back', '2026-11-01T00:00-04:00', 25, newYork, '2026-11-02T00:00-05:00'],
    ['is 23 hours for the day when clocks go forward', '2026-03-08T00:00-05:00', 23, newYork, '2026-03-09T00:00-04:00'],
  ])('%s', (_, start, hours, calendar, due) =>
    expect(deadlineAfter(new Date(start), hours * HOUR, calendar).toISOString()).toBe(new Date(due).toISOString()),
  );

  test('the day may begin at one where midnight is skipped', () => {
    const beirut = working('Asia/Beirut', { 'mon-sun': '00:00-24:00' });
    const due = deadlineAfter(new Date('2026-03-28T23:00+02:00'), 2 * HOUR, beirut);
    expect(due.toISOString()).toBe(new Date('2026-03-29T02:00+03:00').toISOString());
  });
});

describe('time of a calendar', () => {
  test.each<[string, string, string, Calendar, number]>([
    ['is plain without one', '2026-11-20T16:00Z', '2026-11-23T16:00Z', always, 3 * 24 * 60],
    ['leaves out nights and weekends', '2026-11-20T17:00+08:00', '2026-11-23T10:00+08:00', office, 120],
    ['leaves out a week of holidays', '2026-09-30T17:00+08:00', '2026-10-08T10:00+08:00', china, 120],
    ['is nothing backwards', '2026-11-23T16:00Z', '2026-11-20T16:00Z', office, 0],
  ])('%s', (_, from, to, calendar, minutes) =>
    expect(workingMinutesBetween(new Date(from), new Date(to), calendar)).toBe(minutes),
  );
});

describe('the week', () => {
  test('may name several spans and run over the weekend', () => {
    const week = parseWeekly({ 'sat-mon': '13:00-18:00, 09:00-12:00' });
    expect(week.map((spans) => spans.length)).toEqual([2, 0, 0, 0, 0, 2, 2]);
    expect(week[6]).toEqual([
      { from: 540, to: 720 },
      { from: 780, to: 1080 },
    ]);
  });

  test.each(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].entries().toArray())('has its day %i: %s', (at, day) => {
    const expected = Array.from({ length: 7 }, (_, index) => (index === at ? [{ from: 570, to: 1125 }] : []));
    expect(parseWeekly({ [day]: '09:30-18:45' })).toEqual(expected);
  });

  test.each<[Record<string, string>, string]>([
    [{ monday: '09:00-18:00' }, 'monday names no days'],
    [{ 'mon-friday': '09:00-18:00' }, 'mon-friday names no days'],
    [{ 'monday-fri': '09:00-18:00' }, 'monday-fri names no days'],
    [{ mon: '109:00-18:00' }, '109:00-18:00 is no span'],
    [{ mon: '09:00-18:000' }, '09:00-18:000 is no span'],
    [{ mon: '24:00-18:00' }, '24:00-18:00 is no span'],
    [{ mon: '09:00-25:00' }, '09:00-25:00 is no span'],
    [{ mon: '9-18' }, '9-18 is no span'],
    [{ mon: '09:00-09:00' }, '09:00-09:00 is no span'],
    [{ mon: '24:00-25:00' }, '24:00-25:00 is no span'],
  ])('%j is refused', (roster, message) => expect(() => parseWeekly(roster)).toThrow(message));

  test('without any hours has no deadlines', () => {
    expect(() => deadlineAfter(new Date(), 1, working('UTC', {}))).toThrow('needs working hours');
  });
});

describe('the working spans', () => {
  test.each<[string, string, WorkingCalendar, readonly [string, string][]]>([
    [
      'begin with the rest of the one that is on',
      '2026-11-23T10:30+08:00',
      office,
      [
        ['2026-11-23T10:30+08:00', '2026-11-23T18:00+08:00'],
        ['2026-11-24T09:00+08:00', '2026-11-24T18:00+08:00'],
      ],
    ],
    [
      'leave out one that ends at this moment',
      '2026-11-23T18:00+08:00',
      office,
      [['2026-11-24T09:00+08:00', '2026-11-24T18:00+08:00']],
    ],
    [
      'count an hour once that two shifts share',
      '2026-11-23T08:00+08:00',
      working('Asia/Shanghai', { mon: '09:00-13:00,12:00-18:00' }),
      [
        ['2026-11-23T09:00+08:00', '2026-11-23T13:00+08:00'],
        ['2026-11-23T13:00+08:00', '2026-11-23T18:00+08:00'],
      ],
    ],
    [
      'leave out a shift within a longer one',
      '2026-11-23T08:00+08:00',
      working('Asia/Shanghai', { mon: '09:00-18:00,12:00-13:00' }),
      [
        ['2026-11-23T09:00+08:00', '2026-11-23T18:00+08:00'],
        ['2026-11-30T09:00+08:00', '2026-11-30T18:00+08:00'],
      ],
    ],
    [
      'go by the date of their zone, not of the moment',
      '2026-11-22T17:00Z',
      working('Asia/Shanghai', { mon: '00:00-02:00' }),
      [['2026-11-23T01:00+08:00', '2026-11-23T02:00+08:00']],
    ],
    [
      'of a make-up day are those of the first day that is worked',
      '2026-10-10T08:00+08:00',
      { ...china, hours: { 'tue-fri': '10:00-12:00' } },
      [['2026-10-10T10:00+08:00', '2026-10-10T12:00+08:00']],
    ],
  ])('%s', (_, from, calendar, spans) => {
    const found = workingSpans(new Date(from), calendar).take(spans.length);
    expect(found.toArray()).toEqual(spans.map(([start, end]) => ({ start: Date.parse(start), end: Date.parse(end) })));
  });

  test('are none without hours, which is a mistake', () => {
    const none = workingSpans(new Date(), working('UTC', {}));
    expect(() => none.next()).toThrow(new RangeError('a working calendar needs working hours'));
  });
});

describe('the next holiday', () => {
  test.each<[string, string, Calendar, string, ReturnType<typeof nextHoliday>]>([
    [
      'is found ahead',
      '2026-09-30T12:00+08:00',
      china,
      'zh-CN',
      { name: '国庆节', first: '2026-10-01', last: '2026-10-07' },
    ],
    [
      'is named in the reader’s language',
      '2026-09-30T12:00+08:00',
      china,
      'en',
      { name: 'National Day', first: '2026-10-01', last: '2026-10-07' },
    ],
    [
      'is the rest of one that is on',
      '2026-10-05T12:00+08:00',
      china,
      'en',
      { name: 'National Day', first: '2026-10-05', last: '2026-10-07' },
    ],
    [
      'is not a make-up day for one, though that bears its name',
      '2026-05-06T12:00+08:00',
      china,
      'en',
      { name: 'Dragon Boat Festival', first: '2026-06-19', last: '2026-06-21' },
    ],
    [
      'is today on its last day',
      '2026-06-21T23:59+08:00',
      china,
      'zh-CN',
      { name: '端午', first: '2026-06-21', last: '2026-06-21' },
    ],
    [
      'goes by the date of the zone',
      '2026-06-21T16:00Z',
      china,
      'zh-CN',
      { name: '中秋', first: '2026-09-25', last: '2026-09-27' },
    ],
    [
      'is by law where the notice of its year is not out yet',
      '2099-12-30T12:00+08:00',
      china,
      'zh-CN',
      { name: '元旦', first: '2100-01-01', last: '2100-01-01' },
    ],
    ['is none where none are kept', '2026-09-30T12:00+08:00', office, 'en', null],
    ['is none without a calendar', '2026-09-30T12:00+08:00', always, 'en', null],
  ])('%s', (_, from, calendar, locale, holiday) =>
    expect(nextHoliday(new Date(from), calendar, locale)).toEqual(holiday),
  );
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])(
  'the holidays are the same wherever the process runs: %s',
  (zone) => {
    vi.stubEnv('TZ', zone);
    const due = deadlineAfter(new Date('2026-09-30T17:00+08:00'), 2 * HOUR, china);
    expect(due).toEqual(new Date('2026-10-08T10:00+08:00'));
  },
);

test.each<[string, string | null]>([
  ['2027-02-04', null],
  ['2027-02-05', 'Spring Festival,春节'],
  ['2027-02-06', 'Spring Festival,春节'],
  ['2027-02-07', 'Spring Festival,春节'],
  ['2027-02-08', 'Spring Festival,春节'],
  ['2027-02-09', null],
  ['2027-04-05', 'Tomb-sweeping Day,清明'],
  ['2027-05-01', 'Labour Day,劳动节'],
  ['2027-05-02', 'Labour Day,劳动节'],
  ['2027-06-09', 'Dragon Boat Festival,端午'],
  ['2027-09-15', 'Mid-Autumn Festival,中秋'],
  ['2027-10-01', 'National Day,国庆节'],
  ['2027-10-02', 'National Day,国庆节'],
  ['2027-10-03', 'National Day,国庆节'],
  ['2027-10-04', null],
])('%s is by law %s, wherever the process runs', (date, name) => {
  for (const zone of ['UTC', 'America/New_York', 'Pacific/Kiritimati']) {
    vi.stubEnv('TZ', zone);
    expect(statutoryHoliday(Temporal.PlainDate.from(date))).toBe(name);
  }
});

test('the law and the notices agree on which days are off', () => {
  const off = new Set(Object.keys(chinese.holidays));
  for (let day = Temporal.PlainDate.from('2025-01-01'); day.year < 2027; day = day.add({ days: 1 }))
    if (statutoryHoliday(day) !== null) expect(off).toContain(day.toString());
});

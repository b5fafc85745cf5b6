import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DaySequence, formatNumber, localDay, nextSequence, parseNumber } from '../../src/ticket/number.ts';

describe('a ticket number', () => {
  test.each([
    [{ day: '20231027', sequence: 1 }, 'TS20231027001'],
    [{ day: '20231027', sequence: 999 }, 'TS20231027999'],
    [{ day: '20231027', sequence: 1000 }, 'TS202310271000'],
  ])('%j is written %s', (place, number) => {
    expect(formatNumber('TS', place)).toBe(number);
    expect(parseNumber('TS', number)).toEqual(place);
  });

  test.each([
    'TS20231027000',
    'TS202310270001',
    'TS20230229001',
    'TS2023102701',
    'TS20231327001',
    'XX20231027001',
    'ts20231027001',
    '',
  ])('%s is none', (text) => expect(parseNumber('TS', text)).toBeNull());
});

describe('the day of a number is that of the desk', () => {
  test.each([
    ['2026-11-22T15:59:59Z', 'Asia/Shanghai', '20261122'],
    ['2026-11-22T16:00:00Z', 'Asia/Shanghai', '20261123'],
    ['2026-11-22T16:00:00Z', 'America/New_York', '20261122'],
    ['2026-11-01T03:59:59Z', 'America/New_York', '20261031'],
    ['2026-11-01T04:00:00Z', 'America/New_York', '20261101'],
    ['2026-01-01T09:59:59Z', 'Pacific/Kiritimati', '20260101'],
    ['2026-01-01T10:00:00Z', 'Pacific/Kiritimati', '20260102'],
  ])('%s in %s is %s', (instant, zone, day) => expect(localDay(new Date(instant), zone)).toBe(day));
});

describe('the counter', () => {
  test.each([
    ['begins with the first', null, '20261122', { day: '20261122', sequence: 1 }],
    ['counts on', { day: '20261122', sequence: 7 }, '20261122', { day: '20261122', sequence: 8 }],
    ['restarts on a new day', { day: '20261122', sequence: 7 }, '20261123', { day: '20261123', sequence: 1 }],
    [
      'stays on the later day when the clock was set back',
      { day: '20261122', sequence: 7 },
      '20261121',
      { day: '20261122', sequence: 8 },
    ],
  ] as const)('%s', (_, last, today, next) => expect(nextSequence(last, today)).toEqual(next));

  test('never gives a number twice, whatever the clock does', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(day, { maxLength: 60 }), (days) => {
        const places: DaySequence[] = [];
        for (const now of days) places.push(nextSequence(places.at(-1) ?? null, localDay(now, 'Asia/Shanghai')));
        const numbers = places.map((place) => formatNumber('TS', place));
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { numbersIn } from '../../src/mail/meaning/ticket-number.ts';
import { formatNumber, localDay } from '../../src/ticket/text/number.ts';

describe('a ticket number', () => {
  test.each([
    [{ day: '20231027', sequence: 1 }, 'TS20231027001'],
    [{ day: '20231027', sequence: 999 }, 'TS20231027999'],
    [{ day: '20231027', sequence: 1000 }, 'TS202310271000'],
    [{ day: '20231027', sequence: 123456 }, 'TS20231027123456'],
  ])('%j is written %s, and found again in a mail', (place, number) => {
    expect(formatNumber('TS', place)).toBe(number);
    expect(numbersIn(`Re: [${number}] x`)).toEqual([number]);
  });
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorkingCalendar } from '../../src/ticket/time/calendar.ts';
import { deadlineAfter, spanBetween } from '../../src/ticket/time/deadline.ts';

const HOUR = 3_600_000;

describe('deadlines in any calendar and zone', () => {
  const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-12-01'), noInvalidDate: true });
  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
  );
  const roster = fc.constantFrom<Record<string, string>>(
    { 'mon-fri': '09:00-18:00' },
    { 'mon-sun': '00:00-24:00' },
    { 'mon-fri': '09:00-12:00,13:30-18:00', sat: '10:00-12:00' },
    { 'fri-mon': '22:00-06:00', wed: '00:30-01:30' },
  );
  const calendar = fc
    .tuple(zone, roster, fc.constantFrom('CN' as const, 'none' as const))
    .map(([timezone, hours, holidays]): WorkingCalendar => ({ kind: 'working', timezone, hours, holidays }));
  const span = fc.integer({ min: 0, max: 100 * HOUR });

  test('what lies between start and deadline is the span', () => {
    fc.assert(
      fc.property(instant, span, calendar, (start, length, each) => {
        expect(spanBetween(start, deadlineAfter(start, length, each), each)).toBe(length);
      }),
    );
  });

  test('two spans in a row are their sum', () => {
    fc.assert(
      fc.property(instant, span, span, calendar, (start, first, second, each) => {
        const inTwo = deadlineAfter(deadlineAfter(start, first, each), second, each);
        expect(spanBetween(start, inTwo, each)).toBe(first + second);
      }),
    );
  });

  test('a later start is never due earlier', () => {
    fc.assert(
      fc.property(instant, instant, span, calendar, (a, b, length, each) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(deadlineAfter(first, length, each) <= deadlineAfter(second, length, each)).toBe(true);
      }),
    );
  });
});

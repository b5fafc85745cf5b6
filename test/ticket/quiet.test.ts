import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quietUntil } from '../../src/ticket/time/quiet.ts';

const NIGHT = { 'mon-sun': '22:00-08:00' };
const local = (text: string): Date => new Date(`${text}+08:00`);

describe('quiet hours', () => {
  test.each<[string, Readonly<Record<string, string>> | null, string, string, string | null]>([
    ['are over in the morning', NIGHT, 'Asia/Shanghai', '2026-11-23T23:30:00', '2026-11-24T08:00:00'],
    ['also after midnight', NIGHT, 'Asia/Shanghai', '2026-11-24T03:00:00', '2026-11-24T08:00:00'],
    ['begin with their first minute', NIGHT, 'Asia/Shanghai', '2026-11-23T22:00:00', '2026-11-24T08:00:00'],
    ['do not hold when they are over', NIGHT, 'Asia/Shanghai', '2026-11-24T08:00:00', null],
    ['nor before they begin', NIGHT, 'Asia/Shanghai', '2026-11-23T21:59:59', null],
    [
      'of a weekend are one',
      { 'sat-sun': '00:00-24:00' },
      'Asia/Shanghai',
      '2026-11-28T10:00:00',
      '2026-11-30T00:00:00',
    ],
    ['are those of the zone of the reader', NIGHT, 'Europe/London', '2026-11-23T23:30:00', null],
    ['or of their offset', NIGHT, '+05:30', '2026-11-24T03:00:00', '2026-11-24T10:30:00'],
    ['that nobody has set', null, 'Asia/Shanghai', '2026-11-23T23:30:00', null],
    ['without hours', {}, 'Asia/Shanghai', '2026-11-23T23:30:00', null],
    ['without a gap are none', { 'mon-sun': '00:00-24:00' }, 'Asia/Shanghai', '2026-11-23T23:30:00', null],
  ])('%s', (_, hours, zone, now, until) =>
    expect(quietUntil(local(now), hours, zone)).toEqual(until === null ? null : local(until)),
  );

  test('end at a moment that is not quiet, within a week', () => {
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-01'), noInvalidDate: true });
    const hours = fc.constantFrom(
      NIGHT,
      { 'mon-fri': '20:00-09:00', 'sat-sun': '00:00-24:00' },
      { wed: '12:00-13:00' },
    );
    fc.assert(
      fc.property(moment, hours, fc.constantFrom('Asia/Shanghai', 'America/New_York', '+05:30'), (at, each, zone) => {
        const until = quietUntil(at, each, zone);
        if (until === null) return;
        expect(until > at).toBe(true);
        expect(until.getTime() - at.getTime()).toBeLessThan(7 * 86_400_000);
        expect(quietUntil(until, each, zone)).toBeNull();
      }),
    );
  });
});

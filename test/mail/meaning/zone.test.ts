import { expect, test } from 'vitest';
import { senderZone } from '../../../src/mail/meaning/zone.ts';

test.each([
  ['Mon, 23 Nov 2026 11:00:00 +0800', '+08:00'],
  ['Mon, 23 Nov 2026 11:00:00 -0330 (NST)', '-03:30'],
  ['Mon, 23 Nov 2026 11:00:00 +0000', null],
  ['Mon, 23 Nov 2026 11:00:00 -0000', null],
  ['Mon, 23 Nov 2026 11:00:00 GMT', null],
  ['Mon, 23 Nov 2026 11:00:00 +9900', null],
  ['Mon, 23 Nov 2026 11:00:00 +1400', '+14:00'],
  ['Mon, 23 Nov 2026 11:00:00 +1500', null],
  ['Mon, 23 Nov 2026 11:00:00 +0101', '+01:01'],
  ['Mon, 23 Nov 2026 11:00:00 +0800 ', '+08:00'],
  ['Mon, 23 Nov 2026 11:00:00 +0800 or so', null],
  ['Mon, 23 Nov 2026 11:00:00 +0800x', null],
  ['', null],
])('%s is written in zone %s', (date, zone) => {
  expect(senderZone({ headers: [['date', date]] })).toBe(zone);
  expect(() => new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' })).not.toThrow();
});

test('only the Date field tells the zone', () => {
  expect(senderZone({ headers: [] })).toBeNull();
  expect(
    senderZone({
      headers: [
        ['resent-date', 'Mon, 23 Nov 2026 11:00:00 +0100'],
        ['date', 'Mon, 23 Nov 2026 11:00:00 +0800'],
      ],
    }),
  ).toBe('+08:00');
});

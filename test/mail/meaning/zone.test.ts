import { expect, test } from 'vitest';
import { senderZone } from '../../../src/mail/meaning/zone.ts';

test.each([
  ['Mon, 23 Nov 2026 11:00:00 +0800', '+08:00'],
  ['Mon, 23 Nov 2026 11:00:00 -0330 (NST)', '-03:30'],
  ['Mon, 23 Nov 2026 11:00:00 +0000', null],
  ['Mon, 23 Nov 2026 11:00:00 -0000', null],
  ['Mon, 23 Nov 2026 11:00:00 GMT', null],
  ['Mon, 23 Nov 2026 11:00:00 +9900', null],
  ['', null],
])('%s is written in zone %s', (date, zone) => {
  expect(senderZone({ headers: [['date', date]] })).toBe(zone);
  expect(() => new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' })).not.toThrow();
});

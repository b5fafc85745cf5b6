import { expect, test } from 'vitest';
import { readDate } from '../../../src/mail/mime/date.ts';

test.each([
  ['Mon, 23 Nov 2026 09:00:00 +0800', '2026-11-23T01:00:00.000Z'],
  ['Mon, 23 Nov 2026 09:00:00 +0800 (CST)', '2026-11-23T01:00:00.000Z'],
  ['Lun, 23 Nov 2026 09:00:00 GMT', '2026-11-23T09:00:00.000Z'],
  ['yesterday', null],
  ['', null],
])('date %s', (written, time) => {
  expect(readDate(written)?.toISOString() ?? null).toBe(time);
});

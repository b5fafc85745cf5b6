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

test.each([
  ['Mon, 23 Nov 2026 09:00:00 GMT (a b)', '2026-11-23T09:00:00.000Z'],
  ['Mon,(x)23 Nov 2026 09:00:00 GMT', '2026-11-23T09:00:00.000Z'],
  ['  23   Nov\r\n\t2026   09:00:00 GMT  ', '2026-11-23T09:00:00.000Z'],
  ['星期一, 23 Nov 2026 09:00:00 GMT', '2026-11-23T09:00:00.000Z'],
  ['星期一. 23 Nov 2026 09:00:00 GMT', '2026-11-23T09:00:00.000Z'],
  ['星期一 23 Nov 2026 09:00:00 GMT', '2026-11-23T09:00:00.000Z'],
  ['1星期一 23 Nov 2026 09:00:00 GMT', null],
  ['Mon, 23 Nov 2026 09:00:00 +0800 "中国', null],
  ['Mon, 23 Nov 2026 09:00:00 +0800 HKTX', '2026-11-23T01:00:00.000Z'],
  ['Mon, 23 Nov 2026 09:00:00 +0800 "HKTX"', '2026-11-23T01:00:00.000Z'],
  ['Mon, 23 Nov 2026 09.00.07 GMT', '2026-11-23T09:00:07.000Z'],
  ['Mon, 23 Nov 2026 19.28.37 GMT', '2026-11-23T19:28:37.000Z'],
  [`${'x'.repeat(175)} 23 Nov 2026 09:00:00 GMT`, '2026-11-23T09:00:00.000Z'],
  [`${'x'.repeat(176)} 23 Nov 2026 09:00:00 GMT`, null],
  ['Sat, 13 Sep 275760 00:00:00 GMT', null],
  ['()', null],
])('date %s', (written, time) => {
  expect(readDate(written)?.toISOString() ?? null).toBe(time);
});

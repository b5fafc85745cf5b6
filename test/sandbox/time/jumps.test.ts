import { expect, it } from 'vitest';
import { type Jump, landing } from '../../../src/sandbox/time/jumps.ts';

const CASES: readonly (readonly [jump: Jump, now: string, timezone: string, lands: string])[] = [
  ['half_hour', '2026-11-26T01:10:00+08:00', 'Asia/Shanghai', '2026-11-26T01:40:00+08:00'],
  ['four_hours', '2026-11-26T22:00:00+08:00', 'Asia/Shanghai', '2026-11-27T02:00:00+08:00'],
  ['morning', '2026-11-26T08:29:59+08:00', 'Asia/Shanghai', '2026-11-26T08:30:00+08:00'],
  ['morning', '2026-11-26T08:30:00+08:00', 'Asia/Shanghai', '2026-11-27T08:30:00+08:00'],
  ['morning', '2026-12-31T23:59:00+08:00', 'Asia/Shanghai', '2027-01-01T08:30:00+08:00'],
  // Friday, Sunday, Monday early and Monday late.
  ['monday', '2026-11-27T12:00:00+08:00', 'Asia/Shanghai', '2026-11-30T08:30:00+08:00'],
  ['monday', '2026-11-29T23:00:00+08:00', 'Asia/Shanghai', '2026-11-30T08:30:00+08:00'],
  ['monday', '2026-11-30T08:00:00+08:00', 'Asia/Shanghai', '2026-11-30T08:30:00+08:00'],
  ['monday', '2026-11-30T08:30:00+08:00', 'Asia/Shanghai', '2026-12-07T08:30:00+08:00'],
  // The day is that of the zone, and may have 23 or 25 hours.
  ['morning', '2026-03-28T09:00:00+01:00', 'Europe/Berlin', '2026-03-29T08:30:00+02:00'],
  ['morning', '2026-10-24T09:00:00+02:00', 'Europe/Berlin', '2026-10-25T08:30:00+01:00'],
  ['morning', '2026-11-26T23:00:00Z', 'Asia/Shanghai', '2026-11-27T08:30:00+08:00'],
];

it.each(CASES)('%s at %s in %s leads to %s', (jump, now, timezone, lands) => {
  expect(landing(jump, new Date(now), timezone)).toEqual(new Date(lands));
});

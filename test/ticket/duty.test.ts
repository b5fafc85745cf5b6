import { expect, test } from 'vitest';
import { type DutyOverride, onDuty } from '../../src/ticket/time/duty.ts';
import { li } from './sample.ts';

const office = { 'mon-fri': '09:00-18:00' };
const nights = { fri: '22:00-06:00' };
const from = new Date('2026-11-20T00:00Z');
const to = new Date('2026-11-25T00:00Z');
const leave: DutyOverride = { duty: 'off', from, to };
const shift: DutyOverride = { duty: 'on', from: new Date('2026-11-21T00:00Z'), to: null };

test.each<[string, Record<string, string> | null, readonly DutyOverride[], string, boolean]>([
  ['without a roster always', null, [], '2026-11-22T03:00+08:00', true],
  ['within the hours', office, [], '2026-11-23T09:00+08:00', true],
  ['from their very minute', { mon: '09:30-18:00' }, [], '2026-11-23T09:30+08:00', true],
  ['not a minute before', { mon: '09:30-18:00' }, [], '2026-11-23T09:29+08:00', false],
  ['not at their end', office, [], '2026-11-23T18:00+08:00', false],
  ['not before them', office, [], '2026-11-23T08:59+08:00', false],
  ['not at the weekend', office, [], '2026-11-22T12:00+08:00', false],
  ['in the zone of the desk, where it is Monday already', office, [], '2026-11-22T20:00-05:00', true],
  ['through the night into the next day', nights, [], '2026-11-21T05:59+08:00', true],
  ['but no longer', nights, [], '2026-11-21T06:00+08:00', false],
  ['not on leave', office, [leave], '2026-11-23T10:00+08:00', false],
  ['before it', office, [leave], '2026-11-19T10:00+08:00', true],
  ['not from its first moment', null, [leave], '2026-11-20T00:00Z', false],
  ['again from its end', null, [leave], '2026-11-25T00:00Z', true],
  ['again after it', office, [leave], '2026-11-25T10:00+08:00', true],
  ['on an extra shift at the weekend', office, [shift], '2026-11-22T12:00+08:00', true],
  ['by the later word of two', office, [leave, shift], '2026-11-23T10:00+08:00', true],
])('on duty: %s', (_, duty, overrides, now, expected) => {
  expect(onDuty({ ...li, duty }, overrides, new Date(now), 'Asia/Shanghai')).toBe(expected);
});

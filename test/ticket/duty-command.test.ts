import { expect, test } from 'vitest';
import { readDuty } from '../../src/ticket/duty-command.ts';
import { li, NOON, noon } from './sample.ts';

const friday = new Date('2026-11-27T18:00+08:00');

test.each([
  ['li on', { staff: li, override: { duty: 'on', from: NOON, to: null } }],
  ['li@desk.example off', { staff: li, override: { duty: 'off', from: NOON, to: null } }],
  ['li 休假 到 周五18:00', { staff: li, override: { duty: 'off', from: NOON, to: friday } }],
  ['LI OFF until friday 6pm', { staff: li, override: { duty: 'off', from: NOON, to: friday } }],
  ['nobody on', { refused: 'no_such_person', detail: 'nobody on' }],
  ['li', { refused: 'on_or_off', detail: '' }],
  ['li maybe', { refused: 'on_or_off', detail: 'maybe' }],
  ['li off whenever', { refused: 'no_time', detail: 'whenever' }],
])('#onduty %s', (argument, expected) => expect(readDuty(argument, noon)).toEqual(expected));

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openClock } from '../../../src/sandbox/time/clock.ts';
import { makeScratch } from '../../support/scratch.ts';

const HOUR_MS = 3_600_000;
let scratch: Awaited<ReturnType<typeof makeScratch>>;
beforeEach(async () => {
  scratch = await makeScratch('clock');
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  return scratch.remove();
});

const file = () => join(scratch.path, 'clock');
const aheadMs = (clock: { now(): Date }) => clock.now().getTime() - Date.now();

it('goes with the machine, then ahead of it by what was pushed, also after a start', () => {
  const clock = openClock(file());
  expect(aheadMs(clock)).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(aheadMs(clock)).toBe(0);
  const to = new Date(Date.now() + 5 * HOUR_MS);
  clock.push(to);
  expect(clock.now()).toEqual(to);
  vi.advanceTimersByTime(1000);
  expect(aheadMs(clock)).toBe(5 * HOUR_MS);
  expect(aheadMs(openClock(file()))).toBe(5 * HOUR_MS);
});

it('never goes back', () => {
  const clock = openClock(file());
  clock.push(new Date(Date.now() + HOUR_MS));
  clock.push(new Date(Date.now() - HOUR_MS));
  clock.push(new Date(Date.now() + HOUR_MS / 2));
  expect(aheadMs(clock)).toBe(HOUR_MS);
});

it.each(['soon', '-5', '1.5', ''.padEnd(30, '9')])('a file that says "%s" is refused', (text) => {
  writeFileSync(file(), text);
  expect(() => openClock(file())).toThrow(/does not hold a number of milliseconds/);
});

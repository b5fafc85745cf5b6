import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitOf } from '../../src/mail/time-limit.ts';

const LIMIT_MS = 1_000;
let clock: number;
beforeEach(() => {
  clock = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => vi.useRealTimers());

/** Timers fire after `ms`, the clock says that `took` have passed: more when the process was suspended meanwhile. */
const pass = (ms: number, took = ms): void => {
  clock += took;
  vi.advanceTimersByTime(ms);
};
const limit = (begunAt = 0) =>
  limitOf(LIMIT_MS, { begunAt: () => (clock >= begunAt ? begunAt : null), now: () => clock });

test('a mail that was begun is given up after its time', () => {
  const { signal } = limit();
  pass(LIMIT_MS - 1);
  expect(signal.aborted).toBe(false);
  pass(1);
  expect(signal.aborted).toBe(true);
});

test('the start of a thread is not the mail’s time', () => {
  const { signal } = limit(2_500);
  for (let at = 1; at <= 3; at++) pass(LIMIT_MS);
  pass(499);
  expect(signal.aborted).toBe(false);
  pass(1);
  expect(signal.aborted).toBe(true);
});

test('a thread that does not start within a minute is given up', () => {
  const { signal } = limit(Number.POSITIVE_INFINITY);
  for (let second = 0; second < 59; second++) pass(LIMIT_MS);
  expect(signal.aborted).toBe(false);
  pass(LIMIT_MS);
  expect(signal.aborted).toBe(true);
});

test('after the process was suspended the mail has its time again', () => {
  const { signal } = limit();
  pass(LIMIT_MS, 3_000);
  expect(signal.aborted).toBe(false);
  pass(LIMIT_MS);
  expect(signal.aborted).toBe(true);
});

test('a timer that is late because the machine is busy still counts', () => {
  const { signal } = limit();
  pass(LIMIT_MS, 1_400);
  expect(signal.aborted).toBe(true);
});

test('nothing is aborted after the end', () => {
  const { signal, stop } = limit();
  stop();
  pass(LIMIT_MS);
  expect(signal.aborted).toBe(false);
});

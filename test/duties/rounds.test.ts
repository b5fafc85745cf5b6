import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { nextFireIn, type Schedule, startRounds, sweepEvery } from '../../src/duties/rounds.ts';
import { createLogger } from '../../src/lib/log.ts';

const NOW = new Date('2026-11-23T04:00:00Z');
const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('the next clock fires', () => {
  test.each([
    ['never when none runs', null, null],
    ['on time between two rounds', later(7_300), 7_300],
    ['on time when a round was left out', later(59_000), 59_000],
    ['by a later round when there is time', later(61_000), null],
    ['a second later when it could not be', later(-5_000), 1_000],
    ['with its like when several are due within a second', later(200), 1_000],
  ] as const)('%s', (_, earliest, wait) => expect(nextFireIn(earliest, NOW)).toBe(wait));
});

describe('clocks are looked at', () => {
  test.each([
    ['every ten seconds, with the durations there are by default', '', 10_000],
    ['every second, when one takes seconds', 'confirm: { closeAfter: 5s }', 1_000],
    ['sixty times in the shortest', 'acceptWithin: 5m', 5_000],
    ['as one urgency needs', 'urgency: { urgent: { respondWithin: 2m, updateEvery: 2h } }', 2_000],
  ])('%s', (_, config, every) => expect(sweepEvery(parseConfig(config, 'a test'))).toBe(every));
});

describe('rounds', () => {
  const EVERY = 5_000;
  let done: string[];
  let call: () => Promise<void>;
  let logged: string[];
  let queueAway: boolean;
  beforeEach(() => {
    vi.useFakeTimers();
    [done, logged, queueAway] = [[], [], false];
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const duty = (part: string, every = 30_000, firstAfter = 0) => ({
    part,
    every,
    firstAfter,
    async work() {
      done.push(part);
    },
  });
  const start = (options: Partial<Parameters<typeof startRounds>[0]> = {}) => {
    const schedule: Schedule = {
      async every(milliseconds) {
        if (queueAway) throw new Error('the queue is away');
        done.push(`scheduled ${milliseconds}`);
      },
      answer(round) {
        call = round;
        return { close: async () => undefined };
      },
    };
    return startRounds({
      every: EVERY,
      schedule,
      async fireClocks() {
        done.push('clocks');
        return null;
      },
      duties: [],
      log: createLogger('info', (line) => logged.push(`${JSON.parse(line).event} ${JSON.parse(line).part ?? ''}`)),
      ...options,
    });
  };

  test('fire a clock that becomes due while the duties of a round take long, once that is done', async () => {
    const waits = [1_000, null];
    const rounds = start({
      async fireClocks() {
        done.push('clocks');
        return waits.shift() ?? null;
      },
      duties: [{ ...duty('long'), work: () => new Promise((resolve) => setTimeout(resolve, 3_000)) }],
    });
    void call();
    await vi.advanceTimersByTimeAsync(2_900);
    expect(done.filter((each) => each === 'clocks')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(done.filter((each) => each === 'clocks')).toHaveLength(2);
    await rounds.close();
  });

  test('fire clocks whenever the queue calls, and do each duty at its time, in order', async () => {
    const rounds = start({ duties: [duty('often'), duty('daily', 60_000, 60_000), duty('outbox')] });
    for (let seconds = 0; seconds <= 60; seconds += 5) {
      await call();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    const sweep = Array.from({ length: 5 }, () => 'clocks');
    const due = ['often', 'outbox'];
    expect(done.filter((what) => !what.startsWith('scheduled'))).toEqual(
      [['clocks', ...due], sweep, ['clocks', ...due], sweep, ['clocks', 'often', 'daily', 'outbox']].flat(),
    );
    await rounds.close();
  });

  test('go on when a part fails, which is logged', async () => {
    const failing = (part: string) => ({ ...duty(part), work: () => Promise.reject(new Error('away')) });
    const rounds = start({
      fireClocks: () => Promise.reject(new Error('away')),
      duties: [failing('notices'), duty('canary')],
    });
    await call();
    expect(done).toContain('canary');
    expect(logged).toEqual(['round_failed sweep', 'round_failed notices']);
    await rounds.close();
  });

  test('never run two at once: a second call waits for the same round', async () => {
    const open = Promise.withResolvers<void>();
    const rounds = start({
      duties: [{ ...duty('slow'), work: () => open.promise.then(() => void done.push('slow')) }],
    });
    const calls = [call(), call()];
    open.resolve();
    await Promise.all(calls);
    expect(done.filter((what) => what === 'clocks')).toHaveLength(1);
    await rounds.close();
  });

  test('run by themselves when the queue has been silent for 15 s, and not before', async () => {
    const rounds = start();
    await call();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(done.filter((what) => what === 'clocks')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(done.filter((what) => what === 'clocks')).toHaveLength(2);
    await rounds.close();
  });

  test('run when a clock is due between two calls', async () => {
    const waits = [700, null];
    const rounds = start({
      async fireClocks() {
        done.push('clocks');
        return waits.shift() ?? null;
      },
    });
    await call();
    await vi.advanceTimersByTimeAsync(699);
    expect(done.filter((what) => what === 'clocks')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(done.filter((what) => what === 'clocks')).toHaveLength(2);
    await rounds.close();
  });

  test('are scheduled again every 30 s, since a queue may lose everything, or come back', async () => {
    queueAway = true;
    const rounds = start();
    await vi.advanceTimersByTimeAsync(0);
    expect(logged).toEqual(['sweep_unscheduled ']);
    queueAway = false;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(done.filter((what) => what.startsWith('scheduled'))).toEqual(['scheduled 5000']);
    await rounds.close();
  });

  test('are over when closed: the one that runs is waited for, and no clock starts another', async () => {
    const open = Promise.withResolvers<number | null>();
    const rounds = start({
      fireClocks() {
        done.push('clocks');
        return open.promise;
      },
    });
    void call();
    const closing = rounds.close();
    open.resolve(100);
    await closing;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done.filter((what) => what === 'clocks')).toHaveLength(1);
  });
});

import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { sleep } from '../../src/lib/sleep.ts';

it('an abort ends a pause, and one that has come already lets none begin', async () => {
  const stop = new AbortController();
  const pause = sleep(3_600_000, stop.signal);
  stop.abort();
  await pause;
  await sleep(3_600_000, stop.signal);
});

it('a pause that has ended leaves no listener behind', async () => {
  const { signal } = new AbortController();
  await sleep(1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

import { createRequire } from 'node:module';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMetrics } from '../../src/http/metrics.ts';

const LEVELS = {
  letters: {},
  oldestUnsentSeconds: 0,
  undecidedMails: 0,
  breached: {},
  queueDepth: 0,
  webhooks: [],
  assist: null,
  clockAheadSeconds: null,
};

/** As the metrics package gets it. */
const timing: typeof import('node:perf_hooks') = createRequire(import.meta.url)('node:perf_hooks');

test('the process is measured from the first scrape on, once', async () => {
  const watching = vi.spyOn(timing, 'monitorEventLoopDelay');
  onTestFinished(() => watching.mockRestore());
  const metrics = createMetrics({ levels: async () => LEVELS, mailboxes: async () => [] });
  expect(watching).not.toHaveBeenCalled();
  expect((await metrics.text()).body).toContain('nodejs_eventloop_lag_p99_seconds');
  expect((await metrics.text()).body).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(watching).toHaveBeenCalledTimes(1);
});

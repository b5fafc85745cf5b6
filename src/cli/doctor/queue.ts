import type { Settings } from '../../config/settings.ts';
import { queueBackend } from '../../daemon.ts';
import { createLogger } from '../../lib/log.ts';
import { withTimeout } from '../../lib/timeout.ts';
import { openWakeQueue } from '../../outbox/queue.ts';
import { type Finding, look } from './finding.ts';

/** Whether BullMQ's backend answers, and how many jobs wait in it. */
export const queueFinding = (settings: Settings): Promise<Finding> =>
  look('queue', settings.redisUrl ? 'start Redis, or correct REDIS_URL' : 'run tsdesk migrate', () => queue(settings));

async function queue(settings: Settings): Promise<string> {
  const backend = queueBackend(settings);
  const wakeQueue = openWakeQueue(backend, createLogger('silent'));
  try {
    await withLimit(wakeQueue.ready());
    return `BullMQ on ${backend.kind === 'redis' ? 'Redis' : 'PostgreSQL'}, ${await wakeQueue.depth()} jobs`;
  } finally {
    await wakeQueue.close();
  }
}

const LIMIT_MS = 15_000;
const withLimit = <T>(work: Promise<T>): Promise<T> =>
  withTimeout(work, LIMIT_MS, () => new Error(`no answer within ${LIMIT_MS / 1000} s`));

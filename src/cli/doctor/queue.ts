import type { Settings } from '../../config/settings.ts';
import { queueBackend } from '../../daemon.ts';
import { createLogger } from '../../lib/log.ts';
import { openWakeQueue } from '../../outbox/queue.ts';
import { type Finding, look } from './finding.ts';

/** Whether BullMQ's backend answers, and how many jobs wait in it. */
export const queueFinding = (settings: Settings): Promise<Finding> =>
  look('queue', settings.redisUrl ? 'start Redis, or correct REDIS_URL' : 'run tsdesk migrate', () => queue(settings));

async function queue(settings: Settings): Promise<string> {
  const backend = queueBackend(settings);
  const bell = openWakeQueue(backend, createLogger('silent'));
  try {
    await withLimit(bell.ready());
    return `BullMQ on ${backend.kind === 'redis' ? 'Redis' : 'PostgreSQL'}, ${await bell.depth()} jobs`;
  } finally {
    await bell.close();
  }
}

const LIMIT_MS = 15_000;
async function withLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

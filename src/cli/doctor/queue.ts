import type { Settings } from '../../config/settings.ts';
import { queueBackend } from '../../daemon.ts';
import type { FitDatabase } from '../../desk/health/database-fit.ts';
import { createLogger } from '../../lib/log.ts';
import { withTimeout } from '../../lib/timeout.ts';
import { openWakeQueue } from '../../outbox/queue.ts';
import { examineRedis } from '../../outbox/redis.ts';
import { type Finding, look } from './finding.ts';

/**
 * Whether BullMQ's backend answers, and how many jobs wait in it. `database` is null where the desk cannot work on it.
 */
export async function queueFinding(settings: Settings, database: FitDatabase | null): Promise<Finding> {
  if (settings.redisUrl === null) {
    if (database !== null) return look('queue', 'run tsdesk migrate', () => queue(settings, database));
    return { check: 'queue', ok: false, finding: 'not looked at: it is in the database', remedy: 'see above' };
  }
  const fault = await examineRedis(settings.redisUrl);
  if (fault !== null) return { check: 'queue', ok: false, ...fault };
  return look('queue', 'start Redis, or correct REDIS_URL', () => queue(settings, database));
}

async function queue(settings: Settings, database: FitDatabase | null): Promise<string> {
  const backend =
    settings.redisUrl === null && database !== null
      ? await queueBackend(settings, database)
      : ({ kind: 'redis', url: settings.redisUrl ?? '' } as const);
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

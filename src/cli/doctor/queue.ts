import type { Settings } from '../../config/settings.ts';
import { queueBackend } from '../../daemon.ts';
import type { FitDatabase } from '../../desk/health/database-fit.ts';
import { createLogger } from '../../lib/log.ts';
import { withTimeout } from '../../lib/timeout.ts';
import { openWakeQueue } from '../../outbox/queue.ts';
import { examineRedis } from '../../outbox/redis.ts';
import { examineSession } from '../../store/connection/session.ts';
import { unreachable } from './database.ts';
import { type Finding, messageOf, well, wrong } from './finding.ts';

/** Whether BullMQ's backend answers, and how many jobs wait in it. `database`: null where it is not needed for that. */
export async function queueFinding(settings: Settings, database: FitDatabase | null): Promise<Finding> {
  const check = 'queue';
  const fault = settings.redisUrl === null ? null : await examineRedis(settings.redisUrl);
  if (fault !== null) return { check, ok: false, ...fault };
  const own = settings.redisUrl === null ? (settings.queueDatabaseUrl ?? null) : null;
  try {
    if (own !== null) await examineSession(own);
    return well(check, await queue(settings, database));
  } catch (error) {
    return own === null
      ? wrong(
          check,
          messageOf(error),
          settings.redisUrl === null ? 'run tsdesk migrate' : 'start Redis, or correct REDIS_URL',
        )
      : unreachable(check, error, own, 'QUEUE_DATABASE_URL');
  }
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

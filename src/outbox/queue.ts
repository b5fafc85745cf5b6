import { randomUUID } from 'node:crypto';
import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { batched } from '../lib/batch.ts';
import { crashPoint } from '../lib/crash-point.ts';
import type { Logger } from '../lib/log.ts';

/**
 * The doorbell: jobs carry an id and no content, and losing all of them loses nothing, because the sweep finds what is due.
 * BullMQ runs on PostgreSQL, or on Redis when there is a URL for it.
 */
export type QueueBackend =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string };

export const LETTERS = 'letters';
export const SWEEP = 'sweep';

const ONCE = { removeOnComplete: true, removeOnFail: true } as const;

export type WakeQueue = {
  /** Rings because this letter waits; calls made while one is being put into the queue share the next job. Rejects when the queue is away. */
  readonly ring: (letterId: string) => Promise<void>;
  /** Has the sweep run every so many milliseconds, once for all daemons. */
  readonly every: (milliseconds: number) => Promise<void>;
  readonly depth: () => Promise<number>;
  readonly ready: () => Promise<void>;
  /** To look at. */
  readonly queues: readonly Queue[];
  readonly close: () => Promise<void>;
};

export function openWakeQueue(backend: QueueBackend, log: Logger): WakeQueue {
  const letters = openQueue(LETTERS, backend, log);
  const sweep = openQueue(SWEEP, backend, log);
  const ring = batched(async (ids: readonly string[]) => {
    // Without an id of ours BullMQ counts jobs with a sequence it would first have to create, which the daemon's role may not.
    await letters.add('send', { id: ids[0] ?? '' }, { ...ONCE, jobId: randomUUID() });
    crashPoint('rung');
    return ids;
  });
  return {
    async ring(letterId) {
      await ring(letterId);
    },
    async every(milliseconds) {
      await sweep.upsertJobScheduler('sweep', { every: milliseconds }, { name: 'sweep', opts: ONCE });
    },
    async depth() {
      const counts = await letters.getJobCounts('waiting', 'delayed', 'active', 'prioritized');
      return Object.values(counts).reduce((sum, n) => sum + n, 0);
    },
    async ready() {
      await Promise.all([letters.waitUntilReady(), sweep.waitUntilReady()]);
    },
    // The type stands for Redis; whoever looks at queues takes both.
    queues: [letters as Queue, sweep as Queue],
    async close() {
      // Without a farewell, which a queue that is away would keep us waiting for.
      await Promise.all([letters.getBackend().close(true), sweep.getBackend().close(true)]);
    },
  };
}

type Job = { readonly id?: string };
const onPostgres = withBackend(createPostgresBackend);
/** Keeps the keys in one slot of a Redis Cluster. */
const PREFIX = '{tsdesk}';

function openQueue(name: string, backend: QueueBackend, log: Logger) {
  const queue =
    backend.kind === 'redis'
      ? new Queue<Job>(name, { connection: redisConnection(backend.url, 1), prefix: PREFIX })
      : new onPostgres.Queue<Job>(name, { connection: { connectionString: backend.url, max: 2 } });
  queue.on('error', complaints(name, log));
  return queue;
}

/** A worker looks for a queue that is away so often, in milliseconds. */
const RETURNS = { runRetryDelay: 5_000 } as const;
/** A worker whose queue is away may wait for it for good; a stop does not. Milliseconds. */
const CLOSE_WITHIN_MS = 3_000;
const COMPLAIN_EVERY_MS = 5_000;

/** Tells of trouble now and then only: a database that is starting refuses a worker hundreds of times a second. */
function complaints(queue: string, log: Logger): (error: Error) => void {
  let silentUntil = 0;
  return (error) => {
    if (performance.now() < silentUntil) return;
    silentUntil = performance.now() + COMPLAIN_EVERY_MS;
    log.warn({ event: 'queue_trouble', queue, err: error });
  };
}

/** Starts answering the bell, one job at a time. */
export function onWake(
  name: typeof LETTERS | typeof SWEEP,
  backend: QueueBackend,
  log: Logger,
  handle: () => Promise<void>,
): { close: () => Promise<void> } {
  const worker =
    backend.kind === 'redis'
      ? new Worker<Job>(name, handle, { connection: redisConnection(backend.url, null), prefix: PREFIX, ...RETURNS })
      : new onPostgres.Worker<Job>(name, handle, {
          connection: { connectionString: backend.url, max: 3 },
          ...RETURNS,
        });
  worker.on('error', complaints(name, log));
  worker.on('failed', (_job: unknown, error: Error) => log.error({ event: 'job_failed', queue: name, err: error }));
  return {
    async close() {
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, CLOSE_WITHIN_MS);
      await Promise.race([worker.close(), patience.promise]);
      clearTimeout(timer);
      await worker.getBackend().close(true);
    },
  };
}

/** Milliseconds until the next try to reach Redis: however long it was away, its return is noticed within five seconds. */
export const redisRetryDelay = (tries: number): number => Math.min(tries * 250, 5_000);

/** Adding fails at once when Redis is away (the sweep catches up); workers wait for its return. */
const redisConnection = (url: string, maxRetriesPerRequest: number | null) => ({
  url,
  maxRetriesPerRequest,
  enableOfflineQueue: maxRetriesPerRequest === null,
  retryStrategy: redisRetryDelay,
});

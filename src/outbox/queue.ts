import { randomUUID } from 'node:crypto';
import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { batched } from '../lib/batch.ts';
import { crashPoint } from '../lib/crash-point.ts';
import type { Logger } from '../lib/log.ts';
import { atMost } from '../lib/timeout.ts';

/**
 * How letters leave. Their octets are final and in the database before this room hears of them; it claims what is due,
 * hands it to a relay, and writes down how that ended.
 *
 * The queue in this file only wakes senders: jobs carry an id and no content, and losing all of them loses nothing,
 * because the sweep finds what is due. BullMQ runs on PostgreSQL, or on Redis when there is a URL for it.
 */
export type QueueBackend =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string };

export const LETTER_QUEUE = 'letters';
export const SWEEP = 'sweep';

const ONCE = { removeOnComplete: true, removeOnFail: true } as const;

export type WakeQueue = {
  /**
   * Wakes a sender because this letter waits; calls made while a job is being added share the next one. Rejects when
   * the queue is away.
   */
  readonly wake: (letterId: string) => Promise<void>;
  /** Has the sweep run every so many milliseconds, once for all daemons. */
  readonly every: (milliseconds: number) => Promise<void>;
  readonly depth: () => Promise<number>;
  readonly ready: () => Promise<void>;
  /** For bull-board. */
  readonly queues: readonly Queue[];
  readonly close: () => Promise<void>;
};

export function openWakeQueue(backend: QueueBackend, log: Logger): WakeQueue {
  const letters = openQueue(LETTER_QUEUE, backend, log);
  const sweep = openQueue(SWEEP, backend, log);
  const wake = batched(async (ids: readonly string[]) => {
    // Without an id of ours BullMQ counts jobs with a sequence that it has to create first, which the daemon's role may
    // not.
    await letters.add('send', { id: ids[0] ?? '' }, { ...ONCE, jobId: randomUUID() });
    crashPoint('woken');
    return ids;
  });
  return {
    async wake(letterId) {
      await wake(letterId);
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
    // The type is that of Redis; bull-board takes both.
    queues: [letters as Queue, sweep as Queue],
    async close() {
      // Closed by force: an orderly end would wait for a queue that is away.
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
  queue.on('error', reportTrouble(name, log));
  return queue;
}

/** Milliseconds until a worker looks again for a queue that is away. */
const RETRIES = { runRetryDelay: 5_000 } as const;
/** A worker whose queue is away would wait for it without end; a stop waits this long. Milliseconds. */
const CLOSE_WITHIN_MS = 3_000;
const REPORT_EVERY_MS = 5_000;

/**
 * Logs trouble at most once in five seconds: a database that is starting refuses a worker hundreds of times a second.
 */
function reportTrouble(queue: string, log: Logger): (error: Error) => void {
  let silentUntil = 0;
  return (error) => {
    if (performance.now() < silentUntil) return;
    silentUntil = performance.now() + REPORT_EVERY_MS;
    log.warn({ event: 'queue_trouble', queue, err: error });
  };
}

/** Starts a worker that runs `handle` for every job, one at a time. */
export function onWake(
  name: typeof LETTER_QUEUE | typeof SWEEP,
  backend: QueueBackend,
  log: Logger,
  handle: () => Promise<void>,
): { close: () => Promise<void> } {
  const worker =
    backend.kind === 'redis'
      ? new Worker<Job>(name, handle, { connection: redisConnection(backend.url, null), prefix: PREFIX, ...RETRIES })
      : new onPostgres.Worker<Job>(name, handle, {
          connection: { connectionString: backend.url, max: 3 },
          ...RETRIES,
        });
  worker.on('error', reportTrouble(name, log));
  worker.on('failed', (_job: unknown, error: Error) => log.error({ event: 'job_failed', queue: name, err: error }));
  return {
    async close() {
      await atMost(worker.close(), CLOSE_WITHIN_MS);
      await worker.getBackend().close(true);
    },
  };
}

/**
 * Milliseconds until the next try to reach Redis, at most five seconds however long it has been away.
 * @internal tests look at it
 */
export const redisRetryDelay = (tries: number): number => Math.min(tries * 250, 5_000);

/** Adding fails at once when Redis is away (the sweep catches up); workers wait for its return. */
const redisConnection = (url: string, maxRetriesPerRequest: number | null) => ({
  url,
  maxRetriesPerRequest,
  enableOfflineQueue: maxRetriesPerRequest === null,
  retryStrategy: redisRetryDelay,
});

import { randomUUID } from 'node:crypto';
import { Queue, Worker, withBackend } from 'bullmq';
import type { Redis } from 'ioredis';
import { batched } from '../lib/batch.ts';
import { crashPoint } from '../lib/crash-point.ts';
import type { Logger } from '../lib/log.ts';
import { sleep } from '../lib/sleep.ts';
import { atMost, withTimeout } from '../lib/timeout.ts';
import {
  LOOK_EVERY_S,
  NO_CONNECTION,
  openQueueConnections,
  type PostgresPlace,
  type QueueConnections,
} from './postgres-queue.ts';
import { examineRedis, unfitRedis } from './redis.ts';

/**
 * How letters leave. Their octets are final and in the database before this room hears of them; it claims what is due,
 * hands it to a relay, and writes down how that ended.
 *
 * The queue in this file only wakes senders: jobs carry an id and no content, and losing all of them loses nothing,
 * because the sweep finds what is due. BullMQ runs on PostgreSQL, or on Redis when there is a URL for it.
 */
export type QueueBackend = { readonly kind: 'redis'; readonly url: string } | PostgresPlace;

export const LETTER_QUEUE = 'letters';
export const SWEEP = 'sweep';

const ONCE = { removeOnComplete: true, removeOnFail: true } as const;

export type WakeQueue = {
  /**
   * Wakes a sender of any process because this letter waits; calls within a tenth of a second share a job. Rejects when
   * the queue is away.
   */
  readonly wake: (letterId: string) => Promise<void>;
  /** Has the sweep run every so many milliseconds, once for all daemons. */
  readonly every: (milliseconds: number) => Promise<void>;
  /** Rejects when the queue is away or does not carry jobs, and says why in a line. */
  readonly depth: () => Promise<number>;
  readonly ready: () => Promise<void>;
  /** Starts a worker that runs `handle` for every job, one at a time, as soon as the queue is there. */
  readonly onWake: (
    name: typeof LETTER_QUEUE | typeof SWEEP,
    handle: () => Promise<void>,
  ) => { readonly close: () => Promise<void> };
  /** For bull-board. */
  readonly queues: readonly Queue[];
  readonly close: () => Promise<void>;
};

/** Opens the queue, which may be away: it is looked for in the background, and nothing here waits for it for long. */
export function openWakeQueue(backend: QueueBackend, log: Logger): WakeQueue {
  const postgres =
    backend.kind === 'postgres' ? openQueueConnections(backend, reportTrouble('connections', log)) : null;
  const place: Place = { backend, factory: postgres?.factory ?? null, log };
  const letters = openQueue(LETTER_QUEUE, place);
  const sweep = openQueue(SWEEP, place);
  const wake = batched(async (ids: readonly string[]) => {
    // Without an id of ours BullMQ counts jobs with a sequence that it has to create first, which the daemon's role may
    // not.
    const adding = letters.add('send', { id: ids[0] ?? '' }, { ...ONCE, jobId: randomUUID() });
    const woken = withTimeout(adding, ADD_WITHIN_MS, away).then(() => crashPoint('woken'));
    await Promise.allSettled([woken, sleep(WAKE_EVERY_MS)]);
    return ids.map(() => woken);
  });
  return {
    wake,
    async every(milliseconds) {
      await sweep.upsertJobScheduler('sweep', { every: milliseconds }, { name: 'sweep', opts: ONCE });
    },
    async depth() {
      if (backend.kind === 'redis') await requireFitRedis(letters, backend.url);
      const counts = await letters.getJobCounts('waiting', 'delayed', 'active', 'prioritized');
      return Object.values(counts).reduce((sum, n) => sum + n, 0);
    },
    async ready() {
      await Promise.all([letters.waitUntilReady(), sweep.waitUntilReady()]);
    },
    onWake: (name, handle) => startWorker(name, place, handle),
    // The type is that of Redis; bull-board takes both.
    queues: [letters as Queue, sweep as Queue],
    async close() {
      // Closed by force: an orderly end would wait for a queue that is away.
      await Promise.all([letters.getBackend().close(true), sweep.getBackend().close(true)]);
      if (postgres) await atMost(postgres.close(), CLOSE_WITHIN_MS);
    },
  };
}

type Job = { readonly id?: string };
type Place = {
  readonly backend: QueueBackend;
  readonly factory: QueueConnections['factory'] | null;
  readonly log: Logger;
};

/** Keeps the queue's keys together, and apart from others in the same Redis. */
const PREFIX = '{tsdesk}';
/** The process that wrote a letter looks by itself, at once: milliseconds between two jobs for the others. */
const WAKE_EVERY_MS = 100;
/** A job that cannot be added within this time is given up: this process looks by itself. Milliseconds. */
const ADD_WITHIN_MS = 5_000;
const away = (): Error => new Error(`the queue has not answered within ${ADD_WITHIN_MS / 1000} s`);

function openQueue(name: string, { backend, factory, log }: Place) {
  const queue =
    backend.kind === 'redis' || factory === null
      ? new Queue<Job>(name, { connection: redisConnection(backend.url, 1), prefix: PREFIX })
      : new (withBackend(factory).Queue)<Job>(name, { connection: NO_CONNECTION });
  queue.on('error', reportTrouble(name, log));
  return queue;
}

/** Rejects with what is the matter with Redis and how to mend it. */
async function requireFitRedis(queue: { readonly getBackend: () => unknown }, url: string): Promise<void> {
  const { client } = queue.getBackend() as { readonly client: Promise<Redis> };
  const fault = await client
    .then((redis) => redis.info())
    .then(
      (info) => unfitRedis(info, url),
      () => examineRedis(url),
    );
  if (fault !== null) throw new Error(`${fault.finding}: ${fault.remedy}`);
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

function startWorker(
  name: typeof LETTER_QUEUE | typeof SWEEP,
  { backend, factory, log }: Place,
  handle: () => Promise<void>,
): { close: () => Promise<void> } {
  const lookEvery = backend.kind === 'postgres' && backend.shared ? { drainDelay: LOOK_EVERY_S } : {};
  const options = { autorun: false, ...RETRIES, ...lookEvery };
  const worker =
    backend.kind === 'redis' || factory === null
      ? new Worker<Job>(name, handle, { connection: redisConnection(backend.url, null), prefix: PREFIX, ...options })
      : new (withBackend(factory).Worker)<Job>(name, handle, { connection: NO_CONNECTION, ...options });
  worker.on('error', reportTrouble(name, log));
  worker.on('failed', (_job: unknown, error: Error) => log.error({ event: 'job_failed', queue: name, err: error }));
  const closed = new AbortController();
  const run = async (): Promise<void> => {
    // It ends by itself when the queue is away at its start.
    for (; !closed.signal.aborted; await sleep(RETRIES.runRetryDelay, closed.signal))
      await worker.run().catch((error: Error) => worker.emit('error', error));
  };
  void run();
  return {
    async close() {
      closed.abort();
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

import { randomUUID } from 'node:crypto';
import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import { createLogger } from '../src/lib/log.ts';
import { openWakeQueue, type QueueBackend } from '../src/outbox/queue.ts';
import { against, type Row, rate, type Stage } from './stage.ts';
import { openWorld } from './world.ts';

export const enqueue: Stage = {
  description: 'waking a sender through BullMQ, where calls made at once share a job',
  long: false,
  async run({ mails }) {
    const world = await openWorld();
    try {
      const rows = await compare({ kind: 'postgres', url: world.databaseUrl }, mails ?? 500);
      return world.redisUrl === null
        ? rows
        : [...rows, ...(await compare({ kind: 'redis', url: world.redisUrl }, mails ?? 500))];
    } finally {
      await world.close();
    }
  },
};

async function compare(backend: QueueBackend, count: number): Promise<Row[]> {
  const onPostgres = withBackend(createPostgresBackend);
  const queue =
    backend.kind === 'redis'
      ? new Queue('bare', { connection: { url: backend.url } })
      : new onPostgres.Queue('bare', { connection: { connectionString: backend.url, max: 2 } });
  const wakeQueue = openWakeQueue(backend, createLogger('silent'));
  const ids = Array.from({ length: count }, () => randomUUID());
  const added = await rate(count, async () => {
    for (const id of ids) await queue.add('send', { id }, { jobId: randomUUID(), removeOnComplete: true });
  });
  const woken = await rate(count, () => Promise.all(ids.map(wakeQueue.wake)));
  await Promise.all([queue.close(), wakeQueue.close()]);
  return against({ what: `${backend.kind}: one job each`, figure: added }, `${backend.kind}: waking`, woken);
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redisRetryDelay } from '../../src/outbox/queue.ts';
import type { Daemon } from '../support/daemon.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { redisMissing, startRedis, type TestRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { withSql } from './sql.ts';

const STUCK_MS = 60_000;
let sender = 0;
const problem = () => ({ from: `customer${sender++}@c${sender}.example`, subject: '报错', text: '导出报错，请处理。' });

/** A mail's acknowledgement within the minute after which it would count as stuck. */
async function acknowledged(desk: TestDesk): Promise<void> {
  const mail = problem();
  await desk.receive(mail);
  await desk.postbox.waitFor(({ to }) => to.includes(mail.from), STUCK_MS);
}

describe.skipIf(dovecotMissing || redisMissing)('Redis', () => {
  let redis: TestRedis;
  let desk: TestDesk;
  let daemon: Daemon;
  beforeEach(async () => {
    redis = await startRedis();
    desk = await openTestDesk({ env: { REDIS_URL: redis.url } });
    daemon = await desk.start();
    await acknowledged(desk);
  });
  afterEach(async () => {
    await desk.close();
    await redis.stop();
  });

  it.each<[string, (redis: TestRedis) => Promise<void>]>([
    ['loses everything', (server) => server.flush()],
    ['is restarted', (server) => server.restart()],
    ['is away', (server) => server.halt()],
    ['is out of memory', (server) => server.exhaustMemory()],
  ])(
    '%s: no letter is stuck, during it and after',
    async (what, strike) => {
      await strike(redis);
      await acknowledged(desk);
      if (what === 'is away') await redis.start();
      if (what === 'is out of memory') await redis.restart();
      await acknowledged(desk);
      expect(await daemon.stop()).toMatchObject({ code: 0 });
    },
    150_000,
  );

  it('is away: the daemon stops all the same', async () => {
    await redis.halt();
    await daemon.waitForLog((line) => line.includes('"queue_trouble"'));
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});

it('Redis that was away for an hour, or a week, is tried again within five seconds', () => {
  expect([1, 20, 720, 121_000].map(redisRetryDelay)).toEqual([250, 5_000, 5_000, 5_000]);
});

describe.skipIf(dovecotMissing)('the queue on PostgreSQL', () => {
  it('is truncated: no letter is stuck', async () => {
    const desk = await openTestDesk();
    try {
      const daemon = await desk.start();
      await acknowledged(desk);
      await withSql(desk.databaseUrl, async (sql) => {
        const tables = await sql<{ name: string }[]>`
          select format('%I.%I', schemaname, tablename) as name from pg_tables
          where schemaname like 'bullmq%' or tablename like 'bullmq%'`;
        expect(tables.length).toBeGreaterThan(0);
        const data = tables.map(({ name }) => name).filter((name) => !name.includes('migration'));
        // Beside transactions of the queue PostgreSQL may refuse it (40P01).
        await until('the tables to be emptied', () =>
          sql.unsafe(`truncate ${data.join(', ')} cascade`).then(() => true),
        );
      });
      await acknowledged(desk);
      expect(await daemon.stop()).toMatchObject({ code: 0 });
    } finally {
      await desk.close();
    }
  }, 120_000);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '../../src/lib/random.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { redisMissing, startRedis, type TestRedis } from '../support/redis.ts';
import { type Account, FAULTLESS } from './account.ts';
import { crashAgainAndAgain } from './crashes.ts';
import { WORKLOAD_CONFIG } from './workload.ts';

/** `npm run faults` sets these for the long run; see docs/reliability.md. */
const kills = Number(process.env.FAULT_KILLS ?? 16);
const seed = Number(process.env.FAULT_SEED ?? 1);

function print(backend: string, points: ReadonlyMap<string, number>, { deviations, ...counted }: Account): void {
  if (process.env.FAULT_KILLS === undefined) return;
  console.log(`\n${backend}, seed ${seed}`);
  console.table(Object.fromEntries([...points].sort()));
  const cases = Object.entries(deviations).map(([name, list]) => [name, list.length]);
  console.table({ ...counted, ...Object.fromEntries(cases) });
}

const progress = (done: number): void => {
  if (process.env.FAULT_KILLS !== undefined && done % 50 === 0) console.log(`${done} of ${kills} kills`);
};

describe.skipIf(dovecotMissing)('killed between any two steps', () => {
  describe('with the queue on PostgreSQL', () => {
    let desk: TestDesk;
    beforeAll(async () => {
      desk = await openTestDesk({ config: WORKLOAD_CONFIG });
    });
    afterAll(() => desk.close());

    it(`nothing is missing and nothing doubled after ${kills} kills`, async () => {
      const { account, kills: points } = await crashAgainAndAgain(desk, { kills, random: randomOf(seed), progress });
      print('PostgreSQL', points, account);
      expect(account.deviations).toEqual(FAULTLESS);
    }, 7_200_000);
  });

  describe.skipIf(redisMissing)('with the queue on Redis', () => {
    let redis: TestRedis;
    let desk: TestDesk;
    beforeAll(async () => {
      redis = await startRedis();
      desk = await openTestDesk({ config: WORKLOAD_CONFIG, env: { REDIS_URL: redis.url } });
    });
    afterAll(async () => {
      await desk.close();
      await redis.stop();
    });

    it(`nothing is missing and nothing doubled after ${kills} kills`, async () => {
      const random = randomOf(seed + 1);
      const { account, kills: points } = await crashAgainAndAgain(desk, { kills, random, progress });
      print('Redis', points, account);
      expect(account.deviations).toEqual(FAULTLESS);
    }, 7_200_000);
  });
});

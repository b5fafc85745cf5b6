import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomOf } from '../../src/lib/random.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { until } from '../support/until.ts';
import { accountOf, FAULTLESS } from './account.ts';
import { settled } from './settled.ts';
import { untilSql, withSql } from './sql.ts';
import { WORKLOAD_CONFIG, Workload } from './workload.ts';

const WAIT = { timeoutMs: 90_000, everyMs: 100 };

describe.skipIf(dovecotMissing)('two daemons', () => {
  let desk: TestDesk;
  let work: Workload;
  beforeEach(async () => {
    desk = await openTestDesk({ config: WORKLOAD_CONFIG });
    work = new Workload(randomOf(11));
  });
  afterEach(() => desk.close());

  const deliver = async (rounds: number): Promise<void> => {
    for (let round = 0; round < rounds; round++) await desk.mailbox.deliverMany(work.next());
  };
  /** As if the lease had not been renewed for its 15 seconds. */
  const endLeases = (): Promise<unknown> =>
    withSql(desk.databaseUrl, async (sql) => {
      await sql`update mailbox set lease_until = now() - interval '1 second'`;
      await sql`update letter set lease_until = now() - interval '1 second' where lease_until is not null`;
    });

  it('share the work: one reads, both send', async () => {
    await desk.start();
    const second = desk.launch({});
    await second.waitForLog((line) => line.includes('"daemon_started"'));
    await deliver(12);
    await settled(desk.databaseUrl, work);
    expect((await accountOf(desk.databaseUrl, work, desk.postbox.mails)).deviations).toEqual(FAULTLESS);
  });

  it.each(['fetched', 'stored', 'letters-written', 'data-started'])(
    'one sleeps at %s until the other has done its work, wakes, and writes nothing',
    async (point) => {
      await (await desk.start()).stop();
      await deliver(4);
      const sleeper = desk.launch({ TSDESK_CRASH_AT: `${point}:1:SIGSTOP` });
      await untilSql(
        desk.databaseUrl,
        'it to sleep',
        async (sql) => {
          const [row] = await sql`select (select count(*) from mailbox where fence > 1 and holder is not null) as held`;
          return row?.held === '1';
        },
        WAIT,
      );
      await asleep(sleeper.pid);
      await endLeases();
      await desk.start();
      await settled(desk.databaseUrl, work);
      sleeper.resume();
      await deliver(2);
      await settled(desk.databaseUrl, work);
      expect((await accountOf(desk.databaseUrl, work, desk.postbox.mails)).deviations).toEqual(FAULTLESS);
    },
  );
});

/** Linux shows a stopped process as T. */
async function asleep(pid: number): Promise<void> {
  await until(
    'the process to be stopped',
    async () => / T /.test((await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/\(.*\)/, '')),
    WAIT,
  );
}

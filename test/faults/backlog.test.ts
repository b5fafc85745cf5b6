import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf } from '../support/mail.ts';
import { untilSql, withSql } from './sql.ts';

/** `npm run faults -- --backlog N` sets this for the long run. */
const MAILS = Number(process.env.FAULT_BACKLOG ?? 1_500);
const MOST_MEGABYTES = 512;
const WAIT = { timeoutMs: 7_200_000, everyMs: 200 };

/** The most memory a process has had so far; Linux counts it. */
const peakMegabytes = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.POSITIVE_INFINITY) / 1024;

function* oldMails(): Generator<string> {
  for (let at = 0; at < MAILS; at++)
    yield mailOf({ from: `customer${at}@c${at % 500}.example`, subject: `Problem ${at}`, text: `Problem ${at}.` });
}

describe.skipIf(dovecotMissing)('a mailbox that is full at the first connection', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk({ mailbox: { startFrom: 'backfill' } });
    await desk.mailbox.deliverMany(oldMails());
  }, 1_200_000);
  afterAll(() => desk.close());

  const decided = (mails: number): Promise<boolean> =>
    untilSql(
      desk.databaseUrl,
      `${mails} mails to be decided`,
      async (sql) => {
        const [row] = await sql<{ n: string }[]>`select count(*) as n from mail where outcome is not null`;
        return Number(row?.n) >= mails;
      },
      WAIT,
    );

  it(
    `is taken in, ${MAILS} mails, by a daemon that is killed twice on the way`,
    async () => {
      let peak = 0;
      for (const share of [1 / 3, 2 / 3, 1]) {
        const daemon = desk.launch({});
        await decided(MAILS * share);
        peak = Math.max(peak, peakMegabytes(daemon.pid));
        await daemon.kill();
        await withSql(desk.databaseUrl, (sql) => sql`update mailbox set lease_until = null`);
      }
      if (process.env.FAULT_BACKLOG !== undefined) console.log(`${MAILS} mails: ${Math.round(peak)} MB at most`);
      expect(peak).toBeLessThan(MOST_MEGABYTES);
      const found = await withSql(
        desk.databaseUrl,
        (sql) => sql<{ mails: string; tickets: string; requesters: string; letters: string }[]>`
        select (select count(*) from mail) as mails, (select count(*) from ticket) as tickets,
          (select count(distinct requester_address) from ticket) as requesters, (select count(*) from letter) as letters`,
      );
      const all = String(MAILS);
      expect(found).toEqual([{ mails: all, tickets: all, requesters: all, letters: '0' }]);
    },
    WAIT.timeoutMs,
  );
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Daemon } from '../support/daemon.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { until } from '../support/until.ts';
import { withSql } from './sql.ts';

const LETTERS = 4;

describe.skipIf(dovecotMissing)('a daemon that is told to stop', () => {
  let desk: TestDesk;
  let daemon: Daemon;
  beforeEach(async () => {
    desk = await openTestDesk({ smtp: { connections: 1 } });
    daemon = await desk.start();
  });
  afterEach(() => desk.close());

  const leases = (): Promise<unknown[]> =>
    withSql(desk.databaseUrl, async (sql) => [
      ...(await sql`select 1 from mailbox where holder is not null or lease_until is not null`),
      ...(await sql`select 1 from letter where lease_until is not null`),
    ]);

  it('hangs up on a relay that does not answer, records that, and gives its leases back', async () => {
    desk.postbox.fault('CONTENT', 'keptThenSilence');
    for (let at = 0; at < LETTERS; at++)
      await desk.receive({ from: `c${at}@c${at}.example`, subject: `报错 ${at}`, text: '导出报错，请处理。' });
    await desk.settled(LETTERS);
    await until('the letter to be on its way', async () =>
      (await desk.letters()).some(({ state }) => state === 'data_started'),
    );
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    expect(daemon.stderr.at(-1)).toContain('"daemon_stopped"');
    const states = (await desk.letters()).map(({ state }) => state);
    expect(states.filter((state) => state === 'uncertain')).toHaveLength(1);
    expect(states.filter((state) => state === 'retry' || state === 'pending')).toHaveLength(LETTERS - 1);
    expect(await leases()).toEqual([]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '../../../src/lib/random.ts';
import { DERIVED_TABLES, OWN_TABLES, TABLES } from '../../../src/store/backup/manifest.ts';
import { withSql } from '../../faults/sql.ts';
import { WORKLOAD_CONFIG, Workload } from '../../faults/workload.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { until } from '../../support/until.ts';

describe('a backup', () => {
  it('knows every table but those of the queue and of the migrations', async () => {
    const database = await createDatabase();
    const tables = await withSql(
      database.url,
      (sql) => sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    await database.drop();
    const own = tables.map(({ name }) => name).filter((name) => !/^(bullmq|tsdesk_migration)/.test(name));
    expect(own.toSorted()).toEqual([...TABLES, ...DERIVED_TABLES, ...OWN_TABLES].toSorted());
  });
});

describe.skipIf(dovecotMissing)('a desk restored into an empty database', () => {
  let desk: TestDesk;
  let empty: TestDatabase;
  let folder: string;
  const work = new Workload(randomOf(7));
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tsdesk-backup-'));
    desk = await openTestDesk({ config: WORKLOAD_CONFIG });
    empty = await createDatabase();
  });
  afterAll(async () => {
    await desk.close();
    await empty.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const deliver = async (rounds: number): Promise<void> => {
    for (let round = 0; round < rounds; round++) await desk.mailbox.deliverMany(work.next());
    await desk.settled(work.delivered);
  };

  it('goes on where the backup was taken, and with the mailbox misses nothing', async () => {
    let daemon = await desk.start();
    await deliver(12);
    const before = await desk.tickets();
    const taken = await desk.tsdesk(['backup', join(folder, 'one'), '--json']);
    expect(taken).toMatchObject({ code: 0 });
    expect(JSON.parse(taken.stdout[0] ?? '')).toMatchObject({ rows: { ticket: before.length } });
    await deliver(6);
    await daemon.stop();
    const numbersAfter = (await desk.tickets()).map(({ number }) => number);

    desk.use(empty.url);
    const drill = await desk.tsdesk(['restore', join(folder, 'one')]);
    expect(drill.code).toBe(78);
    expect(drill.stderr.join('\n')).toMatch(/belongs to another desk/);
    expect(await desk.tsdesk(['attachments', 'adopt', '--yes'])).toMatchObject({ code: 0 });
    expect(await desk.tsdesk(['restore', join(folder, 'one')])).toMatchObject({ code: 0 });
    expect((await desk.tickets()).map(({ number }) => number)).toEqual(before.map(({ number }) => number));
    daemon = await desk.start();
    await desk.settled(work.delivered);
    await daemon.waitForLog((line) => line.includes('"mailbox_reconciled"') && line.includes('"found":0'));
    const tickets = await desk.tickets();
    expect(new Set(tickets.map(({ requester }) => requester.address)).size).toBe(work.opened.length);
    expect(tickets).toHaveLength(work.opened.length);
    const again = tickets.map(({ number }) => number).filter((number) => numbersAfter.includes(number));
    expect(again.toSorted()).toEqual(before.map(({ number }) => number).toSorted());
    await until('every letter to be sent', async () =>
      (await desk.letters()).every(({ state }) => state === 'sent' || state === 'uncertain'),
    );
  });

  it.each([
    ['a folder that is there already', (path: string) => ['backup', join(path, 'one')], /already/],
    ['a database that is in use', (path: string) => ['restore', join(path, 'one')], /empty/],
    ['a folder without a backup', (path: string) => ['restore', join(path, 'two')], /no complete backup/],
  ])('refuses %s', async (_what, args, says) => {
    const { code, stderr } = await desk.tsdesk(args(folder));
    expect(code).toBe(1);
    expect(stderr.join('\n')).toMatch(says);
  });
});

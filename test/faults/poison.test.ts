import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Daemon } from '../support/daemon.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf } from '../support/mail.ts';
import { until } from '../support/until.ts';
import { withSql } from './sql.ts';
import { WORKLOAD_CONFIG, Workload } from './workload.ts';

const problem = (name: string) =>
  mailOf({ from: `${name}@c-${name}.example`, subject: `问题 ${name}`, text: '请处理。' });

describe.skipIf(dovecotMissing)('a mail that cannot be decided', () => {
  let folder: string;
  let desk: TestDesk;
  let daemon: Daemon;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tsdesk-disk-'));
    writeFileSync(join(folder, 'attachments'), 'in the way');
    const config = { ...WORKLOAD_CONFIG, storage: { attachments: join(folder, 'attachments') } };
    desk = await openTestDesk({ config });
    daemon = await desk.start();
  });
  afterEach(async () => {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('because of a defect is quarantined; the others go on, and it can be replayed once that is mended', async () => {
    await withSql(desk.databaseUrl, (sql) =>
      sql.unsafe(`
        create function refuse() returns trigger language plpgsql as $$
        begin
          if new.subject like '%poison%' then raise exception 'a defect' using errcode = 'XX000'; end if;
          return new;
        end $$;
        create trigger refuse before insert on ticket for each row execute function refuse();`),
    );
    await desk.mailbox.deliverMany([problem('a'), problem('poison'), problem('b')]);
    await until('both others to be ticketed', async () => (await desk.tickets()).length === 2);
    // What is told apart is a mail's own fault from the desk's: by a mail that is decided after it has failed.
    await daemon.waitForLog((line) => line.includes('"mail_waits"'));
    await desk.mailbox.deliver(problem('c'));
    await desk.settled(4);
    const ledger = await desk.ledger();
    expect(ledger.map(({ outcome }) => outcome).toSorted()).toEqual([
      'quarantined',
      ...Array<string>(3).fill('ticketed'),
    ]);
    const poison = ledger.find(({ outcome }) => outcome === 'quarantined');
    expect(poison?.reason).toMatch(/^failed: /);

    await withSql(desk.databaseUrl, (sql) => sql`drop trigger refuse on ticket`);
    const replayed = await desk.tsdesk(['mail', 'replay', String(poison?.id), '--json']);
    expect(replayed).toMatchObject({ code: 0 });
    expect(JSON.parse(replayed.stdout[0] ?? '')).toMatchObject({ outcome: 'ticketed' });
    const explained = await desk.tsdesk(['mail', 'explain', String(poison?.id)]);
    expect(explained.stdout.filter((line) => line.includes('quarantined'))).toHaveLength(1);
    expect(await desk.tsdesk(['mail', 'replay', String(poison?.id)])).toMatchObject({ code: 1 });
    expect(await desk.tickets()).toHaveLength(4);
  });

  it('because the disk takes no files waits for the disk, and nothing waits for it', async () => {
    const work = new Workload(() => 0.3);
    await desk.mailbox.deliverMany([...work.next(), problem('a'), problem('b')]);
    await until('both others to be ticketed', async () => (await desk.tickets()).length === 2);
    await daemon.waitForLog((line) => line.includes('"mail_waits"'));
    await desk.mailbox.deliver(problem('c'));
    await until('the next one to be ticketed', async () => (await desk.tickets()).length === 3);
    rmSync(join(folder, 'attachments'));
    // The desk may have made it.
    mkdirSync(join(folder, 'attachments'), { recursive: true });
    await desk.settled(4);
    expect((await desk.ledger()).map(({ outcome }) => outcome)).toEqual(Array(4).fill('ticketed'));
  });

  it('because the database’s disk is full waits for it too', async () => {
    await withSql(desk.databaseUrl, (sql) =>
      sql.unsafe(`
        create function full_disk() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file' using errcode = '53100'; end $$;
        create trigger full_disk before insert on ticket for each row execute function full_disk();`),
    );
    await desk.mailbox.deliverMany([problem('a'), problem('b')]);
    await daemon.waitForLog((line) => line.includes('"mails_wait"'));
    await withSql(desk.databaseUrl, (sql) => sql`drop trigger full_disk on ticket`);
    await desk.settled(2);
    expect(await desk.tickets()).toHaveLength(2);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});

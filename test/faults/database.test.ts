import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomOf } from '../../src/lib/random.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Daemon } from '../support/daemon.ts';
import { terminateBackends } from '../support/database.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { accountOf, FAULTLESS } from './account.ts';
import { settled } from './settled.ts';
import { withSql } from './sql.ts';
import { WORKLOAD_CONFIG, Workload } from './workload.ts';

describe.skipIf(dovecotMissing)('the database', () => {
  let desk: TestDesk;
  let daemon: Daemon;
  let work: Workload;
  beforeEach(async () => {
    desk = await openTestDesk({ config: WORKLOAD_CONFIG });
    daemon = await desk.start();
    work = new Workload(randomOf(3));
  });
  afterEach(() => desk.close());

  const deliver = async (rounds: number): Promise<void> => {
    for (let round = 0; round < rounds; round++) await desk.mailbox.deliverMany(work.next());
  };

  it('ends every session again and again: nothing is torn, and the daemon stays up', async () => {
    for (let round = 0; round < 12; round++) {
      await deliver(2);
      await terminateBackends(desk.databaseUrl);
    }
    await settled(desk.databaseUrl, work);
    expect((await accountOf(desk.databaseUrl, work, desk.postbox.mails)).deviations).toEqual(FAULTLESS);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });

  it('refuses a fifth of all writes as collisions: they are made again', async () => {
    await withSql(desk.databaseUrl, async (sql) => {
      await sql.unsafe(`
        create function collide() returns trigger language plpgsql as $$
        begin
          if random() < 0.2 then
            raise exception 'collision' using errcode = case when random() < 0.5 then '40001' else '40P01' end;
          end if;
          return null;
        end $$;
        create trigger collide before insert or update on ticket for each statement execute function collide();
        create trigger collide before insert or update on letter for each statement execute function collide();
        create trigger collide before insert or update on mail for each statement execute function collide();`);
    });
    await deliver(15);
    await settled(desk.databaseUrl, work);
    expect((await accountOf(desk.databaseUrl, work, desk.postbox.mails)).deviations).toEqual(FAULTLESS);
    expect(daemon.stderr.some((line) => line.includes('"mail_failed"'))).toBe(false);
  });
});

/** `npm run faults -- --restarts N` has more. */
const RESTARTS = Number(process.env.FAULT_RESTARTS ?? 2);
/** What customers and staff write in a workload, and the customers' addresses. */
const WORDS = /请处理|补充说明|问题|customer\d|@c\d+\.example/;

describe.skipIf(dovecotMissing)('a database server', () => {
  let server: TestPostgres;
  let desk: TestDesk;
  let daemon: Daemon;
  beforeEach(async () => {
    server = await startPostgres();
    await migrate(server.url);
    desk = await openTestDesk({
      config: WORKLOAD_CONFIG,
      database: { url: server.url, drop: () => server.remove() },
    });
    daemon = await desk.start({ env: { LOG_LEVEL: 'trace' } });
  });
  afterEach(() => desk.close());

  it.each(['fast', 'immediate'] as const)(
    'that is stopped (%s) and started is waited for',
    async (mode) => {
      const work = new Workload(randomOf(5));
      for (let round = 0; round < RESTARTS; round++) {
        await desk.mailbox.deliverMany(work.next());
        await server.stop(mode);
        await desk.mailbox.deliverMany(work.next());
        await server.start();
      }
      await settled(server.url, work);
      expect((await accountOf(server.url, work, desk.postbox.mails)).deviations).toEqual(FAULTLESS);
      expect(await daemon.stop()).toMatchObject({ code: 0 });
      const lines = [...daemon.stdout, ...daemon.stderr];
      const tokens = new Set(desk.postbox.mails.flatMap(({ raw }) => raw.toString().match(/[a-z2-7]{44}/g) ?? []));
      const said = lines.filter(
        (line) => WORDS.test(line) || line.match(/[a-z2-7]{44}/g)?.some((text) => tokens.has(text)),
      );
      console.log(
        `${RESTARTS} restarts (${mode}): ${work.delivered} mails, ${lines.length} log lines, ${said.length} with words`,
      );
      expect(said).toEqual([]);
    },
    240_000 + RESTARTS * 30_000,
  );

  it('that is away when the daemon stops keeps it from nothing', async () => {
    await server.stop('fast');
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });

  it('that is away when the daemon starts ends it with 69 and says where it should be', async () => {
    await daemon.stop();
    await server.stop('fast');
    const { code, stderr } = await desk.tsdesk(['start', '--role', 'worker']);
    await server.start();
    expect(code).toBe(69);
    expect(stderr.join('\n')).toContain(`127.0.0.1:${server.port}`);
  });
});

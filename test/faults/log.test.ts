import type { Sql } from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import type { Daemon } from '../support/daemon.ts';
import { createDatabase } from '../support/database.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { startProxy, type TcpProxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';
import { untilSql, withSql } from './sql.ts';

const SUBJECT = 'unmistakablesubject';
const WORDS = 'unmistakablewords';
const STAFF = 'unmistakable.engineer@staff.example';

/** Some statements of a mail's way: store, understand, decide, commit, claim, start, end. */
const STATEMENTS = 30;

/**
 * One of each class that PostgreSQL gives to what goes wrong inside a statement (appendix A), the transient ones too.
 */
const STATES = [
  ...['22001', '22003', '22007', '22021', '22P02', '22P05', '23502', '23503', '23505', '23514', '40001', '40P01'],
  ...['42501', '42703', '42883', '42P01', '53100', '53200', '54000', '55P03', '57014', '58030', 'P0001', 'XX000'],
];
/** Those of conflicts, rights, objects and resources: the message repeats no value, only detail and hint may. */
const OF_THE_SERVER = /^[45]/;

/** Pauses between two attempts become as long as a minute. */
const PATIENCE = { timeoutMs: 180_000, everyMs: 100 };

let desk: TestDesk;
let proxy: TcpProxy;
let daemon: Daemon;

async function open(): Promise<void> {
  const database = await createDatabase();
  const url = new URL(database.url);
  proxy = await startProxy({ host: url.hostname, port: Number(url.port) });
  const through = Object.assign(new URL(url), { hostname: proxy.host, port: String(proxy.port) }).href;
  desk = await openTestDesk({
    database,
    config: {
      staff: [{ name: 'Li', email: STAFF, roles: ['engineer', 'supervisor'], teams: ['all'] }],
      teams: [{ name: 'all', categories: ['other'] }],
    },
    env: { DATABASE_URL: through, LOG_LEVEL: 'trace' },
  });
  daemon = await desk.start();
}

afterEach(async () => {
  await desk.close();
  await proxy.stop();
});

const receive = (at: number): Promise<void> =>
  desk.receive({
    from: `${WORDS} <unmistakable.customer.${at}@nobody-else.example>`,
    subject: `${SUBJECT} ${at}`,
    text: `${WORDS} ${at}\n    at ${WORDS}`,
  });

/** Whether so many mails have come, and none is undecided. */
async function areDecided(sql: Sql, mails: number): Promise<boolean> {
  const [row] = await sql`
    select count(*) >= ${mails} and count(*) filter (where outcome is null) = 0 as are_decided from mail`;
  return row?.are_decided === true;
}

/** Whether no letter waits or is on its way. */
async function areAtRest(sql: Sql): Promise<boolean> {
  const [row] = await sql`
    select count(*) = 0 as are_at_rest from letter where state in ('pending', 'claimed', 'data_started', 'retry')`;
  return row?.are_at_rest === true;
}

/** Everything printed, without what must not be in it. */
function expectNoWords(): void {
  const tokens = desk.postbox.mails.flatMap(({ raw }) => raw.toString().match(/[a-z2-7]{44}/g) ?? []);
  const printed = [...daemon.stdout, ...daemon.stderr];
  for (const text of ['unmistakable', 'nobody-else', ...new Set(tokens)])
    expect(printed.filter((line) => line.toLowerCase().includes(text))).toEqual([]);
}

describe.skipIf(dovecotMissing)('the log', () => {
  it.each(['before', 'after'] as const)(
    'holds no words when the database goes away at any statement, %s it has it',
    async (when) => {
      await open();
      for (let nth = 1; nth <= STATEMENTS; nth++) {
        const before = proxy.cuts();
        proxy.cutAtRequest(nth, when);
        await receive(nth);
        await until('the cut', () => proxy.cuts() > before, { timeoutMs: 120_000 });
      }
      await untilSql(desk.databaseUrl, 'every mail to be decided', (sql) => areDecided(sql, STATEMENTS), PATIENCE);
      expectNoWords();
      expect(daemon.stderr.some((line) => line.includes('"err"'))).toBe(true);
    },
    480_000,
  );

  it.each(['mail', 'ticket', 'message', 'letter'])(
    'holds no words when the table %s refuses them in any way it can',
    async (table) => {
      await open();
      await withSql(desk.databaseUrl, async (sql) => {
        // Every second transaction passes, with all its rows: what was refused is done when it is tried again.
        await sql.unsafe(`
          create sequence refusals;
          create table states (n int primary key, state text not null, quotes boolean not null);
          grant all on states, refusals to public;
          create function refuse() returns trigger language plpgsql as $$
          declare said text := row_to_json(new)::text; nth bigint; it states;
          begin
            if current_setting('refusals.passes', true) = 'yes' then return new; end if;
            nth := nextval('refusals');
            if nth % 2 = 0 then
              perform set_config('refusals.passes', 'yes', true);
              return new;
            end if;
            select * into it from states where n = (nth + 1) / 2;
            if it.n is not null then
              raise exception using errcode = it.state, detail = said, hint = said,
                message = case when it.quotes then said else 'no write to ' || tg_table_name end;
            end if;
            return new;
          end $$;`);
        for (const [at, state] of STATES.entries())
          await sql`insert into states values (${at + 1}, ${state}, ${!OF_THE_SERVER.test(state)})`;
        await sql.unsafe(
          `create trigger refuse before update or insert on "${table}" for each row execute function refuse()`,
        );
        const drawn = async () => Number((await sql`select last_value as n from refusals`)[0]?.n);
        for (let mails = 1; (await drawn()) < 2 * STATES.length; mails++) {
          await receive(mails);
          await until(`${mails} mails to be decided`, () => areDecided(sql, mails), PATIENCE);
        }
        await until('every letter to be at rest', () => areAtRest(sql), PATIENCE);
      });
      expectNoWords();
      expect(daemon.stderr.some((line) => line.includes('"level":"error"'))).toBe(true);
    },
    480_000,
  );
});

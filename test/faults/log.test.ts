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
const CUSTOMER = 'unmistakable.customer@nobody-else.example';
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

const receive = (at: number | string): Promise<void> =>
  desk.receive({
    from: `${WORDS} <${CUSTOMER}>`,
    subject: `${SUBJECT} ${at}`,
    text: `${WORDS} ${at}\n    at ${WORDS}`,
  });

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
        const connections = proxy.connections();
        proxy.cutAtRequest(nth, when);
        await receive(nth);
        await until('the cut', async () => proxy.connections() > connections);
      }
      await desk.settled(STATEMENTS);
      expectNoWords();
      expect(daemon.stderr.some((line) => line.includes('"err"'))).toBe(true);
    },
    240_000,
  );

  it.each(['mail', 'ticket', 'message', 'letter'])(
    'holds no words when the table %s refuses them in any way it can',
    async (table) => {
      await open();
      await withSql(desk.databaseUrl, async (sql) => {
        await sql.unsafe(`
          create sequence refusals;
          create table states (n int primary key, state text not null);
          grant all on states, refusals to public;
          create function refuse() returns trigger language plpgsql as $$
          declare said text := row_to_json(new)::text; it text;
          begin
            select state into it from states where n = nextval('refusals');
            if it is not null then
              raise exception using errcode = it, message = said, detail = said, hint = said;
            end if;
            return new;
          end $$;`);
        for (const [at, state] of STATES.entries())
          await sql.unsafe('insert into states values ($1, $2)', [at + 1, state]);
        await sql.unsafe(
          `create trigger refuse before update or insert on "${table}" for each row execute function refuse()`,
        );
      });
      for (const state of STATES) await receive(state);
      await untilSql(desk.databaseUrl, 'every refusal', async (sql) => {
        const [row] = await sql.unsafe('select last_value::int as n from refusals');
        return Number(row?.n) > STATES.length;
      });
      expectNoWords();
      expect(daemon.stderr.some((line) => line.includes('"level":"error"'))).toBe(true);
    },
    240_000,
  );
});

import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Check } from '../../src/http/server.ts';
import type { Daemon } from '../support/daemon.ts';
import { createDatabase, terminateBackends } from '../support/database.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { startProxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';
import { untilSql, withSql } from './sql.ts';

const role = `desk_${randomBytes(4).toString('hex')}`;

/** A trigger that fails every new ticket as the server does in such a moment. */
const refusing = (state: string): string => `
  create or replace function refuse() returns trigger language plpgsql as $$
  begin raise exception 'not at present' using errcode = '${state}'; end $$;
  create trigger refuse before insert on ticket for each row execute function refuse()`;
const DROP = 'drop trigger refuse on ticket';

type Fault = readonly [what: string, strike: string, repair: string, named: RegExp];
const FAULTS: readonly Fault[] = [
  ['a right is missing', `revoke select on mail from ${role}`, `grant select on mail to ${role}`, /no SELECT on mail/],
  ['a table is missing', 'alter table blob rename to away', 'alter table away rename to blob', /no table blob/],
  ['statements time out', refusing('57014'), DROP, /\(57014\)/],
  ['locks time out', refusing('55P03'), DROP, /\(55P03\)/],
  ['the password is another one', `alter role ${role} password 'new'`, `alter role ${role} password 'old'`, /password/],
];

describe.skipIf(dovecotMissing)('trouble of the desk’s own', () => {
  let desk: TestDesk;
  let daemon: Daemon;
  let owner: string;
  let base: string;
  const perform = (statements: string): Promise<unknown> => withSql(owner, (sql) => sql.unsafe(statements));
  const readiness = async () => {
    const response = await fetch(`${base}/readyz`);
    return { status: response.status, ...((await response.json()) as { checks: Check[] }) };
  };

  beforeAll(async () => {
    const database = await createDatabase();
    owner = database.url;
    await perform(`
      create role ${role} login password 'old';
      grant usage on schema public, bullmq to ${role};
      grant select, insert, update, delete on all tables in schema public, bullmq to ${role};
      grant usage on all sequences in schema public, bullmq to ${role}`);
    const lesser = Object.assign(new URL(owner), { username: role, password: 'old' });
    desk = await openTestDesk({
      database: { url: lesser.href, drop: database.drop },
      config: { http: { listen: '127.0.0.1:0' } },
    });
    daemon = await desk.start();
    base = JSON.parse(await daemon.waitForLog((line) => line.includes('"http_listening"'))).address;
  });
  afterAll(async () => {
    await desk.close();
    await withSql(inject('postgres').url, (sql) => sql.unsafe(`drop role ${role}`));
  });

  it('makes the desk unready and quarantines nothing, and once it is mended everything is taken in', async () => {
    for (const [at, [what, strike, repair, named]] of FAULTS.entries()) {
      await perform(strike);
      if (what.includes('password')) await terminateBackends(owner);
      await desk.receive({ from: `customer${at}@c${at}.example`, subject: what, text: '请处理。' });
      await until(`/readyz to say that ${what}`, async () => {
        const { status, checks } = await readiness();
        return status === 503 && checks.some(({ ok, detail }) => !ok && named.test(detail));
      });
      await perform(repair);
      await until(`${at + 1} tickets`, async () => (await desk.tickets()).length === at + 1, { timeoutMs: 120_000 });
    }
    expect((await desk.ledger()).map(({ outcome }) => outcome)).toEqual(FAULTS.map(() => 'ticketed'));
    await until('the desk to be ready', async () => (await readiness()).status === 200);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });

  it('of a role that may open too few connections it says in a line, and ends', async () => {
    onTestFinished(() => perform(`alter role ${role} connection limit -1`).then(() => undefined));
    // This test's own are opened again when they are needed.
    await terminateBackends(owner);
    await untilSql(owner, 'no connection of the role', async (sql) => {
      const [row] = await sql<{ n: number }[]>`select count(*)::int as n from pg_stat_activity where usename = ${role}`;
      return row?.n === 0;
    });
    for (const [connections, exitCode, line] of [
      [
        3,
        78,
        /^\s*environment: DATABASE_URL: .*\(CONNECTION LIMIT\) allows 3 connections, and the daemon needs 4 .*: raise CONNECTION LIMIT/,
      ],
      [0, 69, /^The database refuses: too many connections for role .* Raise CONNECTION LIMIT/],
    ] as const) {
      await perform(`alter role ${role} connection limit ${connections}`);
      const { code, stderr } = await desk.tsdesk(['start']);
      expect([code, stderr.filter((each) => line.test(each)).length]).toEqual([exitCode, 1]);
      expect(stderr.some((each) => /^\s+at /.test(each))).toBe(false);
    }
  });

  it('of an attachment folder that is gone, of a network that loses everything, and of another daemon is told', async () => {
    const { hostname, port } = new URL(desk.environment.DATABASE_URL ?? '');
    const network = await startProxy({ host: hostname, port: Number(port) });
    const through = Object.assign(new URL(desk.environment.DATABASE_URL ?? ''), { host: `127.0.0.1:${network.port}` });
    daemon = await desk.start({ env: { DATABASE_URL: through.href } });
    base = JSON.parse(await daemon.waitForLog((line) => line.includes('"http_listening"'))).address;
    /** Waits for the answer that names it, and returns the milliseconds it took. */
    const named = (name: string, detail: RegExp, options = {}) =>
      until(
        `/readyz to name ${name}`,
        async () => {
          const asked = performance.now();
          const { status, checks } = await readiness();
          const ms = performance.now() - asked;
          const fits = checks.some((each) => each.name === name && !each.ok && detail.test(each.detail));
          return status === 503 && fits && ms;
        },
        options,
      );
    const ready = () => until('the desk to be ready', async () => (await readiness()).status === 200);
    await ready();

    const folder = join(dirname(desk.configFile), 'attachments');
    renameSync(folder, `${folder}.away`);
    writeFileSync(folder, 'no folder');
    await named('attachments', /attachments/);
    rmSync(folder);
    renameSync(`${folder}.away`, folder);

    network.pause();
    expect(await named('database', /no answer|not reachable/, { timeoutMs: 30_000 })).toBeLessThan(10_000);
    network.resume();
    await desk.receive({ from: 'later@later.example', subject: '报错', text: '请处理。' });
    await until('the ticket', async () => (await desk.tickets()).length === FAULTS.length + 1);
    await ready();

    const other = join(dirname(desk.configFile), 'other.yaml');
    const written = readFileSync(desk.configFile, 'utf8').replace('domain: desk.example', '$&\n  numberPrefix: XX');
    writeFileSync(other, written, { mode: 0o600 });
    const second = desk.launch({}, ['--config', other]);
    const warning = await second.waitForLog((line) => line.includes('"configuration_differs"'));
    expect(JSON.parse(warning).parts).toEqual(['desk.numberPrefix']);
    await named('configuration', /another daemon.*desk\.numberPrefix/);
    const { stdout } = await desk.tsdesk(['doctor', '--json']);
    expect(stdout.join('\n')).toMatch(/goes by another configuration: desk\.numberPrefix/);
    expect(await second.stop()).toMatchObject({ code: 0 });
    await ready();
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    await network.stop();
  });
});

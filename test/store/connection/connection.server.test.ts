import { setImmediate } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/store/connection/connection.ts';
import { databaseError, isTransient, noteOfDatabase, retryOnConflict } from '../../../src/store/connection/error.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { withSql } from '../../faults/sql.ts';
import { createDatabase, type TestDatabase, terminateBackends } from '../../support/database.ts';
import { startProxy } from '../../support/proxy.ts';
import { until } from '../../support/until.ts';

/** Whether nobody else is connected to the database. */
async function isAlone(admin: Sql): Promise<boolean> {
  const [row] = await admin`
    select not exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()) as alone`;
  return row?.alone === true;
}

const failure = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });
/** As the adapter of the database hands it on. */
const ofDatabase = (error: Error): Error => {
  noteOfDatabase(error);
  return error;
};

describe('an error', () => {
  it.each([
    ['connection lost', ofDatabase(failure('CONNECTION_CLOSED')), true],
    ['below drizzle’s', new Error('Failed query', { cause: failure('57P01', { severity: 'FATAL' }) }), true],
    ['serialisation failure', failure('40001', { severity: 'ERROR' }), true],
    ['disk full', failure('53100', { severity: 'ERROR' }), true],
    ['now a standby', failure('25006', { severity: 'ERROR' }), true],
    ['constraint', failure('23505', { severity: 'ERROR' }), false],
    ['a socket that is missing', ofDatabase(failure('ENOENT')), true],
    ['refused', ofDatabase(failure('ECONNREFUSED', { syscall: 'connect' })), true],
    ['a name that is unknown', new Error('Failed query', { cause: ofDatabase(failure('ENOTFOUND')) }), true],
    ['a scanner that refuses', failure('ECONNREFUSED', { syscall: 'connect' }), false],
    ['a mail server that is unknown', failure('ENOTFOUND', { syscall: 'getaddrinfo' }), false],
    ['a relay that hangs up', new Error('not sent', { cause: failure('ECONNRESET') }), false],
    ['a file that is missing', failure('ENOENT', { path: '/file' }), false],
    ['a defect', new TypeError('x is not a function'), false],
  ])('%s', (_case, error, transient) => {
    expect(isTransient(error)).toBe(transient);
  });

  it('of a file is none of the database', () => {
    expect(databaseError(failure('ENOSPC', { path: '/file' }))).toBeNull();
  });
});

describe('a statement that collides', () => {
  it('is made again', async () => {
    let tries = 0;
    const statement = async (): Promise<string> => {
      tries += 1;
      if (tries < 4) throw failure('40P01', { severity: 'ERROR' });
      return 'done';
    };
    expect(await retryOnConflict(statement)).toBe('done');
  });

  it('but not when it failed for another reason', async () => {
    let tries = 0;
    const statement = async (): Promise<never> => {
      tries += 1;
      throw failure('57P01', { severity: 'FATAL' });
    };
    await expect(retryOnConflict(statement)).rejects.toThrow('57P01');
    expect(tries).toBe(1);
  });
});

describe('a pool', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('prepares its statements', async () => {
    const { db, close } = connect(database.url, { max: 1 });
    for (const at of [1, 2]) await db.execute(sql`select ${at}::int as prepared_once`);
    const prepared = await db.execute(
      sql`select name from pg_prepared_statements where statement like '%prepared_once' and ${true}`,
    );
    expect(prepared).toHaveLength(1);
    await close();
  });

  it('forgets how it read a table that was small', async () => {
    const { db, close } = connect(database.url, { max: 1 });
    await db.execute(sql`create table grown (id int primary key) with (autovacuum_enabled = off)`);
    await db.execute(sql`analyze grown`);
    const look = (): Promise<unknown> => db.execute(sql`select 1 as looked_for from grown where id = ${7}`);
    const plan = async (): Promise<string> => {
      const [kept] = await db.execute<{ name: string }>(
        sql`select name from pg_prepared_statements where statement like 'select 1 as looked_for%' and ${true}`,
      );
      const lines = await db.execute(sql.raw(`explain (format text) execute "${kept?.name}" (7)`));
      return JSON.stringify(lines);
    };
    for (let time = 0; time < 10; time++) await look();
    expect(await plan()).toContain('Seq Scan');
    await db.execute(sql`insert into grown select * from generate_series(1, 20000)`);
    expect(await plan()).toContain('Seq Scan');
    for (let time = 0; time < 64; time++) await look();
    expect(await plan()).toContain('Index Only Scan');
    await close();
  });

  it('whose sessions are ended settles every statement, goes on, and leaves no session behind', async () => {
    const { db, close } = connect(database.url, { max: 4 });
    const outcomes = { done: 0, lost: 0 };
    let going = true;
    const work = Array.from({ length: 40 }, async (_, at) => {
      while (going)
        try {
          await db.execute(sql`select ${at}::int, pg_sleep(0.002), ${'x'.repeat(20)}::text`);
          outcomes.done += 1;
        } catch (error) {
          if (!isTransient(error)) throw error;
          outcomes.lost += 1;
        }
    });
    for (let round = 0; round < 40; round++) {
      const before = outcomes.done;
      await terminateBackends(database.url);
      await until('statements to be answered again', () => outcomes.done > before + 40);
    }
    going = false;
    await Promise.all(work);
    expect(outcomes.lost).toBeGreaterThan(0);
    // The end of each of the four sessions may still be on its way, and costs one statement then.
    const answers: (unknown[] | null)[] = [];
    for (let time = 0; time < 5; time++)
      answers.push(
        await db.execute(sql`select 1`).catch((error: unknown) => {
          if (!isTransient(error)) throw error;
          return null;
        }),
      );
    expect(answers.at(-1)).toHaveLength(1);
    await close();
    await until('every session to be gone', () => withSql(database.url, isAlone));
    await expect(db.execute(sql`select 1`)).rejects.toThrow();
  });

  it('that is closed while statements wait for their connection leaves no session behind', async () => {
    for (const statements of [1, 2, 5]) {
      const { db, close } = connect(database.url, { max: 1 });
      const asked = Array.from({ length: statements }, () => db.execute(sql`select pg_sleep(0.01), ${1}::int`));
      const settled = Promise.allSettled(asked);
      await setImmediate();
      await close();
      expect((await settled).map(({ status }) => status)).toEqual(asked.map(() => 'fulfilled'));
      await until('every session to be gone', () => withSql(database.url, isAlone));
    }
  });

  it('gives up a connection that answers nothing for too long, and goes on by another', async () => {
    const { hostname, port } = new URL(database.url);
    const proxy = await startProxy({ host: hostname, port: Number(port) });
    const through = Object.assign(new URL(database.url), { host: `${proxy.host}:${proxy.port}` });
    const { db, close } = connect(through.href, { max: 2, answerWithinMs: 5_000 });
    try {
      // Together they take longer: each has the whole time.
      await Promise.all([1, 2].map(() => db.execute(sql`select pg_sleep(2)`)));
      await expect(db.execute(sql`select pg_sleep(3)`)).resolves.toHaveLength(1);
      proxy.lose();
      const lost = await Promise.allSettled([1, 2, 3, 4].map(() => db.execute(sql`select 1`)));
      expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
      for (const each of lost) expect(each.status === 'rejected' && isTransient(each.reason)).toBe(true);
      await expect(db.execute(sql`select 1`)).resolves.toHaveLength(1);
    } finally {
      await close();
      await proxy.stop();
    }
  });
});

import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, databaseError, isTransient, retryOnConflict } from '../../../src/store/connection/connection.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { withSql } from '../../faults/sql.ts';
import { createDatabase, type TestDatabase, terminateBackends } from '../../support/database.ts';
import { until } from '../../support/until.ts';

/** Whether nobody else is connected to the database. */
async function isAlone(admin: Sql): Promise<boolean> {
  const [row] = await admin`
    select not exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()) as alone`;
  return row?.alone === true;
}

const failure = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });

describe('an error', () => {
  it.each([
    ['connection lost', failure('CONNECTION_CLOSED'), true],
    ['below drizzle’s', new Error('Failed query', { cause: failure('57P01') }), true],
    ['serialisation failure', failure('40001'), true],
    ['disk full', failure('53100'), true],
    ['now a standby', failure('25006'), true],
    ['constraint', failure('23505'), false],
    ['a file that is missing', failure('ENOENT', { path: '/file' }), false],
    ['a socket that is missing', failure('ENOENT'), true],
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
      if (tries < 4) throw failure('40P01');
      return 'done';
    };
    expect(await retryOnConflict(statement)).toBe('done');
  });

  it('but not when it failed for another reason', async () => {
    let tries = 0;
    const statement = async (): Promise<never> => {
      tries += 1;
      throw failure('57P01');
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
    await expect(db.execute(sql`select 1`)).resolves.toHaveLength(1);
    await close();
    await until('every session to be gone', () => withSql(database.url, isAlone));
    await expect(db.execute(sql`select 1`)).rejects.toThrow();
  });
});

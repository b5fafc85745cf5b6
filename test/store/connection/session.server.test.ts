import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connect } from '../../../src/store/connection/connection.ts';
import { planConnections } from '../../../src/store/connection/need.ts';
import { examineSession, withClient } from '../../../src/store/connection/session.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { withSql } from '../../faults/sql.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

/** What an administrator, or another program, may have set for a role or a database. */
const HOSTILE = [
  ['bytea_output', 'escape'],
  ['DateStyle', 'SQL, DMY'],
  ['IntervalStyle', 'iso_8601'],
  ['TimeZone', 'Asia/Kathmandu'],
  ['standard_conforming_strings', 'off'],
  ['client_encoding', 'SQL_ASCII'],
  ['search_path', 'bullmq'],
  ['default_transaction_read_only', 'on'],
  ['default_transaction_isolation', 'serializable'],
  ['statement_timeout', '1'],
  ['lock_timeout', '1'],
  ['extra_float_digits', '-15'],
] as const;

describe('a session', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    const name = new URL(database.url).pathname.slice(1);
    await withSql(inject('postgres').url, async (admin) => {
      for (const [setting, value] of HOSTILE) await admin.unsafe(`alter database ${name} set ${setting} = '${value}'`);
    });
  });
  afterAll(() => database.drop());

  it('has what the desk relies on, whatever the database’s defaults are', async () => {
    const { db, close } = connect(database.url, { max: 1 });
    const octets = randomBytes(300);
    const [row] = await db.execute<Record<string, unknown>>(sql`
      select ${octets}::bytea as octets, '2026-11-25 21:00:00+00'::timestamptz as at, 0.1::float8 + 0.2::float8 as float,
        current_setting('search_path') as path, current_setting('transaction_read_only') as read_only,
        current_setting('transaction_isolation') as isolation, pg_sleep(0.01)`);
    expect(row).toMatchObject({ path: 'public', read_only: 'off', isolation: 'read committed' });
    expect(octets.equals(row?.octets as Buffer)).toBe(true);
    expect(new Date(String(row?.at)).toISOString()).toBe('2026-11-25T21:00:00.000Z');
    expect(Number(row?.float)).toBe(0.1 + 0.2);
    await close();
    await withClient(database.url, async (client) => {
      const { rows } = await client.query(
        `select 'x'::bytea as octets, now() as at, current_setting('search_path') as path`,
      );
      expect(rows[0]).toMatchObject({ octets: Buffer.from('x'), at: expect.any(Date), path: 'public' });
    });
  });

  it('of our own is told from one of a pooler', async () => {
    expect(await examineSession(database.url)).toMatchObject({ shared: false, unfit: [] });
  });

  it('knows how many the role may open', async () => {
    const role = `few_${randomBytes(4).toString('hex')}`;
    await withSql(inject('postgres').url, (admin) =>
      admin.unsafe(`create role ${role} login password 'few' connection limit 3`),
    );
    const url = Object.assign(new URL(database.url), { username: role, password: 'few' }).href;
    const { limit } = await examineSession(url);
    expect(limit).toEqual({ connections: 3, by: `the role ${role} (CONNECTION LIMIT)` });
    expect(planConnections({ shared: false, limit }, 10, true)).toMatch(/allows 3 connections, and the daemon needs 4/);
    await withSql(inject('postgres').url, (admin) => admin.unsafe(`drop role ${role}`));
  });

  it.each(['SQL_ASCII', 'EUC_CN', 'LATIN1'])(
    'in a database of the encoding %s is refused in a line',
    async (encoding) => {
      const name = `encoded_${randomBytes(4).toString('hex')}`;
      const server = inject('postgres').url;
      await withSql(server, (admin) =>
        admin.unsafe(`create database ${name} encoding '${encoding}' locale 'C' template template0`),
      );
      const { unfit } = await examineSession(Object.assign(new URL(server), { pathname: name }).href);
      expect(unfit).toEqual([
        expect.stringMatching(new RegExp(`^has the encoding ${encoding}, and mail needs UTF8: `)),
      ]);
      await withSql(server, (admin) => admin.unsafe(`drop database ${name}`));
    },
  );
});

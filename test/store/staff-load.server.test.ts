import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../src/store/connection/connection.ts';
import { foldStaffLoads, staffLoads } from '../../src/store/staff-load.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let client: pg.Client;
let connection: Connection;
beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  connection = connect(database.url);
});
afterAll(async () => {
  await client.end();
  await connection.close();
  await database.drop();
});

const STAFF = ['li@desk.example', 'chen@desk.example', 'zhao@desk.example', 'wang@desk.example'];
const STATES = ['assigned', 'in_progress', 'pending', 'resolved', 'closed', 'merged', 'reopened'];

/** As it is counted from the tickets themselves. */
async function counted(): Promise<Record<string, number>> {
  const { rows } = await client.query<{ address: string; open: string }>(`
    select address, count(*) filter (where state not in ('closed', 'merged')) as open
    from ticket, lateral (select assignee as address union select follower) staff
    where address is not null group by address`);
  return Object.fromEntries(rows.map(({ address, open }) => [address, Number(open)]));
}

async function told(): Promise<Record<string, number>> {
  const loads = await staffLoads(connection.db, STAFF);
  return Object.fromEntries([...loads].map(([address, { open }]) => [address, open]));
}

const rows = async (): Promise<number> =>
  Number((await client.query('select count(*) as n from staff_load')).rows[0].n);

/** `nth` gives the number, and who has the ticket and follows it. */
const add = (from: number, to: number): Promise<unknown> =>
  client.query(
    `insert into ticket (id, number, version, state, urgency, category, subject, locale, requester_name, requester_address, requester_canonical,
      line, assignee, follower, created_at, closed_at, reopen_count, state_since, token_epoch, details)
     select gen_random_uuid(), 'TS' || n, 1, ($3::text[])[1 + n % 7], 'low', 'other', '', 'en', '', 'a@a.example', 'a@a.example', 1,
       ($4::text[])[1 + n % 4], ($4::text[])[1 + n / 2 % 3], now() - n * interval '1 minute', now(), 0, now(), 0, '{}'
     from generate_series($1::int, $2::int) n`,
    [from, to, STATES, STAFF],
  );

/** A change to tickets as any statement may make it, by a number that decides all of it. */
const change = (n: number): Promise<unknown> =>
  client.query(
    `update ticket set state = ($2::text[])[1 + ($1::int * 5 + length(number)) % 7],
       assignee = case when $1 % 4 = 0 then null else ($3::text[])[1 + $1 % 4] end,
       follower = case when $1 % 5 = 0 then assignee when $1 % 5 = 1 then null else follower end
     where right(number, 1)::int = $1 % 10`,
    [n, STATES, STAFF],
  );

describe('how many open tickets each of the staff has or follows', () => {
  it('nobody has any in an empty desk', async () => {
    expect(await told()).toEqual({});
  });

  it('is what counting them gives, after every kind of change', async () => {
    await add(1, 60);
    expect(await told()).toEqual(await counted());
    for (let n = 0; n < 60; n++) {
      await change(n);
      const [is, should] = [await told(), await counted()];
      // Who has nothing any more may be missing in either.
      expect(Object.fromEntries(STAFF.map((each) => [each, is[each] ?? 0]))).toEqual(
        Object.fromEntries(STAFF.map((each) => [each, should[each] ?? 0])),
      );
    }
  });

  it('a ticket that one person both has and follows counts once', async () => {
    await client.query('update ticket set assignee = $1, follower = $1', [STAFF[3]]);
    expect((await told())[STAFF[3] ?? '']).toBe((await counted())[STAFF[3] ?? '']);
  });

  it('a change that is undone leaves nothing', async () => {
    const before = await told();
    await client.query('begin');
    await client.query(`update ticket set state = 'closed'`);
    await client.query('rollback');
    expect(await told()).toEqual(before);
  });

  it('many rows become one a person, by two processes at once too, and the sums stay', async () => {
    for (let n = 0; n < 900; n++) await change(n);
    const before = await told();
    expect(await rows()).toBeGreaterThan(1_000);
    const other = connect(database.url);
    await Promise.all([foldStaffLoads(connection.db), foldStaffLoads(other.db)]);
    await other.close();
    expect(await rows()).toBeLessThanOrEqual(STAFF.length);
    expect(await told()).toEqual(before);
  });

  it('few rows are left alone', async () => {
    await add(100, 110);
    const before = await rows();
    await foldStaffLoads(connection.db);
    expect(await rows()).toBe(before);
  });

  it('the last ticket that came is among them, open or not', async () => {
    const loads = await staffLoads(connection.db, STAFF);
    const { rows: newest } = await client.query<{ at: Date }>(
      `select greatest(max(created_at) filter (where assignee = $1),
        max(created_at) filter (where follower = $1 and state not in ('closed', 'merged'))) as at from ticket`,
      [STAFF[0]],
    );
    expect(loads.get(STAFF[0] ?? '')?.lastAssignedAt).toEqual(newest[0]?.at);
  });
});

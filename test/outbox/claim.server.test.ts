import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, connect, type Database } from '../../src/store/connection/connection.ts';
import { sql } from '../../src/store/drizzle.ts';
import { listLetters } from '../../src/store/letter.ts';
import { unpacked } from '../../src/store/octets.ts';
import {
  type Attempt,
  type Claim,
  cancelLetter,
  claimLetters,
  type LetterStep,
  reclaimLapsed,
  recordSteps,
  renewClaims,
  retryLetter,
} from '../../src/store/outbox.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { writeLetter } from './written.ts';

const SENT: Attempt = { state: 'sent', result: 'accepted', reply: '250', retryAfter: null, doubtful: false };

const starting = (claim: Claim): LetterStep => ({ claim, attempt: null });

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await createDatabase();
  connection = connect(database.url);
});
beforeEach(async () => {
  await connection.db.execute(sql`delete from letter`);
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

async function claimOne(): Promise<Claim> {
  const [claim] = await claimLetters(connection.db, 'support', 1, 3);
  if (claim === undefined) throw new Error('no letter was due');
  return claim;
}
/** As if nobody had renewed the claims for their 15 seconds. */
const lapse = (): Promise<unknown> =>
  connection.db.execute(sql`update letter set lease_until = now() - interval '1 second' where lease_until is not null`);
const stateOf = async (id: string): Promise<string | undefined> => (await listLetters(connection.db, { id }))[0]?.state;

describe('a letter whose sender is gone', () => {
  it.each<[string, { automatic: boolean; started: boolean; times: number }, string, boolean]>([
    ['before data_started, however often', { automatic: false, started: false, times: 3 }, 'retry', false],
    ['before data_started, an automatic one', { automatic: true, started: false, times: 3 }, 'retry', false],
    ['after data_started', { automatic: false, started: true, times: 1 }, 'retry', true],
    ['after data_started for the second time', { automatic: false, started: true, times: 2 }, 'uncertain', true],
    ['after data_started, an automatic one', { automatic: true, started: true, times: 1 }, 'uncertain', true],
  ])('%s', async (_case, { automatic, started, times }, state, doubtful) => {
    const { id } = await writeLetter(connection.db, { automatic });
    for (let time = 0; time < times; time++) {
      const claim = await claimOne();
      if (started) expect(await recordSteps(connection.db, [starting(claim)])).toEqual([true]);
      await lapse();
      await reclaimLapsed(connection.db);
    }
    const rows = await connection.db.execute(sql`select state, doubtful from letter where id = ${id}`);
    expect([...rows]).toEqual([{ state, doubtful }]);
  });
});

describe('trouble of our own', () => {
  it('is no attempt: the pauses after what the relay says do not grow by it', async () => {
    const { id } = await writeLetter(connection.db, { automatic: false });
    const interrupted: Attempt = { ...SENT, state: 'retry', result: 'interrupted', reply: '', retryAfter: 0 };
    for (let time = 0; time < 3; time++) {
      expect(await recordSteps(connection.db, [{ claim: await claimOne(), attempt: interrupted }])).toEqual([true]);
      await claimOne();
      await lapse();
      await reclaimLapsed(connection.db);
    }
    expect((await claimOne()).attempts).toBe(1);
    const [row] = await connection.db.execute<{ attempts: number }>(sql`select attempts from letter where id = ${id}`);
    expect(row?.attempts).toBe(1);
  });
});

describe('a sender that slept', () => {
  it('finds its claim passed, and writes nothing', async () => {
    const { id } = await writeLetter(connection.db, { automatic: false });
    const slept = await claimOne();
    await lapse();
    await reclaimLapsed(connection.db);
    const now = await claimOne();
    expect(await recordSteps(connection.db, [starting(slept)])).toEqual([false]);
    expect(await recordSteps(connection.db, [{ claim: slept, attempt: SENT }])).toEqual([false]);
    await lapse();
    await renewClaims(connection.db, [slept]);
    expect(await reclaimLapsed(connection.db)).toEqual({ requeued: 1, uncertain: 0 });
    expect(await recordSteps(connection.db, [{ claim: now, attempt: SENT }])).toEqual([false]);
    expect(await stateOf(id)).toBe('retry');
  });

  it('starts nothing when its claim has lapsed, though nobody has it', async () => {
    await writeLetter(connection.db, { automatic: true });
    const slept = await claimOne();
    await lapse();
    expect(await recordSteps(connection.db, [starting(slept)])).toEqual([false]);
  });
});

it('senders that claim at once share the letters', async () => {
  const written = await Promise.all(Array.from({ length: 40 }, () => writeLetter(connection.db, { automatic: false })));
  const claims = await Promise.all(Array.from({ length: 8 }, () => claimLetters(connection.db, 'support', 10, 3)));
  expect(
    claims
      .flat()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(written.map(({ id }) => id).toSorted());
});

describe('by hand', () => {
  it.each<[string, boolean, boolean]>([
    ['pending', true, true],
    ['retry', true, true],
    ['uncertain', true, true],
    ['failed', true, true],
    ['cancelled', true, false],
    ['sent', false, false],
    ['claimed', false, false],
    ['data_started', false, false],
  ])('a letter that is %s: retried %s, cancelled %s', async (state, retried, cancelled) => {
    const there = async (): Promise<string> => {
      const { id } = await writeLetter(connection.db, { automatic: false });
      const held = state === 'claimed' || state === 'data_started';
      await connection.db.execute(sql`
        update letter set state = ${state}, due_at = null, lease_until = case when ${held} then now() + interval '15 s' end,
          sent_at = case when ${state === 'sent'} then now() end
        where id = ${id}`);
      return id;
    };
    const one = await there();
    expect(await retryLetter(connection.db, one)).toBe(retried);
    expect(await stateOf(one)).toBe(retried ? 'retry' : state);
    const other = await there();
    expect(await cancelLetter(connection.db, other)).toBe(cancelled);
    expect(await stateOf(other)).toBe(cancelled || state === 'cancelled' ? 'cancelled' : state);
  });
});

describe('a letter made due again', () => {
  const again = {
    'because somebody asks': (db: Database, id: string) => retryLetter(db, id),
    'because its sender is gone': async (db: Database) => {
      await db.execute(sql`update letter set state = 'claimed', lease_until = now() - interval '1 second'`);
      return reclaimLapsed(db);
    },
  };
  it.each(Object.entries(again))('%s is due at that moment, not at the next whole millisecond', async (_why, make) => {
    const { id } = await writeLetter(connection.db, { automatic: false });
    // In a transaction time stands still; of twenty moments half are nearer to the next millisecond.
    for (let moment = 0; moment < 20; moment++)
      await connection.db.transaction(async (db) => {
        await make(db, id);
        expect(await db.execute(sql`select due_at <= now() as due from letter`)).toEqual([{ due: true }]);
      });
  });
});

describe('the octets of a claimed letter', () => {
  it('are at hand where this process wrote them a moment ago, and are read the next time', async () => {
    const { messageId } = await writeLetter(connection.db, { automatic: false });
    await connection.db.execute(sql`update octets set bytes = 'from the database', size = null`);
    const textOf = async (): Promise<string> => Buffer.from((await claimOne()).octets?.bytes ?? []).toString();
    expect(await textOf()).toContain(messageId);
    await lapse();
    await reclaimLapsed(connection.db);
    expect(await textOf()).toBe('from the database');
  });

  it('are read in one statement with those of others that another process wrote', async () => {
    const written = [];
    for (let at = 0; at < 4; at++) written.push(await writeLetter(connection.db, { automatic: false }));
    const other = connect(database.url);
    const claims = await claimLetters(other.db, 'support', 4, 3);
    await other.close();
    const texts = claims.map(({ octets }) => octets && Buffer.from(unpacked(octets)).toString());
    for (const { messageId } of written) expect(texts).toContainEqual(expect.stringContaining(messageId));
  });
});

it('letters that are claimed stay with their sender when the octets cannot be read: each is read in its turn', async () => {
  await writeLetter(connection.db, { automatic: false });
  const other = connect(database.url);
  const unreadable = new Proxy(other.db, {
    get(db, name, receiver) {
      if (name === 'select') throw new Error('the page is damaged');
      return Reflect.get(db, name, receiver);
    },
  });
  expect(await claimLetters(unreadable, 'support', 1, 3)).toMatchObject([{ octets: null }]);
  await other.close();
});

it('one letter starts and another ends in the same statement, each by its own claim', async () => {
  const first = await writeLetter(connection.db, { automatic: false });
  const begun = await claimOne();
  expect(await recordSteps(connection.db, [starting(begun)])).toEqual([true]);
  const second = await writeLetter(connection.db, { automatic: false });
  const claim = await claimOne();
  const passed = { ...claim, fence: claim.fence - 1 };
  const steps = [{ claim: begun, attempt: SENT }, starting(claim), starting(passed)];
  expect(await recordSteps(connection.db, steps)).toEqual([true, true, false]);
  expect(await Promise.all([stateOf(first.id), stateOf(second.id)])).toEqual(['sent', 'data_started']);
  // It was not started twice, and what has ended does not end again.
  expect(await recordSteps(connection.db, [starting(claim), { claim: begun, attempt: SENT }])).toEqual([false, false]);
  const rows = await connection.db.execute(
    sql`select last_result, due_at is null as done, sent_at is not null as sent, lease_until is not null as held from letter order by id`,
  );
  expect([...rows]).toEqual([
    { last_result: 'accepted', done: true, sent: true, held: false },
    { last_result: null, done: false, sent: false, held: true },
  ]);
});

it.each([
  ['start', [0, 1]],
  ['end', [1, 0]],
])('a letter whose end is told before it started has ended: %s first', async (_first, order) => {
  const { id } = await writeLetter(connection.db, { automatic: true });
  const claim = await claimOne();
  const refused: Attempt = { ...SENT, state: 'retry', result: 'put_off', reply: '451 later', retryAfter: 60_000 };
  const steps = [starting(claim), { claim, attempt: refused }];
  const told = await recordSteps(
    connection.db,
    order.flatMap((at) => steps[at] ?? []),
  );
  expect(order.map((at) => ({ step: at, told: told[order.indexOf(at)] }))).toEqual(
    order.map((at) => ({ step: at, told: at === 1 })),
  );
  const rows = await connection.db.execute(sql`select state, last_reply from letter where id = ${id}`);
  expect([...rows]).toEqual([{ state: 'retry', last_reply: '451 later' }]);
});

describe('a few letters among thousands', () => {
  it('are found by their ids when they are renewed, started and ended', async () => {
    for (let at = 0; at < 20; at++) await writeLetter(connection.db, { automatic: false });
    await connection.db.execute(sql`
      insert into letter select (jsonb_populate_record(l, jsonb_build_object(
        'id', gen_random_uuid(), 'message_id', gen_random_uuid(), 'due_at', null, 'state', 'cancelled'))).*
      from letter l, generate_series(1, 100)`);
    await connection.db.execute(sql`vacuum analyze letter`);
    const claims = await claimLetters(connection.db, 'support', 2, 3);
    await connection.db.transaction(async (one) => {
      const db = one as unknown as Connection['db'];
      // Also what this session read in the second before counts here.
      const rowsRead = () =>
        db.execute<{ read: string }>(
          sql`select seq_tup_read::text as read from pg_stat_xact_user_tables where relname = 'letter'`,
        );
      const before = [...(await rowsRead())];
      expect(before).toHaveLength(1);
      // After five times PostgreSQL may keep one plan for all.
      for (let time = 0; time < 8; time++) {
        await renewClaims(db, claims);
        await recordSteps(db, claims.map(starting));
      }
      const ended = claims.map((claim) => ({ claim, attempt: SENT }));
      expect(await recordSteps(db, ended)).toEqual([true, true]);
      expect([...(await rowsRead())]).toEqual(before);
    });
  });
});

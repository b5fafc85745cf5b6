import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Commit, type NewLetter, NOTHING } from '../../../src/store/commit/change.ts';
import { commit } from '../../../src/store/commit/commit.ts';
import { type Connection, connect } from '../../../src/store/connection/connection.ts';
import { databaseError, isTransient } from '../../../src/store/connection/error.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { readOctets } from '../../../src/store/octets.ts';
import { loadTickets } from '../../../src/store/ticket.ts';
import { open } from '../../../src/ticket/events/open.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { at, NOON, received } from '../../ticket/sample.ts';

let database: TestDatabase;
let client: pg.Client;
let connection: Connection;
beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client(database.url);
  client.on('error', () => undefined);
  await client.connect();
  connection = connect(database.url);
});
afterAll(async () => {
  await client.end();
  await connection.close();
  await database.drop();
});

let mails = 0;
/** A mail of the ledger without a decision. */
async function ledgerRow(): Promise<number> {
  const nth = ++mails;
  const { rows } = await client.query(
    `insert into mail (mailbox, uid_validity, uid, sha256, fingerprint, size, octets_id, backfill, over_limit, received_at)
     values ('support', 1, $1, $2, $2, 1, gen_random_uuid(), false, false, now()) returning id`,
    [nth, `fingerprint ${nth}`],
  );
  return Number(rows[0].id);
}

let tickets = 0;
/** What a mail of a new customer becomes: a decision, a ticket, a customer. */
async function opened(change: { mailId?: number; customer?: string; subject?: string } = {}): Promise<Commit> {
  const nth = ++tickets;
  const { mailId = await ledgerRow(), customer = `customer${nth}@a.example`, subject = 'It fails' } = change;
  const id = `00000000-0000-7000-8000-${String(nth).padStart(12, '0')}`;
  const number = `TS20261126${String(nth).padStart(3, '0')}`;
  const { ticket } = open(received({ id }), at(NOON));
  const address = { name: '', address: customer };
  return {
    ...NOTHING,
    decision: {
      mailId,
      was: null,
      outcome: 'ticketed',
      reason: { code: 'acknowledgement', detail: '' },
      ticketId: id,
      class: 'human',
      authentication: 'P',
      authenticationReason: null,
      evidence: null,
      messageId: null,
      from: address,
      subject,
      steps: [],
      decidedAt: NOON,
    },
    tickets: [{ ticket: { ...ticket, number, version: 1, subject }, history: [] }],
    customers: [{ address, company: null, locale: null, charset: null, seenAt: NOON, edges: null }],
  };
}

const decided = async (changes: readonly Commit[]): Promise<unknown[]> => {
  const { rows } = await client.query(`select id, outcome, ticket_id from mail where id = any($1) order by id`, [
    changes.map(({ decision }) => decision?.mailId),
  ]);
  return rows.map(({ outcome, ticket_id }) => [outcome, ticket_id]);
};
const asWanted = (changes: readonly Commit[]): unknown[] =>
  changes.map(({ decision }) => ['ticketed', decision?.ticketId]);
const many = async (count: number): Promise<Commit[]> => {
  const changes: Commit[] = [];
  while (changes.length < count) changes.push(await opened());
  return changes;
};
const together = (changes: readonly Commit[]) => Promise.all(changes.map((each) => commit(connection.db, each)));
const transactions = async (): Promise<number> => {
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query(
    `select count(distinct xmin::text)::int as count from mail where outcome is not null`,
  );
  return rows[0].count;
};

let letters = 0;
/** A change that also writes letters with these octets, and the same without attachments where there are such. */
const withLetters = (change: Commit, ...contents: readonly Pick<NewLetter, 'octets' | 'reduced'>[]): Commit => ({
  ...change,
  letters: contents.map((content) => {
    const nth = ++letters;
    return {
      ...content,
      id: `00000000-0000-7000-9000-${String(nth).padStart(12, '0')}`,
      kind: 'acknowledgement',
      mailbox: 'support',
      ticketId: change.decision?.ticketId ?? null,
      mailId: change.decision?.mailId ?? null,
      to: { name: '', address: 'customer@a.example' },
      subject: '收到',
      messageId: `<${nth}@desk.example>`,
      envelopeFrom: 'support@desk.example',
      automatic: true,
      priority: 5,
      createdAt: NOON,
      heldBack: null,
    };
  }),
});

/** The octets that are kept of the letters of a change. */
async function keptOf({ letters: written }: Commit): Promise<(Pick<NewLetter, 'octets' | 'reduced'> | null)[]> {
  return Promise.all(
    written.map(async ({ id }) => {
      const { rows } = await client.query('select octets_id, reduced_id from letter where id = $1', [id]);
      if (rows.length === 0) return null;
      const reduced = rows[0].reduced_id === null ? null : await readOctets(connection.db, rows[0].reduced_id);
      return { octets: await readOctets(connection.db, rows[0].octets_id), reduced };
    }),
  );
}
const contentsOf = ({ letters: written }: Commit) => written.map(({ octets, reduced }) => ({ octets, reduced }));

/** Octets that belong to no letter. */
async function orphans(): Promise<number> {
  const { rows } = await client.query(
    'select count(*)::int as n from octets o where not exists (select from letter l where o.id in (l.octets_id, l.reduced_id))',
  );
  return rows[0].n;
}

describe('the octets of letters', () => {
  const text = Buffer.from('您的问题已收到。\r\n'.repeat(900));
  // Do not become smaller when they are packed.
  const noise = Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * at * 2_654_435_761) >>> 11));

  it('are written with each of a group, in the order of their letters', async () => {
    const [one, two, three, four] = await many(4);
    const changes = [
      withLetters(one as Commit, { octets: text, reduced: noise }, { octets: Buffer.from('short'), reduced: null }),
      two as Commit,
      withLetters(three as Commit, { octets: noise, reduced: null }),
      withLetters(four as Commit, { octets: Buffer.alloc(0), reduced: text }),
    ];
    expect(await together(changes)).toEqual([null, null, null, null]);
    for (const change of changes) expect(await keptOf(change)).toEqual(contentsOf(change));
    expect(await orphans()).toBe(0);
  });

  it('are written with a change that comes alone', async () => {
    const change = withLetters(await opened(), { octets: text, reduced: null });
    expect(await commit(connection.db, change)).toBeNull();
    expect(await keptOf(change)).toEqual(contentsOf(change));
  });

  it('stay away with what is refused, and only with that', async () => {
    const changes = (await many(3)).map((each) => withLetters(each, { octets: text, reduced: noise }));
    await commit(connection.db, await opened({ mailId: changes[1]?.decision?.mailId ?? 0 }));
    expect(await together(changes)).toEqual([null, 'decided', null]);
    expect(await Promise.all(changes.map(keptOf))).toEqual([
      contentsOf(changes[0] as Commit),
      [null],
      contentsOf(changes[2] as Commit),
    ]);
    expect(await orphans()).toBe(0);
  });

  it('that a desk of an older version puts into the change are refused, and its mail waits', async () => {
    const refused = connection.db.execute(sql`select commit_change('{"octets": []}'::jsonb)`);
    const error = await refused.catch((thrown: unknown) => thrown);
    expect(isTransient(error)).toBe(true);
    expect(databaseError(error)?.message).toContain('a desk that is older than its database');
  });
});

describe('changes that come together', () => {
  it('are written in a few transactions, each whole', async () => {
    const changes = await many(40);
    const before = await transactions();
    expect(new Set(await together(changes))).toEqual(new Set([null]));
    expect(await decided(changes)).toEqual(asWanted(changes));
    expect((await transactions()) - before).toBeLessThanOrEqual(3);
    const ids = changes.flatMap((each) => each.tickets.map(({ ticket }) => ticket.id));
    expect(await loadTickets(connection.db, ids)).toHaveLength(40);
  });

  it('of one customer are written one after the other', async () => {
    const changes = [await opened()];
    while (changes.length < 4) changes.push(await opened({ customer: 'same@a.example' }));
    expect(await together(changes)).toEqual([null, null, null, null]);
    expect(await decided(changes)).toEqual(asWanted(changes));
  });

  it.each<[what: string, spoil: (change: Commit) => Promise<Commit>, answer: unknown]>([
    [
      'a mail that is decided already',
      async (change) => {
        await commit(connection.db, await opened({ mailId: change.decision?.mailId ?? 0 }));
        return change;
      },
      'decided',
    ],
    [
      'a ticket that has changed meanwhile',
      async (change) => ({
        ...change,
        tickets: change.tickets.map((each) => ({ ...each, ticket: { ...each.ticket, version: 7 } })),
      }),
      'stale',
    ],
    ['a lease that is lost', async (change) => ({ ...change, fence: { mailbox: 'support', fence: 99 } }), 'lease_lost'],
    [
      'words that the database does not take',
      async (change) => ({
        ...change,
        decision: change.decision && { ...change.decision, subject: 'NUL \0' },
      }),
      expect.objectContaining({ message: expect.anything() }),
    ],
    [
      'a reference to no ticket',
      async (change) => ({
        ...change,
        references: [{ messageId: '<x@y>', ticketId: '00000000-0000-7000-8000-ffffffffffff' }],
      }),
      expect.objectContaining({ message: expect.anything() }),
    ],
  ])('do not suffer from %s among them', async (_, spoil, answer) => {
    const changes = await many(9);
    const spoilt = await spoil(changes[4] as Commit);
    const answers = await Promise.all(
      changes.with(4, spoilt).map((each) => commit(connection.db, each).catch((error: unknown) => error)),
    );
    expect(answers).toEqual([null, null, null, null, answer, null, null, null, null]);
    const others = changes.toSpliced(4, 1);
    expect(await decided(others)).toEqual(asWanted(others));
    const [ticket] = spoilt.tickets;
    expect(await loadTickets(connection.db, [ticket?.ticket.id ?? ''])).toEqual([]);
  });

  it.each([
    ['before them', 0],
    ['among them', 5],
  ])('do not wait for one %s that waits for a lock', async (_, place) => {
    const changes = await many(9);
    const held = changes[place];
    if (held === undefined) throw new Error('there is no change');
    const others = changes.toSpliced(place, 1);
    await client.query('begin');
    await client.query(`select 1 from mail where id = $1 for update`, [held.decision?.mailId]);
    let isDone = false;
    const answers = changes.map((each) => commit(connection.db, each));
    const waits = answers[place]?.finally(() => {
      isDone = true;
    });
    expect(await Promise.all(answers.toSpliced(place, 1))).toEqual(others.map(() => null));
    expect(isDone).toBe(false);
    await client.query('rollback');
    expect(await waits).toBeNull();
    expect(await decided(changes)).toEqual(asWanted(changes));
  });

  it('are all written or all not when the connection is lost', async () => {
    const changes = await many(30);
    await client.query('begin; lock table mail in access exclusive mode');
    const answers = Promise.allSettled(changes.map((each) => commit(connection.db, each)));
    const other = new pg.Client(database.url);
    await other.connect();
    for (let waiting = 0; waiting === 0; ) {
      const { rows } = await other.query(
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%commit_change%'`,
      );
      waiting = rows[0].waiting;
    }
    await other.query(
      // Sessions that have nothing to do show their last statement, too.
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%commit_change%'`,
    );
    await other.end();
    await client.query('rollback');
    const states = await answers;
    const written = await decided(changes);
    for (const [at, { status }] of states.entries())
      if (status === 'fulfilled') expect(written[at]).toEqual(['ticketed', changes[at]?.decision?.ticketId]);
    // What was answered with an error is tried again by who asked, and is then decided or done.
    const again = await together(changes);
    expect(again.every((each) => each === null || each === 'decided')).toBe(true);
    expect(await decided(changes)).toEqual(asWanted(changes));
  });
});

describe('a change of one ticket', () => {
  // PostgreSQL would rather read a small table from end to end.
  it.each([200, 3_000])('finds what it changes by its keys among %i rows', async (most) => {
    const first = await opened();
    await commit(connection.db, first);
    await client.query(
      `insert into mail (mailbox, uid_validity, uid, sha256, fingerprint, size, octets_id, backfill, over_limit, received_at)
       select 'other', $1, n, 'other ' || n, 'other ' || n, 1, gen_random_uuid(), false, false, now() from generate_series(1, $1) n`,
      [most],
    );
    await client.query(
      `insert into clock (ticket_id, kind, subject, due_at) select $1, 'remind', n::text, now() from generate_series(1, $2) n`,
      [first.tickets?.[0]?.ticket.id, most],
    );
    await client.query('vacuum analyze mail, clock, ticket');
    const second = await opened();
    await connection.db.transaction(async (one) => {
      const db = one as unknown as Connection['db'];
      // Also what this session read in the second before counts here.
      const rowsRead = async () => [
        ...(await db.execute<{ relname: string; read: string }>(sql`
          select relname, seq_tup_read::text as read from pg_stat_xact_user_tables
          where relname in ('mail', 'clock') order by relname`)),
      ];
      const before = await rowsRead();
      expect(before.map(({ relname }) => relname)).toEqual(['clock', 'mail']);
      expect(await commit(db, second)).toBeNull();
      expect(await rowsRead()).toEqual(before);
    });
  });
});

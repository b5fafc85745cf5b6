import { readdirSync, readFileSync } from 'node:fs';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/knowledge/article.ts';
import { canonicalAddress } from '../../src/people/address.ts';
import { articlesByNumber, loadArticles } from '../../src/store/article.ts';
import { loadCannedAnswers } from '../../src/store/canned-answer.ts';
import { NOTHING } from '../../src/store/commit/change.ts';
import { commit } from '../../src/store/commit/commit.ts';
import { COMMIT_CHANGE } from '../../src/store/commit/function.ts';
import { type Connection, connect } from '../../src/store/connection/connection.ts';
import { EVERYBODY, findCustomer, witnesses } from '../../src/store/customer.ts';
import { lettersByMessageId } from '../../src/store/letter.ts';
import { migrate } from '../../src/store/migrate.ts';
import * as schema from '../../src/store/schema.ts';
import { schemaDifference } from '../../src/store/schema-version.ts';
import { loadTickets } from '../../src/store/ticket.ts';
import type { CannedAnswer } from '../../src/ticket/canned/canned-answer.ts';
import type { AnswerChange } from '../../src/ticket/canned/keeping.ts';
import { open } from '../../src/ticket/events/open.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { at, NOON, received } from '../ticket/sample.ts';

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

const tables = Object.values(schema).filter((each) => is(each, PgTable)) as PgTable[];

describe.each(tables.map((table) => [getTableName(table), table] as const))('the table %s', (name, table) => {
  it('has in the database the columns of the schema', async () => {
    const { rows } = await client.query(
      `select column_name, is_nullable = 'NO' as required from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [name],
    );
    const columns = Object.values(getTableColumns(table)).map((column) => [column.name, column.notNull]);
    expect(Object.fromEntries(rows.map(({ column_name, required }) => [column_name, required]))).toEqual(
      Object.fromEntries(columns),
    );
  });
});

/** Every value as another one of its kind. */
function changed(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value instanceof Date) return new Date(value.getTime() + 60_000);
  if (Array.isArray(value)) return value.map(changed);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, changed(each)]));
}

const FULL: Omit<Ticket, 'participants' | 'clocks'> = {
  ...open(received({ id: '00000000-0000-7000-8000-000000000001' }), at(NOON)).ticket,
  version: 1,
  state: 'assigned',
  timezone: '+05:30',
  company: 'Acme',
  team: 'backend',
  assignee: 'li@desk.example',
  follower: 'zhao@desk.example',
  passedOver: ['chen@desk.example'],
  respondBy: NOON,
  respondedAt: NOON,
  updateBy: NOON,
  acceptBy: NOON,
  acceptedAt: NOON,
  expectedBy: NOON,
  resolvedAt: NOON,
  closedAt: NOON,
  pausedAt: NOON,
  lastProgressAt: NOON,
  analysis: { checked: 'a', current: 'b', next: 'c' },
  customerAskedAt: NOON,
  newsSentAt: NOON,
  askedBackAt: NOON,
  unclearAt: NOON,
  resolution: {
    cause: 'a',
    steps: 'b',
    kind: 'fix',
    workaround: 'c',
    verified: 'd',
    resources: 'e',
    by: 'li@desk.example',
    at: NOON,
    released: false,
  },
  closing: {
    solution: 'a',
    handlingMinutes: 1,
    minutesByState: { new: 1 },
    resources: 'b',
    confirmedBy: 'c',
    satisfaction: 3,
  },
  sideThreads: [{ id: '1', team: 'a', question: 'b', responsible: 'c', askedBy: 'd', dueAt: NOON, answeredAt: NOON }],
  pausedClocks: [{ kind: 'respond', dueAt: NOON, subject: '' }],
  spent: { new: 1 },
  mergedInto: 'TS20261101001',
  linkedTo: ['TS20261101002'],
  contract: 'a',
  claims: 'TS20261101003',
  tokenEpoch: 2,
  channel: 'phone',
  recordedBy: 'zhao@desk.example',
  handOver: { why: 'declined', by: 'li@desk.example', words: 'a' },
  findings: [{ checked: 'a', suspected: 'b', by: 'li@desk.example', at: NOON }],
  newsAsked: 1,
  promisedBy: NOON,
  partsAsked: true,
  work: [{ by: 'li@desk.example', at: NOON, on: 'progress', round: 1, minutes: 5, resources: 'a' }],
};

describe('a ticket', () => {
  const first: Ticket = { ...FULL, participants: [], clocks: [] };
  const { id, number, createdAt } = first;
  const next: Ticket = {
    ...(changed(FULL) as Ticket),
    ...{ id, number, createdAt, version: 2, state: 'pending', urgency: 'urgent', channel: 'chat' },
    ...{ participants: [], clocks: [] },
  };

  it.each([
    ['as it is first written', first],
    ['with every field changed', next],
  ])('comes back %s', async (_, ticket) => {
    expect(await commit(connection.db, { ...NOTHING, tickets: [{ ticket, history: [] }] })).toBeNull();
    const [stored] = await loadTickets(connection.db, [id]);
    expect(stored).toEqual(ticket);
    expect(Object.keys(stored ?? {}).toSorted()).toEqual(Object.keys(ticket).toSorted());
  });

  it('is refused when it has changed since it was read', async () => {
    expect(await commit(connection.db, { ...NOTHING, tickets: [{ ticket: next, history: [] }] })).toBe('stale');
  });

  it('has no empty field here, so that each of them is compared', () => {
    expect(Object.entries(FULL).filter(([, value]) => value === null)).toEqual([]);
  });
});

it('an article comes back with every field changed', async () => {
  const first: Article = {
    id: '00000000-0000-7000-8000-0000000000aa',
    number: null,
    version: 1,
    state: 'draft',
    locale: 'en',
    title: 'a',
    symptom: 'b',
    cause: 'c',
    steps: 'd',
    caution: 'h',
    category: 'e',
    module: 'f',
    tags: ['g'],
    ticketId: null,
    createdAt: NOON,
    decidedAt: null,
    decidedBy: null,
  };
  const next: Article = {
    ...(changed(first) as Article),
    ...{
      id: first.id,
      version: 2,
      createdAt: NOON,
      state: 'approved',
      decidedAt: NOON,
      decidedBy: 'wang@desk.example',
    },
  };
  for (const article of [first, next]) {
    expect(await commit(connection.db, { ...NOTHING, articles: [article] })).toBeNull();
    // Its number the database gives, once.
    expect(await loadArticles(connection.db, [article.id])).toEqual([{ ...article, number: 1 }]);
  }
  const other: Article = { ...first, id: '00000000-0000-7000-8000-0000000000ab' };
  expect(await commit(connection.db, { ...NOTHING, articles: [other] })).toBeNull();
  expect(await articlesByNumber(connection.db, [1, 2, 3])).toMatchObject([{ id: first.id }, { id: other.id }]);
});

it('a canned answer is kept, changed and dropped', async () => {
  const first: CannedAnswer = { answer: 'a', locale: 'en', name: 'A', text: 't', by: 'wang@desk.example', at: NOON };
  const chinese: CannedAnswer = { ...first, locale: 'zh-CN', name: '甲' };
  const next: CannedAnswer = { ...first, name: 'B', text: 'u', by: 'command line', at: new Date(NOON.getTime() + 1) };
  const write = (answers: readonly AnswerChange[]) => commit(connection.db, { ...NOTHING, answers });
  expect(await write([{ kept: first }, { kept: chinese }])).toBeNull();
  expect(await loadCannedAnswers(connection.db)).toEqual([first, chinese]);
  expect(await write([{ kept: next }])).toBeNull();
  expect(await loadCannedAnswers(connection.db)).toEqual([next, chinese]);
  expect(await write([{ dropped: { answer: 'a', locale: 'en' } }])).toBeNull();
  expect(await loadCannedAnswers(connection.db)).toEqual([chinese]);
  expect(await write([{ dropped: { answer: 'a', locale: null } }])).toBeNull();
  expect(await loadCannedAnswers(connection.db)).toEqual([]);
});

describe('the language of a customer', () => {
  const name = 'Zhang';
  const hears = async (address: string, locale: string | null): Promise<string | null | undefined> => {
    const customers = [{ address: { name, address }, company: null, locale, charset: null, seenAt: NOON, edges: null }];
    expect(await commit(connection.db, { ...NOTHING, customers })).toBeNull();
    return (await findCustomer(connection.db, canonicalAddress(address)))?.locale;
  };

  it.each<[string, readonly (string | null)[], readonly (string | null)[]]>([
    ['is that of the first mail that tells', [null, 'zh'], [null, 'zh']],
    ['is not changed by one mail in another', ['zh', 'en', 'zh', 'en'], ['zh', 'zh', 'zh', 'zh']],
    ['is changed by two in a row', ['zh', 'en', 'en', 'zh', 'zh'], ['zh', 'zh', 'en', 'en', 'zh']],
    ['is not changed by two in two others', ['zh', 'en', 'de'], ['zh', 'zh', 'zh']],
    ['is not changed by mails that do not tell', ['zh', 'en', null, null], ['zh', 'zh', 'zh', 'zh']],
  ])('%s', async (what, mails, known) => {
    const stored = [];
    for (const locale of mails) stored.push(await hears(`${what.replaceAll(' ', '-')}@customer.example`, locale));
    expect(stored).toEqual(known);
  });
});

describe('what stands at the edges of a customer’s mails', () => {
  const hears = async (address: string, day: string, blocks: readonly string[] | null): Promise<void> => {
    const edges = blocks && { organisation: address.replace(/.*@/, ''), blocks };
    const person = { address: { name: '', address }, company: null, locale: null, charset: null };
    const customers = [{ ...person, seenAt: new Date(`${day}T12:00:00Z`), edges }];
    expect(await commit(connection.db, { ...NOTHING, customers })).toBeNull();
  };
  const ask = (organisation: string, blocks: readonly string[], least = 1) =>
    witnesses(connection.db, { organisation, blocks, least });

  it('is that of their latest mail, each with the day since when all their mails have had it', async () => {
    await hears('a@edges.example', '2026-11-01', ['x', 'y']);
    await hears('a@edges.example', '2026-11-03', ['y', 'z']);
    await hears('a@edges.example', '2026-11-03', ['y', 'z']);
    await hears('a@edges.example', '2026-11-02', ['x']);
    await hears('a@edges.example', '2026-11-04', null);
    expect(await ask('edges.example', ['y'])).toEqual([
      {
        address: 'a@edges.example',
        organisation: 'edges.example',
        heardOn: '2026-11-03',
        edges: { y: '2026-11-01', z: '2026-11-03' },
      },
    ]);
  });

  it('is looked at where enough of them share a block, with all others of theirs', async () => {
    for (const [at, blocks] of [['x'], ['x', 'y'], [], null].entries())
      await hears(`u${at}@shared.example`, `2026-11-0${at + 1}`, blocks);
    const found = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).map(({ address }) => address[1]);
    expect((await found('shared.example', ['x', 'other'], 2)).sort()).toEqual(['0', '1', '2']);
    expect(await found('shared.example', ['y', 'other'], 2)).toEqual([]);
    expect(await found('elsewhere.example', ['x'], 1)).toEqual([]);
    expect(await found(EVERYBODY, ['y', 'x'], 4)).toEqual([]);
    expect(await found(EVERYBODY, ['y', 'x'], 3)).toHaveLength(4);
    const both = await Promise.all([ask('shared.example', ['y'], 1), ask(EVERYBODY, ['y'], 1)]);
    expect(both.map((each) => each.length)).toEqual([3, 4]);
  });

  it('is looked at of twenty of an organisation and sixty of all, those heard last', async () => {
    for (let at = 10; at < 75; at++) await hears(`u${at}@large.example`, `2026-1${at % 2}-${10 + (at % 20)}`, ['l']);
    expect(await ask('large.example', ['l'], 20)).toHaveLength(20);
    expect(await ask('large.example', ['l'], 21)).toEqual([]);
    expect(await ask(EVERYBODY, ['l'], 20)).toHaveLength(60);
    const oldest = (await ask('large.example', ['l'])).map(({ heardOn }) => heardOn).sort()[0] ?? '';
    expect(oldest > '2026-11-18').toBe(true);
  });
});

describe('the letters with these Message-IDs', () => {
  it('come in the order they are asked for, whatever the order they were written in', async () => {
    const ids = ['<b@desk.example>', '<c@desk.example>', '<a@desk.example>'];
    for (const id of ids)
      await client.query(
        `insert into letter (id, kind, mailbox, to_name, to_address, to_canonical, to_limit_key, subject, message_id, envelope_from, octets_id,
           automatic, priority, created_at, state)
         values (gen_random_uuid(), 'note', 'support', '', $1, $1, $1, '', $1, '', gen_random_uuid(), false, 1, now(), 'pending')`,
        [id],
      );
    const asked = ['<a@desk.example>', '<other@desk.example>', '<c@desk.example>', '<b@desk.example>'];
    const found = await lettersByMessageId(connection.db, asked);
    expect(found.map(({ toAddress }) => toAddress)).toEqual([
      '<a@desk.example>',
      '<c@desk.example>',
      '<b@desk.example>',
    ]);
  });
});

describe('the details of a ticket', () => {
  const folder = new URL('../../src/store/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));

  it.each(files)('are not looked into by the SQL of %s', (name) => {
    expect(readFileSync(new URL(name, folder), 'utf8')).not.toMatch(
      /details\}?\s*(?:->|#>|@>|\?|\|\||#-)|jsonb_\w+\(\w*\.?details\b/,
    );
  });
});

describe('the function that commits', () => {
  it('is the one of this version', async () => {
    expect(await schemaDifference(database.url)).toEqual({ missing: [], unknown: 0 });
  });

  it('is the one that a statement would call, not one of another schema', async () => {
    await client.query('create schema other');
    await client.query(COMMIT_CHANGE.replace('commit_change(', 'other.commit_change('));
    expect(await schemaDifference(database.url)).toEqual({ missing: [], unknown: 0 });
    await client.query('alter function public.commit_change(jsonb) rename to commit_change_aside');
    expect(await schemaDifference(database.url)).toEqual({ missing: ['commit_change'], unknown: 0 });
    await client.query('alter function commit_change_aside(jsonb) rename to commit_change; drop schema other cascade');
  });

  it('is found out when it is another, and mended by the migration', async () => {
    for (const another of [
      `create or replace function commit_change(change jsonb) returns void language sql as 'select null'`,
      'alter function commit_change(jsonb) reset enable_seqscan',
    ]) {
      await client.query(another);
      expect(await schemaDifference(database.url)).toEqual({ missing: ['commit_change'], unknown: 0 });
      expect(await migrate(database.url)).toEqual([]);
      expect(await schemaDifference(database.url)).toEqual({ missing: [], unknown: 0 });
    }
  });
});

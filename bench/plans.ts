import postgres from 'postgres';
import { loadSettings } from '../src/config/settings.ts';
import { openDesk } from '../src/desk/open.ts';
import { removeLeftovers } from '../src/duties/clean-up.ts';
import { createLogger } from '../src/lib/log.ts';
import { freePort } from '../src/sandbox/free-port.ts';
import { mailOf } from '../test/support/mail.ts';
import { until } from '../test/support/until.ts';
import { startDesk } from './desk.ts';
import { type Executed, executed, NOTING, noteAll, OWN_NAME } from './executed.ts';
import { fill, ROOM } from './fill.ts';
import { problems } from './mails.ts';
import type { Row, Stage } from './stage.ts';
import { openWorld, type World } from './world.ts';

const TICKETS = 1_000_000;
const OPEN_SHARE = 0.2;
const MAILS = 60;
const ENGINEERS = Array.from({ length: 300 }, (_, at) => `engineer${at}@desk.example`);
const SUPERVISOR = 'supervisor@desk.example';
/** A table with more rows than this, of those that were filled, grows with the desk. */
const GROWS = 10_000;
/** Rows that a statement may look at whatever it gives, and how many for each that it gives. */
const FREE = 2_000;
const FOR_EACH = 10;

export const plans: Stage = {
  description: `how PostgreSQL executes every statement of a working desk with ${TICKETS.toLocaleString('en')} tickets: fails on one that reads a growing table whole, or many rows to give a few`,
  long: true,
  exact: true,
  async run({ mails }) {
    const port = await freePort();
    const world = await openWorld(
      {
        // As they are by default: the counts behind them are part of a mail's way.
        limits: {},
        http: { listen: `127.0.0.1:${port}` },
        staff: [
          ...ENGINEERS.map((email, at) => ({ name: `Engineer ${at}`, email, roles: ['engineer'], teams: ['all'] })),
          { name: 'Front', email: 'front@desk.example', roles: ['frontline'] },
          { name: 'Supervisor', email: SUPERVISOR, roles: ['supervisor'] },
        ],
        customers: [{ company: 'Company 7', domains: ['company7.example'], managers: ['manager@company7.example'] }],
      },
      { postgres: { ...ROOM, ...NOTING } },
    );
    const sql = postgres(world.databaseUrl, { max: 1, connection: { application_name: OWN_NAME } });
    try {
      await work(world, sql, problems(1));
      const tickets = mails ?? TICKETS;
      await fill(world.databaseUrl, { tickets, open: Math.round(tickets * OPEN_SHARE), engineers: ENGINEERS });
      await noteAll(sql);
      await work(world, sql, [...problems(MAILS, 3), ...(await correspondence(sql))], port);
      await nightly(world);
      const found = await executed(sql);
      return [...rowsOf(found, await growing(sql)), ...(await unused(sql)), ...(await heapOnly(sql))];
    } finally {
      await sql.end();
      await world.close();
    }
  },
};

/** A daemon that takes these mails in and sends what it writes, and has had its rounds. */
async function work(world: World, sql: postgres.Sql, mails: readonly string[], port?: number): Promise<void> {
  const daemon = await startDesk(world);
  const before = await count(sql, sql`mail where outcome is not null`);
  await world.mailbox.deliverMany(mails);
  await until(
    'all mails to be decided and all letters to be sent',
    async () =>
      (await count(sql, sql`mail where outcome is not null`)) === before + mails.length &&
      (await count(sql, sql`letter where due_at is not null`)) === 0,
    { timeoutMs: 600_000, everyMs: 500 },
  );
  if (port !== undefined) {
    for (const path of ['readyz', 'metrics']) await (await fetch(`http://127.0.0.1:${port}/${path}`)).text();
    await new Promise((done) => setTimeout(done, ROUNDS_MS));
  }
  await daemon.stop();
}

/** Every duty that a daemon does several times an hour has its turn. */
const ROUNDS_MS = 40_000;

const count = async (sql: postgres.Sql, of: postgres.PendingQuery<postgres.Row[]>): Promise<number> =>
  Number((await sql`select count(*) as n from ${of}`)[0]?.n);

/** What else comes in on a day: answers of customers and staff about tickets that are there, and what people ask the desk. */
async function correspondence(sql: postgres.Sql): Promise<string[]> {
  const open = await sql<{ number: string; customer: string; engineer: string; message: string }[]>`
    select number, requester_address as customer, assignee as engineer, r.message_id as message
    from ticket t join reference r on r.ticket_id = t.id where state = 'in_progress' and r.message_id like '%made.example>'
    order by t.id limit ${WORDS.length * 2}`;
  const answers = open.map(({ number, customer, engineer, message }, at) =>
    at % 2 === 0
      ? mailOf({ from: customer, subject: `Re: ${number}`, inReplyTo: message, text: `It is still so.\n${at}` })
      : mailOf({ from: engineer, subject: `Re: [${number}]`, text: WORDS[(at - 1) / 2] ?? '' }),
  );
  const asked = ASKED.map(([from, text]) => mailOf({ from, subject: 'A list', text }));
  return [...answers, ...asked];
}

const WORDS = [
  '#progress\nChecked: the network\nProgress: it is the disk\nNext: a larger one',
  '#reply We are on it.',
  '#ask Which version is it?',
  '#resolve\nCause: the disk was full\nSteps: old logs removed\nKind: fix\nVerified: yes',
  '#close by telephone',
  `#assign ${ENGINEERS[1]}`,
  `#involve ${ENGINEERS[2]} What do you make of it?`,
  '#status',
  '#follow',
  '#urgency high',
];

const ASKED: readonly (readonly [from: string, words: string])[] = [
  [ENGINEERS[7] ?? '', '#mine'],
  [ENGINEERS[7] ?? '', '#find 10123'],
  [SUPERVISOR, '#team'],
  [SUPERVISOR, '#find customer 123456'],
  [SUPERVISOR, '#report'],
  ['user7@company7.example', 'What is open for me?'],
  ['manager@company7.example', 'What is open for me?'],
];

async function nightly(world: World): Promise<void> {
  const settings = loadSettings({ file: world.configFile, environment: world.environment });
  const { desk, close } = await openDesk(settings, createLogger('silent'), () => new Date());
  await removeLeftovers(desk);
  await close();
}

async function growing(sql: postgres.Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > ${GROWS}`;
  return new Set(rows.map(({ name }) => name));
}

/** What may read much, with the reason; each begins with these words. */
const KNOWN: readonly (readonly [statement: RegExp, why: string])[] = [
  [/^select count\(\*\) over \(\) as total.* ilike /, '#find looks into every subject and mail: a person waits for it'],
  [
    /^select count\(\*\) over \(\) as total.* from ticket where state not in .* limit/,
    '#team sorts all that is open by what is due',
  ],
  [/^select assignee as email, count\(\*\) from ticket where state not in/, '#team counts all that is open'],
  [/^select number, subject, .* right\(requester_canonical/, 'the list of a company looks at all that is open'],
  [/^delete from octets o where o\.id between/, 'the clean-up compares a month of octets with all rows, once a day'],
];

function rowsOf(found: readonly Executed[], grows: ReadonlySet<string>): Row[] {
  return found
    .toSorted((a, b) => b.read - a.read)
    .map(({ text, times, read, given, indexes, whole }): Row => {
      const most = Math.max(FREE, FOR_EACH * given);
      const bad = whole.filter((table) => grows.has(table));
      const known = KNOWN.find(([statement]) => statement.test(text));
      const met = read <= most && bad.length === 0;
      return {
        what: `for ${given}, ${times} ×, by ${indexes.join(', ') || 'no index'}${bad.length > 0 ? `, ${bad.join()} WHOLE` : ''}: ${text.slice(0, 160)}`,
        figure: read,
        unit: 'rows',
        target:
          met || known === undefined
            ? { text: `at most ${most}, no table whole`, met }
            : { text: `known: ${known[1]}`, met: true },
      };
    });
}

/** Indexes that no statement has asked; those that keep something unique are needed without. */
async function unused(sql: postgres.Sql): Promise<Row[]> {
  const rows = await sql<{ name: string; megabytes: number }[]>`
    select indexrelname as name, pg_relation_size(indexrelid) / 1048576.0 as megabytes
    from pg_stat_user_indexes join pg_index using (indexrelid)
    where schemaname = 'public' and idx_scan = 0 and not indisunique order by megabytes desc`;
  return rows.map(({ name, megabytes }) => ({ what: `${name}: not asked`, figure: Number(megabytes), unit: 'MB' }));
}

async function heapOnly(sql: postgres.Sql): Promise<Row[]> {
  const rows = await sql<{ name: string; share: number }[]>`
    select relname as name, 100.0 * n_tup_hot_upd / n_tup_upd as share from pg_stat_user_tables
    where schemaname = 'public' and n_tup_upd >= 20 order by relname`;
  return rows.map(({ name, share }) => ({
    what: `${name}: updates that no index saw`,
    figure: Number(share),
    unit: '%',
  }));
}

import pg from 'pg';
import { databaseError, noteOfDatabase } from './error.ts';

/**
 * Everything about a session that the desk's statements and readers take for granted. A role or a database can have
 * other defaults (`ALTER ROLE … SET`), and letters once went out empty because of one.
 *
 * A session of our own is told all of it when it begins. A pooler between (PgBouncer) refuses most of that and gives
 * each statement any session it has; there, only the first four can be told, and the rest is looked at.
 */

/** What every pooler passes on when a client connects. */
export const TOLD_ALWAYS = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, YMD',
  TimeZone: 'UTC',
  standard_conforming_strings: 'on',
} as const;

/** A statement of the daemon's that takes longer is ended, and what it was for is tried again. */
const LIMITS = { statement_timeout: '120s', lock_timeout: '30s', idle_in_transaction_session_timeout: '0' } as const;

/** What a session of our own is told beside that. */
export const TOLD_DIRECTLY = {
  ...LIMITS,
  search_path: 'public',
  bytea_output: 'hex',
  IntervalStyle: 'postgres',
  extra_float_digits: '1',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  default_transaction_isolation: 'read committed',
  row_security: 'on',
  transform_null_equals: 'off',
} as const;

/** Of a database that is used through a pooler: what must hold, and whether it does. */
const MUST_HOLD: readonly (readonly [setting: string, needed: string, holds: (value: string) => boolean])[] = [
  ['search_path', 'public', (value) => value === 'public'],
  ['default_transaction_read_only', 'off', (value) => value === 'off'],
  ['default_transaction_isolation', 'read committed', (value) => value === 'read committed'],
  ['statement_timeout', '0, or 10s at least', (value) => value === '0' || Number(value) >= 10_000],
  ['lock_timeout', '0, or 1s at least', (value) => value === '0' || Number(value) >= 1_000],
];

/** How the sessions of a database are, found by opening one. */
export type SessionFacts = {
  /** A pooler stands between, which may give each statement another session. */
  readonly shared: boolean;
  /** Settings that the desk cannot work with and cannot change, in words. */
  readonly unfit: readonly string[];
  /** At most so many connections, and what says so; null for a pooler, which has a limit of its own. */
  readonly limit: { readonly connections: number; readonly by: string } | null;
};

/** A mark that a session of our own has and one of a pooler's has not. */
const MARK = { name: 'tsdesk.session', value: 'own' } as const;
/** With time enough to look; the client waits a little longer, in milliseconds. */
const MARKED = `-c ${MARK.name}=${MARK.value} -c statement_timeout=10s -c lock_timeout=10s`;
const LOOK_WITHIN_MS = 15_000;

/** With no limits: a backup may take hours. */
const TOLD_FOR_LONG = { ...TOLD_DIRECTLY, ...TOLD_ALWAYS, statement_timeout: '0', lock_timeout: '0' };
const tellingWith = (set: 'set' | 'set local'): string =>
  Object.entries(TOLD_FOR_LONG)
    .map(([name, value]) => `${set} ${name} = ${name === 'search_path' ? value : pg.escapeLiteral(value)}`)
    .join('; ');

/** Opens a client for statements that need one session. No limits: a backup may take hours. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openClient(url);
  try {
    await tell(client);
    return await use(client);
  } finally {
    await client.end();
  }
}

/** How often the settings are told to a session whose own timeout ends them. */
const MOST_TELLINGS = 50;
const TIMED_OUT = '57014';

/** The database may give its sessions less time than this takes on a busy machine; what gets through lifts that. */
async function tell(client: pg.Client): Promise<void> {
  for (let told = 1; ; told++) {
    try {
      await client.query(tellingWith('set'));
      return;
    } catch (error) {
      if (databaseError(error)?.code !== TIMED_OUT || told >= MOST_TELLINGS) throw error;
    }
  }
}

/**
 * Begins a transaction that is told everything once more: a pooler may give it another session than the one that
 * `withClient` has told. `how` is what follows BEGIN.
 */
export async function beginTold(client: pg.Client, how = ''): Promise<void> {
  await client.query(`begin ${how}; ${tellingWith('set local')}`);
}

async function openClient(url: string, more: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'tsdesk',
    ...more,
  });
  // What ends the connection fails the statement that is under way; without a listener it would end the process.
  client.on('error', noteOfDatabase);
  try {
    await client.connect();
  } catch (error) {
    noteOfDatabase(error);
    throw error;
  }
  return client;
}

/** Looks at the database of this URL. Throws the driver's error. */
export async function examineSession(url: string): Promise<SessionFacts> {
  const { client, marked } = await openMarked(url);
  try {
    const { rows } = await client.query<Record<string, string | number | boolean | null>>(LOOK, [MARK.name]);
    const seen = rows[0] ?? {};
    const shared = !(marked && seen.mark === MARK.value);
    return {
      shared,
      unfit: [...unfitEncoding(seen), ...(shared ? unfitSettings(seen) : [])],
      limit: shared ? null : limitOf(seen),
    };
  } finally {
    await client.end();
  }
}

/** With the mark, or without where start-up options are refused. */
async function openMarked(url: string): Promise<{ client: pg.Client; marked: boolean }> {
  try {
    return { client: await openClient(url, { options: MARKED, query_timeout: LOOK_WITHIN_MS }), marked: true };
  } catch (error) {
    const refused = error instanceof Error && /start-?up parameter|command-line options/i.test(error.message);
    if (!refused) throw error;
    return { client: await openClient(url, { query_timeout: LOOK_WITHIN_MS }), marked: false };
  }
}

const LOOK = `
  select current_setting($1, true) as mark, current_setting('server_encoding') as encoding,
    (current_schemas(false))[1] as search_path,
    current_setting('default_transaction_read_only') as default_transaction_read_only,
    current_setting('default_transaction_isolation') as default_transaction_isolation,
    (select setting from pg_settings where name = 'statement_timeout') as statement_timeout,
    (select setting from pg_settings where name = 'lock_timeout') as lock_timeout,
    current_user as role, current_database() as database,
    (select case when rolsuper then -1 else rolconnlimit end from pg_roles where rolname = current_user) as role_limit,
    (select datconnlimit from pg_database where datname = current_database()) as database_limit,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true), '0')::int as server_limit`;

type Seen = Readonly<Record<string, string | number | boolean | null>>;

/** Names of people and what they write come in every script: other encodings lose them, or refuse them. */
function unfitEncoding({ encoding, database }: Seen): string[] {
  if (encoding === 'UTF8') return [];
  return [
    `has the encoding ${encoding}, and mail needs UTF8: create it with CREATE DATABASE ${database} ENCODING 'UTF8' TEMPLATE template0`,
  ];
}

function unfitSettings(seen: Seen): string[] {
  return MUST_HOLD.filter(([setting, , holds]) => !holds(String(seen[setting]))).map(
    ([setting, needed]) =>
      `has ${setting} ${seen[setting]} behind the pooler, and needs ${needed}: ALTER ROLE ${seen.role} SET ${setting} = … and let the pooler reconnect`,
  );
}

function limitOf(seen: Seen): SessionFacts['limit'] {
  const limits = [
    { connections: Number(seen.role_limit), by: `the role ${seen.role} (CONNECTION LIMIT)` },
    { connections: Number(seen.database_limit), by: `the database ${seen.database} (CONNECTION LIMIT)` },
    { connections: Number(seen.server_limit), by: 'the server (max_connections)' },
  ].filter(({ connections }) => connections >= 0);
  return limits.toSorted((a, b) => a.connections - b.connections)[0] ?? null;
}

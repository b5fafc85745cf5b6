import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createPostgresBackend, Queue } from 'bullmq';
import pg from 'pg';

import { COMMIT_CHANGE, COMMIT_CHANGE_BODY } from './commit-function.ts';

// CommonJS for the reason given in drizzle.ts.
const require = createRequire(import.meta.url);
const { drizzle }: typeof import('drizzle-orm/node-postgres') = require('drizzle-orm/node-postgres');
const migrator: typeof import('drizzle-orm/node-postgres/migrator') = require('drizzle-orm/node-postgres/migrator');

const FOLDER = new URL('../../drizzle/', import.meta.url);
const LEDGER = { schema: 'public', table: 'tsdesk_migration' };

/**
 * Brings the database to this version: the desk's own tables and BullMQ's. Runs through `pg`, whose transactions notice
 * a backend that died inside them. Returns the names of the migrations that were new. Throws the driver's error.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Two that migrate at once would race for the same DDL.
    await client.query(`select pg_advisory_lock(hashtext('tsdesk migrate'))`);
    const before = await applied(client);
    await migrator.migrate(drizzle(client), {
      migrationsFolder: fileURLToPath(FOLDER),
      migrationsSchema: LEDGER.schema,
      migrationsTable: LEDGER.table,
    });
    await client.query(COMMIT_CHANGE);
    await migrateQueue(url);
    return expected()
      .filter((each) => !before.has(each.hash))
      .map((each) => each.name);
  } finally {
    await client.end();
  }
}

/**
 * Migrations this version has and the database lacks, and how many the database has that this version does not know.
 */
export async function schemaDifference(url: string): Promise<{ missing: string[]; unknown: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await applied(client);
    const known = new Set(expected().map((each) => each.hash));
    const missing = expected()
      .filter((each) => !found.has(each.hash))
      .map((each) => each.name);
    const { rows } = await client.query(
      `select prosrc as body from pg_proc where oid = to_regprocedure('commit_change(jsonb)')`,
    );
    return {
      missing: missing.length > 0 || rows[0]?.body === COMMIT_CHANGE_BODY ? missing : ['commit_change'],
      unknown: [...found].filter((hash) => !known.has(hash)).length,
    };
  } finally {
    await client.end();
  }
}

/** What the server says of itself. */
export async function serverFacts(url: string): Promise<{ version: string; fsync: boolean; now: Date }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select current_setting('server_version') as version, current_setting('fsync') = 'on' as fsync, clock_timestamp() as now`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

/** What the role of this URL may do that a daemon has no need of. */
export async function rolePowers(url: string): Promise<{ changesSchema: boolean; rewritesHistory: boolean }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select has_schema_privilege('public', 'CREATE') as "changesSchema",
              has_table_privilege('history', 'UPDATE') or has_table_privilege('history', 'DELETE') as "rewritesHistory"`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

async function applied(client: pg.Client): Promise<Set<string>> {
  const { rows: tables } = await client.query('select to_regclass($1) is not null as there', [
    `${LEDGER.schema}.${LEDGER.table}`,
  ]);
  if (!tables[0]?.there) return new Set();
  const { rows } = await client.query(`select hash from ${LEDGER.schema}.${LEDGER.table}`);
  return new Set(rows.map((row: { hash: string }) => row.hash));
}

/** The migrations of this version with the hash drizzle's migrator stores for each. */
function expected(): { name: string; hash: string }[] {
  const journal = JSON.parse(readFileSync(new URL('meta/_journal.json', FOLDER), 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map(({ tag }) => ({
    name: tag,
    hash: createHash('sha256')
      .update(readFileSync(new URL(`${tag}.sql`, FOLDER), 'utf8'))
      .digest('hex'),
  }));
}

/** The name of this version's last migration. */
export const currentSchema = (): string => expected().at(-1)?.name ?? '';

async function migrateQueue(url: string): Promise<void> {
  const queue = new Queue(
    'migrate',
    { connection: { connectionString: url, migrate: true, max: 1 } },
    createPostgresBackend,
  );
  // waitUntilReady rejects with the same error; without a listener the event would end the process.
  queue.on('error', () => undefined);
  try {
    await queue.waitUntilReady();
  } finally {
    await queue.close();
  }
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runMigrations } from 'bullmq';
import type pg from 'pg';
import { PACKAGE_FOLDER } from '../lib/own-package.ts';
import { COMMIT_CHANGE, COMMIT_CHANGE_BODY } from './commit/function.ts';
import { withClient } from './connection/session.ts';

// CommonJS for the reason given in drizzle.ts.
const require = createRequire(import.meta.url);
const { drizzle }: typeof import('drizzle-orm/node-postgres') = require('drizzle-orm/node-postgres');
const migrator: typeof import('drizzle-orm/node-postgres/migrator') = require('drizzle-orm/node-postgres/migrator');

const FOLDER = join(PACKAGE_FOLDER, 'drizzle');
const LEDGER = { schema: 'public', table: 'tsdesk_migration' };

/**
 * Brings the database to this version: the desk's own tables and BullMQ's. Runs through `pg`, whose transactions notice
 * a backend that died inside them. Returns the names of the migrations that were new. Throws the driver's error.
 */
export function migrate(url: string): Promise<string[]> {
  return alone(url, () =>
    withClient(url, async (client) => {
      const before = await applied(client);
      await migrator.migrate(drizzle(client), {
        migrationsFolder: FOLDER,
        migrationsSchema: LEDGER.schema,
        migrationsTable: LEDGER.table,
      });
      await client.query(COMMIT_CHANGE);
      await runMigrations(client as Parameters<typeof runMigrations>[0]);
      return expected()
        .filter((each) => !before.has(each.hash))
        .map((each) => each.name);
    }),
  );
}

/**
 * Two that migrate at once would race for the same DDL. The lock is held by a transaction of its own, which a pooler
 * leaves its session.
 */
function alone<T>(url: string, work: () => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('tsdesk migrate'))`);
    return work();
  });
}

/**
 * Migrations this version has and the database lacks, and how many the database has that this version does not know.
 */
export async function schemaDifference(url: string): Promise<{ missing: string[]; unknown: number }> {
  return withClient(url, async (client) => {
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
  });
}

/** What the server says of itself. */
export async function serverFacts(url: string): Promise<{ version: string; fsync: boolean; now: Date }> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `select current_setting('server_version') as version, current_setting('fsync') = 'on' as fsync, clock_timestamp() as now`,
    );
    return rows[0];
  });
}

/** What the role of this URL may do that a daemon has no need of. */
export async function rolePowers(url: string): Promise<{ changesSchema: boolean; rewritesHistory: boolean }> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `select has_schema_privilege('public', 'CREATE') as "changesSchema",
              has_table_privilege('history', 'UPDATE') or has_table_privilege('history', 'DELETE') as "rewritesHistory"`,
    );
    return rows[0];
  });
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
  const journal = JSON.parse(readFileSync(join(FOLDER, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map(({ tag }) => ({
    name: tag,
    hash: createHash('sha256')
      .update(readFileSync(join(FOLDER, `${tag}.sql`), 'utf8'))
      .digest('hex'),
  }));
}

/** The name of this version's last migration. */
export const currentSchema = (): string => expected().at(-1)?.name ?? '';

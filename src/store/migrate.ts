import { createRequire } from 'node:module';
import { runMigrations } from 'bullmq';
import { COMMIT_CHANGE } from './commit/function.ts';
import { withClient } from './connection/session.ts';
import { applied, expected, FOLDER, LEDGER } from './schema-version.ts';

// CommonJS for the reason given in drizzle.ts.
const require = createRequire(import.meta.url);
const { drizzle }: typeof import('drizzle-orm/node-postgres') = require('drizzle-orm/node-postgres');
const migrator: typeof import('drizzle-orm/node-postgres/migrator') = require('drizzle-orm/node-postgres/migrator');

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

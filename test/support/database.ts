import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  /** Ends every session in it, then drops it. */
  drop(): Promise<void>;
}

/** A migrated, empty database of this test file's own: a clone of the template on the run's server. */
export async function createDatabase(): Promise<TestDatabase> {
  return createFrom(inject('postgres').template);
}

/** A database without any tables, for tests of the migration itself. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0');
}

/** A copy of a database that nobody is connected to, as PostgreSQL itself makes it. */
export async function cloneDatabase(url: string): Promise<TestDatabase> {
  return createFrom(new URL(url).pathname.slice(1));
}

const createFrom = (template: string): Promise<TestDatabase> => createOn(inject('postgres').url, template);

/** A database on the server of this URL, which is a superuser's. */
export async function createOn(server: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Half of the time that the copy through the log takes.
  await execute(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Ends all other sessions of the database, as an administrator does, and waits until they are gone. Returns how many. */
export async function terminateBackends(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    return rowCount ?? 0;
  });
}

async function execute(url: string, statement: string): Promise<void> {
  await withClient(url, (client) => client.query(statement));
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

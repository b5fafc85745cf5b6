import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/store/migrate.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's server: its URL as superuser, and the name of the migrated database that tests clone. */
    postgres: { url: string; template: string };
  }
}

const template = 'tsdesk_template';

/**
 * Starts the run's one PostgreSQL server and migrates the template; vitest calls what comes back at the end of the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  try {
    await createTemplate(server.url);
  } catch (error) {
    await server.remove();
    throw error;
  }
  project.provide('postgres', { url: server.url, template });
  return () => server.remove();
}

async function createTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${template}`);
    const url = new URL(serverUrl);
    url.pathname = template;
    await migrate(url.href);
    await client.query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { databaseError } from '../store/connection/error.ts';
import { withClient } from '../store/connection/session.ts';
import { migrate } from '../store/migrate.ts';
import { CommandError, EXIT } from './exit.ts';

/** A migrated, empty database that nobody else knows of. */
export type ScratchDatabase = { readonly url: string; readonly remove: () => Promise<void> };

/**
 * A database that is thrown away: a new one beside the desk's own, or without any an embedded PostgreSQL in a folder of
 * its own. What it loses in a crash nobody misses, so it does not wait for the disk.
 */
export async function openScratchDatabase({ migrateDatabaseUrl }: Settings): Promise<ScratchDatabase> {
  const scratch = migrateDatabaseUrl === null ? await embedded() : await beside(migrateDatabaseUrl);
  const removeAtSignal = (): void => {
    void scratch.remove().finally(() => process.exit(EXIT.failed));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, removeAtSignal);
  const remove = async (): Promise<void> => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, removeAtSignal);
    await scratch.remove();
  };
  try {
    await migrate(scratch.url);
    return { url: scratch.url, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function beside(url: string): Promise<ScratchDatabase> {
  const name = `tsdesk_simulate_${randomBytes(6).toString('hex')}`;
  await withClient(url, async (client) => {
    await client.query(`create database ${name} encoding 'UTF8' template template0`);
    await client.query(`alter database ${name} set synchronous_commit = off`);
  }).catch((error: unknown) => {
    if (databaseError(error)?.code !== '42501') throw error;
    throw new CommandError(
      EXIT.configuration,
      'The role of the database may not create another one to simulate on: ALTER ROLE … CREATEDB, or name one that may in MIGRATE_DATABASE_URL, or run this without DATABASE_URL where the optional packages are installed.',
      { cause: error },
    );
  });
  const scratch = new URL(url);
  scratch.pathname = `/${name}`;
  return {
    url: scratch.href,
    remove: () =>
      withClient(url, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  };
}

async function embedded(): Promise<ScratchDatabase> {
  // Loaded here: its packages are optional, and are asked for only where there is no database.
  const { startEmbeddedPostgres } = await import('../sandbox/postgres.ts');
  const directory = await mkdtemp(join(tmpdir(), 'tsdesk-simulate-'));
  const removeFolder = (): Promise<void> => rm(directory, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startEmbeddedPostgres({
      directory,
      settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '2GB' },
    });
    return {
      url: server.url,
      async remove() {
        await server.stop('immediate');
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

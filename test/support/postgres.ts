import { join } from 'node:path';
import { type StopMode, startEmbeddedPostgres } from '../../src/sandbox/postgres.ts';
import { freePort } from './free-port.ts';
import { makeScratch } from './scratch.ts';

/** A PostgreSQL server that a test may stop and start again, on one port and with its data. */
export interface TestPostgres {
  /** Of the database `postgres`, as superuser. */
  url: string;
  port: number;
  /** `immediate` is a crash: the next start recovers. */
  stop(mode?: StopMode): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good and deletes its data. */
  remove(): Promise<void>;
}

/** A server of its own for one test, with fsync on as in production. */
export async function startPostgres(
  options: { port?: number; dataDir?: string; settings?: Record<string, string> } = {},
): Promise<TestPostgres> {
  const scratch = await makeScratch('postgres');
  const directory = options.dataDir ?? join(scratch.path, 'cluster');
  const settings = { max_connections: '400', shared_buffers: '64MB', ...options.settings };
  const first = await startEmbeddedPostgres({
    directory,
    settings,
    port: options.port ?? (await freePort()),
  });
  let running = first;
  return {
    url: first.url,
    port: first.port,
    stop: (mode) => running.stop(mode),
    async start() {
      running = await startEmbeddedPostgres({ directory, settings, port: first.port });
    },
    async remove() {
      await running.stop('immediate');
      await scratch.remove();
    },
  };
}

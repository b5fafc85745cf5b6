import { createServer } from 'node:net';
import { listenOn } from '../../src/sandbox/free-port.ts';

/**
 * Of each worker, below what the system gives to whoever asks for any port: nobody takes one before its server listens or
 * while that is stopped. Other runs on this machine begin elsewhere.
 */
const EACH = 500;
const FIRST = 10_000 + EACH * Number(process.env.VITEST_POOL_ID ?? 0);
let given = process.pid;

/** A TCP port of 127.0.0.1 for a server that a test starts, stops and starts again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (given++ % EACH);
    const probe = createServer();
    const free = await listenOn(probe, port).catch(() => null);
    await new Promise((resolve) => probe.close(resolve));
    if (free !== null) return free;
  }
}

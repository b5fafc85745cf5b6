import { sleep } from '../sleep.ts';

/** How often is looked whether the process rests. */
const EVERY_MS = 15_000;
/** Of a core, below which it does. */
const AT_REST = 0.05;
/** At so many looks in a row, three minutes: after a load V8 and the threads that end still free some. */
const LOOKS = 12;

/**
 * Returns to the operating system what has been freed. glibc keeps it for later, half of what a desk takes after a
 * load: all but what lies above the last block in use, malloc_trim(3). Rejects where that cannot be done: the C library
 * is another, or the optional package is not installed.
 */
async function giveBackFreedMemory(): Promise<void> {
  const { DataType, load, open } = await import('ffi-rs');
  open({ library: 'glibc', path: 'libc.so.6' });
  // In a thread of its own, since it looks through all that the process has.
  const trimmed = { library: 'glibc', funcName: 'malloc_trim', paramsType: [DataType.U64], paramsValue: [0] };
  await load({ ...trimmed, retType: DataType.I32, runInNewThread: true });
}

/**
 * Does so when the process has come to rest, until the signal aborts; `cpuMs` are those that it has taken so far.
 * Rejects where it cannot be done.
 */
export async function giveBackAtRest(
  signal: AbortSignal,
  { giveBack = giveBackFreedMemory, cpuMs = ownCpuMs, everyMs = EVERY_MS } = {},
): Promise<void> {
  let looks = 0;
  let before = cpuMs();
  for (;;) {
    await sleep(everyMs, signal);
    if (signal.aborted) return;
    const now = cpuMs();
    looks = now - before < everyMs * AT_REST ? looks + 1 : 0;
    before = now;
    if (looks > 0 && looks <= LOOKS) await giveBack();
  }
}

const ownCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

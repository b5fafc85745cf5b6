import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Linux's file system in memory. */
const MEMORY = '/dev/shm';
/** Databases and mailboxes of a whole run take a tenth of it. */
const ENOUGH = 4 * 1024 ** 3;
const OF_A_RUN = /^tsdesk-test-(\d+)$/;

/**
 * A folder in memory for what this run of the tests writes, or undefined where there is none, or too little of it (a
 * container has 64 MB). Most of what a test with servers waits for is a disk: to copy the template of a database takes
 * ten times as long there. Removed when the process exits, or else by the next run.
 */
export function memoryFolder(): string | undefined {
  if (process.platform !== 'linux' || room() < ENOUGH) return undefined;
  for (const name of readdirSync(MEMORY).filter(isLeftBehind)) removeWhole(join(MEMORY, name));
  const folder = join(MEMORY, `tsdesk-test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.once('exit', () => removeWhole(folder));
  return folder;
}

const removeWhole = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Octets that are free there; 0 where there is no such place. */
function room(): number {
  if (!existsSync(MEMORY)) return 0;
  const { type, bavail, bsize } = statfsSync(MEMORY);
  return type === TMPFS ? bavail * bsize : 0;
}
/** statfs(2), TMPFS_MAGIC. */
const TMPFS = 0x01021994;

/** Of a run of this user's that was killed: its process is gone, which another container's would seem to be too. */
function isLeftBehind(name: string): boolean {
  const [, pid] = OF_A_RUN.exec(name) ?? [];
  const found = pid === undefined ? undefined : statSync(join(MEMORY, name), { throwIfNoEntry: false });
  if (found === undefined || found.uid !== process.getuid?.()) return false;
  return Date.now() - found.mtimeMs > LONGEST_RUN_MS && !existsSync(`/proc/${pid}`);
}
const LONGEST_RUN_MS = 3_600_000;

import './exit-on-sigterm.ts';
import { chownSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux's `nobody`: root runs a test's servers as this user. */
const nobody = { uid: 65534, gid: 65534 };

/** The user a test's server runs as: `nobody` for root, else the one who runs the test. */
export const serverUser: { uid?: number; gid?: number } = process.getuid?.() === 0 ? nobody : {};

/** An empty directory of one test or server, which the server's user may write to. */
export async function makeScratch(name: string): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `tsdesk-${name}-`));
  giveToServer(path);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

export function giveToServer(path: string): void {
  if (process.getuid?.() === 0) chownSync(path, nobody.uid, nobody.gid);
}

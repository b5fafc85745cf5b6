import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { FitDatabase } from '../../desk/health/database-fit.ts';
import { listensAt } from '../../http/server.ts';
import { lookAtFolder } from '../../store/attachments/folder.ts';
import { connect } from '../../store/connection/connection.ts';
import { type Finding, look } from './finding.ts';

/**
 * Whether the folder of the attachments is there, or can be made, may be written, and is this desk's: the
 * database is null where there is none to ask. Nothing is made.
 */
export const attachmentFolderFinding = (folder: string, database: FitDatabase | null): Promise<Finding> =>
  look('attachments', remedyOf, async () => {
    const path = resolve(folder);
    const there = await nearest(path);
    if (!(await stat(there)).isDirectory()) throw new Error(`${there} is not a folder`);
    await access(there, constants.W_OK | constants.X_OK);
    if ((await statfs(there)).bavail === 0) throw new Error(`the disk of ${there} is full`);
    if (database !== null) await requireBelonging(database, folder);
    return there === path ? `${path} may be written` : `${path} will be made`;
  });

/** What the folder's own messages say after the colon, which is what to do. */
const remedyOf = (said: string): string =>
  said.includes('tsdesk attachments adopt')
    ? 'see docs/install.md, section 7'
    : 'give the folder to the user of the daemon, make room, or correct storage.attachments';

async function requireBelonging({ url, pool }: FitDatabase, folder: string): Promise<void> {
  const { db, close } = connect(url, { ...pool, max: 1 });
  try {
    const belonging = await lookAtFolder(db, folder);
    if ('message' in belonging) throw new Error(belonging.message);
  } finally {
    await close();
  }
}

/** The path, or the innermost folder above it that is there. */
async function nearest(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || dirname(path) === path) throw error;
    return nearest(dirname(path));
  }
}

/** The daemon runs without its port, too, and one that runs has it: never more than a note. */
export async function httpPort(listen: string): Promise<Finding> {
  if (listen === 'off') return { check: 'http', ok: true, finding: 'off', remedy: '' };
  const found = await look('http', 'nothing to do if that is the daemon; else correct http.listen', async () => {
    await new Promise<void>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(listensAt(listen), () => server.close(() => resolve()));
    });
    return `${listen} is free`;
  });
  return { ...found, ok: true, finding: found.ok ? found.finding : `${listen} cannot be used: ${found.finding}` };
}

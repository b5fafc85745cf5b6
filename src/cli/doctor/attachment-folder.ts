import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { lookAtFolder } from '../../store/attachments/folder.ts';
import { missingContents } from '../../store/attachments/missing.ts';
import type { Database } from '../../store/connection/connection.ts';
import { counted } from '../counted.ts';
import { type Finding, look, wrong } from './finding.ts';

const CHECK = 'attachments';

/**
 * Whether the folder of the attachments is there, or can be made, may be written, is this desk's, and has what the
 * database names; the database is null where there is none to ask. Nothing is made.
 */
export async function attachmentFolderFinding(folder: string, db: Database | null): Promise<Finding> {
  const path = resolve(folder);
  const usable = await look(CHECK, remedyOf, async () => {
    const there = await nearest(path);
    if (!(await stat(there)).isDirectory()) throw new Error(`${there} is not a folder`);
    await access(there, constants.W_OK | constants.X_OK);
    if ((await statfs(there)).bavail === 0) throw new Error(`the disk of ${there} is full`);
    const belonging = db && (await lookAtFolder(db, folder));
    if (belonging && 'message' in belonging) throw new Error(belonging.message);
    return there === path ? `${path} may be written` : `${path} will be made`;
  });
  return (usable.ok && db !== null && (await gone(db, path))) || usable;
}

/** What the folder's own messages say after the colon, which is what to do. */
const remedyOf = (said: string): string =>
  said.includes('tsdesk attachments adopt')
    ? 'see docs/install.md, section 7'
    : 'give the folder to the user of the daemon, make room, or correct storage.attachments';

/** Letters leave without an attachment that is not there: what the database promises is not in the folder any more. */
async function gone(db: Database, path: string): Promise<Finding | null> {
  const { named, looked, missing } = await missingContents(db, path);
  if (missing === 0) return null;
  const finding =
    missing === looked
      ? `${counted(named, 'attachment is', 'attachments are')} in the database, and ${path} has none of them`
      : `of ${counted(looked, 'attachment')} that were looked for, ${path} lacks ${missing}`;
  return wrong(
    CHECK,
    finding,
    'mount the folder, or put its files back from a backup; correct storage.attachments if it is another one',
  );
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

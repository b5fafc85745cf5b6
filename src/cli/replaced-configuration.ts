import { chmod, chown, realpath, rename, rm, stat } from 'node:fs/promises';
import { writeBeside } from '../store/attachments/path.ts';
import { CommandError, EXIT } from './exit.ts';

/** When a daemon goes by what has changed. */
export const AFTER_RELOAD = 'after systemctl reload tsdesk (SIGHUP), or from its next start';

/**
 * Puts a text in the place of what a configuration file has; of a link, in that of the file it leads to. Owner and
 * rights stay. A reader finds the old text or the new one, never half of one. Rejects with a CommandError where the
 * file cannot be replaced, which then is as it was.
 */
export async function replaceConfiguration(path: string, text: string): Promise<void> {
  let part: string | null = null;
  try {
    const file = await realpath(path);
    const { uid, gid, mode } = await stat(file);
    part = await writeBeside(file, text);
    const made = await stat(part);
    if (made.uid !== uid || made.gid !== gid) await chown(part, uid, gid);
    await chmod(part, mode & 0o7777);
    await rename(part, file);
  } catch (error) {
    if (part !== null) await rm(part, { force: true });
    throw refused(path, error as NodeJS.ErrnoException);
  }
}

/** What to do about it, by the code of the system. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'run the command as who owns the file and its folder, such as root',
  EPERM: 'run the command as who owns the file, such as root',
  EROFS: 'its folder is mounted to be read only: change the file where it is written',
  EBUSY: 'the file is mounted by itself, as into a container: change it where it is written, or mount its folder',
  ENOSPC: 'make room there',
};

function refused(path: string, error: NodeJS.ErrnoException): Error {
  const { code = '', message } = error;
  if (code === '') return error;
  const remedy = REMEDIES[code];
  return new CommandError(
    EXIT.failed,
    `${path} cannot be replaced, and is as it was: ${message}${remedy ? `; ${remedy}` : ''}.`,
    { cause: error },
  );
}

import { chmodSync, chownSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { CommandError, EXIT } from './exit.ts';

/**
 * Puts a text in the place of what a file has; of a link, in that of the file it leads to. Owner and rights stay. A
 * reader finds the old text or the new one, never half of one. Throws a CommandError where the file cannot be replaced,
 * which then is as it was.
 */
export function replaceFile(path: string, text: string): void {
  let beside: string | null = null;
  try {
    const file = realpathSync(path);
    const { uid, gid, mode } = statSync(file);
    const next = `${file}.new`;
    // What a run left behind that was killed, or somebody put there.
    rmSync(next, { force: true });
    beside = next;
    writeFileSync(beside, text, { flag: 'wx', mode: 0o600, flush: true });
    const made = statSync(beside);
    if (made.uid !== uid || made.gid !== gid) chownSync(beside, uid, gid);
    chmodSync(beside, mode & 0o7777);
    renameSync(beside, file);
  } catch (error) {
    if (beside !== null) rmSync(beside, { force: true });
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

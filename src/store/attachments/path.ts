import { randomBytes, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Names in the folder of the attachments. The desk gives a content 128 random bits, the first two hex digits as a
 * folder. Only such names are ever read, copied, moved or removed: whatever else lies in the folder is not the desk's,
 * and a path in the database that looks different leads nowhere.
 */
const OWN_PATH = /^[0-9a-f]{2}\/[0-9a-f]{30}$/;
const OWN_DIRECTORY = /^[0-9a-f]{2}$/;

export const isOwnPath = (path: string): boolean => OWN_PATH.test(path);

/** A path for a new content, relative to the folder. */
export function newPath(): string {
  const name = randomBytes(16).toString('hex');
  return `${name.slice(0, 2)}/${name.slice(2)}`;
}

/** Throws for a path that is not the desk's own. */
export function pathIn(folder: string, path: string): string {
  if (!isOwnPath(path)) throw new Error('the path of a stored attachment is not one that the desk gives');
  return join(folder, path);
}

/** Opens a file for reading, and never what a symbolic link leads to (ELOOP) or what is no plain file. */
export async function openPlainFile(path: string): Promise<FileHandle> {
  // A pipe without a writer would block the open.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error(`${path} is not a plain file`);
}

/** Puts a small file in place whole and on the disk, whatever was there; a symbolic link there is replaced. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const part = await writeBeside(path, text);
  await rename(part, path).catch(async (error) => {
    await unlink(part);
    throw error;
  });
}

/** Writes a new file under another name beside the given one, and on the disk; returns its path. */
export async function writeBeside(path: string, text: string): Promise<string> {
  const part = `${path}.${randomUUID()}`;
  await writeFile(part, text, { mode: 0o600, flag: 'wx', flush: true }).catch(async (error) => {
    // A full disk is tried again and again.
    await unlink(part).catch(nullWhenMissing);
    throw error;
  });
  return part;
}

/** Makes the folders below `base` that are missing. Throws where one of them is a symbolic link or no folder. */
export async function makeFolders(base: string, path: string): Promise<void> {
  let at = base;
  for (const name of path.split('/')) {
    at = join(at, name);
    await mkdir(at, { mode: 0o700 }).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await requireFolder(at);
  }
}

/** Throws for anything but a folder; false when there is nothing. */
export async function requireFolder(path: string): Promise<boolean> {
  const there = await lstat(path).catch(nullWhenMissing);
  if (there === null || there.isDirectory()) return there !== null;
  throw new Error(`${path} is not a folder`);
}

/** The folders of the desk's own pattern; symbolic links are none. Empty when the folder is not there. */
export async function ownDirectories(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(emptyWhenMissing);
  return entries.filter((each) => each.isDirectory() && OWN_DIRECTORY.test(each.name)).map(({ name }) => name);
}

/**
 * Plain files of the desk's own pattern in one of its directories: path, and time of the last change in milliseconds.
 */
export async function ownFiles(folder: string, directory: string): Promise<{ path: string; changedAt: number }[]> {
  const found: { path: string; changedAt: number }[] = [];
  for (const entry of await readdir(join(folder, directory), { withFileTypes: true }).catch(emptyWhenMissing)) {
    const path = `${directory}/${entry.name}`;
    if (!entry.isFile() || !isOwnPath(path)) continue;
    const there = await lstat(join(folder, path)).catch(nullWhenMissing);
    if (there?.isFile()) found.push({ path, changedAt: there.mtimeMs });
  }
  return found;
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function emptyWhenMissing(error: unknown): [] {
  if (isMissing(error)) return [];
  throw error;
}

/** For `catch`: null when there is no such file; anything else is thrown again. */
export function nullWhenMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

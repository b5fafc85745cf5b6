import type { FileHandle } from 'node:fs/promises';
import { lstat, readdir, rename, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  makeFolders,
  nullWhenMissing,
  openPlainFile,
  ownDirectories,
  ownFiles,
  pathIn,
  requireFolder,
} from './path.ts';

/**
 * Files that nothing names are not deleted at once. They lie in `trash/YYYY-MM-DD` of the same folder for a while, and
 * are found there, and brought back, when the database names them after all. So a clean-up that was wrong, through a
 * fault here or through a copy of the database, has taken nothing away yet.
 */
const TRASH = 'trash';
const DAY_MS = 86_400_000;
/** Long enough to notice. An attachment of somebody who was erased is not kept here: erasing deletes. */
const KEPT_DAYS = 14;
const DAY_NAME = /^\d{4}-\d{2}-\d{2}$/;

/** Moves a file into the trash of this day. False when another process was first. `now` in milliseconds. */
export async function moveToTrash(folder: string, path: string, now: number): Promise<boolean> {
  const day = join(TRASH, dayOf(now));
  await makeFolders(folder, join(day, dirname(path)));
  return moved(rename(pathIn(folder, path), pathIn(join(folder, day), path)));
}

/** Opens a content where it belongs, else in the trash. Null when it is in neither. */
export async function openStored(folder: string, path: string): Promise<FileHandle | null> {
  for (const place of await placesIn(folder)) {
    const file = await openPlainFile(pathIn(place, path)).catch(nullWhenMissing);
    if (file !== null) return file;
  }
  return null;
}

/** Deletes a content for good, in the trash too. */
export async function deleteStored(folder: string, path: string): Promise<void> {
  for (const place of await placesIn(folder)) await unlink(pathIn(place, path)).catch(nullWhenMissing);
}

/** Where a content may lie: in the folder itself, else in the trash. */
const placesIn = async (folder: string): Promise<string[]> => [
  folder,
  ...(await daysIn(folder)).map((day) => join(folder, TRASH, day)),
];

/**
 * Brings back what is named after all, and deletes what has lain in the trash for its time. `named` tells which paths
 * of a directory are named. Returns how many files of each.
 */
export async function sortTrash(
  folder: string,
  now: number,
  named: (directory: string) => Promise<ReadonlySet<string>>,
): Promise<{ restored: number; deleted: number }> {
  const done = { restored: 0, deleted: 0 };
  // Another process may be about to move something into the one of its day, which began before midnight perhaps.
  const filled = dayOf(now - DAY_MS);
  for (const day of await daysIn(folder)) {
    const place = join(folder, TRASH, day);
    for (const directory of await ownDirectories(place)) {
      const needed = await named(directory);
      for (const { path } of await ownFiles(place, directory)) {
        if (needed.has(path)) done.restored += Number(await bringBack(folder, place, path));
        else if (day < dayOf(now - KEPT_DAYS * DAY_MS))
          done.deleted += Number(await moved(unlink(pathIn(place, path))));
      }
      if (day < filled) await rmdir(join(place, directory)).catch(notEmpty);
    }
    if (day < filled) await rmdir(place).catch(notEmpty);
  }
  return done;
}

/** Never over a file that is in its place. */
async function bringBack(folder: string, place: string, path: string): Promise<boolean> {
  const target = pathIn(folder, path);
  if ((await lstat(target).catch(nullWhenMissing)) !== null) return false;
  await makeFolders(folder, dirname(path));
  return moved(rename(pathIn(place, path), target));
}

/** The days that the trash has folders of, oldest first. */
async function daysIn(folder: string): Promise<string[]> {
  const trash = join(folder, TRASH);
  const entries = (await requireFolder(trash)) ? await readdir(trash, { withFileTypes: true }) : [];
  return entries
    .filter((each) => each.isDirectory() && DAY_NAME.test(each.name))
    .map(({ name }) => name)
    .sort();
}

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

const moved = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    (error) => nullWhenMissing(error) ?? false,
  );

/** Something is in it still, or another process removed it. */
function notEmpty(error: NodeJS.ErrnoException): void {
  if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code ?? '')) throw error;
}

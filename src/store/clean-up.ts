import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './connection.ts';
import { sql } from './drizzle.ts';

const DAY_MS = 86_400_000;
/** What is younger may belong to a commit that is still under way. */
const AFTER_MS = DAY_MS;
/** Octets older than this were looked at on earlier days. */
const LOOK_BACK_MS = 30 * DAY_MS;

/**
 * Removes what failed commits have left behind: parts of large mails and letters, and files of attachments. Returns how
 * many of each. `now` in milliseconds.
 */
export async function cleanUp(db: Database, folder: string, now: number): Promise<{ octets: number; files: number }> {
  const rows = await db.execute(sql`
    delete from octets o where o.id between ${firstIdOf(now - LOOK_BACK_MS)} and ${firstIdOf(now - AFTER_MS)}
      and not exists (select 1 from mail where mail.octets_id = o.id)
      and not exists (select 1 from letter where letter.octets_id = o.id)
    returning 1`);
  return { octets: rows.length, files: await removeFiles(db, folder, now - AFTER_MS) };
}

/** The lowest UUID of version 7 that can have been made at a time (RFC 9562 §5.7). */
function firstIdOf(milliseconds: number): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

async function removeFiles(db: Database, folder: string, before: number): Promise<number> {
  let removed = 0;
  for (const directory of await foldersIn(folder)) {
    const paths = (await readdir(join(folder, directory))).map((name) => join(directory, name));
    const known = await db.execute<{ path: string }>(
      sql`select path from blob where ${JSON.stringify(paths)}::jsonb ? path`,
    );
    const needed = new Set(known.map(({ path }) => path));
    for (const path of paths) {
      if (needed.has(path) || (await stat(join(folder, path))).mtimeMs >= before) continue;
      await unlink(join(folder, path));
      removed++;
    }
  }
  return removed;
}

/** None before the first attachment. */
async function foldersIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true }))
      .filter((each) => each.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

import { join } from 'node:path';
import { claimFolder, namedIn } from './attachments/folder.ts';
import { nullWhenMissing, openPlainFile, ownDirectories, ownFiles, replaceFile } from './attachments/path.ts';
import { moveToTrash, sortTrash } from './attachments/trash.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import { firstIdOf } from './octets.ts';

const DAY_MS = 86_400_000;
/** What is younger may belong to a commit that is still under way. */
const AFTER_MS = DAY_MS;
/** Octets older than this were looked at on earlier days. */
const LOOK_BACK_MS = 30 * DAY_MS;
/** A server that looked into the folder this recently may still be running. */
const RECENT_MS = 2 * DAY_MS;

/** How many leftovers of each kind. `waits`: another server uses the folder, and its files were left alone. */
export type CleanedUp = {
  readonly octets: number;
  readonly files: number;
  readonly restored: number;
  readonly deleted: number;
  readonly waits: boolean;
};

/**
 * Removes what failed commits have left behind: parts of large mails and letters at once, files of attachments by way
 * of the trash. `now` in milliseconds. Throws FolderRefused and StorageTrouble, then the files are left alone, and the
 * driver's error.
 */
export async function cleanUp(db: Database, folder: string, now: number): Promise<CleanedUp> {
  const rows = await db.execute(sql`
    delete from octets o where o.id between ${firstIdOf(now - LOOK_BACK_MS)} and ${firstIdOf(now - AFTER_MS)}
      and not exists (select 1 from mail where mail.octets_id = o.id)
      and not exists (select 1 from letter where letter.octets_id = o.id)
      and not exists (select 1 from letter where letter.reduced_id = o.id)
    returning 1`);
  await claimFolder(db, folder);
  if (await usedByAnother(db, folder, now))
    return { octets: rows.length, files: 0, restored: 0, deleted: 0, waits: true };
  const sorted = await sortTrash(folder, now, (directory) => namedIn(db, directory));
  return { octets: rows.length, files: await trashLeftovers(db, folder, now), ...sorted, waits: false };
}

async function trashLeftovers(db: Database, folder: string, now: number): Promise<number> {
  let moved = 0;
  for (const directory of await ownDirectories(folder)) {
    const settled = (await ownFiles(folder, directory)).filter(({ changedAt }) => changedAt < now - AFTER_MS);
    // Asked after the files were listed: a row that came in between counts.
    const named = settled.length > 0 ? await namedIn(db, directory) : new Set();
    for (const { path } of settled) if (!named.has(path)) moved += Number(await moveToTrash(folder, path, now));
  }
  return moved;
}

/** Which server cleaned the folder last, and when. */
const LAST_USE = '.tsdesk-last-clean-up.json';

/**
 * A physical copy of the whole cluster (a base backup, a snapshot of the disk) has everything that tells one database
 * from another, but not the time its server was started. While two servers take turns in the folder, neither cleans
 * it. After a restart or a failover one round is left out.
 */
async function usedByAnother(db: Database, folder: string, now: number): Promise<boolean> {
  const [row] = await db.execute<{ started: string }>(
    sql`select extract(epoch from pg_postmaster_start_time())::text as started`,
  );
  const path = join(folder, LAST_USE);
  const last = await readLastUse(path);
  await replaceFile(path, JSON.stringify({ server: row?.started, at: now }));
  return last !== null && last.server !== row?.started && now - last.at < RECENT_MS;
}

async function readLastUse(path: string): Promise<{ server: string; at: number } | null> {
  const file = await openPlainFile(path).catch(nullWhenMissing);
  try {
    const { server, at } = JSON.parse((await file?.readFile('utf8')) ?? '{}') as Record<string, unknown>;
    return typeof server === 'string' && typeof at === 'number' ? { server, at } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  } finally {
    await file?.close();
  }
}

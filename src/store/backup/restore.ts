import { createHash, randomUUID } from 'node:crypto';
import { lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { claimFolder } from '../attachments/folder.ts';
import { makeFolders, nullWhenMissing, openPlainFile, pathIn } from '../attachments/path.ts';
import { moveToTrash } from '../attachments/trash.ts';
import { connect } from '../connection/connection.ts';
import { databaseError } from '../connection/error.ts';
import { beginTold, withClient } from '../connection/session.ts';
import { DEAD_AFTER_MS } from '../desk-process.ts';
import { currentSchema, schemaDifference } from '../schema-version.ts';
import { type CheckedBackup, checkBackup, readManifest } from './check.ts';
import { columnsOf, mailsWithOtherOctets, quoted } from './database.ts';
import {
  ATTACHMENTS,
  type BackedUpTable,
  type BackupContent,
  BackupRefused,
  fileOfTable,
  type Manifest,
  TABLES,
} from './manifest.ts';

/** What a daemon that has only been started leaves: a key and a mailbox. They are replaced. */
const REPLACED = ['mailbox', 'signing_key', 'ticket_counter', 'duty_override', 'notice'];

/**
 * Fills an empty, migrated database and the folder of the attachments, after the backup was verified as a whole and
 * never before. What may have happened after the backup was taken is provided for: numbers given out since are not
 * given out again, automatic letters that were not sent then are not sent now, those with content are sent once more,
 * and every mailbox is compared with the ledger at the first connection. `today` is the desk's local day, `YYYYMMDD`.
 * All of it or nothing: the database is committed last. Throws BackupRefused, FolderRefused, StorageTrouble, and the
 * driver's and the file system's errors.
 */
export async function restoreBackup(url: string, attachments: string, given: string, today: string): Promise<Manifest> {
  requireThisVersion(await readManifest(given));
  const { missing, unknown } = await schemaDifference(url);
  if (missing.length > 0 || unknown > 0)
    throw new BackupRefused('the database is not at this version: run tsdesk migrate');
  await withClient(url, requireUnused);
  const backup = await checkBackup(given);
  await withClient(url, (client) => requireColumns(client, backup.manifest));
  await claim(url, attachments);
  const written: string[] = [];
  try {
    await withClient(url, async (client) => {
      await beginTold(client);
      await client.query(`lock table ${TABLES.map(quoted).join(', ')} in access exclusive mode`);
      await requireUnused(client);
      await client.query(`truncate ${REPLACED.map(quoted).join(', ')}`);
      for (const table of backup.manifest.tables) await load(client, table, backup.folder);
      await requireOctets(client, backup);
      await provideForLaterEvents(client, today);
      for (const content of backup.contents) await copyIn(backup, content, attachments, written);
      await client.query('commit');
    });
  } catch (error) {
    // The database has undone everything; so do the files.
    for (const path of written) await unlink(path).catch(nullWhenMissing);
    throw error;
  }
  return backup.manifest;
}

/** Columns of other versions may mean other things; migrations are what brings old rows to a new version. */
function requireThisVersion({ format, schema }: Manifest): void {
  if (format !== 1 && schema !== currentSchema())
    throw fromAnotherVersion(`its schema is ${schema}, not ${currentSchema()}`);
}

const fromAnotherVersion = (why: string): BackupRefused =>
  new BackupRefused(
    `the backup was taken by another version of tsdesk (${why}): restore it with that version into an empty database, and then run tsdesk migrate with this one`,
  );

async function requireColumns(client: pg.Client, { tables }: Manifest): Promise<void> {
  const absent = TABLES.find((name) => !tables.some((table) => table.name === name));
  if (absent !== undefined) throw fromAnotherVersion(`it has no table ${absent}`);
  for (const { name, columns } of tables) {
    const wanted = await columnsOf(client, name);
    if (columns.join() === wanted.join()) continue;
    const differing = [...wanted, ...columns].filter((each) => !wanted.includes(each) || !columns.includes(each));
    throw fromAnotherVersion(`${name} has other columns: ${[...new Set(differing)].join(', ') || 'in another order'}`);
  }
}

/** A restored desk is another one than that which was backed up. */
async function claim(url: string, attachments: string): Promise<void> {
  // As through a pooler, which refuses to be told more at the start.
  const { db, close } = connect(url, { max: 1, shared: true });
  try {
    await claimFolder(db, attachments);
  } finally {
    await close();
  }
}

async function requireUnused(client: pg.Client): Promise<void> {
  await requireEmpty(client);
  await requireNoDaemon(client);
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const used: string[] = [];
  for (const name of TABLES.filter((each) => !REPLACED.includes(each))) {
    const { rows } = await client.query<{ used: boolean }>(`select exists (select from ${quoted(name)}) as used`);
    if (rows[0]?.used) used.push(name);
  }
  if (used.length > 0)
    throw new BackupRefused(`the database is in use (${used.join(', ')}): restore into an empty one`);
}

/** What a daemon knows by heart, its keys and its place in the mailbox, would be those of before. */
async function requireNoDaemon(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ host: string; pid: number }>(
    `select host, pid from desk_process where stopped_at is null and seen_at > now() - $1 * interval '1 ms'`,
    [DEAD_AFTER_MS],
  );
  const [first] = rows;
  if (first !== undefined)
    throw new BackupRefused(
      `a daemon works on this database (${first.host}, process ${first.pid}): stop it first. One that was killed is forgotten after ${DEAD_AFTER_MS / 1000} s`,
    );
}

async function load(client: pg.Client, { name, columns, rows }: BackedUpTable, folder: string): Promise<void> {
  const stream = client.query(
    copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin (format binary)`),
  );
  const file = await openPlainFile(join(folder, fileOfTable(name)));
  try {
    await pipeline(file.createReadStream(), createGunzip(), stream);
  } catch (error) {
    const refused = databaseError(error)?.code ?? '';
    // What a row is refused for (data, constraints, privileges of none): the message may repeat a customer's words.
    if (/^2[23]/.test(refused))
      throw new BackupRefused(`the database refuses the rows of ${name} (${refused})`, [], { cause: error });
    throw error;
  }
  if (stream.rowCount !== rows) throw new BackupRefused(`${name} has ${stream.rowCount} rows instead of ${rows}`);
}

/** The octets of every mail are those that arrived, but for those of which the backup says that they were not. */
async function requireOctets(client: pg.Client, { manifest }: CheckedBackup): Promise<void> {
  const known = new Set(manifest.lost.map(({ what }) => what));
  const altered = (await mailsWithOtherOctets(client)).map((id) => `mail ${id}`).filter((what) => !known.has(what));
  if (altered.length > 0)
    throw new BackupRefused(
      'mails in the backup are altered',
      altered.map((what) => `${what}: its octets are not those that arrived`),
    );
}

/**
 * Puts one content in place, whole and on the disk. A file that is there already with the same octets stays; another
 * goes into the trash. What was written is added to `written`.
 */
async function copyIn(
  { folder }: CheckedBackup,
  { path, sha256 }: BackupContent,
  attachments: string,
  written: string[],
): Promise<void> {
  const target = pathIn(attachments, path);
  await makeFolders(attachments, dirname(path));
  if ((await lstat(target).catch(nullWhenMissing)) !== null) {
    if (await holds(target, sha256)) return;
    await moveToTrash(attachments, path, Date.now());
  }
  const part = `${target}.${randomUUID()}`;
  const copy = await open(part, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const source = await openPlainFile(join(folder, ATTACHMENTS, path));
    for await (const octets of source.createReadStream()) {
      hash.update(octets);
      await copy.writeFile(octets);
    }
    if (hash.digest('hex') !== sha256)
      throw new BackupRefused(`${ATTACHMENTS}/${path} has changed since it was checked`);
    await copy.sync();
    await rename(part, target);
    written.push(target);
  } catch (error) {
    await unlink(part);
    throw error;
  } finally {
    await copy.close();
  }
}

/** What cannot be opened as a plain file holds nothing, and makes room as any other content would. */
async function holds(path: string, sha256: string): Promise<boolean> {
  const file = await openPlainFile(path).catch(() => null);
  if (file === null) return false;
  const hash = createHash('sha256');
  for await (const part of file.createReadStream()) hash.update(part);
  return hash.digest('hex') === sha256;
}

async function provideForLaterEvents(client: pg.Client, today: string): Promise<void> {
  await client.query(`update mailbox set holder = null, lease_until = null, reconciled_at = 'epoch'`);
  await client.query(`
    update letter set lease_until = null, doubtful = true,
      state = case when automatic then 'uncertain' else 'retry' end, due_at = case when automatic then null else now() end,
      last_result = 'restored', last_reply = 'restored from a backup: it may have been sent after that was taken'
    where state in ('pending', 'claimed', 'data_started', 'retry')`);
  await client.query(
    `update ticket_counter set day = greatest(day, $1), sequence = case when day >= $1 then (sequence / 1000 + 1) * 1000 else 1000 end`,
    [today],
  );
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'public' and is_identity = 'YES' and table_name = any($1)`,
    [TABLES],
  );
  for (const { table_name: table, column_name: column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${quoted(column)}) from ${quoted(table)}), 0) + 1, false)`,
      [table, column],
    );
}

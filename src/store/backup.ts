import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { claimFolder } from './attachment-folder.ts';
import { connect } from './connection.ts';
import { schemaDifference } from './migrate.ts';

/**
 * What is backed up, each table after those it refers to. The queue's tables are not: jobs only wake senders. The
 * counts of the search are rebuilt by the trigger that keeps them.
 * @internal tests look at it
 */
export const TABLES = [
  'octets',
  'blob',
  'mailbox',
  'mail',
  'ticket',
  'participant',
  'clock',
  'history',
  'message',
  'attachment',
  'reference',
  'letter',
  'ticket_counter',
  'customer',
  'signing_key',
  'duty_override',
  'deferred_acknowledgement',
  'article',
  'search_document',
  'notice',
] as const;
/** @internal tests look at it */
export const DERIVED_TABLES: readonly string[] = ['search_term', 'search_corpus'];
/**
 * Tells this database from a copy of it.
 * @internal tests look at it
 */
export const OWN_TABLES: readonly string[] = ['attachment_folder'];

/** `manifest.json`, written last: a folder without it is no backup. */
export type Manifest = {
  readonly format: 1;
  readonly takenAt: string;
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly rows: number }[];
  readonly attachments: number;
};

const MANIFEST = 'manifest.json';

/** What keeps a backup from being taken or restored, in words for the administrator. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
}

/**
 * Writes the database as of one moment, and the attachments it names, into a new folder. The desk may go on working
 * meanwhile. Throws BackupRefused, the driver's error or the file system's; what was written until then stays in
 * `FOLDER.part`.
 */
export async function takeBackup(url: string, attachments: string, folder: string): Promise<Manifest> {
  await requireNew(folder);
  const part = `${folder}.part`;
  await mkdir(part, { recursive: true, mode: 0o700 });
  const { tables, paths } = await withClient(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const taken: Manifest['tables'][number][] = [];
    for (const name of TABLES) taken.push(await dump(client, name, part));
    const { rows } = await client.query<{ path: string }>('select path from blob');
    await client.query('commit');
    return { tables: taken, paths: rows.map((row) => row.path) };
  });
  for (const path of paths) await copyInto(join(attachments, path), join(part, 'attachments', path));
  const manifest: Manifest = { format: 1, takenAt: new Date().toISOString(), tables, attachments: paths.length };
  await writeFile(join(part, MANIFEST), JSON.stringify(manifest, null, 2), { mode: 0o600 });
  await rename(part, folder);
  return manifest;
}

async function dump(client: pg.Client, name: string, folder: string): Promise<Manifest['tables'][number]> {
  const columns = await columnsOf(client, name);
  const stream = client.query(
    copyTo(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout (format binary)`),
  );
  await pipeline(stream, createGzip({ level: 1 }), createWriteStream(fileOf(folder, name), { mode: 0o600 }));
  return { name, columns, rows: stream.rowCount };
}

/**
 * Fills an empty, migrated database and the folder of the attachments. What may have happened after the backup was
 * taken is provided for: numbers given out since are not given out again, automatic letters that were not sent then are
 * not sent now, those with content are sent once more, and every mailbox is compared with the ledger at the first
 * connection. `today` is the desk's local day, `YYYYMMDD`. All of the database or nothing; throws as `takeBackup` does.
 */
export async function restoreBackup(
  url: string,
  attachments: string,
  folder: string,
  today: string,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const { missing, unknown } = await schemaDifference(url);
  if (missing.length > 0 || unknown > 0)
    throw new BackupRefused('the database is not at this version: run tsdesk migrate');
  await claim(url, attachments);
  for (const path of await filesIn(join(folder, 'attachments')))
    await copyInto(join(folder, 'attachments', path), join(attachments, path));
  await withClient(url, async (client) => {
    await client.query('begin');
    await requireEmpty(client);
    for (const table of manifest.tables) await load(client, table, folder);
    await provideForLaterEvents(client, today);
    await client.query('commit');
  });
  return manifest;
}

/** A restored desk is another one than that which was backed up. */
async function claim(url: string, attachments: string): Promise<void> {
  const { db, close } = connect(url, { max: 1 });
  try {
    await claimFolder(db, attachments);
  } finally {
    await close();
  }
}

async function load(
  client: pg.Client,
  { name, columns, rows }: Manifest['tables'][number],
  folder: string,
): Promise<void> {
  const known = new Set(await columnsOf(client, name));
  const lost = columns.filter((column) => !known.has(column));
  if (lost.length > 0)
    throw new BackupRefused(`${name} has no column ${lost.join(', ')}: use the version that took the backup`);
  const stream = client.query(
    copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin (format binary)`),
  );
  await pipeline(createReadStream(fileOf(folder, name)), createGunzip(), stream);
  if (stream.rowCount !== rows) throw new BackupRefused(`${name} has ${stream.rowCount} rows instead of ${rows}`);
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

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    'select exists (select from mail) or exists (select from ticket) or exists (select from letter) as used',
  );
  if (rows[0]?.used) throw new BackupRefused('the database holds tickets or mails already: restore into an empty one');
  // A daemon that has only been started leaves a key and a mailbox.
  await client.query('truncate mailbox, signing_key, ticket_counter, duty_override, notice');
}

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows.map((row) => row.column_name);
}

const quoted = (name: string): string => pg.escapeIdentifier(name);
const fileOf = (folder: string, table: string): string => join(folder, `${table}.copy.gz`);

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BackupRefused(`${folder} holds no complete backup: there is no ${MANIFEST} in it`);
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1) throw new BackupRefused(`${folder} was written by a newer version of tsdesk`);
  return manifest;
}

async function requireNew(folder: string): Promise<void> {
  for (const path of [folder, `${folder}.part`])
    if ((await readdir(path).catch(() => [])).length > 0)
      throw new BackupRefused(`${path} is there already and not empty`);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1));
}

async function copyInto(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await copyFile(source, target);
}

/** Through `pg`, whose transactions notice a backend that died inside them. */
async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

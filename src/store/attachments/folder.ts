import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Database } from '../connection/connection.ts';
import { databaseError } from '../connection/error.ts';
import { sql } from '../drizzle.ts';
import { nullWhenMissing, openPlainFile, ownDirectories, ownFiles, replaceFile, writeBeside } from './path.ts';

/**
 * Whose the folder of the attachments is. A second desk with the same configuration (a restore drill, a copied
 * database) would take the living desk's files for leftovers. So the folder has a marker file with the desk's id, and
 * the database has the id together with what a copy of it does not share: the cluster's system identifier and the
 * database's oid. A desk writes into, and cleans, only a folder for which both agree. A physical copy of the whole
 * cluster shares all of this; clean-up.ts has what is done about that.
 */

/** @internal tests look at it */
export const MARKER = '.tsdesk-folder.json';

/** Milliseconds after which a file without a row is no longer one whose commit may be under way. */
const SETTLED_MS = 86_400_000;
/** Of the settled files, the part that the database must know before an unmarked folder is taken for its own. */
const KNOWN_PART = 0.9;

/** The folder takes no more at present: full, read-only, away. What could not be kept is to be tried again. */
export class StorageTrouble extends Error {
  override name = 'StorageTrouble';
}

/** The folder is not this desk's. The message is one line and has the remedy. */
export class FolderRefused extends Error {
  override name = 'FolderRefused';
}

/** What is known before it is decided whose the folder is. */
export type FolderFacts = {
  /** The folder, for messages. */
  readonly folder: string;
  /** The database's row, if it has one. */
  readonly bound: { readonly id: string; readonly server: string } | null;
  /** The server and database of this connection. */
  readonly server: string;
  /** The id in the marker file; `damaged` when the file has none. */
  readonly marker: string | null;
  /** Contents the database names. */
  readonly named: number;
  /** Files of the desk's own pattern that are a day old or named by the database, and how many of them are named. */
  readonly settled: number;
  readonly settledKnown: number;
  /** Files of the pattern at all. */
  readonly files: number;
};

export type Belonging =
  | { readonly kind: 'own' }
  /** Nobody's yet, or from a version before the marker: this desk may mark it. */
  | { readonly kind: 'free' }
  /** The files are away, as when a network file system is not mounted. */
  | { readonly kind: 'away'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

const REMEDY = 'name a folder of its own in storage.attachments, and run tsdesk attachments adopt';
/** After a loss of the database the desk that had the folder was this one. */
const OR_TAKEN = `${REMEDY}; only if that desk is gone for good, take its folder over with tsdesk attachments adopt --yes`;

/** Decides whose the folder is. */
function belongingOf(facts: FolderFacts): Belonging {
  const { folder, bound, server, marker, named, settled, settledKnown, files } = facts;
  const refused = (why: string, remedy = OR_TAKEN): Belonging => ({ kind: 'refused', message: `${why}: ${remedy}.` });
  if (bound !== null && bound.server !== server)
    return refused(
      'This database is a copy of another desk’s, or was moved, and the folder of the attachments belongs to the original',
      `${REMEDY}; only if the original is gone for good, take its folder over with tsdesk attachments adopt --yes`,
    );
  if (marker !== null && marker !== bound?.id)
    return refused(
      marker === 'damaged'
        ? `The marker ${MARKER} in ${folder} cannot be read as one`
        : `The folder of the attachments ${folder} belongs to another desk`,
    );
  if (marker !== null) return { kind: 'own' };
  if (files === 0 && named === 0) return { kind: 'free' };
  if (files === 0)
    return {
      kind: 'away',
      message: `${folder} holds none of the ${named} attachments that the database names: mount or restore it, or give them up with tsdesk attachments adopt`,
    };
  if (knowsMost(facts)) return { kind: 'free' };
  return refused(
    `The folder ${folder} has ${settled || files} attachments, of which the database names ${settledKnown}: it seems to be another desk’s`,
  );
}

const knowsMost = ({ settled, settledKnown }: FolderFacts): boolean =>
  settledKnown > 0 && settledKnown >= settled * KNOWN_PART;

/** Looks without writing anything. Throws the driver's error, or StorageTrouble when the folder cannot be read. */
export async function lookAtFolder(db: Database, folder: string): Promise<Belonging> {
  return belongingOf(await factsOf(db, folder));
}

/**
 * Makes sure that the folder is this desk's, and marks it when it is nobody's. Throws FolderRefused when it is another
 * desk's, StorageTrouble when that cannot be told or the marker cannot be written, and the driver's error.
 */
export async function claimFolder(db: Database, folder: string): Promise<void> {
  const known = idOf.get(db);
  if (known !== undefined && (await readMarker(folder)) === known) return;
  idOf.delete(db);
  const facts = await factsOf(db, folder);
  const belonging = belongingOf(facts);
  if (belonging.kind === 'refused') throw new FolderRefused(belonging.message);
  if (belonging.kind === 'away') throw new StorageTrouble(belonging.message);
  const id = facts.bound?.id ?? (await bind(db, facts.server));
  if (belonging.kind === 'free') await mark(folder, id);
  idOf.set(db, id);
}

/** Ids of databases whose row was seen: the row does not change while a desk is connected. */
const idOf = new WeakMap<Database, string>();

/**
 * Makes the folder this desk's, whatever it was, under a new id: a desk that used it before is refused from now on.
 * Throws StorageTrouble and the driver's error.
 */
export async function adoptFolder(db: Database, folder: string): Promise<void> {
  const id = randomUUID();
  const server = await serverOf(db);
  await mark(folder, id, { replace: true });
  await db.execute(sql`
    insert into attachment_folder (id, server) values (${id}, ${server})
    on conflict (only_one) do update set id = excluded.id, server = excluded.server`);
  idOf.delete(db);
}

/**
 * Whether adopting the folder could take it from another desk: it has a marker, or files the database does not know.
 */
export async function isPerhapsAnothers(db: Database, folder: string): Promise<boolean> {
  const facts = await factsOf(db, folder);
  if (facts.marker !== null) return facts.marker !== facts.bound?.id || facts.server !== facts.bound.server;
  return facts.files > 0 && !knowsMost(facts);
}

async function factsOf(db: Database, given: string): Promise<FolderFacts> {
  const folder = resolve(given);
  // Before the row, which is written before the marker: another process of this desk may be starting too.
  const marker = await readMarker(folder);
  const [bound] = await db.execute<{ id: string; server: string }>(sql`select id, server from attachment_folder`);
  const [blobs] = await db.execute<{ named: string }>(sql`select count(*) as named from blob`);
  const facts = { folder, bound: bound ?? null, server: await serverOf(db), named: Number(blobs?.named ?? 0) };
  // A marked folder tells by itself, and may hold millions of files.
  if (marker !== null) return { ...facts, marker, settled: 0, settledKnown: 0, files: 0 };
  const counted = await countFiles(db, folder);
  // Claimed meanwhile: its first files were counted, and the marker that was made before them was not there yet.
  if (counted.files > 0 && (await readMarker(folder)) !== null) return factsOf(db, given);
  return { ...facts, marker, ...counted };
}

async function countFiles(
  db: Database,
  folder: string,
): Promise<Pick<FolderFacts, 'files' | 'settled' | 'settledKnown'>> {
  const counted = { files: 0, settled: 0, settledKnown: 0 };
  const before = Date.now() - SETTLED_MS;
  for (const directory of await inFolder(folder, () => ownDirectories(folder))) {
    const found = await inFolder(folder, () => ownFiles(folder, directory));
    const known = await namedIn(db, directory);
    const settled = found.filter(({ path, changedAt }) => changedAt < before || known.has(path));
    counted.files += found.length;
    counted.settled += settled.length;
    counted.settledKnown += settled.filter(({ path }) => known.has(path)).length;
  }
  return counted;
}

/** The paths in one directory of the folder that the database names. */
export async function namedIn(db: Database, directory: string): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ path: string }>(
    sql`select path from blob where starts_with(path, ${`${directory}/`}::text)`,
  );
  return new Set(rows.map(({ path }) => path));
}

/** SQLSTATEs of a server that keeps this function from the desk's role, or has none: the oid alone must do. */
const NO_IDENTIFIER = /^(42501|42883|0A000)$/;

async function serverOf(db: Database): Promise<string> {
  const [database] = await db.execute<{ oid: string }>(
    sql`select oid::text from pg_database where datname = current_database()`,
  );
  try {
    const [cluster] = await db.execute<{ id: string }>(
      sql`select system_identifier::text as id from pg_control_system()`,
    );
    return `${cluster?.id}/${database?.oid}`;
  } catch (error) {
    if (!NO_IDENTIFIER.test(databaseError(error)?.code ?? '')) throw error;
    return `?/${database?.oid}`;
  }
}

/** The id of this desk; of two processes that start at once, both get the one that was first. */
async function bind(db: Database, server: string): Promise<string> {
  await db.execute(
    sql`insert into attachment_folder (id, server) values (${randomUUID()}, ${server}) on conflict do nothing`,
  );
  const [bound] = await db.execute<{ id: string }>(sql`select id from attachment_folder`);
  return String(bound?.id);
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function readMarker(folder: string): Promise<string | null> {
  return inFolder(folder, async () => {
    const file = await openPlainFile(join(folder, MARKER)).catch(nullWhenMissing);
    if (file === null) return null;
    try {
      const { desk } = JSON.parse(await file.readFile('utf8')) as { desk?: unknown };
      return typeof desk === 'string' && ID.test(desk) ? desk : 'damaged';
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) return 'damaged';
      throw error;
    } finally {
      await file.close();
    }
  });
}

/**
 * Written whole under another name first: a link fails where a marker is already (also on NFS), so that of two desks
 * that start at once one gets the folder. The other sees it when it looks again.
 */
async function mark(folder: string, id: string, { replace = false } = {}): Promise<void> {
  await inFolder(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const marker = join(folder, MARKER);
    const note = 'The attachments of one tsdesk desk; the database has the same id. See docs/reliability.md.';
    const text = `${JSON.stringify({ desk: id, note })}\n`;
    if (replace) return replaceFile(marker, text);
    const part = await writeBeside(marker, text);
    await link(part, marker)
      .catch((error) => copyWhereNoLinks(error, part, marker))
      .finally(() => unlink(part));
  }).catch(async (error) => {
    // Another process of this desk was first; another desk is refused.
    const there = replace ? null : await readMarker(folder);
    if (there === id) return;
    if (there !== null)
      throw new FolderRefused(`The folder of the attachments ${folder} belongs to another desk: ${OR_TAKEN}.`);
    throw error;
  });
}

/** Some file systems have no links (SMB, exFAT). */
async function copyWhereNoLinks(error: NodeJS.ErrnoException, part: string, marker: string): Promise<void> {
  if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(error.code ?? '')) throw error;
  await copyFile(part, marker, constants.COPYFILE_EXCL);
}

/** Runs what reads or writes the folder; its errors become StorageTrouble. */
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new StorageTrouble(`the folder of the attachments ${folder} cannot be used${code}`, { cause: error });
  }
}

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { isOwnPath, makeFolders } from '../attachments/path.ts';
import { openStored } from '../attachments/trash.ts';
import { beginTold, withClient } from '../connection/session.ts';
import { currentSchema } from '../schema-version.ts';
import { columnsOf, mailsWithOtherOctets, quoted } from './database.ts';
import {
  ATTACHMENTS,
  type BackedUpTable,
  type BackupContent,
  BackupRefused,
  fileOfTable,
  type Loss,
  MANIFEST,
  type Manifest,
  manifestText,
  nameOf,
  TABLES,
} from './manifest.ts';

/** Every content by its SHA-256: a million of them take 150 MB. */
const CONTENTS = 'select sha256, path, size from blob order by path';

/**
 * Writes the database as of one moment, and the attachments it names, into a new folder, which appears under its name
 * when it is complete. The desk may go on working meanwhile. What is lost or altered already is left out and named in
 * the manifest. Throws BackupRefused, the driver's error or the file system's, and then leaves nothing behind.
 */
export async function takeBackup(url: string, attachments: string, given: string): Promise<Manifest> {
  const folder = resolve(given);
  await requireNew(folder);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  // A name of its own: what an attempt that was killed has left behind is in nobody's way.
  const part = await mkdtemp(`${folder}.part-`);
  try {
    const manifest = await fill(url, attachments, part);
    await writeFile(join(part, MANIFEST), manifestText(manifest), { mode: 0o600, flush: true });
    await requireNew(folder);
    await rename(part, folder);
    return manifest;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

/** Folders beside it in which earlier attempts ended. */
export async function leftBehind(given: string): Promise<string[]> {
  const folder = resolve(given);
  const names = await readdir(dirname(folder));
  return names.filter((name) => name.startsWith(`${basename(folder)}.part`)).map((name) => join(dirname(folder), name));
}

async function requireNew(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') throw new BackupRefused(`${folder} is there already and not a folder`);
    throw error;
  });
  if (there.length > 0) throw new BackupRefused(`${folder} is there already and not empty`);
}

async function fill(url: string, attachments: string, part: string): Promise<Manifest> {
  const { tables, contents, mails } = await withClient(url, async (client) => {
    await beginTold(client, 'isolation level repeatable read read only');
    const taken: BackedUpTable[] = [];
    for (const name of TABLES) taken.push(await dump(client, name, part));
    const { rows } = await client.query<BackupContent>(CONTENTS);
    const mails = await mailsWithOtherOctets(client);
    await client.query('commit');
    return { tables: taken, contents: rows, mails };
  });
  const lost: Loss[] = mails.map((id) => ({ what: `mail ${id}`, why: 'its octets are not those that arrived' }));
  for (const content of contents) {
    const why = await copyOut(attachments, content, join(part, ATTACHMENTS));
    if (why !== null) lost.push({ what: nameOf(content), why });
  }
  return {
    format: 2,
    takenAt: new Date().toISOString(),
    schema: currentSchema(),
    tables,
    attachments: contents.length,
    lost,
  };
}

async function dump(client: pg.Client, name: string, folder: string): Promise<BackedUpTable> {
  const columns = await columnsOf(client, name);
  const stream = client.query(
    copyTo(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout (format binary)`),
  );
  const hash = createHash('sha256');
  const hashed = new PassThrough();
  hashed.on('data', (part: Buffer) => hash.update(part));
  const file = createWriteStream(join(folder, fileOfTable(name)), { mode: 0o600, flags: 'wx', flush: true });
  await pipeline(stream, createGzip({ level: 1 }), hashed, file);
  return { name, columns, rows: stream.rowCount, sha256: hash.digest('hex') };
}

const whyUnread = (code: string | undefined): string =>
  code === 'ELOOP' ? 'a symbolic link' : code === undefined ? 'not a plain file' : `cannot be read (${code})`;

/** Copies one content, looking whether it is what it was. Returns why it is lost, or null. */
async function copyOut(folder: string, { path, sha256, size }: BackupContent, target: string): Promise<string | null> {
  if (!isOwnPath(path)) return 'the database has a path for it that is not one of the desk';
  const source = await openStored(folder, path).catch((error: NodeJS.ErrnoException) => error);
  if (source === null) return 'missing';
  if (source instanceof Error) return whyUnread(source.code);
  try {
    await makeFolders(dirname(target), join(basename(target), dirname(path)));
    const hash = createHash('sha256');
    let octets = 0;
    const copy = await open(join(target, path), 'wx', 0o600);
    try {
      for await (const part of source.createReadStream({ autoClose: false })) {
        hash.update(part);
        octets += part.length;
        await copy.writeFile(part);
      }
    } finally {
      await copy.close();
    }
    if (octets === size && hash.digest('hex') === sha256) return null;
    await unlink(join(target, path));
    return octets === size ? 'altered' : `altered: ${octets} octets instead of ${size}`;
  } finally {
    await source.close();
  }
}

import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isOwnPath, openPlainFile } from '../attachments/path.ts';
import { CopyFault, copyReader } from './copy-format.ts';
import {
  ATTACHMENTS,
  type BackedUpTable,
  type BackupContent,
  BackupRefused,
  fileOfTable,
  MANIFEST,
  type Manifest,
  nameOf,
  parseManifest,
} from './manifest.ts';

/** A backup that is whole. */
export type CheckedBackup = {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly contents: readonly BackupContent[];
};

/**
 * Verifies a backup as a whole, without a database and without writing anything: the manifest, every table's checksum,
 * form and number of rows, every content's path, size and SHA-256, and that nothing else is there, no link above all.
 * Throws BackupRefused with everything that is wrong by name, and the file system's error for a folder that cannot be
 * read.
 */
export async function checkBackup(given: string): Promise<CheckedBackup> {
  const folder = resolve(given);
  const manifest = await readManifest(folder);
  const faults: string[] = [];
  const files = await filesOf(folder, faults);
  const contents = await checkTables(folder, manifest, files, faults);
  for (const content of contents) await checkContent(folder, content, files, faults);
  for (const left of files.keys()) faults.push(`${left}: not written by the backup`);
  if (faults.length > 0) throw new BackupRefused(`the backup in ${folder} is damaged`, faults);
  return { folder, manifest, contents };
}

/** Throws BackupRefused for a folder without a manifest, or with a damaged one. */
export async function readManifest(given: string): Promise<Manifest> {
  const folder = resolve(given);
  let file: FileHandle;
  try {
    file = await openPlainFile(join(folder, MANIFEST));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why =
      code === 'ENOENT' || code === 'ENOTDIR' ? `there is no ${MANIFEST} in it` : `${MANIFEST} cannot be read`;
    throw new BackupRefused(`${folder} holds no complete backup: ${why}`, [], { cause });
  }
  try {
    return parseManifest(await file.readFile('utf8'), folder);
  } finally {
    await file.close();
  }
}

/** Plain files below the folder with what is known of them, the manifest aside; everything else is a fault. */
async function filesOf(folder: string, faults: string[]): Promise<Map<string, Stats>> {
  const found = new Map<string, Stats>();
  const walk = async (below: string): Promise<void> => {
    for (const name of await readdir(join(folder, below))) {
      const path = below === '' ? name : `${below}/${name}`;
      const there = await lstat(join(folder, path));
      if (there.isDirectory() && isOwnFolder(path)) await walk(path);
      else if (there.isFile()) found.set(path, there);
      else faults.push(`${path}: ${there.isSymbolicLink() ? 'a symbolic link' : 'not written by the backup'}`);
    }
  };
  await walk('');
  found.delete(MANIFEST);
  return found;
}

const isOwnFolder = (path: string): boolean => path === ATTACHMENTS || /^attachments\/[0-9a-f]{2}$/.test(path);

/** Returns the contents that the table `blob` names and the backup should hold. */
async function checkTables(
  folder: string,
  manifest: Manifest,
  files: Map<string, Stats>,
  faults: string[],
): Promise<BackupContent[]> {
  const named: BackupContent[] = [];
  const lost = new Set(manifest.lost.map(({ what }) => what));
  for (const table of manifest.tables) {
    const name = fileOfTable(table.name);
    if (!files.delete(name)) {
      if (!faults.some((fault) => fault.startsWith(`${name}: `))) faults.push(`${name}: missing`);
      continue;
    }
    const why = await checkTable(join(folder, name), table, (fields) => {
      if (table.name === 'blob') named.push(contentOf(table, fields));
    });
    if (why !== null) faults.push(`${name}: ${why}`);
    else if (table.name === 'blob' && named.length !== manifest.attachments)
      faults.push(`${MANIFEST}: names ${manifest.attachments} attachments, the database ${named.length}`);
  }
  return named.filter((content) => !lost.has(nameOf(content)));
}

/** What is wrong with the file of a table; null when it is well. */
async function checkTable(
  path: string,
  { columns, rows, sha256 }: BackedUpTable,
  row: (fields: readonly (Buffer | null)[]) => void,
): Promise<string | null> {
  const hash = createHash('sha256');
  const reader = copyReader(columns.length, row);
  const file = await openPlainFile(path);
  const hashed = new PassThrough();
  hashed.on('data', (part: Buffer) => hash.update(part));
  try {
    await pipeline(file.createReadStream(), hashed, createGunzip(), async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) reader.update(part);
    });
    const found = reader.finish();
    if (found !== rows) return `${found} rows instead of ${rows}`;
    return sha256 === null || hash.digest('hex') === sha256 ? null : 'altered';
  } catch (error) {
    if (error instanceof CopyFault) return `damaged: ${error.message}`;
    if (error instanceof Error && 'syscall' in error) throw error;
    return 'damaged: it cannot be unpacked';
  }
}

/** A row of the table `blob`: text as it is, an integer of four octets. */
function contentOf({ columns }: BackedUpTable, fields: readonly (Buffer | null)[]): BackupContent {
  const field = (name: string): Buffer => {
    const found = fields[columns.indexOf(name)];
    if (!found) throw new CopyFault(`a row has no ${name}`);
    return found;
  };
  const size = field('size');
  if (size.length !== 4) throw new CopyFault('a size is no number');
  return { sha256: field('sha256').toString(), path: field('path').toString(), size: size.readInt32BE(0) };
}

async function checkContent(
  folder: string,
  content: BackupContent,
  files: Map<string, Stats>,
  faults: string[],
): Promise<void> {
  const name = nameOf(content);
  const fault = (why: string): void => {
    if (!faults.some((each) => each.startsWith(`${name}: `))) faults.push(`${name}: ${why}`);
  };
  if (!isOwnPath(content.path)) return fault('has a path that is not one of the desk');
  const there = files.get(name);
  if (there === undefined) return fault('missing');
  files.delete(name);
  if (there.size !== content.size) return fault(`altered: ${there.size} octets instead of ${content.size}`);
  if ((await sha256Of(join(folder, name))) !== content.sha256) fault('altered');
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await openPlainFile(path);
  for await (const part of file.createReadStream()) hash.update(part);
  return hash.digest('hex');
}

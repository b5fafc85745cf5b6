/**
 * What an old help desk leaves behind: its mail, in files, mbox files and Maildirs, and what other programs export.
 * Mail is taken in as the desk's own (`take-in.ts`), kept quietly where it is history, or played through the rules on a
 * database that is thrown away (`simulate/`). Everything becomes mails first: so it goes the way of every mail, is
 * known again when it comes twice, and goes on where it was interrupted.
 */

import { createReadStream, type Stats } from 'node:fs';
import { lstat, open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { splitMbox } from './mbox.ts';

/** Where mails are: a file, or `-` for standard input, whose size nobody knows. Octets. */
export type MailFile = { readonly path: string; readonly size: number };

/** Paths that cannot be read, with the reason. */
export type Unreadable = Map<string, string>;

/** Files of mail, and how many symbolic links were passed over on the way to them. */
export type FoundFiles = { readonly files: readonly MailFile[]; readonly links: number };

/**
 * The files of mail below these paths, in the order of their names, of each folder once. Of a Maildir only what is
 * delivered, its folders included: indexes and half-written mails are no mails. A link is followed where it is named,
 * never inside a folder: there it may lead in a circle, or to what nobody meant to take in.
 */
export async function findMailFiles(paths: readonly string[], unreadable: Unreadable): Promise<FoundFiles> {
  const search: Search = { files: [], links: 0, folders: new Set(), unreadable };
  for (const path of paths) {
    if (path === '-') search.files.push({ path, size: 0 });
    else
      await noting(unreadable, path, async () => {
        const about = await stat(path);
        if (!about.isFile() && !about.isDirectory())
          throw new NotReadable(
            'it is neither a file nor a folder; what comes through a pipe is given as standard input',
          );
        await look(search, path, about);
      });
  }
  return search;
}

type Search = {
  readonly files: MailFile[];
  links: number;
  /** By their real paths. */
  readonly folders: Set<string>;
  readonly unreadable: Unreadable;
};

async function look(search: Search, path: string, about: Stats): Promise<void> {
  if (about.isSymbolicLink()) search.links += 1;
  else if (about.isFile()) search.files.push({ path, size: about.size });
  else if (about.isDirectory()) {
    const real = await realpath(path);
    if (search.folders.has(real)) return;
    search.folders.add(real);
    for (const [inside, its] of await inFolder(path))
      await noting(search.unreadable, inside, () => look(search, inside, its));
  }
}

async function inFolder(path: string): Promise<[string, Stats][]> {
  const names = (await readdir(path)).sort();
  const isMaildir = names.includes('cur') && names.includes('new');
  const found: [string, Stats][] = [];
  for (const name of names) {
    if (isMaildir && !/^(?:cur|new|\.[^.].*)$/.test(name)) continue;
    const about = await unlessGone(lstat(join(path, name)));
    if (about !== null && !(isMaildir && about.isFile())) found.push([join(path, name), about]);
  }
  return found;
}

/** Programs that deliver and lock meanwhile take files away again. */
const unlessGone = (about: Promise<Stats>): Promise<Stats | null> =>
  about.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/** The mails of these files, one after another; what cannot be read is noted and passed over. */
export async function* mailsOf(files: readonly MailFile[], unreadable: Unreadable): AsyncGenerator<Buffer> {
  for (const { path } of files)
    try {
      yield* mailsIn(path);
    } catch (error) {
      note(unreadable, path, error);
    }
}

async function* mailsIn(path: string): AsyncGenerator<Buffer> {
  if (path === '-') {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(Buffer.from(part));
    const content = Buffer.concat(parts);
    if (isMbox(content)) yield* splitMbox([content]);
    else if (content.length > 0) yield content;
  } else if (isMbox(await beginning(path))) yield* splitMbox(createReadStream(path));
  else yield await readFile(path);
}

/** Octets in which the first line of an mbox file is looked for. */
const BEGINNING = 16 * 1024;

async function beginning(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Whether a file is an mbox. Throws for one that cannot be split. */
function isMbox(content: Buffer): boolean {
  const first = FIRST_LINE.exec(content.toString('latin1', 0, BEGINNING));
  if (first?.slice(1).includes('\r'))
    throw new NotReadable(String.raw`its lines end with CR alone; give what tr '\r' '\n' makes of it`);
  return first !== null;
}

/**
 * The line that begins an mbox file (RFC 4155), with the end of the line before and its own: editors put a byte order
 * mark and empty lines in front.
 */
const FIRST_LINE = /^(?:\xef\xbb\xbf)?(?:[ \t\r\n]*([\r\n]))?From [^\r\n]*(\r\n|\r|\n|$)/;

/** A file that is there and of a kind that is not read. */
class NotReadable extends Error {}

async function noting(unreadable: Unreadable, path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    note(unreadable, path, error);
  }
}

/** What the system or this file says of a path; anything else is a defect. */
function note(unreadable: Unreadable, path: string, error: unknown): void {
  if (!(error instanceof NotReadable) && !(error instanceof Error && 'code' in error)) throw error;
  unreadable.set(path, error.message);
}

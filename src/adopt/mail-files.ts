/**
 * What an old help desk leaves behind: its mail, in files, mbox files and Maildirs, and what other programs export.
 * Mail is taken in as the desk's own (`take-in.ts`), kept quietly where it is history, or played through the rules on a
 * database that is thrown away (`simulate/`). Everything becomes mails first: so it goes the way of every mail, is
 * known again when it comes twice, and goes on where it was interrupted.
 */

import { createReadStream } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { splitMbox } from './mbox.ts';

/** Where mails are: a file, or `-` for standard input, whose size nobody knows. Octets. */
export type MailFile = { readonly path: string; readonly size: number };

/** Paths that cannot be read, with the reason. */
export type Unreadable = Map<string, string>;

/**
 * The files of mail below these paths, in the order of their names. Of a Maildir only what is delivered, its folders
 * included: indexes and half-written mails are no mails.
 */
export async function findMailFiles(paths: readonly string[], unreadable: Unreadable): Promise<MailFile[]> {
  const found: MailFile[] = [];
  for (const path of paths) {
    if (path === '-') found.push({ path, size: 0 });
    else
      await noting(unreadable, path, async () => {
        const { size, ...about } = await stat(path).then((it) => ({
          size: it.size,
          folder: it.isDirectory(),
          file: it.isFile(),
        }));
        if (about.file) found.push({ path, size });
        else if (about.folder) found.push(...(await findMailFiles(await inFolder(path), unreadable)));
      });
  }
  return found;
}

async function inFolder(path: string): Promise<string[]> {
  const names = (await readdir(path)).sort();
  const isMaildir = names.includes('cur') && names.includes('new');
  const wanted = isMaildir ? names.filter((name) => /^(?:cur|new|\.[^.].*)$/.test(name)) : names;
  const folders = isMaildir ? await onlyFolders(path, wanted) : wanted;
  return folders.map((name) => join(path, name));
}

async function onlyFolders(path: string, names: readonly string[]): Promise<string[]> {
  const kinds = await Promise.all(names.map(async (name) => (await stat(join(path, name))).isDirectory()));
  return names.filter((_, at) => kinds[at]);
}

/** The mails of these files, one after another; what cannot be read is noted and passed over. */
export async function* mailsOf(files: readonly MailFile[], unreadable: Unreadable): AsyncGenerator<Buffer> {
  for (const { path } of files)
    try {
      yield* mailsIn(path);
    } catch (error) {
      note(unreadable, path, error);
    }
}

/** Lines that begin an mbox file (RFC 4155). */
const MBOX = 'From ';

async function* mailsIn(path: string): AsyncGenerator<Buffer> {
  if (path === '-') {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(Buffer.from(part));
    const content = Buffer.concat(parts);
    if (content.subarray(0, MBOX.length).toString('latin1') === MBOX) yield* splitMbox([content]);
    else if (content.length > 0) yield content;
  } else if ((await beginning(path)) === MBOX) yield* splitMbox(createReadStream(path));
  else yield await readFile(path);
}

async function beginning(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MBOX.length), 0, MBOX.length, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function noting(unreadable: Unreadable, path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    note(unreadable, path, error);
  }
}

/** Only what the system says of a file; anything else is a defect. */
function note(unreadable: Unreadable, path: string, error: unknown): void {
  if (!(error instanceof Error && 'code' in error)) throw error;
  unreadable.set(path, error.message);
}

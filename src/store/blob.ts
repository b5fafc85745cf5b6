import { createHash } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crashPoint } from '../lib/crash-point.ts';
import type { Attachment } from '../mail/mail.ts';
import { claimFolder, FolderRefused, StorageTrouble } from './attachments/folder.ts';
import { makeFolders, newPath, pathIn } from './attachments/path.ts';
import { openStored } from './attachments/trash.ts';
import type { Database } from './connection/connection.ts';
import { eq, inArray } from './drizzle.ts';
import { blob } from './schema.ts';

/** Where a content lies, relative to the attachment folder. */
export type StoredBlob = { readonly sha256: string; readonly path: string; readonly size: number };

/**
 * Writes the contents that are not there yet, each once, under a random path (mode 0600), and on the disk before it
 * resolves. The rows go into the commit; one that fails leaves files behind for the nightly clean-up. Throws
 * StorageTrouble, also when the folder has become another desk's.
 */
export async function keepAttachments(
  db: Database,
  folder: string,
  attachments: readonly Attachment[],
): Promise<StoredBlob[]> {
  const wanted = new Map(attachments.map((each) => [each.sha256, each]));
  if (wanted.size === 0) return [];
  const known = await db
    .select({ sha256: blob.sha256 })
    .from(blob)
    .where(inArray(blob.sha256, [...wanted.keys()]));
  for (const { sha256 } of known) wanted.delete(sha256);
  if (wanted.size === 0) return [];
  await claimFolder(db, folder).catch((error) => {
    throw error instanceof FolderRefused ? new StorageTrouble(error.message) : error;
  });
  try {
    return await Promise.all([...wanted.values()].map((each) => write(folder, each)));
  } catch (error) {
    throw new StorageTrouble(`attachments cannot be kept in ${folder}`, { cause: error });
  }
}

async function write(folder: string, attachment: Attachment): Promise<StoredBlob> {
  const path = newPath();
  const target = pathIn(folder, path);
  await makeFolders(folder, dirname(path));
  const file = await open(target, 'wx', 0o600);
  try {
    await file.writeFile(attachment.content);
    await file.sync();
  } catch (error) {
    await unlink(target);
    throw error;
  } finally {
    await file.close();
  }
  crashPoint('attachments-kept');
  return { sha256: attachment.sha256, path, size: attachment.size };
}

/** The content with this SHA-256; throws when it is not there, or not as it was. */
export async function readAttachment(db: Database, folder: string, sha256: string): Promise<Buffer> {
  const [found] = await db.select({ path: blob.path }).from(blob).where(eq(blob.sha256, sha256));
  if (found === undefined) throw new Error(`no attachment with the SHA-256 ${sha256} is stored`);
  const file = await openStored(folder, found.path);
  if (file === null) throw new Error(`the file of the attachment ${sha256} is gone`);
  try {
    const content = await file.readFile();
    if (createHash('sha256').update(content).digest('hex') === sha256) return content;
    throw new Error(`the file of the attachment ${sha256} is not as it was`);
  } finally {
    await file.close();
  }
}

import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { crashPoint } from '../lib/crash-point.ts';
import type { Attachment } from '../mail/mail.ts';
import type { Database } from './connection.ts';
import { inArray } from './drizzle.ts';
import { blob } from './schema.ts';

/** Where a content lies, relative to the attachment folder. */
export type StoredBlob = { readonly sha256: string; readonly path: string; readonly size: number };

/** The folder takes no more at present: full, read-only, away. What could not be kept is to be tried again. */
export class StorageTrouble extends Error {
  override name = 'StorageTrouble';
}

/**
 * Writes the contents that are not there yet, each once, under a random path (mode 0600), and on the disk before it
 * resolves. The rows go into the commit; one that fails leaves files behind for the nightly clean-up. Throws
 * StorageTrouble.
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
  try {
    return await Promise.all([...wanted.values()].map((each) => write(folder, each)));
  } catch (error) {
    throw new StorageTrouble(`attachments cannot be kept in ${folder}`, { cause: error });
  }
}

async function write(folder: string, attachment: Attachment): Promise<StoredBlob> {
  const name = randomBytes(16).toString('hex');
  const path = join(name.slice(0, 2), name.slice(2));
  await mkdir(join(folder, name.slice(0, 2)), { recursive: true, mode: 0o700 });
  const file = await open(join(folder, path), 'wx', 0o600);
  try {
    await file.writeFile(attachment.content);
    await file.sync();
  } catch (error) {
    await unlink(join(folder, path));
    throw error;
  } finally {
    await file.close();
  }
  crashPoint('attachments-kept');
  return { sha256: attachment.sha256, path, size: attachment.size };
}

/** The content with this SHA-256; throws when it is not there. */
export async function readAttachment(db: Database, folder: string, sha256: string): Promise<Buffer> {
  const rows = await db
    .select({ path: blob.path })
    .from(blob)
    .where(inArray(blob.sha256, [sha256]));
  const found = rows[0];
  if (found === undefined) throw new Error(`no attachment with the SHA-256 ${sha256} is stored`);
  return readFile(join(folder, found.path));
}

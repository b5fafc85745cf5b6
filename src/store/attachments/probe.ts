import { randomBytes } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../connection/connection.ts';
import { claimFolder, StorageTrouble } from './folder.ts';

/** As much as the probe writes, so that a disk without a block left is noticed. Octets. */
const PROBE_OCTETS = 64 * 1024;

/**
 * Looks whose the folder of the attachments is, writes a file into it and takes it away again. Throws StorageTrouble or
 * FolderRefused when that does not work, and the driver's error.
 */
export async function tryAttachmentFolder(db: Database, folder: string): Promise<void> {
  await claimFolder(db, folder);
  const path = join(folder, `.probe-${randomBytes(8).toString('hex')}`);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(Buffer.alloc(PROBE_OCTETS));
      await file.sync();
    } finally {
      await file.close();
      await unlink(path);
    }
  } catch (error) {
    throw new StorageTrouble(`attachments cannot be kept in ${folder}`, { cause: error });
  }
}

import type { Desk } from '../desk/desk.ts';
import { causeOf } from '../desk/health/trouble.ts';
import { sleep } from '../lib/sleep.ts';
import { FolderRefused, StorageTrouble } from '../store/attachments/folder.ts';
import { tryAttachmentFolder } from '../store/attachments/probe.ts';

const EVERY_MS = 10_000;
const PART = 'attachments';

/**
 * Tries the folder of the attachments until the signal aborts: one that is full, read-only or gone makes the desk
 * unready.
 */
export async function watchAttachments(desk: Desk, signal: AbortSignal): Promise<void> {
  const folder = desk.config.storage.attachments;
  for (; !signal.aborted; await sleep(EVERY_MS, signal))
    try {
      await tryAttachmentFolder(desk.db, folder);
      desk.troubles.settled(PART, folder);
    } catch (error) {
      // Of the database others tell.
      if (error instanceof StorageTrouble || error instanceof FolderRefused)
        desk.troubles.report(PART, folder, causeOf(error));
    }
}

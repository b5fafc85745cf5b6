import type { Desk } from '../desk/desk.ts';
import { cleanUp } from '../store/clean-up.ts';

/** Removes what commits that failed have left behind: octets without a row, files of attachments that nothing names. */
export async function removeLeftovers(desk: Desk): Promise<void> {
  const removed = await cleanUp(desk.db, desk.config.storage.attachments, Date.now());
  desk.log.info({ event: 'cleaned_up', ...removed });
}

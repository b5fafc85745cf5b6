import type { Desk } from '../desk/desk.ts';
import { archiveOctets } from '../store/archive.ts';

/** Of every minute, so much at most: a year of mail moves within days, and nobody waits for it. Milliseconds. */
const PATIENCE_MS = 1_000;

/** Moves the octets of mails and letters that are older than configured out of the way of the new ones. */
export async function archiveOld({ config, db, log }: Desk): Promise<void> {
  if (config.storage.archiveAfter === null) return;
  const parts = await archiveOctets(db, Date.now() - config.storage.archiveAfter, PATIENCE_MS);
  if (parts > 0) log.info({ event: 'octets_archived', parts });
}

import type { Desk } from '../desk/desk.ts';
import { cleanUp } from '../store/clean-up.ts';
import { removeOldWebhookEvents } from '../store/webhook-event.ts';

/**
 * Removes what commits that failed have left behind (octets without a row, files of attachments that nothing names),
 * and what webhooks were told long ago. Rejects when the folder is not this desk's.
 */
export async function removeLeftovers(desk: Desk): Promise<void> {
  const webhookEvents = await removeOldWebhookEvents(desk.db);
  const { waits, ...removed } = await cleanUp(desk.db, desk.config.storage.attachments, Date.now());
  if (waits) desk.log.warn({ event: 'clean_up_waits', octets: removed.octets, webhookEvents });
  else desk.log.info({ event: 'cleaned_up', ...removed, webhookEvents });
}

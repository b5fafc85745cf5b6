import { embeddingServer } from '../assist/endpoint/embeddings.ts';
import type { Desk } from '../desk/desk.ts';
import { cleanUp } from '../store/clean-up.ts';
import { removeOldVectors } from '../store/ticket-vector.ts';
import { hasVectors } from '../store/vector-table.ts';
import { removeOldWebhookEvents } from '../store/webhook-event.ts';

/**
 * Removes what commits that failed have left behind (octets without a row, files of attachments that nothing names),
 * what webhooks were told long ago, and vectors that nothing is compared with any more. Rejects when the folder is not this desk's.
 */
export async function removeLeftovers(desk: Desk): Promise<void> {
  const webhookEvents = await removeOldWebhookEvents(desk.db);
  const vectors = (await hasVectors(desk.db)) ? await removeOldVectors(desk.db, modelOf(desk), desk.now()) : 0;
  const { waits, ...removed } = await cleanUp(desk.db, desk.config.storage.attachments, Date.now());
  if (waits) desk.log.warn({ event: 'clean_up_waits', octets: removed.octets, webhookEvents, vectors });
  else desk.log.info({ event: 'cleaned_up', ...removed, webhookEvents, vectors });
}

/** Whose vectors are kept; null where look-alikes are not asked for. */
const modelOf = ({ config: { assist } }: Desk): string | null =>
  assist?.purposes.includes('alike') ? embeddingServer(assist).model : null;

import type { Logger } from '../lib/log.ts';
import type { Database } from '../store/connection.ts';
import { mailboxesWithDue, reclaimLapsed } from '../store/outbox.ts';
import type { Sender } from './sender.ts';

/** Takes back letters whose sender is gone, and has every mailbox send what is due: what no job told anybody of. */
export async function sweepOutbox(
  { db, log }: { readonly db: Database; readonly log: Logger },
  senders: ReadonlyMap<string, Sender>,
): Promise<void> {
  const { requeued, uncertain } = await reclaimLapsed(db);
  if (requeued + uncertain > 0) log.warn({ event: 'letters_reclaimed', requeued, uncertain });
  for (const mailbox of await mailboxesWithDue(db, [...senders.keys()])) senders.get(mailbox)?.look();
}

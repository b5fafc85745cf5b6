import type { ImapFlow } from 'imapflow';
import type { Cursor } from '../store/mailbox.ts';
import { type Batch, fetchInBatches } from './fetch.ts';

/**
 * The mails above the cursor that the server has now, oldest first. A batch is fetched when it is asked for: a
 * caller that commits one before asking for the next has never more than one in memory. Ends early when the signal
 * aborts.
 */
export async function* newMail(
  client: ImapFlow,
  { uid: last }: Cursor,
  sizeLimit: number,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  // `n:*` always includes the last mail, even when its UID is below n (RFC 3501 §6.4.8).
  const uids = (await search(client, `${last + 1}:*`)).filter((uid) => uid > last);
  yield* fetchInBatches(client, uids, sizeLimit, signal);
}

/** The UIDs up to the cursor that the server has, in order. */
export async function uidsRead(client: ImapFlow, { uid: last }: Cursor): Promise<number[]> {
  return last === 0 ? [] : (await search(client, `1:${last}`)).filter((uid) => uid <= last);
}

async function search(client: ImapFlow, range: string): Promise<number[]> {
  const found = await client.search({ uid: range }, { uid: true });
  if (!found) throw new Error('the server refused to search the mailbox');
  return found.sort((a, b) => a - b);
}

import type { FetchMessageObject, ImapFlow } from 'imapflow';

/** Mails whose sizes are asked for together. */
const DESCRIBED_AT_ONCE = 500;
const BATCH_MAILS = 50;
const BATCH_OCTETS = 4 * 1024 * 1024;
/** Larger mails are fetched in parts of this size. */
const PART_OCTETS = 1024 * 1024;

/** A mail as the server holds it. Of one over the limit there is only the first part. */
export type Fetched = {
  readonly uid: number;
  /** INTERNALDATE: when the server received it. */
  readonly receivedAt: Date;
  readonly size: number;
  readonly overLimit: boolean;
  /** Large mails come in parts, each fetched when it is asked for, so that none blocks the process. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
};

/** Mails that are stored and decided together. */
export type Batch = {
  readonly mails: readonly Fetched[];
  /** The highest UID that was asked for, also when that mail has been deleted. */
  readonly lastUid: number;
};

type Described = { readonly uid: number; readonly size: number; readonly receivedAt: Date };

/** Fetches mails in batches, each when it is asked for. Ends early when the signal aborts. */
export async function* fetchInBatches(
  client: ImapFlow,
  uids: readonly number[],
  sizeLimit: number,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  for (let at = 0; at < uids.length; at += DESCRIBED_AT_ONCE)
    for (const batch of batches(await describe(client, uids.slice(at, at + DESCRIBED_AT_ONCE)))) {
      if (signal.aborted) return;
      const lastUid = batch.at(-1)?.uid ?? 0;
      yield { mails: await fetchBatch(client, batch, sizeLimit), lastUid };
    }
}

/** What the server says of these mails without handing them over, in their order; those expunged are left out. */
async function describe(client: ImapFlow, uids: readonly number[]): Promise<Described[]> {
  const found = await fetchAll(client, uids, { uid: true, size: true, internalDate: true });
  return found
    .map((mail) => ({ uid: mail.uid, size: mail.size ?? 0, receivedAt: new Date(mail.internalDate ?? Date.now()) }))
    .sort((a, b) => a.uid - b.uid);
}

async function fetchAll(
  client: ImapFlow,
  uids: readonly number[],
  query: Parameters<ImapFlow['fetch']>[1],
): Promise<FetchMessageObject[]> {
  const found: FetchMessageObject[] = [];
  for await (const mail of client.fetch(uids.join(','), query, { uid: true })) found.push(mail);
  return found;
}

/** Batches that are fetched, stored and decided together; a large mail is alone in its own. */
function* batches(mails: readonly Described[]): Generator<Described[]> {
  let batch: Described[] = [];
  let octets = 0;
  for (const mail of mails) {
    if (batch.length > 0 && (batch.length >= BATCH_MAILS || octets + mail.size > BATCH_OCTETS)) {
      yield batch;
      batch = [];
      octets = 0;
    }
    batch.push(mail);
    octets += mail.size;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Fetches a batch without those expunged in the meantime. Rejects when the server does not hand over a mail it still
 * has.
 */
async function fetchBatch(client: ImapFlow, batch: readonly Described[], sizeLimit: number): Promise<Fetched[]> {
  const small = batch.filter((mail) => mail.size <= PART_OCTETS).map((mail) => mail.uid);
  const sources = small.length > 0 ? await fetchAll(client, small, { uid: true, source: true }) : [];
  const contents = new Map(sources.map((mail) => [mail.uid, mail.source]));
  await requireGone(
    client,
    small.filter((uid) => contents.get(uid) === undefined),
  );
  return batch.flatMap((mail) => {
    const overLimit = sizeLimit > 0 && mail.size > sizeLimit;
    const content =
      mail.size > PART_OCTETS ? parts(client, mail, overLimit ? 1 : Number.POSITIVE_INFINITY) : contents.get(mail.uid);
    return content === undefined ? [] : [{ ...mail, overLimit, content }];
  });
}

/** The cursor may pass a mail that was not handed over only if that mail was deleted. */
async function requireGone(client: ImapFlow, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return;
  const still = await describe(client, uids);
  if (still.length > 0) throw new Error(`the server holds UID ${still[0]?.uid} but does not hand it over`);
}

async function* parts(client: ImapFlow, mail: Described, most: number): AsyncGenerator<Uint8Array> {
  for (let start = 0, part = 0; part < most; part++, start += PART_OCTETS) {
    const fetched = await client.fetchOne(
      String(mail.uid),
      { uid: true, source: { start, maxLength: PART_OCTETS } },
      { uid: true },
    );
    const source = fetched ? fetched.source : undefined;
    // Half a mail must not count as a whole one: the next connection sees whether it is still there.
    if (source === undefined) throw new Error(`UID ${mail.uid} was deleted while it was fetched`);
    if (source.length > 0) yield source;
    if (source.length < PART_OCTETS) return;
  }
}

import type { Commands } from './commands.ts';
import { type Described, describe, headsOf, wholeContents } from './hand-over.ts';

/** Mails whose sizes are asked for together. */
const DESCRIBED_AT_ONCE = 500;
const BATCH_MAILS = 50;
/** One statement stores a batch: more would keep the event loop from everything else. */
const BATCH_OCTETS = 1.5 * 1024 * 1024;
/** What is larger is fetched alone, while later mails of other conversations go on. */
const LARGEST_IN_BATCH = 1024 * 1024;

/** A mail as the server holds it. Of one over the limit there is only the first part. */
export type Fetched = {
  readonly uid: number;
  /** INTERNALDATE: when the server received it. Null when it cannot be read. */
  readonly receivedAt: Date | null;
  readonly size: number;
  /** Large mails come in parts, each fetched when it is asked for, so that none blocks the process. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
};

/** Small mails that are stored and decided together. */
export type Batch = {
  readonly mails: readonly Fetched[];
  /** The highest UID that was asked for, also when that mail has been deleted. */
  readonly lastUid: number;
};

/** What a mail is fetched by: with others, or alone, because it is large or something was wrong with it. */
type Alone = {
  /** Whether this mail is to be fetched alone from the start. */
  readonly isKept: (uid: number) => boolean;
  /**
   * Hears of each mail that is to be fetched alone: what the server said of it, and its header, null where it did not.
   */
  readonly keep: (uid: number, description: Described | null, head: Uint8Array | null) => void;
  /** The header fields that are wanted of them. */
  readonly fields: readonly string[];
  /** Hears of the mails that one command asks for, before it does; null once it is answered. */
  readonly asking: (uids: readonly number[] | null) => void;
};

/**
 * Fetches small mails in batches, each when it is asked for, and leaves the others to `keep`. Ends early when the
 * signal aborts.
 */
export async function* fetchInBatches(
  commands: Commands,
  uids: readonly number[],
  alone: Alone,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  for (let at = 0; at < uids.length; at += DESCRIBED_AT_ONCE) {
    const chunk = uids.slice(at, at + DESCRIBED_AT_ONCE);
    const small = await smallOnes(commands, chunk, alone);
    for (const batch of batches(small)) {
      if (signal.aborted) return;
      yield { mails: await fetchBatch(commands, batch, alone), lastUid: batch.at(-1)?.uid ?? 0 };
    }
    // What follows the last small one is kept for later or gone.
    const lastUid = chunk.at(-1) ?? 0;
    if (small.at(-1)?.uid !== lastUid && !signal.aborted) yield { mails: [], lastUid };
  }
}

/** Those of the mails that are fetched together, in their order. */
async function smallOnes(commands: Commands, uids: readonly number[], alone: Alone): Promise<Described[]> {
  const together = uids.filter((uid) => !alone.isKept(uid));
  for (const uid of uids) if (alone.isKept(uid)) alone.keep(uid, null, null);
  alone.asking(together);
  const described = await describe(commands, together);
  alone.asking(null);
  const small = [...described.values()].filter(({ size }) => size !== null && size <= LARGEST_IN_BATCH);
  const rest = together.filter((uid) => !small.some((each) => each.uid === uid));
  alone.asking(rest);
  const heads = await headsOf(commands, rest, alone.fields);
  alone.asking(null);
  for (const uid of rest) alone.keep(uid, described.get(uid) ?? null, heads.get(uid) ?? null);
  return small.sort((a, b) => a.uid - b.uid);
}

/** Batches that are fetched, stored and decided together. */
function* batches(mails: readonly Described[]): Generator<Described[]> {
  let batch: Described[] = [];
  let octets = 0;
  for (const mail of mails) {
    const size = mail.size ?? 0;
    if (batch.length > 0 && (batch.length >= BATCH_MAILS || octets + size > BATCH_OCTETS)) {
      yield batch;
      batch = [];
      octets = 0;
    }
    batch.push(mail);
    octets += size;
  }
  if (batch.length > 0) yield batch;
}

async function fetchBatch(commands: Commands, batch: readonly Described[], alone: Alone): Promise<Fetched[]> {
  alone.asking(batch.map(({ uid }) => uid));
  const contents = await wholeContents(commands, batch);
  alone.asking(null);
  return batch.flatMap(({ uid, receivedAt }) => {
    const content = contents.get(uid);
    if (content !== undefined) return [{ uid, receivedAt, size: content.length, content }];
    alone.keep(uid, null, null);
    return [];
  });
}

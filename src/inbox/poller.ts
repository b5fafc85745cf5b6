import type { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../config/settings.ts';
import { batches, describe, type Fetched, fetchBatch } from './fetch.ts';
import { openMailbox } from './imap.ts';

/** Where reading goes on: the highest UID taken in under this UIDVALIDITY (RFC 3501 §2.3.1.1). */
export type Position = { readonly uidValidity: number; readonly uid: number };

/** What the poller needs of whoever keeps the mails. Every method may throw; the poller then connects anew and goes on. */
export type Keeper = {
  /** Null before the first connection. */
  readonly position: () => Promise<Position | null>;
  /** The mailbox starts here: at its first connection, or anew because its UIDVALIDITY has changed. */
  readonly begin: (position: Position, first: boolean, highestUid: number) => Promise<void>;
  /** Resolves once the mails and the position behind them are committed; only then are further ones fetched. */
  readonly take: (mails: readonly Fetched[], position: Position) => Promise<void>;
  /** Everything the server had is taken in. */
  readonly caughtUp: () => void;
  /** When the server's UIDs were last compared with what is kept; null before the first connection. */
  readonly reconciledAt: () => Promise<Date | null>;
  /** Those of the server's UIDs that should be kept and are not, in order. */
  readonly missing: (uidValidity: number, uids: readonly number[]) => Promise<readonly number[]>;
  /** The comparison is done: so many UIDs looked at, so many mails found missing and taken in. */
  readonly reconciled: (checked: number, found: number) => Promise<void>;
};

const METADATA_AT_ONCE = 500;
/** The server's UIDs are compared with the ledger once a day. Milliseconds. */
const RECONCILE_EVERY_MS = 24 * 3_600_000;

/**
 * Reads one mailbox over one connection until the signal aborts or the connection fails (rejects). Opens it read-only:
 * flags are nobody's queue. IDLE is only a hint; the mailbox is looked at every `pollEvery` anyway.
 */
export async function readMailbox(
  config: MailboxConfig,
  sizeLimit: number,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<void> {
  const connection = await openMailbox(config, signal);
  try {
    const start = await startingPoint(connection.client, config, keeper);
    let position = start;
    while (!signal.aborted) {
      connection.expectNews();
      await connection.proveAlive();
      position = await takeNew(connection.client, position, sizeLimit, keeper, signal);
      if (signal.aborted) break;
      keeper.caughtUp();
      if (signal.aborted) break;
      await reconcileDaily(connection.client, position, sizeLimit, keeper, signal);
      await connection.news(config.pollEvery);
    }
    await connection.client.logout();
  } finally {
    connection.close();
  }
}

async function startingPoint(client: ImapFlow, config: MailboxConfig, keeper: Keeper): Promise<Position> {
  const opened = client.mailbox;
  if (!opened) throw new Error(`the folder ${config.imap.folder} is not open`);
  const uidValidity = Number(opened.uidValidity);
  const highestUid = opened.uidNext - 1;
  const known = await keeper.position();
  if (known !== null && known.uidValidity === uidValidity) return known;
  const first = known === null;
  const position = { uidValidity, uid: first && config.startFrom === 'now' ? highestUid : 0 };
  await keeper.begin(position, first, highestUid);
  return position;
}

/** Takes in everything above the position; returns the position behind it. */
async function takeNew(
  client: ImapFlow,
  from: Position,
  sizeLimit: number,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<Position> {
  // `n:*` always includes the last mail, even when its UID is below n (RFC 3501 §6.4.8).
  const uids = (await search(client, `${from.uid + 1}:*`)).filter((uid) => uid > from.uid);
  let position = from;
  await takeIn(client, uids, sizeLimit, signal, (mails, last) => {
    position = { ...position, uid: last };
    return keeper.take(mails, position);
  });
  return position;
}

/** Takes in what the server holds below the position and the ledger lacks. There should be nothing of the kind. */
async function reconcileDaily(
  client: ImapFlow,
  position: Position,
  sizeLimit: number,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<void> {
  const last = await keeper.reconciledAt();
  if (last === null || Date.now() - last.getTime() < RECONCILE_EVERY_MS || position.uid === 0) return;
  const uids = (await search(client, `1:${position.uid}`)).filter((uid) => uid <= position.uid);
  const missing = await keeper.missing(position.uidValidity, uids);
  await takeIn(client, missing, sizeLimit, signal, (mails) => keeper.take(mails, position));
  if (!signal.aborted) await keeper.reconciled(uids.length, missing.length);
}

async function search(client: ImapFlow, range: string): Promise<number[]> {
  const found = await client.search({ uid: range }, { uid: true });
  if (!found) throw new Error('the server refused to search the mailbox');
  return found.sort((a, b) => a - b);
}

/** Fetches mails in batches and hands each over with the highest UID asked for in it. */
async function takeIn(
  client: ImapFlow,
  uids: readonly number[],
  sizeLimit: number,
  signal: AbortSignal,
  take: (mails: readonly Fetched[], last: number) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < uids.length; at += METADATA_AT_ONCE)
    for (const batch of batches(await describe(client, uids.slice(at, at + METADATA_AT_ONCE)))) {
      const last = batch.at(-1);
      if (last === undefined) continue;
      if (signal.aborted) return;
      await take(await fetchBatch(client, batch, sizeLimit), last.uid);
    }
}

import { readFileSync } from 'node:fs';
import { type FetchMessageObject, ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../config.ts';

/** Where reading goes on: the highest UID taken in under this UIDVALIDITY (RFC 3501 §2.3.1.1). */
export type Position = { readonly uidValidity: number; readonly uid: number };

/** A mail as the server holds it. Large ones come in parts, so that no part blocks anything; only the first part of one over the limit. */
export type Fetched = {
  readonly uid: number;
  /** INTERNALDATE: when the server received it. */
  readonly receivedAt: Date;
  readonly size: number;
  readonly overLimit: boolean;
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
};

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
};

const BATCH_MAILS = 50;
const BATCH_OCTETS = 4 * 1024 * 1024;
const METADATA_AT_ONCE = 500;
export const PART_OCTETS = 1024 * 1024;
/** Re-issued before the half hour after which servers hang up (RFC 2177 §3), and before silent NATs do. */
const IDLE_MS = 9 * 60_000;

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
      position = await takeNew(connection.client, position, sizeLimit, keeper, signal);
      keeper.caughtUp();
      await connection.news(config.pollEvery);
    }
    await connection.client.logout();
  } finally {
    connection.close();
  }
}

/** Connects, logs in and opens the folder, then leaves; throws what the server or the network said. */
export async function probeMailbox(config: MailboxConfig): Promise<{ capabilities: string[]; messages: number }> {
  const connection = await openMailbox(config, new AbortController().signal);
  try {
    const capabilities = [...connection.client.capabilities.keys()];
    const opened = connection.client.mailbox;
    await connection.client.logout();
    return { capabilities, messages: opened ? opened.exists : 0 };
  } finally {
    connection.close();
  }
}

async function openMailbox(config: MailboxConfig, signal: AbortSignal) {
  const { imap } = config;
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.tls === 'implicit',
    doSTARTTLS: imap.tls === 'starttls',
    auth: { user: imap.user ?? config.address, pass: imap.pass ?? '' },
    tls: { minVersion: 'TLSv1.2', ...(imap.ca === undefined ? {} : { ca: readFileSync(imap.ca) }) },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_MS,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 2 * 60_000,
  });
  let wake: () => void = () => undefined;
  let announced = false;
  let failure: Error | null = null;
  const rouse = (): void => wake();
  client.on('error', (error: Error) => {
    failure = error;
    rouse();
  });
  client.on('close', () => {
    failure ??= new Error('the server closed the connection');
    rouse();
  });
  client.on('exists', () => {
    announced = true;
    rouse();
  });
  signal.addEventListener('abort', rouse);
  const close = (): void => {
    signal.removeEventListener('abort', rouse);
    client.close();
  };
  try {
    await client.connect();
    await client.mailboxOpen(imap.folder, { readOnly: true });
  } catch (error) {
    close();
    throw error;
  }
  return {
    client,
    close,
    expectNews: () => {
      announced = false;
    },
    /** Resolves on an announcement, when it is time to look anyway, or on abort; rejects when the connection is gone. */
    async news(pollEvery: number): Promise<void> {
      if (!announced && !signal.aborted && failure === null)
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(resolve, pollEvery);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          client.idle().catch((error: Error) => {
            clearTimeout(timer);
            reject(error);
          });
        });
      wake = () => undefined;
      if (failure !== null && !signal.aborted) throw failure;
    },
  };
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

/** Takes in everything above the position, in batches; returns the position behind it. */
async function takeNew(
  client: ImapFlow,
  from: Position,
  sizeLimit: number,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<Position> {
  let position = from;
  const found = (await client.search({ uid: `${from.uid + 1}:*` }, { uid: true })) || [];
  // `n:*` always includes the last mail, even when its UID is below n (RFC 3501 §6.4.8).
  const uids = found.filter((uid) => uid > from.uid).sort((a, b) => a - b);
  for (let at = 0; at < uids.length && !signal.aborted; at += METADATA_AT_ONCE) {
    const wanted = await describe(client, uids.slice(at, at + METADATA_AT_ONCE));
    for (const batch of batches(wanted)) {
      if (signal.aborted) break;
      const last = batch.at(-1);
      if (last === undefined) continue;
      position = { ...position, uid: last.uid };
      await keeper.take(await fetchBatch(client, batch, sizeLimit), position);
    }
  }
  return position;
}

type Described = { readonly uid: number; readonly size: number; readonly receivedAt: Date };

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

/** Mails expunged in the meantime are left out. */
async function fetchBatch(client: ImapFlow, batch: readonly Described[], sizeLimit: number): Promise<Fetched[]> {
  const small = batch.filter((mail) => mail.size <= PART_OCTETS);
  const sources =
    small.length > 0
      ? await fetchAll(
          client,
          small.map((mail) => mail.uid),
          { uid: true, source: true },
        )
      : [];
  const contents = new Map(sources.map((mail) => [mail.uid, mail.source]));
  return batch.flatMap((mail) => {
    const overLimit = sizeLimit > 0 && mail.size > sizeLimit;
    const content =
      mail.size > PART_OCTETS ? parts(client, mail, overLimit ? 1 : Number.POSITIVE_INFINITY) : contents.get(mail.uid);
    return content === undefined ? [] : [{ ...mail, overLimit, content }];
  });
}

async function* parts(client: ImapFlow, mail: Described, most: number): AsyncGenerator<Uint8Array> {
  for (let start = 0, part = 0; part < most; part++, start += PART_OCTETS) {
    const fetched = await client.fetchOne(
      String(mail.uid),
      { uid: true, source: { start, maxLength: PART_OCTETS } },
      { uid: true },
    );
    const source = fetched ? fetched.source : undefined;
    if (source === undefined || source.length === 0) return;
    yield source;
    if (source.length < PART_OCTETS) return;
  }
}

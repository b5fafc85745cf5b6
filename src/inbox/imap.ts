import { readFileSync } from 'node:fs';
import { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../config/settings.ts';
import { accessTokens } from '../lib/oauth.ts';
import { withTimeout } from '../lib/timeout.ts';
import { type Commands, openCommands, PATIENCE, type Patience } from './commands.ts';

/**
 * IDLE is issued again before servers hang up after half an hour (RFC 2177 §3), and before a NAT forgets the
 * connection.
 */
const IDLE_MS = 9 * 60_000;
/** The first command after IDLE shows whether the connection still works: with a poll every 60 s, within 90 s. */
const ANSWER_WITHIN_MS = 30_000;
/** Longer than the 60 s between two polls: a server with nothing to say is not dead. */
const SILENCE_MS = 120_000;
/** The largest answer that is read: more than the largest part, for servers that send a whole mail instead of one. */
const ANSWER_OCTETS = 64 * 1024 * 1024;

/** What the folder has, as the server said when it was opened. */
type Contents = {
  /** Null when the server names none. */
  readonly uidValidity: number | null;
  readonly highestUid: number;
};

/** An open mailbox, read-only. */
export type MailboxConnection = {
  readonly client: ImapFlow;
  readonly commands: Commands;
  readonly close: () => void;
  readonly contents: () => Promise<Contents>;
  /** From now on an announcement is news. */
  readonly expectNews: () => void;
  /** Whether new mail has been announced since. */
  readonly hasNews: () => boolean;
  /** Rejects, and ends the connection, when the server does not answer in time: it may have gone during IDLE. */
  readonly proveAlive: () => Promise<void>;
  /** Resolves on an announcement, after so many milliseconds, or on abort; rejects when the connection is gone. */
  readonly news: (pollEvery: number) => Promise<void>;
};

/** The folder to read is not there. The message names those that are. */
class FolderMissing extends Error {
  constructor(folder: string, folders: readonly string[], options?: ErrorOptions) {
    const named = folders.slice(0, FOLDERS_NAMED).join(', ');
    super(`there is no folder ${folder}; there are: ${named}${folders.length > FOLDERS_NAMED ? ' …' : ''}`, options);
    this.name = 'FolderMissing';
  }
}
const FOLDERS_NAMED = 20;

/**
 * Connects, logs in and opens the folder read-only. Rejects with FolderMissing, or with what the server or the network
 * said.
 */
export async function openMailbox(
  config: MailboxConfig,
  signal: AbortSignal,
  patience: Patience = PATIENCE,
): Promise<MailboxConnection> {
  const client = clientOf(config, await credentials(config));
  const watch = watchOver(client, signal);
  try {
    await within(watch, patience.answerMs, client.connect());
    await within(watch, patience.answerMs, client.mailboxOpen(config.imap.folder, { readOnly: true }));
  } catch (error) {
    const folders = isFolderMissing(error) ? await foldersOf(client) : null;
    watch.close();
    if (config.imap.oauth2 !== undefined && isRefused(error)) accessTokens(config.imap.oauth2).drop();
    if (folders === null) throw error;
    throw new FolderMissing(config.imap.folder, folders, { cause: error });
  }
  const commands = openCommands(client, watch.drop, patience);
  return {
    client,
    commands,
    close: watch.close,
    contents: () => contentsOf(client, commands, config.imap.folder),
    expectNews: watch.expectNews,
    hasNews: watch.hasNews,
    async proveAlive() {
      try {
        await within(watch, Math.min(ANSWER_WITHIN_MS, patience.answerMs), client.noop());
      } catch (error) {
        throw watch.failure() ?? error;
      }
      const failure = watch.failure();
      if (failure !== null) throw failure;
    },
    news: watch.news,
  };
}

type Credentials = Awaited<ReturnType<typeof credentials>>;

const clientOf = ({ imap }: MailboxConfig, auth: Credentials): ImapFlow =>
  new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.tls === 'implicit',
    doSTARTTLS: imap.tls === 'starttls',
    auth,
    tls: { minVersion: 'TLSv1.2', ...(imap.ca === undefined ? {} : { ca: readFileSync(imap.ca) }) },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_MS,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: SILENCE_MS,
    maxLiteralSize: ANSWER_OCTETS,
    maxResponseSize: 2 * ANSWER_OCTETS,
  });

/** What is known of a connection: whether it has ended, and whether new mail was announced. */
type Watch = Pick<MailboxConnection, 'close' | 'expectNews' | 'hasNews' | 'news'> & {
  /** Why the connection is gone; null while it is there. */
  readonly failure: () => Error | null;
  /** Ends the connection for this reason. */
  readonly drop: (error: Error) => void;
};

function watchOver(client: ImapFlow, signal: AbortSignal): Watch {
  let endIdle: () => void = () => undefined;
  let announced = false;
  let failure: Error | null = null;
  const stopWaiting = (): void => endIdle();
  const fail = (error: Error): void => {
    failure ??= error;
    stopWaiting();
  };
  client.on('error', fail);
  client.on('close', () => fail(new Error('the server closed the connection')));
  client.on('exists', () => {
    announced = true;
    stopWaiting();
  });
  signal.addEventListener('abort', stopWaiting);
  return {
    failure: () => failure,
    drop(error) {
      failure ??= error;
      client.close();
    },
    close() {
      signal.removeEventListener('abort', stopWaiting);
      client.close();
    },
    expectNews() {
      announced = false;
    },
    hasNews: () => announced,
    async news(pollEvery) {
      if (!announced && !signal.aborted && failure === null)
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(resolve, pollEvery);
          endIdle = () => {
            clearTimeout(timer);
            resolve();
          };
          client.idle().catch((error: Error) => {
            clearTimeout(timer);
            reject(error);
          });
        });
      endIdle = () => undefined;
      if (failure !== null && !signal.aborted) throw failure;
    },
  };
}

/** Ends the connection when the server does not answer in time. */
function within<T>({ drop }: Watch, milliseconds: number, work: Promise<T>): Promise<T> {
  return withTimeout(work, milliseconds, () => {
    const error = new Error(`the server has not answered within ${milliseconds / 1000} s`);
    drop(error);
    return error;
  });
}

/** What SELECT has left out is asked for (RFC 3501 §6.3.1 lets a server leave out UIDNEXT). */
async function contentsOf(client: ImapFlow, commands: Commands, folder: string): Promise<Contents> {
  const opened = client.mailbox;
  if (!opened) throw new Error(`the folder ${folder} is not open`);
  const named = Number(opened.uidValidity ?? 0);
  const next = Number(opened.uidNext ?? 0);
  return {
    uidValidity: Number.isSafeInteger(named) && named > 0 ? named : null,
    highestUid: next >= 1 ? next - 1 : ((await commands.search('*')).at(-1) ?? 0),
  };
}

/** XOAUTH2 where the account has it, else the password. */
async function credentials({ imap, address }: MailboxConfig) {
  const user = imap.user ?? address;
  if (imap.oauth2 === undefined) return { user, pass: imap.pass ?? '' };
  return { user, accessToken: await accessTokens(imap.oauth2).get() };
}

const isFolderMissing = (error: unknown): boolean =>
  error instanceof Error && 'mailboxMissing' in error && error.mailboxMissing === true;

/** Names of the folders of the account; none when the server does not tell. */
async function foldersOf(client: ImapFlow): Promise<string[]> {
  const folders = await withTimeout(client.list(), ANSWER_WITHIN_MS, () => new Error('no list of folders')).catch(
    () => [],
  );
  return folders.map(({ path }) => path);
}

const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;

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

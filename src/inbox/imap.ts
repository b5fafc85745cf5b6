import { readFileSync } from 'node:fs';
import { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../config/settings.ts';
import { accessTokens } from '../lib/oauth.ts';
import { withTimeout } from '../lib/timeout.ts';

/**
 * IDLE is issued again before servers hang up after half an hour (RFC 2177 §3), and before a NAT forgets the
 * connection.
 */
const IDLE_MS = 9 * 60_000;
/** The first command after IDLE shows whether the connection still works: with a poll every 60 s, within 90 s. */
const ANSWER_WITHIN_MS = 30_000;
/** Longer than the 60 s between two polls: a server with nothing to say is not dead. */
const SILENCE_MS = 120_000;

export type MailboxConnection = Awaited<ReturnType<typeof openMailbox>>;

/** Connects, logs in and opens the folder read-only. Rejects with what the server or the network said. */
export async function openMailbox(config: MailboxConfig, signal: AbortSignal) {
  const { imap } = config;
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.tls === 'implicit',
    doSTARTTLS: imap.tls === 'starttls',
    auth: await credentials(config),
    tls: { minVersion: 'TLSv1.2', ...(imap.ca === undefined ? {} : { ca: readFileSync(imap.ca) }) },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_MS,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: SILENCE_MS,
  });
  let endIdle: () => void = () => undefined;
  let announced = false;
  let failure: Error | null = null;
  const stopWaiting = (): void => endIdle();
  client.on('error', (error: Error) => {
    failure = error;
    stopWaiting();
  });
  client.on('close', () => {
    failure ??= new Error('the server closed the connection');
    stopWaiting();
  });
  client.on('exists', () => {
    announced = true;
    stopWaiting();
  });
  signal.addEventListener('abort', stopWaiting);
  const close = (): void => {
    signal.removeEventListener('abort', stopWaiting);
    client.close();
  };
  try {
    await client.connect();
    await client.mailboxOpen(imap.folder, { readOnly: true });
  } catch (error) {
    close();
    if (imap.oauth2 !== undefined && isRefused(error)) accessTokens(imap.oauth2).drop();
    throw error;
  }
  return {
    client,
    close,
    /** What the server has, as it said when the folder was opened. */
    contents(): { uidValidity: number; highestUid: number } {
      const opened = client.mailbox;
      if (!opened) throw new Error(`the folder ${imap.folder} is not open`);
      return { uidValidity: Number(opened.uidValidity), highestUid: opened.uidNext - 1 };
    },
    /** From now on an announcement is news. */
    expectNews: () => {
      announced = false;
    },
    /** Rejects, and ends the connection, when the server does not answer in time: it may have gone during IDLE. */
    async proveAlive(): Promise<void> {
      const late = (): Error => {
        failure ??= new Error(`the server has not answered within ${ANSWER_WITHIN_MS / 1000} s`);
        client.close();
        return failure;
      };
      try {
        await withTimeout(client.noop(), ANSWER_WITHIN_MS, late);
      } catch (error) {
        throw failure ?? error;
      }
      if (failure !== null) throw failure;
    },
    /**
     * Resolves on an announcement, after `pollEvery` milliseconds, or on abort; rejects when the connection is gone.
     */
    async news(pollEvery: number): Promise<void> {
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

/** XOAUTH2 where the account has it, else the password. */
async function credentials({ imap, address }: MailboxConfig) {
  const user = imap.user ?? address;
  if (imap.oauth2 === undefined) return { user, pass: imap.pass ?? '' };
  return { user, accessToken: await accessTokens(imap.oauth2).get() };
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

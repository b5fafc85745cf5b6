import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import { withTimeout } from '../lib/timeout.ts';

/**
 * The two commands that read a mailbox. Each has a deadline that grows with the octets it asks for: a server that sends
 * a byte a minute, or nothing, must not keep the mailbox from being read. After it the connection is dropped.
 */
export type Commands = {
  /**
   * All rows of one UID FETCH, those without a UID and those of other mails included. `octets`: how many are asked for.
   * Rejects when the server refuses (`isRefusal`) or when the connection is gone (`isGone`).
   */
  readonly fetch: (
    uids: readonly number[],
    query: FetchQueryObject,
    octets?: number,
  ) => Promise<readonly FetchMessageObject[]>;
  /** The UIDs in a range such as `7:*`, in order. */
  readonly search: (range: string) => Promise<number[]>;
  /** Whether the connection is gone: what failed then is not the server's answer to the command. */
  readonly isGone: () => boolean;
};

/** How long an answer may take: so many milliseconds, and the time that its octets need at the slowest. */
export type Patience = { readonly answerMs: number; readonly octetsPerSecond: number };

/** A minute is longer than any server thinks about a command; below 16 kB a second, 20 MB take over 20 minutes. */
export const PATIENCE: Patience = { answerMs: 60_000, octetsPerSecond: 16 * 1024 };

/** Milliseconds until a command that asks for so many octets must be answered. */
const deadlineOf = (octets: number, { answerMs, octetsPerSecond }: Patience): number =>
  answerMs + (octets / octetsPerSecond) * 1000;

/** NO or BAD (RFC 3501 §7.1): the server has understood the command, or not, and goes on. */
export const serverRefused = (error: unknown): boolean =>
  error instanceof Error && 'responseStatus' in error && /^(?:NO|BAD)$/.test(String(error.responseStatus));

/** `drop` ends the connection, so that a late answer is not taken for that of another command. */
export function openCommands(client: ImapFlow, drop: (error: Error) => void, patience: Patience = PATIENCE): Commands {
  const within = <T>(what: string, octets: number, work: Promise<T>): Promise<T> => {
    const deadline = deadlineOf(octets, patience);
    return withTimeout(work, deadline, () => {
      const error = new Error(`the server has not answered a ${what} within ${Math.round(deadline / 1000)} s`);
      drop(error);
      return error;
    });
  };
  return {
    fetch: (uids, query, octets = 0) => within('FETCH', octets, rowsOf(client, uids, query, drop)),
    async search(range) {
      const found = await within('SEARCH', 0, client.search({ uid: range }, { uid: true }));
      if (!found) throw new Error('the server refused to search the mailbox');
      return found.sort((a, b) => a - b);
    },
    isGone: () => !client.usable,
  };
}

/** Rows that a server may send beside those it was asked for: changed flags of other mails. */
const ROWS_BESIDE = 10_000;

async function rowsOf(
  client: ImapFlow,
  uids: readonly number[],
  query: FetchQueryObject,
  drop: (error: Error) => void,
): Promise<FetchMessageObject[]> {
  const rows: FetchMessageObject[] = [];
  for await (const row of client.fetch(uids.join(','), query, { uid: true })) {
    rows.push(row);
    if (rows.length <= uids.length + ROWS_BESIDE) continue;
    const error = new Error('the server answers a FETCH with more rows than it has mails');
    drop(error);
    throw error;
  }
  return rows;
}

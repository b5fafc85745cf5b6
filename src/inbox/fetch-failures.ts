/** A mail that failed this often is left with the server, and the next one goes on. */
export const MOST_FAILURES = 3;

/**
 * What is remembered of mails over the connections of one mailbox: which were asked for when a connection ended, since
 * one of them may be the reason, and how often each has failed alone.
 */
export type FetchFailures = {
  /** Whether a mail is to be asked for alone. */
  readonly has: (uid: number) => boolean;
  /** What one command asks for; null once it is answered. */
  readonly asking: (uids: readonly number[] | null) => void;
  /** Whether a command that asks for several is under way. */
  readonly isAsking: () => boolean;
  /** The connection is gone: what was asked for last is suspected from now on. */
  readonly blame: () => void;
  /** Counts one failure of a mail that was asked for alone; returns how many there were. */
  readonly count: (uid: number) => number;
  /** The mail is in the ledger, or gone. */
  readonly acquit: (uid: number) => void;
  /** The server has renumbered its mails. */
  readonly forget: () => void;
  /** For how long no mail at all has been handed over: `none` says what was found just now. Milliseconds. */
  readonly troubled: (none: boolean) => number;
};

export function openFetchFailures(): FetchFailures {
  const failures = new Map<number, number>();
  let underWay: readonly number[] = [];
  let noneSince: number | null = null;
  return {
    has: (uid) => failures.has(uid),
    asking(uids) {
      underWay = uids ?? [];
    },
    isAsking: () => underWay.length > 0,
    blame() {
      for (const uid of underWay) if (!failures.has(uid)) failures.set(uid, 0);
      underWay = [];
    },
    count(uid) {
      const many = (failures.get(uid) ?? 0) + 1;
      failures.set(uid, many);
      return many;
    },
    acquit: (uid) => failures.delete(uid),
    forget: () => failures.clear(),
    troubled(none) {
      noneSince = none ? (noneSince ?? performance.now()) : null;
      return noneSince === null ? 0 : performance.now() - noneSince;
    },
  };
}

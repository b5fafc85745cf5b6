import { type Pauses, pauseAfter } from '../lib/back-off.ts';
import type { StoredMail } from '../store/mail.ts';
import type { Inbox } from './inbox.ts';

/** The mails of one mailbox that wait for a decision. */
export type DecisionQueue = {
  /** Resolves once the batch before is done: one is decided while the next is fetched, and never two behind. */
  readonly add: (mails: readonly StoredMail[]) => Promise<void>;
  /** The same without waiting, for mails that hold no octets in memory. */
  readonly put: (mails: readonly StoredMail[]) => void;
  /** Resolves when what was added so far is decided, or has to wait. */
  readonly decided: () => Promise<void>;
  /** Resolves when nothing is being decided any more; what has to wait stays undecided in the ledger. */
  readonly settled: () => Promise<void>;
  /** Aborts when nothing can be decided under this lease any more. */
  readonly lost: AbortSignal;
};

const RETRY_MS: Pauses = [1_000, 2_000, 5_000, 10_000, 15_000];

/**
 * Decides batches one after another. `decide` returns the mails that must wait: they are tried again before newer ones,
 * after longer and longer pauses. When it rejects the lease is lost, and the queue ends.
 */
export function openDecisionQueue(
  { log, mailbox }: Pick<Inbox, 'log' | 'mailbox'>,
  decide: (mails: readonly StoredMail[]) => Promise<readonly StoredMail[]>,
): DecisionQueue {
  let waiting: readonly StoredMail[] = [];
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;
  let ended = false;
  let work = Promise.resolve();
  const lost = new AbortController();

  const round = async (mails: readonly StoredMail[]): Promise<void> => {
    clearTimeout(retry);
    const all = [...waiting, ...mails];
    if (all.length === 0) return;
    try {
      waiting = await decide(all);
    } catch (error) {
      ended = true;
      log.error({ event: 'decisions_ended', mailbox: mailbox.name, err: error });
      lost.abort();
    }
    failures = waiting.length === 0 ? 0 : failures + 1;
    if (waiting.length === 0 || ended) return;
    const retryMs = pauseAfter(failures, RETRY_MS);
    log.warn({ event: 'mails_wait', mails: waiting.length, retryMs });
    retry = setTimeout(() => {
      work = work.then(() => round([]));
    }, retryMs);
  };

  return {
    lost: lost.signal,
    async add(mails) {
      await work;
      if (!ended) work = round(mails);
    },
    put(mails) {
      if (mails.length > 0) work = work.then(() => (ended ? undefined : round(mails)));
    },
    decided: () => work,
    async settled() {
      ended = true;
      clearTimeout(retry);
      await work;
    },
  };
}

import type { Logger } from '../lib/log.ts';
import type { StoredMail } from '../store/ledger.ts';

/** Decides mails and returns those that must wait; rejects when the lease is lost. */
type Decide = (mails: readonly StoredMail[]) => Promise<StoredMail[]>;

/** The mails of one mailbox on their way to a decision. */
export type DecisionQueue = {
  /** Resolves once the batch before is done, so that no more than one waits; what had to wait goes first. */
  readonly add: (mails: readonly StoredMail[]) => Promise<void>;
  /** Resolves when nothing is being decided any more; what has to wait stays undecided in the ledger. */
  readonly settled: () => Promise<void>;
};

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 15_000];

/** Decides batches one after another. Mails that must wait are tried again, ever less often, and before newer ones. */
export function openDecisionQueue(decide: Decide, whenLost: (error: unknown) => void, log: Logger): DecisionQueue {
  let waiting: StoredMail[] = [];
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;
  let ended = false;
  let work = Promise.resolve();

  const round = async (mails: readonly StoredMail[]): Promise<void> => {
    clearTimeout(retry);
    try {
      waiting = await decide([...waiting, ...mails]);
    } catch (error) {
      ended = true;
      whenLost(error);
    }
    failures = waiting.length === 0 ? 0 : failures + 1;
    if (waiting.length === 0 || ended) return;
    const ms = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 1_000;
    log.warn({ event: 'mails_wait', mails: waiting.length, retryMs: ms });
    retry = setTimeout(() => {
      work = work.then(() => round([]));
    }, ms);
  };

  return {
    async add(mails) {
      await work;
      if (!ended) work = round(mails);
    },
    async settled() {
      ended = true;
      clearTimeout(retry);
      await work;
    },
  };
}

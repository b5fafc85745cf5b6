import type { Fence } from '../store/lease.ts';
import { LEASE_MS, releaseLease, renewLease, takeLease } from '../store/lease.ts';
import type { Inbox } from './inbox.ts';

/** A lease on a mailbox, renewed until it is given back. */
export type Lease = {
  /** What every write under the lease must show. */
  readonly fence: Fence;
  /** Aborts when the lease has become another daemon's. */
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
};

/**
 * Takes the mailbox for `holder`; null while another daemon has it. While the database is away the lease may lapse
 * unnoticed: the fence keeps us from writing then.
 */
export async function holdLease({ db, log, mailbox }: Inbox, holder: string): Promise<Lease | null> {
  const fence = await takeLease(db, mailbox.name, holder);
  if (fence === null) return null;
  const lost = new AbortController();
  const trouble = (error: unknown): void => {
    log.warn({ event: 'lease_trouble', mailbox: mailbox.name, err: error });
  };
  const renewal = setInterval(() => {
    renewLease(db, fence).then((kept) => {
      if (!kept) lost.abort();
    }, trouble);
  }, LEASE_MS / 3);
  return {
    fence,
    lost: lost.signal,
    async release() {
      clearInterval(renewal);
      await releaseLease(db, fence).catch(trouble);
    },
  };
}

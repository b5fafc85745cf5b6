import { randomUUID } from 'node:crypto';
import type { MailboxConfig } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import { crashPoint } from '../lib/crash-point.ts';
import { toldOf } from '../lib/logged-error.ts';
import type { Fence } from '../store/commit.ts';
import { databaseError } from '../store/connection.ts';
import { type StoredMail, undecided } from '../store/ledger.ts';
import { LEASE_MS, readMailboxState, releaseLease, renewLease, takeLease } from '../store/mailbox.ts';
import { openDecisionQueue } from './decision-queue.ts';
import { keeperOf } from './ingest.ts';
import type { Keeper } from './poller.ts';

/** Reads a mailbox until the signal aborts or the connection fails; see readMailbox. */
export type Read = (config: MailboxConfig, sizeLimit: number, keeper: Keeper, signal: AbortSignal) => Promise<void>;

/** Who decides stored mails, returning those that must wait; both reject only when the lease is lost. */
export type Deciding = {
  /** Mails that have just come, with their octets. */
  readonly batch: (mails: readonly StoredMail[], fence: Fence) => Promise<StoredMail[]>;
  /** One that an earlier process left undecided. */
  readonly leftover: (mail: StoredMail, fence: Fence) => Promise<StoredMail[]>;
};

/** How a mailbox is doing, for `/readyz`. */
export type MailboxHealth = {
  readonly name: string;
  /** The cursor is stored: mail from now on is live. */
  readonly ready: boolean;
  readonly state: 'waiting_for_lease' | 'connecting' | 'reading' | 'failed' | 'stopped';
  readonly error: string | null;
  /** When everything the server had was last taken in. */
  readonly caughtUpAt: Date | null;
};

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/** A mailbox with somebody at its door: holds the lease, stores what arrives and hands it on. */
export type Session = {
  readonly health: () => MailboxHealth;
  /** Runs until the signal aborts; connects anew after every failure. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Takes in what is there now, decides it, and leaves; throws what keeps it from connecting. */
  readonly once: (signal: AbortSignal) => Promise<void>;
};

/** A mailbox that could not be read: another daemon has it, or it cannot be reached. */
export class MailboxUnread extends Error {
  readonly why: 'held' | 'failed';
  constructor(why: 'held' | 'failed', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MailboxUnread';
    this.why = why;
  }
}

export function openSession(desk: Desk, mailbox: MailboxConfig, read: Read, deciding: Deciding): Session {
  const holder = randomUUID();
  let health: MailboxHealth = { name: mailbox.name, ready: false, state: 'connecting', error: null, caughtUpAt: null };
  const report = (change: Partial<MailboxHealth>): void => {
    health = { ...health, ...change };
  };

  /** One connection under one lease. Resolves when stopped or the lease is somebody else's, rejects on failure. */
  const session = async (lease: Fence, signal: AbortSignal, whenCaughtUp: () => void): Promise<void> => {
    crashPoint('lease-taken');
    const lost = new AbortController();
    const stop = AbortSignal.any([signal, lost.signal]);
    const renewal = renewing(desk, lease, () => lost.abort());
    const decisions = openDecisionQueue(
      (mails) => deciding.batch(mails, lease),
      (error) => {
        desk.log.error({ event: 'decisions_ended', mailbox: mailbox.name, err: error });
        lost.abort();
      },
      desk.log,
    );
    try {
      report({ state: 'connecting' });
      await decisions.add(await decideLeftovers(desk, mailbox, lease, deciding.leftover, stop));
      const keeper = keeperOf(desk, mailbox, lease, decisions.add, {
        began: () => {
          report({ ready: true, state: 'reading', error: null });
          desk.log.info({ event: 'mailbox_reading', mailbox: mailbox.name });
        },
        caughtUp: () => {
          report({ caughtUpAt: desk.now() });
          whenCaughtUp();
        },
      });
      await read(mailbox, desk.config.limits.mailSize, keeper, stop);
    } finally {
      await decisions.settled();
      clearInterval(renewal);
      await releaseLease(desk.db, lease).catch((error: unknown) =>
        desk.log.warn({ event: 'lease_trouble', mailbox: mailbox.name, err: error }),
      );
    }
  };

  return {
    health: () => health,
    async run(signal) {
      for (let failures = 0; !signal.aborted; ) {
        let wait = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 1_000;
        try {
          const lease = await takeLease(desk.db, mailbox.name, holder);
          if (lease === null) {
            report({ state: 'waiting_for_lease', ready: (await readMailboxState(desk.db, mailbox.name)) !== null });
            wait = LEASE_MS / 5;
          } else {
            await session(lease, signal, () => {
              failures = 0;
            });
            wait = 0;
          }
        } catch (error) {
          failures++;
          const message = reasonOf(error);
          report({ state: 'failed', error: message, ready: false });
          desk.log.error({
            event: 'mailbox_failed',
            mailbox: mailbox.name,
            host: `${mailbox.imap.host}:${mailbox.imap.port}`,
            error: message,
            retryMs: wait,
          });
        }
        await pause(wait, signal);
      }
      report({ state: 'stopped', ready: false });
    },
    async once(signal) {
      const lease = await takeLease(desk.db, mailbox.name, holder);
      if (lease === null)
        throw new MailboxUnread('held', `The mailbox ${mailbox.name} is being read by another daemon.`);
      const done = new AbortController();
      try {
        await session(lease, AbortSignal.any([signal, done.signal]), () => done.abort());
      } catch (error) {
        const host = `${mailbox.imap.host}:${mailbox.imap.port}`;
        throw new MailboxUnread('failed', `The mailbox ${mailbox.name} at ${host}: ${reasonOf(error)}`, {
          cause: error,
        });
      }
    },
  };
}

/** Keeps the lease ours; `whenLost` hears when it is another's. While the database is away it may lapse, and that is found out later. */
function renewing(desk: Desk, lease: Fence, whenLost: () => void): NodeJS.Timeout {
  return setInterval(() => {
    renewLease(desk.db, lease).then(
      (kept) => {
        if (!kept) whenLost();
      },
      (error: unknown) => desk.log.warn({ event: 'lease_trouble', mailbox: lease.mailbox, err: error }),
    );
  }, LEASE_MS / 3);
}

/** What the server said, where it said something: imapflow's own message is only "Command failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown trouble';
  if (databaseError(error) !== null) return `the database: ${toldOf(error)}`;
  if ('authenticationFailed' in error && error.authenticationFailed)
    return `login refused: ${'responseText' in error ? error.responseText : error.message}`;
  return 'responseText' in error && error.responseText ? String(error.responseText) : error.message;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || milliseconds === 0) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

const LEFTOVERS_AT_ONCE = 20;

/** Decides what a crash left stored but undecided, oldest first and one at a time, before anything newer. */
async function decideLeftovers(
  desk: Desk,
  mailbox: MailboxConfig,
  lease: Fence,
  decideLeftover: Deciding['leftover'],
  signal: AbortSignal,
): Promise<StoredMail[]> {
  const waiting: StoredMail[] = [];
  for (let after = 0; !signal.aborted; ) {
    const left = await undecided(desk.db, after, LEFTOVERS_AT_ONCE, mailbox.name);
    const last = left.at(-1);
    if (last === undefined) break;
    for (const stored of left) waiting.push(...(await decideLeftover(stored, lease)));
    after = last.id;
  }
  return waiting;
}

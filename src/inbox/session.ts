import { randomUUID } from 'node:crypto';
import { type Pauses, pauseAfter } from '../lib/back-off.ts';
import { crashPoint } from '../lib/crash-point.ts';
import { sleep } from '../lib/sleep.ts';
import { LEASE_MS } from '../store/lease.ts';
import { type StoredMail, undecided } from '../store/mail.ts';
import { readMailboxState } from '../store/mailbox.ts';
import type { Decide, Inbox } from './inbox.ts';
import { holdLease, type Lease } from './lease.ts';
import { openQueues } from './queues.ts';
import { type Milestones, openMemory, readMailbox } from './reading.ts';
import { openStandingBack } from './standing-back.ts';
import { describeTrouble } from './trouble.ts';

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

/** The reading of one mailbox. */
export type Session = {
  readonly health: () => MailboxHealth;
  /** Runs until the signal aborts; after a failure it connects again. Never rejects. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Takes in what is there now, decides it, and leaves. Rejects with MailboxUnread. */
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

const RETRY_MS: Pauses = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** A daemon that waits for the lease looks this often, so that it takes over soon after the other has ended. */
const LEASE_LOOK_MS = LEASE_MS / 5;

export function openSession(inbox: Inbox, decide: Decide): Session {
  const { mailbox, db, log, now } = inbox;
  const holder = randomUUID();
  const memory = openMemory();
  const server = `${mailbox.imap.host}:${mailbox.imap.port}`;
  let health: MailboxHealth = { name: mailbox.name, ready: false, state: 'connecting', error: null, caughtUpAt: null };
  const report = (change: Partial<MailboxHealth>): void => {
    health = { ...health, ...change };
  };
  const read = (lease: Lease, signal: AbortSignal, on: Pick<Milestones, 'stored' | 'caughtUp'>): Promise<void> => {
    report({ state: 'connecting' });
    const milestones = {
      reading: () => report({ ready: true, state: 'reading', error: null }),
      stored: on.stored,
      caughtUp: () => {
        report({ caughtUpAt: now() });
        on.caughtUp();
      },
    };
    return readUnderLease({ inbox, lease, decide, milestones, memory }, signal);
  };

  return {
    health: () => health,
    async run(signal) {
      let failures = 0;
      const itWorks = (): void => {
        failures = 0;
      };
      while (!signal.aborted)
        try {
          const lease = await holdLease(inbox, holder);
          if (lease === null) {
            report({ state: 'waiting_for_lease', ready: (await readMailboxState(db, mailbox.name)) !== null });
            await sleep(LEASE_LOOK_MS, signal);
          } else await read(lease, signal, { stored: itWorks, caughtUp: itWorks });
        } catch (error) {
          failures++;
          const trouble = describeTrouble(error);
          const retryMs = pauseAfter(failures, RETRY_MS);
          report({ state: 'failed', error: trouble, ready: false });
          log.error({ event: 'mailbox_failed', mailbox: mailbox.name, host: server, error: trouble, retryMs });
          await sleep(retryMs, signal);
        }
      report({ state: 'stopped', ready: false });
    },
    async once(signal) {
      const lease = await holdLease(inbox, holder);
      if (lease === null)
        throw new MailboxUnread('held', `The mailbox ${mailbox.name} is being read by another daemon.`);
      const done = new AbortController();
      try {
        await read(lease, AbortSignal.any([signal, done.signal]), {
          stored: () => undefined,
          caughtUp: () => done.abort(),
        });
      } catch (error) {
        const message = `The mailbox ${mailbox.name} at ${server}: ${describeTrouble(error)}`;
        throw new MailboxUnread('failed', message, { cause: error });
      }
    },
  };
}

type UnderLease = Omit<Parameters<typeof readMailbox>[0], 'queues' | 'standingBack' | 'signal'> & {
  readonly decide: Decide;
};

/**
 * One connection under one lease. Resolves when the signal aborts or the lease is lost, and rejects when the connection
 * or the database fails; either way, what was stored and is not decided is decided by the next session.
 */
async function readUnderLease({ decide, ...reading }: UnderLease, signal: AbortSignal): Promise<void> {
  const { inbox, lease } = reading;
  crashPoint('lease-taken');
  const standingBack = openStandingBack();
  const { quick, slow } = openQueues(inbox, lease, decide, standingBack);
  const stop = AbortSignal.any([signal, lease.lost, quick.lost, slow.lost]);
  try {
    await quick.add(await decideLeftovers(inbox, lease, decide.leftover, stop));
    await readMailbox({ ...reading, standingBack, queues: { quick, slow }, signal: stop });
  } finally {
    await quick.settled();
    await slow.settled();
    await lease.release();
  }
}

const LEFTOVERS_AT_ONCE = 20;

/**
 * Decides what a crash left stored but undecided, oldest first and one at a time, before anything newer. Returns those
 * that must wait.
 */
async function decideLeftovers(
  { db, mailbox }: Inbox,
  { fence }: Lease,
  decideLeftover: Decide['leftover'],
  signal: AbortSignal,
): Promise<StoredMail[]> {
  const waiting: StoredMail[] = [];
  for (let after = 0; !signal.aborted; ) {
    const left = await undecided(db, after, LEFTOVERS_AT_ONCE, mailbox.name);
    const last = left.at(-1);
    if (last === undefined) break;
    for (const stored of left) waiting.push(...(await decideLeftover(stored, fence)));
    after = last.id;
  }
  return waiting;
}

import { randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { MailboxConfig } from '../config.ts';
import { identify, identityOf } from '../mail/fingerprint.ts';
import type { Fetched, Keeper } from '../mailbox/poller.ts';
import type { Fence } from '../store/commit.ts';
import { type Arrival, PART_OCTETS, type StoredMail, storeArrivals, storePart, undecided } from '../store/ledger.ts';
import {
  beginMailbox,
  LEASE_MS,
  type MailboxState,
  readMailboxState,
  releaseLease,
  renewLease,
  takeLease,
} from '../store/mailbox.ts';
import type { Desk } from './desk.ts';

/** Reads a mailbox until the signal aborts or the connection fails; see readMailbox. */
export type Read = (config: MailboxConfig, sizeLimit: number, keeper: Keeper, signal: AbortSignal) => Promise<void>;

/** Decides stored mails; `raw` is there for those that just came. Never throws for a single mail. */
export type Decide = (mails: readonly StoredMail[], fence: Fence) => Promise<void>;

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
export type Reception = {
  readonly health: () => MailboxHealth;
  /** Runs until the signal aborts; connects anew after every failure. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Takes in what is there now, decides it, and leaves; throws what keeps it from connecting. */
  readonly once: (signal: AbortSignal) => Promise<void>;
};

export function openReception(desk: Desk, mailbox: MailboxConfig, read: Read, decide: Decide): Reception {
  const holder = randomUUID();
  let health: MailboxHealth = { name: mailbox.name, ready: false, state: 'connecting', error: null, caughtUpAt: null };
  const report = (change: Partial<MailboxHealth>): void => {
    health = { ...health, ...change };
  };

  /** One connection under one lease. Resolves when stopped or the lease is somebody else's, rejects on failure. */
  const session = async (lease: Fence, signal: AbortSignal, whenCaughtUp: () => void): Promise<void> => {
    const lost = new AbortController();
    const stop = AbortSignal.any([signal, lost.signal]);
    const renewal = setInterval(() => {
      renewLease(desk.db, lease).then(
        (kept) => {
          if (!kept) lost.abort();
        },
        (error: unknown) => desk.log.warn({ event: 'lease_trouble', mailbox: mailbox.name, err: error }),
      );
    }, LEASE_MS / 3);
    try {
      report({ state: 'connecting' });
      await decideLeftovers(desk, mailbox, lease, decide, stop);
      const keeper = keeperOf(desk, mailbox, lease, decide, {
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
      await keeper.settled();
    } finally {
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
      if (lease === null) throw new Error(`the mailbox ${mailbox.name} is being read by another daemon`);
      const done = new AbortController();
      await session(lease, AbortSignal.any([signal, done.signal]), () => done.abort());
    },
  };
}

/** What the server said, where it said something: imapflow's own message is only "Command failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown trouble';
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

const LEFTOVERS_AT_ONCE = 50;

/** Decides what a crash left stored but undecided, before anything newer. */
async function decideLeftovers(
  desk: Desk,
  mailbox: MailboxConfig,
  lease: Fence,
  decide: Decide,
  signal: AbortSignal,
): Promise<void> {
  for (let after = 0; !signal.aborted; ) {
    const left = await undecided(desk.db, after, LEFTOVERS_AT_ONCE, mailbox.name);
    const last = left.at(-1);
    if (last === undefined) return;
    await decide(left, lease);
    after = last.id;
  }
}

type Milestones = { readonly began: () => void; readonly caughtUp: () => void };

/** Stores mails as they are fetched. Deciding one batch goes on while the next is fetched, never two behind. */
function keeperOf(
  desk: Desk,
  mailbox: MailboxConfig,
  lease: Fence,
  decide: Decide,
  milestones: Milestones,
): Keeper & { readonly settled: () => Promise<void> } {
  let deciding = Promise.resolve();
  let state: MailboxState | null = null;
  return {
    async position() {
      state = await readMailboxState(desk.db, mailbox.name);
      if (state !== null) milestones.began();
      return state;
    },
    async begin(position, first, highestUid) {
      state = await beginMailbox(desk.db, lease, { ...position, highestUid }, desk.now());
      desk.log.info({ event: first ? 'mailbox_begun' : 'mailbox_renumbered', mailbox: mailbox.name, ...position });
      milestones.began();
    },
    async take(mails, position) {
      const started = performance.now();
      const arrivals = await Promise.all(
        mails.map((mail) => arrivalOf(desk, mailbox.name, position.uidValidity, mail, state)),
      );
      const stored = await storeArrivals(desk.db, arrivals, { lease, position });
      if (stored === null) throw new Error(`another daemon reads the mailbox ${mailbox.name} now`);
      desk.log.info({
        event: 'mails_stored',
        mailbox: mailbox.name,
        mails: stored.length,
        uid: position.uid,
        ms: Math.round(performance.now() - started),
      });
      await deciding;
      deciding = decide(stored, lease);
      // Whoever awaits it next gets the failure; until then it must not count as unhandled.
      deciding.catch(() => undefined);
    },
    caughtUp: milestones.caughtUp,
    settled: () => deciding,
  };
}

/** Large mails go into the database part by part as they come. */
async function arrivalOf(
  desk: Desk,
  mailbox: string,
  uidValidity: number,
  mail: Fetched,
  state: MailboxState | null,
): Promise<Arrival> {
  const origin = {
    mailbox,
    uidValidity,
    uid: mail.uid,
    receivedAt: mail.receivedAt,
    backfill: isBackfill(mail, uidValidity, state),
    overLimit: mail.overLimit,
  };
  if (mail.content instanceof Uint8Array) return { ...origin, ...identify(mail.content), raw: mail.content };
  const identity = identityOf();
  const octetsId = uuid();
  let part = 0;
  for await (const piece of mail.content) {
    identity.update(piece);
    for (let at = 0; at < piece.length; at += PART_OCTETS)
      await storePart(desk.db, octetsId, part++, piece.subarray(at, at + PART_OCTETS));
  }
  return { ...origin, ...identity.finish(), size: mail.size, octetsId };
}

/** Older than the desk: what lay there at the first connection, or, once UIDs have changed, what was received before it. */
function isBackfill(mail: Fetched, uidValidity: number, state: MailboxState | null): boolean {
  if (state === null) return false;
  return uidValidity === state.firstUidValidity ? mail.uid <= state.backfillUid : mail.receivedAt < state.startedAt;
}

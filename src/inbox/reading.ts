import { withheldUids } from '../store/mail.ts';
import type { MailboxState } from '../store/mailbox.ts';
import type { DecisionQueue } from './decision-queue.ts';
import { type FetchFailures, openFetchFailures } from './fetch-failures.ts';
import { type MailboxConnection, openMailbox } from './imap.ts';
import type { Inbox } from './inbox.ts';
import { resumeOrBegin } from './ingest.ts';
import { Lanes } from './lanes.ts';
import type { Lease } from './lease.ts';
import { compareWithServer, isReconciliationDue, noteReconciled } from './reconcile.ts';
import type { StandingBack } from './standing-back.ts';

/** What a mailbox remembers from one connection to the next. */
export type Memory = {
  readonly failures: FetchFailures;
  uidValidity: number | null;
  /** When mails that were withheld were last asked for again; null: not since the process began. */
  askedAgainAt: Date | null;
};

export const openMemory = (): Memory => ({ failures: openFetchFailures(), uidValidity: null, askedAgainAt: null });

/** What the session hears of. */
export type Milestones = {
  /** Mail from now on is live. */
  readonly reading: () => void;
  /** Mail was taken in over this connection. */
  readonly stored: () => void;
  /** Everything the server had is taken in. */
  readonly caughtUp: () => void;
};

type Parts = {
  readonly inbox: Inbox;
  readonly lease: Lease;
  readonly milestones: Milestones;
  readonly memory: Memory;
  readonly standingBack: StandingBack;
  readonly queues: { readonly quick: DecisionQueue; readonly slow: DecisionQueue };
  readonly signal: AbortSignal;
};

/** Reads a mailbox over one connection until the signal aborts. Rejects when the connection or the database fails. */
export async function readMailbox(parts: Parts): Promise<void> {
  const { inbox, lease, milestones, memory, standingBack, queues, signal } = parts;
  const { failures } = memory;
  const connection = await openMailbox(inbox.mailbox, signal, inbox.patience);
  try {
    const start = await resumeOrBegin(inbox, lease.fence, await connection.contents());
    if (memory.uidValidity !== start.uidValidity) failures.forget();
    memory.uidValidity = start.uidValidity;
    milestones.reading();
    inbox.log.info({ event: 'mailbox_reading', mailbox: inbox.mailbox.name });
    const lanes = new Lanes(
      {
        ...{ inbox, lease, connection, failures, standingBack, signal },
        decideQuick(mails) {
          milestones.stored();
          return queues.quick.add(mails);
        },
        async decideSlow(mails) {
          milestones.stored();
          await queues.quick.decided();
          queues.slow.put(mails);
        },
      },
      start,
    );
    await readOn(parts, connection, lanes, start);
    await connection.client.logout();
  } catch (error) {
    if (connection.commands.isGone()) failures.blame();
    throw error;
  } finally {
    connection.close();
  }
}

async function readOn(
  { inbox, lease, milestones, memory, signal }: Parts,
  connection: MailboxConnection,
  lanes: Lanes,
  start: MailboxState,
): Promise<void> {
  const { mailbox, now } = inbox;
  let { reconciledAt } = start;
  while (!signal.aborted) {
    await connection.proveAlive();
    await lanes.quick();
    if (lanes.hasNoted()) await lanes.slow();
    if (lanes.hasNoted() || signal.aborted) continue;
    milestones.caughtUp();
    lanes.caughtUp();
    if (signal.aborted) break;
    await askAgain(inbox, lanes, memory);
    const state = { ...lanes.state(), reconciledAt };
    if (isReconciliationDue(state, now())) {
      const { checked, missing } = await compareWithServer(inbox, connection.commands, state);
      await lanes.takeSmall(missing);
      while (lanes.hasNoted() && !signal.aborted) await lanes.slow();
      if (signal.aborted) break;
      await noteReconciled(inbox, lease.fence, checked, missing.length);
      reconciledAt = now();
    }
    // IDLE is only a hint: the server is asked every `pollEvery` anyway.
    await connection.news(mailbox.pollEvery);
  }
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Mails that are asked for again in one go, so that a mailbox full of them keeps no other mail waiting. */
const ASKED_AT_ONCE = 20;

/**
 * Asks again for mails that the server has withheld: all of them when the process begins and once a day, those of the
 * last day every hour.
 */
async function askAgain(inbox: Inbox, lanes: Lanes, memory: Memory): Promise<void> {
  const now = inbox.now();
  const { askedAgainAt } = memory;
  if (askedAgainAt !== null && now.getTime() - askedAgainAt.getTime() < HOUR_MS) return;
  const isDaily =
    askedAgainAt === null || Math.floor(now.getTime() / DAY_MS) > Math.floor(askedAgainAt.getTime() / DAY_MS);
  // Set first: one that ends the connection is asked for again in an hour, not with the next connection.
  memory.askedAgainAt = now;
  const since = isDaily ? new Date(0) : new Date(now.getTime() - DAY_MS);
  const uids = await withheldUids(inbox.db, inbox.mailbox.name, lanes.state().uidValidity, since);
  for (const [at, uid] of uids.entries()) {
    if (at > 0 && at % ASKED_AT_ONCE === 0) await lanes.quick();
    await lanes.again(uid);
  }
}

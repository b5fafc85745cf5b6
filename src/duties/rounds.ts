import type { Config } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import { onWake, type QueueBackend, SWEEP, type WakeQueue } from '../outbox/queue.ts';
import type { Sender } from '../outbox/sender.ts';
import { cleanUp } from '../store/clean-up.ts';
import { mailboxesWithDue, reclaimLapsed } from '../store/outbox.ts';
import { earliestClock } from '../store/ticket.ts';
import { sendCanaries } from './canary.ts';
import { fireDueClocks } from './deadlines.ts';
import { doChores } from './notices.ts';

const OUTBOX_EVERY_MS = 30_000;
const CLEAN_EVERY_MS = 24 * 3_600_000;
/** After so long, or three sweeps, without a job the queue is taken to be away, and the rounds go on without it. Milliseconds. */
const QUEUE_SILENT_MS = 10_000;
/** Clocks that come due within this time are struck on time, and not with the next round; longer than any two are apart. */
const LOOK_AHEAD_MS = 60_000;
/** A clock that could not be struck is tried again after so long, in milliseconds. */
const STRIKE_AGAIN_MS = 1_000;

/** How often clocks are looked at, in milliseconds: sixty times in the shortest time that is configured, which may be seconds. */
export function sweepEvery({ urgency, acceptWithin, confirm }: Config): number {
  const times = [
    ...Object.values(urgency).flatMap(({ respondWithin, updateEvery }) => [respondWithin, updateEvery]),
    ...[acceptWithin, confirm.remindAfter, confirm.closeAfter],
  ];
  return Math.min(10_000, Math.max(1_000, Math.min(...times) / 60));
}

/** Milliseconds until a clock is to be struck, between two rounds; null when that is for a later round. */
export function nextFireIn(earliest: Date | null, now: Date): number | null {
  if (earliest === null) return null;
  const wait = earliest.getTime() - now.getTime();
  return wait > LOOK_AHEAD_MS ? null : Math.max(wait, STRIKE_AGAIN_MS);
}

/**
 * What is done again and again: clocks every few seconds, and when one is due; every thirty, what no job remembers. The queue sees to it that one
 * process at a time does it; a process that hears nothing from the queue does it by itself, which is safe too.
 */
export function startRounds(
  desk: Desk,
  backend: QueueBackend,
  bell: WakeQueue,
  senders: ReadonlyMap<string, Sender>,
): { close: () => Promise<void> } {
  const every = sweepEvery(desk.config);
  let outboxAt = Number.NEGATIVE_INFINITY;
  let cleanedAt = performance.now();
  let heardAt = performance.now();
  let running: Promise<void> | null = null;
  let striking: NodeJS.Timeout | undefined;
  let closed = false;

  const strike = async (): Promise<void> => {
    await fireDueClocks(desk);
    const wait = nextFireIn(await earliestClock(desk.db), desk.now());
    clearTimeout(striking);
    if (wait !== null && !closed) striking = setTimeout(() => void once(), wait);
  };
  const round = async (): Promise<void> => {
    await attempt(desk, 'sweep', strike);
    if (performance.now() - outboxAt < OUTBOX_EVERY_MS) return;
    outboxAt = performance.now();
    await attempt(desk, 'chores', () => doChores(desk));
    await attempt(desk, 'canary', () => sendCanaries(desk));
    await attempt(desk, 'outbox', () => outboxRound(desk, senders));
    if (performance.now() - cleanedAt < CLEAN_EVERY_MS) return;
    cleanedAt = performance.now();
    await attempt(desk, 'clean_up', () => cleaning(desk));
  };
  const once = (): Promise<void> => {
    running ??= round().finally(() => {
      running = null;
    });
    return running;
  };

  const schedule = (): void => {
    bell.every(every).catch((error: unknown) => desk.log.warn({ event: 'sweep_unscheduled', err: error }));
  };
  schedule();
  // A queue that lost everything has lost the schedule too.
  const reschedule = setInterval(schedule, OUTBOX_EVERY_MS);
  const listening = setInterval(() => {
    if (performance.now() - heardAt > Math.max(QUEUE_SILENT_MS, 3 * every)) void once();
  }, every);
  const answering = onWake(SWEEP, backend, desk.log, () => {
    heardAt = performance.now();
    return once();
  });
  return {
    async close() {
      closed = true;
      clearTimeout(striking);
      clearInterval(reschedule);
      clearInterval(listening);
      await answering.close();
      await running;
    },
  };
}

/** One part that fails, for want of the database or by a defect, keeps no other from its turn. */
async function attempt(desk: Desk, part: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    desk.log.error({ event: 'round_failed', part, err: error });
  }
}

async function cleaning(desk: Desk): Promise<void> {
  const removed = await cleanUp(desk.db, desk.config.storage.attachments, Date.now());
  desk.log.info({ event: 'cleaned_up', ...removed });
}

/** Takes back letters whose sender is gone, and has everything sent that is due. */
export async function outboxRound(desk: Desk, senders: ReadonlyMap<string, Sender>): Promise<void> {
  const { requeued, uncertain } = await reclaimLapsed(desk.db);
  if (requeued + uncertain > 0) desk.log.warn({ event: 'letters_reclaimed', requeued, uncertain });
  for (const mailbox of await mailboxesWithDue(desk.db, [...senders.keys()])) senders.get(mailbox)?.look();
}

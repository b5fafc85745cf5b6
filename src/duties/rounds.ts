import type { Config } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import { earliestClock } from '../store/ticket.ts';
import { sendCanaries } from './canary.ts';
import { removeLeftovers } from './clean-up.ts';
import { fireDueClocks } from './deadlines.ts';
import { sendLateAcknowledgements } from './late-acknowledgements.ts';
import { announceWaiting } from './notices.ts';
import { writeScheduled } from './scheduled-reports.ts';

/**
 * What the clock does, a file each. The clocks of tickets are looked at every few seconds and when one is due; every other
 * duty is a row of a table. A round may run in two processes at once, since every duty's commit is guarded by what it
 * changes; the queue only saves that work.
 */
export type Duty = {
  /** As the logs name it. */
  readonly part: string;
  /** Milliseconds from the start of one run to the next. */
  readonly every: number;
  /** Milliseconds after the start of the process until the first run. */
  readonly firstAfter: number;
  readonly work: (desk: Desk) => Promise<void>;
};

const ROUND_MS = 30_000;
const DAY_MS = 24 * 3_600_000;
const EVERY_ROUND = { every: ROUND_MS, firstAfter: 0 } as const;

/** Letters that wait for a time. */
const LETTERS: readonly Duty[] = [
  { part: 'notices', ...EVERY_ROUND, work: announceWaiting },
  { part: 'late_acknowledgements', ...EVERY_ROUND, work: sendLateAcknowledgements },
  { part: 'scheduled_reports', ...EVERY_ROUND, work: writeScheduled },
];

const DUTIES: readonly Duty[] = [
  ...LETTERS,
  { part: 'canary', ...EVERY_ROUND, work: sendCanaries },
  { part: 'clean_up', every: DAY_MS, firstAfter: DAY_MS, work: removeLeftovers },
];

/** The clocks of tickets that are due, and the letters that wait for a time. Rejects when one of these fails. */
export async function oneRound(desk: Desk): Promise<void> {
  await fireDueClocks(desk);
  for (const { work } of LETTERS) await work(desk);
}

/** After this time, or three sweeps, without a job the queue counts as away, and rounds go on without it. Milliseconds. */
const QUEUE_SILENT_MS = 10_000;
/** Clocks due within this time fire on time and not with the next round. Longer than the time between two rounds. */
const LOOK_AHEAD_MS = 60_000;
/** A clock that could not fire is tried again after this time, in milliseconds. */
const FIRE_AGAIN_MS = 1_000;

/** How often clocks are looked at, in milliseconds: sixty times in the shortest time that is configured, which may be seconds. */
export function sweepEvery({ urgency, acceptWithin, confirm }: Config): number {
  const times = [
    ...Object.values(urgency).flatMap(({ respondWithin, updateEvery }) => [respondWithin, updateEvery]),
    ...[acceptWithin, confirm.remindAfter, confirm.closeAfter],
  ];
  return Math.min(10_000, Math.max(1_000, Math.min(...times) / 60));
}

/** Milliseconds until a clock is to fire before the next round; null when that is for a later round. */
export function nextFireIn(earliest: Date | null, now: Date): number | null {
  if (earliest === null) return null;
  const wait = earliest.getTime() - now.getTime();
  return wait > LOOK_AHEAD_MS ? null : Math.max(wait, FIRE_AGAIN_MS);
}

/** What has rounds run, one process at a time: the queue, as far as the duties know it. */
export type Schedule = {
  /** Has the queue call every so many milliseconds, once for all processes. Rejects when it is away. */
  readonly every: (milliseconds: number) => Promise<void>;
  /** Begins to answer the queue's calls. */
  readonly answer: (run: () => Promise<void>) => { readonly close: () => Promise<void> };
};

/**
 * Runs rounds until it is closed: whenever the queue calls, and without the queue when nothing has been heard of it.
 * `outbox` is the duty of another room: its sweep comes last, after the letters. A duty that fails is logged and does not
 * stop the rest.
 */
export function startRounds(
  desk: Desk,
  schedule: Schedule,
  outbox: Pick<Duty, 'part' | 'work'>,
): { readonly close: () => Promise<void> } {
  const every = sweepEvery(desk.config);
  const duties = [...DUTIES, { ...EVERY_ROUND, ...outbox }].map((duty) => ({
    ...duty,
    dueAt: performance.now() + duty.firstAfter,
  }));
  let heardAt = performance.now();
  let running: Promise<void> | null = null;
  let firing: NodeJS.Timeout | undefined;
  let closed = false;

  const fireClocks = async (): Promise<void> => {
    await fireDueClocks(desk);
    const wait = nextFireIn(await earliestClock(desk.db), desk.now());
    clearTimeout(firing);
    if (wait !== null && !closed) firing = setTimeout(() => void round(), wait);
  };
  const allDuties = async (): Promise<void> => {
    await attempt(desk, 'sweep', fireClocks);
    for (const duty of duties) {
      if (performance.now() < duty.dueAt) continue;
      duty.dueAt = performance.now() + duty.every;
      await attempt(desk, duty.part, () => duty.work(desk));
    }
  };
  const round = (): Promise<void> => {
    running ??= allDuties().finally(() => {
      running = null;
    });
    return running;
  };

  const reschedule = (): void => {
    schedule.every(every).catch((error: unknown) => desk.log.warn({ event: 'sweep_unscheduled', err: error }));
  };
  reschedule();
  // A queue that has lost everything has lost the schedule too.
  const rescheduling = setInterval(reschedule, ROUND_MS);
  const listening = setInterval(() => {
    if (performance.now() - heardAt > Math.max(QUEUE_SILENT_MS, 3 * every)) void round();
  }, every);
  const answering = schedule.answer(() => {
    heardAt = performance.now();
    return round();
  });
  return {
    async close() {
      closed = true;
      clearTimeout(firing);
      clearInterval(rescheduling);
      clearInterval(listening);
      await answering.close();
      await running;
    },
  };
}

async function attempt(desk: Desk, part: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    desk.log.error({ event: 'round_failed', part, err: error });
  }
}

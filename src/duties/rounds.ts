import type { Config } from '../config/settings.ts';
import type { Logger } from '../lib/log.ts';

/** Clocks due within this time fire on time and not with the next round. Longer than the time between two rounds. */
const LOOK_AHEAD_MS = 60_000;
/** A clock that could not fire is tried again after this time, in milliseconds. */
const FIRE_AGAIN_MS = 1_000;

/**
 * How often clocks are looked at, in milliseconds: sixty times in the shortest time that is configured, which may be
 * seconds.
 */
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

/** The queue, as far as the duties know it: it has rounds run in one process at a time, which saves work. */
export type Schedule = {
  /** Has the queue call every so many milliseconds, once for all processes. Rejects when it is away. */
  readonly every: (milliseconds: number) => Promise<void>;
  /** Begins to answer the queue's calls. */
  readonly answer: (round: () => Promise<void>) => { readonly close: () => Promise<void> };
};

export type Rounds = {
  /** Starts no more rounds; resolves when the one that is running is done. */
  readonly close: () => Promise<void>;
};

/** After this time, or three times `every`, without a call the queue counts as away. Milliseconds. */
const QUEUE_SILENT_MS = 10_000;
const RESCHEDULE_MS = 30_000;

/** A duty of the timetable; `every` and `firstAfter` in milliseconds. */
type RoundDuty = {
  readonly part: string;
  readonly every: number;
  readonly firstAfter: number;
  readonly work: () => Promise<void>;
};

/** What a round does. */
type Work = {
  /** Returns the milliseconds until the next clock is due, null when that is for a later round. */
  readonly fireClocks: () => Promise<number | null>;
  readonly duties: readonly RoundDuty[];
  readonly log: Logger;
};

/**
 * Runs rounds, never two at once: when the queue calls, when a clock is due and, every so many milliseconds, when the
 * queue has long been silent. A round fires clocks, then does the duties that are due. What fails is logged and does
 * not stop the rest; it is tried again at its next time.
 */
export function startRounds({
  every,
  schedule,
  ...work
}: Work & { readonly every: number; readonly schedule: Schedule }): Rounds {
  const rounds = roundsOf(work);
  let heardAt = performance.now();
  const reschedule = (): void => {
    schedule.every(every).catch((error: unknown) => work.log.warn({ event: 'sweep_unscheduled', err: error }));
  };
  reschedule();
  // A queue that has lost everything has lost the schedule too.
  const rescheduling = setInterval(reschedule, RESCHEDULE_MS);
  const listening = setInterval(() => {
    if (performance.now() - heardAt > Math.max(QUEUE_SILENT_MS, 3 * every)) void rounds.run();
  }, every);
  const answering = schedule.answer(() => {
    heardAt = performance.now();
    return rounds.run();
  });
  return {
    async close() {
      const ended = rounds.close();
      clearInterval(rescheduling);
      clearInterval(listening);
      await answering.close();
      await ended();
    },
  };
}

/** Rounds, one at a time: `run` joins the one that is running. A clock that is due soon starts one by itself. */
function roundsOf({ fireClocks, duties, log }: Work) {
  const startedAt = performance.now();
  const timetable = duties.map((duty) => ({ ...duty, dueAt: startedAt + duty.firstAfter }));
  let running: Promise<void> | null = null;
  let firing: NodeJS.Timeout | undefined;
  let closed = false;

  const attempt = (part: string, work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => log.error({ event: 'round_failed', part, err: error }));
  const sweep = async (): Promise<void> => {
    const wait = await fireClocks();
    clearTimeout(firing);
    if (wait !== null && !closed) firing = setTimeout(() => void fire(), wait);
  };
  /** Not the round that is running: that has looked at the clocks before. */
  const fire = async (): Promise<void> => {
    await running;
    if (!closed) await run();
  };
  const round = async (): Promise<void> => {
    await attempt('sweep', sweep);
    for (const duty of timetable) {
      if (performance.now() < duty.dueAt) continue;
      duty.dueAt = performance.now() + duty.every;
      await attempt(duty.part, duty.work);
    }
  };
  const run = (): Promise<void> => {
    running ??= round().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    run,
    /** No clock starts a round any more; what is returned waits for the one that is running. */
    close() {
      closed = true;
      clearTimeout(firing);
      return async (): Promise<void> => {
        await running;
      };
    },
  };
}

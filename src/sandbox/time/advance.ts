import type { Desk } from '../../desk/desk.ts';
import { oneRound } from '../../duties/duties.ts';
import { earliestClock } from '../../store/clock.ts';
import type { SandboxClock } from './clock.ts';
import { nextMorning } from './jumps.ts';

/** Clocks that are due within this time strike together: a month's tickets have hundreds. Milliseconds. */
const TOGETHER_MS = 10 * 60_000;
/** Clocks that are due together and belong to one ticket strike one a round. */
const ROUNDS_AT_MOST = 20;

/**
 * Pushes the clock and lets happen on the way what would have: it stops where a ticket's clock is due and at every
 * morning, so that a reminder comes before the deadline it reminds of. Rejects when the database is away; the clock
 * stays where it was by then.
 */
export async function advance(desk: Desk, clock: SandboxClock, to: Date): Promise<void> {
  while (clock.now() < to) {
    clock.push(await nextStop(desk, clock.now(), to));
    await settle(desk);
  }
}

async function nextStop(desk: Desk, now: Date, to: Date): Promise<Date> {
  const due = (await earliestClock(desk.db))?.getTime() ?? Number.POSITIVE_INFINITY;
  const morning = nextMorning(now, desk.config.desk.timezone).getTime();
  const struck = due <= now.getTime() + TOGETHER_MS ? now.getTime() + TOGETHER_MS : due;
  return new Date(Math.min(struck, morning, to.getTime()));
}

/** Rounds until nothing is due any more. */
async function settle(desk: Desk): Promise<void> {
  for (let rounds = 0; rounds < ROUNDS_AT_MOST; rounds++) {
    await oneRound(desk);
    const due = await earliestClock(desk.db);
    if (due === null || due > desk.now()) return;
  }
}

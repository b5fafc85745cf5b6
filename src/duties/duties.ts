import type { Desk } from '../desk/desk.ts';
import { causeOf } from '../desk/health/trouble.ts';
import { earliestClock } from '../store/clock.ts';
import { foldStaffLoads } from '../store/staff-load.ts';
import { attendToAbsences } from './absences.ts';
import { archiveOld } from './archive.ts';
import { sendCanaries } from './canary.ts';
import { warnOfExpiry } from './certificates.ts';
import { removeLeftovers } from './clean-up.ts';
import type { ClockWatch } from './clock-watch.ts';
import { sendCollectedCopies } from './collected-copies.ts';
import { renewDeadlines, watchContractHours } from './contracts.ts';
import { fireDueClocks } from './deadlines.ts';
import { carryIncidents } from './incident/incidents.ts';
import { sendLateAcknowledgements } from './late-acknowledgements.ts';
import { announceWaiting } from './notices.ts';
import { openRecurring } from './recurring-tickets.ts';
import { nextFireIn, type Rounds, type Schedule, startRounds, sweepEvery } from './rounds.ts';
import { writeScheduled } from './scheduled-reports.ts';

/**
 * What the clock does, a file each; what a mail does is intake's. The clocks of tickets are looked at every few seconds
 * and when one is due; every other duty is a row of the table below. Two processes may do the same duty at once: each
 * commit is guarded by what it changes, and the second one writes nothing.
 */
type Duty = {
  /** As the logs name it. */
  readonly part: string;
  /** Milliseconds from the start of one run to the next. */
  readonly every: number;
  /** Milliseconds from the start of the process to the first run. */
  readonly firstAfter: number;
  readonly work: (desk: Desk) => Promise<void>;
};

const DAY_MS = 24 * 3_600_000;
const OFTEN = { every: 30_000, firstAfter: 0 } as const;

/** Letters that wait for a time. */
const LETTER_DUTIES: readonly Duty[] = [
  { part: 'notices', ...OFTEN, work: announceWaiting },
  { part: 'late_acknowledgements', ...OFTEN, work: sendLateAcknowledgements },
  { part: 'collected_copies', ...OFTEN, work: sendCollectedCopies },
  // With every round, however close they come: each takes a batch.
  { part: 'incidents', every: 1_000, firstAfter: 0, work: carryIncidents },
  { part: 'scheduled_reports', ...OFTEN, work: writeScheduled },
  { part: 'recurring_tickets', ...OFTEN, work: openRecurring },
  { part: 'absences', ...OFTEN, every: 5_000, work: attendToAbsences },
];

const DUTIES: readonly Duty[] = [
  ...LETTER_DUTIES,
  // At once after a start, and until all open tickets were looked at.
  { part: 'deadlines_renewed', every: 2_000, firstAfter: 0, work: renewDeadlines },
  { part: 'contract_hours', every: 600_000, firstAfter: 0, work: watchContractHours },
  { part: 'canary', ...OFTEN, work: sendCanaries },
  { part: 'staff_loads', every: 5_000, firstAfter: 0, work: ({ db }) => foldStaffLoads(db) },
  { part: 'archive', every: 60_000, firstAfter: 0, work: archiveOld },
  { part: 'certificates', every: 3_600_000, firstAfter: 60_000, work: warnOfExpiry },
  { part: 'clean_up', every: DAY_MS, firstAfter: DAY_MS, work: removeLeftovers },
];

/**
 * Fires the clocks of tickets that are due, and writes the letters that wait for a time. Rejects when one of these
 * fails.
 */
export async function oneRound(desk: Desk): Promise<void> {
  await fireDueClocks(desk);
  for (const { work } of LETTER_DUTIES) await work(desk);
}

/**
 * Does all duties until it is closed; while the clock is wrong only the outbox is swept. `sweepOutbox` belongs to
 * another room, and so does `sendLater`; both come last, after the letters.
 */
export function startDuties(
  desk: Desk,
  clock: Pick<ClockWatch, 'isRight'>,
  schedule: Schedule,
  sweepOutbox: () => Promise<void>,
  sendLater: () => Promise<void>,
): Rounds {
  let isRight = false;

  const watched = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
    try {
      const done = await work();
      desk.troubles.settled('rounds', part);
      return done;
    } catch (error) {
      desk.troubles.report('rounds', part, causeOf(error));
      throw error;
    }
  };
  const bound = [
    ...[...DUTIES, { part: 'answers_sent_later', ...OFTEN, every: 5_000, work: sendLater }].map((duty) => ({
      ...duty,
      work: async () => (isRight ? duty.work(desk) : undefined),
    })),
    { part: 'outbox', ...OFTEN, work: sweepOutbox },
  ];
  return startRounds({
    every: sweepEvery(desk.config),
    schedule,
    fireClocks: () =>
      watched('sweep', async () => {
        isRight = await clock.isRight();
        if (!isRight) return null;
        await fireDueClocks(desk);
        return nextFireIn(await earliestClock(desk.db), desk.now());
      }),
    duties: bound.map((duty) => ({ ...duty, work: () => watched(duty.part, duty.work) })),
    log: desk.log,
  });
}

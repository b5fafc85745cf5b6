import { absences } from '../store/absence.ts';
import { dutyOverrides } from '../store/duty.ts';
import { staffLoads } from '../store/staff-load.ts';
import { staffWishes } from '../store/staff-wish.ts';
import type { Context } from '../ticket/context.ts';
import type { Desk } from './desk.ts';
import { pendingSince } from './pending-assignments.ts';
import { rosterOf } from './roster.ts';

/**
 * What a decision about a ticket is made with: the time, the policy, and the staff with what they carry at this moment.
 * To be used at once: a ticket that is given out later is not in it.
 */
export const loadContext = async (desk: Desk): Promise<Context> => (await loadStaffing(desk))();

/**
 * Counts what the staff carry. The function returned gives the context of the moment it is called in, with the tickets
 * that were given out since the count began.
 */
export async function loadStaffing(desk: Desk): Promise<() => Context> {
  const countedAt = performance.now();
  const addresses = desk.directory.staff.map(({ email }) => email);
  const [loads, overrides, away, wishes] = await Promise.all([
    staffLoads(desk.db, addresses),
    dutyOverrides(desk.db, desk.now()),
    absences(desk.db, desk.now()),
    staffWishes(desk.db),
  ]);
  return () => ({
    now: desk.now(),
    policy: desk.policy,
    roster: rosterOf(desk.directory.staff, {
      loads,
      overrides,
      away,
      wishes,
      pending: (email) => pendingSince(desk, email, countedAt),
    }),
  });
}

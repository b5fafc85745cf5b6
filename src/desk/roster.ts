import { dutyOverrides } from '../store/duty.ts';
import { staffLoads } from '../store/ticket.ts';
import type { Context } from '../ticket/event.ts';
import type { Desk } from './desk.ts';
import { pendingSince } from './pending-assignments.ts';

/**
 * What a decision about a ticket is made with: the time, the policy, and the staff with what they carry at the moment it is
 * made, tickets included that were given out since these were counted.
 */
export async function loadContext(desk: Desk): Promise<Context> {
  const now = desk.now();
  const countedAt = performance.now();
  const addresses = desk.directory.staff.map(({ email }) => email);
  const [loads, overrides] = await Promise.all([staffLoads(desk.db, addresses), dutyOverrides(desk.db, now)]);
  const roster = desk.directory.staff.map((staff) => {
    const load = loads.get(staff.email);
    return {
      staff,
      get openTickets() {
        return (load?.open ?? 0) + pendingSince(desk, staff.email, countedAt).length;
      },
      get lastAssignedAt() {
        return pendingSince(desk, staff.email, countedAt).at(-1) ?? load?.lastAssignedAt ?? null;
      },
      overrides: overrides.get(staff.email) ?? [],
    };
  });
  return { now, policy: desk.policy, roster };
}

import type { Staff } from '../people/person.ts';
import type { dutyOverrides } from '../store/duty.ts';
import type { staffLoads } from '../store/ticket.ts';
import type { RosterEntry } from '../ticket/context.ts';

/** The staff with what they carry: counted, and given out since the count began. */
export const rosterOf = (
  everybody: readonly Staff[],
  {
    loads,
    overrides,
    pending,
  }: {
    readonly loads: Awaited<ReturnType<typeof staffLoads>>;
    readonly overrides: Awaited<ReturnType<typeof dutyOverrides>>;
    readonly pending: (email: string) => readonly Date[];
  },
): RosterEntry[] =>
  everybody.map((staff) => {
    const load = loads.get(staff.email);
    const since = pending(staff.email);
    return {
      staff,
      openTickets: (load?.open ?? 0) + since.length,
      lastAssignedAt: since.at(-1) ?? load?.lastAssignedAt ?? null,
      overrides: overrides.get(staff.email) ?? [],
    };
  });

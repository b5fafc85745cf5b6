import { canonicalAddress } from '../people/address.ts';
import type { LettersWanted, Staff } from '../people/person.ts';
import type { absences } from '../store/absence.ts';
import type { dutyOverrides } from '../store/duty.ts';
import type { Loads } from '../store/staff-load.ts';
import type { staffWishes } from '../store/staff-wish.ts';
import type { RosterEntry } from '../ticket/context.ts';

/** The staff with what they carry: counted, and given out since the count began. */
export const rosterOf = (
  everybody: readonly Staff[],
  {
    loads,
    overrides,
    away,
    wishes,
    pending,
  }: {
    readonly loads: Loads;
    readonly overrides: Awaited<ReturnType<typeof dutyOverrides>>;
    readonly away: Awaited<ReturnType<typeof absences>>;
    readonly wishes: Awaited<ReturnType<typeof staffWishes>>;
    readonly pending: (email: string) => readonly Date[];
  },
): RosterEntry[] =>
  everybody.map((staff) => {
    const load = loads.get(staff.email);
    const since = pending(staff.email);
    return {
      staff: asWished(staff, wishes.get(canonicalAddress(staff.email))),
      openTickets: (load?.open ?? 0) + since.length,
      lastAssignedAt: since.at(-1) ?? load?.lastAssignedAt ?? null,
      overrides: overrides.get(staff.email) ?? [],
      absences: away.get(canonicalAddress(staff.email)) ?? [],
    };
  });

/** Who of these is away, now or later. */
export const attendanceOf = (
  everybody: readonly Staff[],
  away: Awaited<ReturnType<typeof absences>>,
): Required<Pick<RosterEntry, 'staff' | 'absences'>>[] =>
  everybody.map((staff) => ({ staff, absences: away.get(canonicalAddress(staff.email)) ?? [] }));

const asWished = (staff: Staff, letters: LettersWanted | undefined): Staff =>
  letters === undefined ? staff : { ...staff, letters };

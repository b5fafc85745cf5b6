/**
 * Who is away, and who stands in for them. Nobody is given a ticket while they are away (`dispatch.ts`); what comes for
 * them goes to who stands in as well (`passed-on.ts`, letter/readers.ts). What a person writes of an absence is read in
 * `asked.ts`.
 */
import type { Staff } from '../../people/person.ts';
import { isSame } from '../audience.ts';
import type { RosterEntry } from '../context.ts';
import type { Absence } from '../time/duty.ts';

/** The staff, as far as absences go. */
export type Attendance = readonly Pick<RosterEntry, 'staff' | 'absences'>[];

/** The absence somebody is in; null for who is there. */
export const absenceAt = ({ absences = [] }: Attendance[number], now: Date): Absence | null =>
  absences.find(({ from, to }) => from <= now && now < to) ?? null;

const entryOf = (roster: Attendance, email: string | null): Attendance[number] | undefined =>
  roster.find(({ staff }) => isSame(staff.email, email));

/** Whether that person is away. */
export function isAway(roster: Attendance, email: string | null, now: Date): boolean {
  const entry = entryOf(roster, email);
  return entry !== undefined && absenceAt(entry, now) !== null;
}

/**
 * Who stands in for somebody who is away: their substitute, or whoever stands in for that one. Null where the chain
 * ends with nobody, or where it began.
 */
export function standIn(roster: Attendance, email: string | null, now: Date): Staff | null {
  const seen = new Set<string>();
  let at = entryOf(roster, email);
  for (let absence = at && absenceAt(at, now); at && absence; absence = at && absenceAt(at, now)) {
    if (seen.has(at.staff.email)) return null;
    seen.add(at.staff.email);
    at = entryOf(roster, absence.substitute);
  }
  return at === undefined || seen.size === 0 ? null : at.staff;
}

/** Those who are away and for whom that person stands in now. */
export const represented = (roster: Attendance, email: string, now: Date): readonly Staff[] =>
  roster.flatMap(({ staff }) => (isSame(standIn(roster, staff.email, now)?.email ?? null, email) ? [staff] : []));

/** Whether somebody may do what that person may: it is them, or they stand in for them now. */
export const actsFor = (roster: Attendance, by: string, email: string, now: Date): boolean =>
  isSame(by, email) || isSame(standIn(roster, email, now)?.email ?? null, by);

/** Whether that registered address is nobody's any more. */
export const hasLeft = (roster: Attendance, email: string): boolean => entryOf(roster, email) === undefined;

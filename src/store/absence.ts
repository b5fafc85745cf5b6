import { type CanonicalAddress, canonicalAddress } from '../people/address.ts';
import type { Absence } from '../ticket/time/duty.ts';
import { batchedRead } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import { absence } from './schema.ts';

/** Absences that are not over, by the address of the person; those that were called off before they began are none. */
export const absences = batchedRead(async (db, times: readonly Date[]) => {
  const first = new Date(Math.min(...times.map((now) => now.getTime())));
  const rows = await db
    .select()
    .from(absence)
    .where(sql`${absence.endsAt} > ${first.toISOString()}::timestamptz and ${absence.endsAt} > ${absence.startsAt}`)
    .orderBy(absence.startsAt);
  const byPerson: ReadonlyMap<CanonicalAddress, readonly Absence[]> = Map.groupBy(
    rows.map(absenceFrom),
    ({ email }) => email,
  );
  return times.map(() => byPerson);
});

/** An absence with whose it is. */
export type AbsenceOf = Absence & { readonly email: CanonicalAddress };

const absenceFrom = ({ id, email, startsAt, endsAt, substitute }: typeof absence.$inferSelect): AbsenceOf => ({
  id,
  email,
  from: startsAt,
  to: endsAt,
  substitute,
});

/** Absences that have begun and of which nobody was told, and those that are over and whose person was not. */
export async function absencesToTell(
  db: Database,
  now: Date,
): Promise<{ readonly begun: readonly AbsenceOf[]; readonly over: readonly AbsenceOf[] }> {
  const at = sql`${now.toISOString()}::timestamptz`;
  // One that was called off before it began has no length.
  const rows = await db
    .select()
    .from(absence)
    .where(sql`${absence.endsAt} > ${absence.startsAt} and ${absence.startsAt} <= ${at}
      and (${absence.begunToldAt} is null or (${absence.endsAt} <= ${at} and ${absence.overToldAt} is null))`)
    .orderBy(absence.startsAt);
  return {
    begun: rows.filter(({ endsAt, begunToldAt }) => endsAt > now && begunToldAt === null).map(absenceFrom),
    over: rows.filter(({ endsAt, overToldAt }) => endsAt <= now && overToldAt === null).map(absenceFrom),
  };
}

/** An unread absence is asked about again after this time; whatever it tells, not within a day. Milliseconds. */
const DAY_MS = 86_400_000;
const UNREAD_AGAIN_MS = 14 * DAY_MS;

/** Whether somebody was asked about an absence: the one that ends on that local day, null for one of unknown length. */
export async function wasAskedOfAbsence(
  db: Database,
  email: string,
  endsOn: string | null,
  now: Date,
): Promise<boolean> {
  const since = new Date(now.getTime() - (endsOn === null ? UNREAD_AGAIN_MS : DAY_MS)).toISOString();
  const rows = await db.execute(sql`
    select 1 from absence_question where email = ${canonicalAddress(email)}
      and (asked_at > ${since}::timestamptz or about = ${endsOn ?? ''}) limit 1`);
  return rows.length > 0;
}

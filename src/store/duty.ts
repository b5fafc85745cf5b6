import type { DutyOverride } from '../ticket/time/duty.ts';
import { batchedRead } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import { dutyOverride } from './schema.ts';

/** Leave and extra duty that are not over yet, by staff address, oldest first. */
export const dutyOverrides = batchedRead(async (db, times: readonly Date[]) => {
  const first = new Date(Math.min(...times.map((now) => now.getTime())));
  const rows = await db
    .select()
    .from(dutyOverride)
    .where(sql`${dutyOverride.until} is null or ${dutyOverride.until} > ${first.toISOString()}::timestamptz`)
    .orderBy(dutyOverride.setAt);
  const byStaff = new Map<string, DutyOverride[]>();
  for (const { email, duty, since, until } of rows)
    byStaff.set(email, [...(byStaff.get(email) ?? []), { duty, from: since, to: until }]);
  return times.map(() => byStaff);
});

/** Puts somebody on or off duty; `until` null: until further notice. */
export async function setDuty(
  db: Database,
  email: string,
  duty: DutyOverride['duty'],
  since: Date,
  until: Date | null,
): Promise<void> {
  await db.insert(dutyOverride).values({ email, duty, since, until, setAt: new Date() });
}

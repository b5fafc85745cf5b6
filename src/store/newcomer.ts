import type { CanonicalAddress } from '../people/address.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** Whether a mail in this address's name was ever proven to be its own. */
export async function hasProvenItself(db: Database, address: CanonicalAddress): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from mail where from_canonical = ${address} and authentication = 'P' limit 1`,
  );
  return rows.length > 0;
}

/** When unproven senders opened tickets after a time, oldest first. */
export async function unprovenOpenings(db: Database, after: Date): Promise<Date[]> {
  const rows = await db.execute<{ at: string }>(sql`
    select decided_at as at from mail
    where outcome = 'ticketed' and authentication = 'N' and decided_at > ${after.toISOString()}::timestamptz
    order by decided_at`);
  return rows.map(({ at }) => new Date(at));
}

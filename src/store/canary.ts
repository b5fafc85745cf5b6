import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** The desk's newest mail to itself in one mailbox. */
export type Canary = {
  /** Seconds since it was written. */
  readonly age: number;
  /** Seconds it took to come back; null while it has not. */
  readonly roundTrip: number | null;
};

/** Null before the first one. */
export async function lastCanary(db: Database, mailbox: string): Promise<Canary | null> {
  const rows = await db.execute<{ age: string; round_trip: string | null }>(sql`
    select extract(epoch from now() - l.created_at) as age,
      (select extract(epoch from min(m.decided_at) - l.created_at) from mail m where m.message_id = l.message_id) as round_trip
    from letter l where l.mailbox = ${mailbox} and l.kind = 'canary' and l.automatic order by l.created_at desc limit 1`);
  const row = rows[0];
  return row ? { age: Number(row.age), roundTrip: row.round_trip === null ? null : Number(row.round_trip) } : null;
}

import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** `day` is the local day it was due, `YYYY-MM-DD`; of `certificate_…` the one on which certificates expire. */
export type Notice = {
  readonly kind: 'digest' | 'weekly' | 'monthly' | 'certificate_30' | 'certificate_7';
  readonly day: string;
  readonly writtenAt: Date;
};

/** Whether letters of this kind for this day are written already, and since when the desk is there. */
export async function noticeState(
  db: Database,
  kind: string,
  day: string,
): Promise<{ readonly written: boolean; readonly deskSince: Date | null }> {
  const rows = await db.execute<{ written: boolean; since: string | null }>(sql`
    select exists (select 1 from notice where kind = ${kind} and day = ${day}) as written,
      (select min(started_at) from mailbox) as since`);
  const since = rows[0]?.since ?? null;
  return { written: rows[0]?.written ?? false, deskSince: since === null ? null : new Date(since) };
}

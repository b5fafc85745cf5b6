import type { Database } from './connection/connection.ts';
import { and, eq, inArray, sql } from './drizzle.ts';
import { notice } from './schema.ts';

/**
 * `day` is the local day it was due, `YYYY-MM-DD`; of the effort of a contract (`about`) the first of the month that it
 * is of, of `certificate_…` the one on which certificates expire.
 */
export type Notice = {
  readonly kind:
    | 'digest'
    | 'weekly'
    | 'monthly'
    | 'contract_most'
    | 'contract_all'
    | 'certificate_30'
    | 'certificate_7';
  readonly day: string;
  readonly about: string;
  readonly writtenAt: Date;
};

/** What of these kinds has been written for a day: `about` of each kind. */
export async function writtenNotices(
  db: Database,
  kinds: readonly Notice['kind'][],
  day: string,
): Promise<Set<string>> {
  const rows = await db
    .select({ kind: notice.kind, about: notice.about })
    .from(notice)
    .where(and(inArray(notice.kind, [...kinds]), eq(notice.day, day)));
  return new Set(rows.map(({ kind, about }) => `${kind} ${about}`));
}

/** Whether letters of this kind for this day are written already, and since when the desk is there. */
export async function noticeState(
  db: Database,
  kind: string,
  day: string,
  about = '',
): Promise<{ readonly written: boolean; readonly deskSince: Date | null }> {
  const rows = await db.execute<{ written: boolean; since: string | null }>(sql`
    select exists (select 1 from notice where kind = ${kind} and day = ${day} and about = ${about}) as written,
      (select min(started_at) from mailbox) as since`);
  const since = rows[0]?.since ?? null;
  return { written: rows[0]?.written ?? false, deskSince: since === null ? null : new Date(since) };
}

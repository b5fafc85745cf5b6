import type { Database } from './connection.ts';
import { sql } from './drizzle.ts';

/** Letters that are not sent, by state. */
export async function unsentLetters(db: Database): Promise<Record<string, number>> {
  const rows = await db.execute<{ state: string; n: string }>(
    sql`select state, count(*) as n from letter where state <> 'sent' group by state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

export async function undecidedMails(db: Database): Promise<number> {
  const rows = await db.execute<{ n: string }>(sql`select count(*) as n from mail where outcome is null`);
  return Number(rows[0]?.n ?? 0);
}

/** Open tickets past a deadline, by kind. */
export async function breachedDeadlines(db: Database): Promise<Record<'response' | 'progress' | 'acceptance', number>> {
  const rows = await db.execute<Record<'response' | 'progress' | 'acceptance', string>>(sql`
    select count(*) filter (where responded_at is null and respond_by < now()) as response,
      count(*) filter (where responded_at is not null and update_by < now()) as progress,
      count(*) filter (where accept_by < now()) as acceptance
    from ticket where state not in ('closed', 'merged')`);
  const row = rows[0];
  return {
    response: Number(row?.response ?? 0),
    progress: Number(row?.progress ?? 0),
    acceptance: Number(row?.acceptance ?? 0),
  };
}

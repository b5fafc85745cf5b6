import type { Database } from './connection/connection.ts';
import { asc, sql } from './drizzle.ts';
import { clock } from './schema.ts';

/** Ids of tickets with a clock that is due, the longest due first. An answer that is to be sent is intake's. */
export async function dueTickets(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: clock.ticketId, first: sql`min(${clock.dueAt})` })
    .from(clock)
    .where(sql`${clock.dueAt} <= ${now.toISOString()}::timestamptz and ${clock.kind} <> 'send_later'`)
    .groupBy(clock.ticketId)
    .orderBy(sql`min(${clock.dueAt})`)
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Ids of tickets with an answer that is to be sent now, or was overtaken; the longest due first. */
export async function ticketsWithDueAnswers(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: clock.ticketId })
    .from(clock)
    .where(sql`${clock.kind} = 'send_later' and ${clock.dueAt} <= ${now.toISOString()}::timestamptz`)
    .groupBy(clock.ticketId)
    .orderBy(sql`min(${clock.dueAt})`)
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Ids of tickets of which somebody is still to be reminded, or has an answer that waits. */
export async function ticketsWithPlans(db: Database): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: clock.ticketId })
    .from(clock)
    .where(sql`${clock.kind} in ('follow_up', 'send_later')`);
  return rows.map((row) => row.id);
}

/** When the first of all clocks is due; null when none runs. */
export async function earliestClock(db: Database): Promise<Date | null> {
  const [row] = await db.select({ dueAt: clock.dueAt }).from(clock).orderBy(asc(clock.dueAt)).limit(1);
  return row?.dueAt ?? null;
}

/** What time it is for the database. */
export async function databaseTime(db: Database): Promise<Date> {
  const [row] = await db.execute<{ ms: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`);
  return new Date(Number(row?.ms));
}

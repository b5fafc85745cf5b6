import type { RecurringTicket } from '../ticket/recurring/asked.ts';
import type { Database } from './connection/connection.ts';
import { asc, isNull, sql } from './drizzle.ts';
import { recurring } from './schema.ts';

/** Tickets that are made again, those that were stopped left out; the next first. */
export async function allRecurring(db: Database): Promise<RecurringTicket[]> {
  const rows = await db.select().from(recurring).where(isNull(recurring.stoppedAt)).orderBy(asc(recurring.nextAt));
  return rows.map(recurringFrom);
}

/** Those that are due. */
export async function dueRecurring(db: Database, now: Date): Promise<RecurringTicket[]> {
  const rows = await db
    .select()
    .from(recurring)
    .where(sql`${recurring.stoppedAt} is null and ${recurring.nextAt} <= ${now.toISOString()}::timestamptz`)
    .orderBy(asc(recurring.nextAt));
  return rows.map(recurringFrom);
}

const recurringFrom = ({ customerName, customerAddress, ...row }: typeof recurring.$inferSelect): RecurringTicket => ({
  id: row.id,
  rule: row.rule,
  title: row.title,
  text: row.text,
  form: row.form,
  customer: { name: customerName, address: customerAddress },
  setBy: row.setBy,
  nextAt: row.nextAt,
});

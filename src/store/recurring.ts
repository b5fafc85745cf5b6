import type { RecurringTicket } from '../ticket/recurring/asked.ts';
import type { Database } from './connection/connection.ts';
import { asc, isNull, sql } from './drizzle.ts';
import { recurringTicket } from './schema.ts';

/** Tickets that are made again, those that were stopped left out; the next first. */
export async function allRecurring(db: Database): Promise<RecurringTicket[]> {
  const rows = await db
    .select()
    .from(recurringTicket)
    .where(isNull(recurringTicket.stoppedAt))
    .orderBy(asc(recurringTicket.nextAt));
  return rows.map(recurringFrom);
}

/** All there ever were, in their order; null when one goes on. */
export async function everyRecurring(db: Database): Promise<(RecurringTicket & { readonly stoppedAt: Date | null })[]> {
  const rows = await db.select().from(recurringTicket).orderBy(asc(recurringTicket.id));
  return rows.map((row) => ({ ...recurringFrom(row), stoppedAt: row.stoppedAt }));
}

/** Those that are due. */
export async function dueRecurring(db: Database, now: Date): Promise<RecurringTicket[]> {
  const rows = await db
    .select()
    .from(recurringTicket)
    .where(sql`${recurringTicket.stoppedAt} is null and ${recurringTicket.nextAt} <= ${now.toISOString()}::timestamptz`)
    .orderBy(asc(recurringTicket.nextAt));
  return rows.map(recurringFrom);
}

const recurringFrom = ({
  customerName,
  customerAddress,
  ...row
}: typeof recurringTicket.$inferSelect): RecurringTicket => ({
  id: row.id,
  rule: row.rule,
  title: row.title,
  text: row.text,
  form: row.form,
  customer: { name: customerName, address: customerAddress },
  setBy: row.setBy,
  ...(row.brand !== null && { brand: row.brand }),
  nextAt: row.nextAt,
});

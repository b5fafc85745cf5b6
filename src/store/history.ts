import type { HistoryEntry } from '../ticket/ticket.ts';
import type { Database } from './connection/connection.ts';
import { asc, eq } from './drizzle.ts';
import { history } from './schema.ts';

export async function loadHistory(db: Database, ticketId: string): Promise<HistoryEntry[]> {
  return db
    .select({ at: history.at, event: history.event, by: history.by, detail: history.detail })
    .from(history)
    .where(eq(history.ticketId, ticketId))
    .orderBy(asc(history.id));
}

import type { DaySequence } from '../ticket/text/number.ts';
import { batchedRead } from './connection/batched-read.ts';
import { sql } from './drizzle.ts';

/** The next place in the counter of a local day, or of a later one; in the order in which it is asked for. */
export const nextInDay = batchedRead(async (db, days: readonly string[]): Promise<DaySequence[]> => {
  const today = days.toSorted().at(-1) ?? '';
  const rows = await db.execute<{ day: string; last_sequence: number }>(
    sql`select * from next_ticket_number(${today}, ${days.length})`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('the ticket counter gave no number');
  const { day, last_sequence: last } = row;
  return days.map((_day, at) => ({ day, sequence: Number(last) - days.length + 1 + at }));
});

import type { Ticket } from '../ticket/ticket.ts';
import type { Database } from './connection.ts';
import { sql } from './drizzle.ts';

/** What whoever works on a ticket should know about its customer. */
export async function customerBackground(
  db: Database,
  { id, requester, company }: Pick<Ticket, 'id' | 'requester' | 'company'>,
): Promise<{ company: string | null; ticketsBefore: number; openTickets: number; lastSatisfaction: number | null }> {
  const rows = await db.execute<{ before: string; open: string; satisfaction: string | null }>(sql`
    select count(*) as before,
      count(*) filter (where state not in ('closed', 'merged')) as open,
      (array_agg(details #>> '{closing,satisfaction}' order by closed_at desc)
        filter (where details #>> '{closing,satisfaction}' is not null))[1] as satisfaction
    from ticket where requester_address = ${requester.address} and id <> ${id}`);
  const row = rows[0];
  return {
    company,
    ticketsBefore: Number(row?.before ?? 0),
    openTickets: Number(row?.open ?? 0),
    lastSatisfaction: row?.satisfaction ? Number(row.satisfaction) : null,
  };
}

import type { Ticket } from '../ticket/ticket.ts';
import { batchedRead } from './batched-read.ts';
import { sql } from './drizzle.ts';

/** What whoever works on a ticket should know about its customer. */
export const customerBackground = batchedRead(
  async (db, tickets: readonly Pick<Ticket, 'id' | 'requester' | 'company'>[]): Promise<Background[]> => {
    const wanted = tickets.map(({ id, requester }) => ({ id, address: requester.address }));
    const rows = await db.execute<{ id: string; before: string; open: string; satisfaction: string | null }>(sql`
      select w.id, count(t.id) as before,
        count(t.id) filter (where t.state not in ('closed', 'merged')) as open,
        (array_agg(t.satisfaction order by t.closed_at desc) filter (where t.satisfaction is not null))[1] as satisfaction
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(id uuid, address text)
      left join ticket t on t.requester_address = w.address and t.id <> w.id
      group by w.id`);
    const found = new Map(rows.map((row) => [row.id, row]));
    return tickets.map(({ id, company }) => {
      const row = found.get(id);
      return {
        company,
        ticketsBefore: Number(row?.before ?? 0),
        openTickets: Number(row?.open ?? 0),
        lastSatisfaction: row?.satisfaction ? Number(row.satisfaction) : null,
      };
    });
  },
);

type Background = {
  readonly company: string | null;
  readonly ticketsBefore: number;
  readonly openTickets: number;
  readonly lastSatisfaction: number | null;
};

import type { ContractCounts } from '../report/contract.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import { type Range, ticketsOf } from './report.ts';
import { detailsOf } from './ticket.ts';

const moment = (at: Date) => sql`${at.toISOString()}::timestamptz`;

/** Pages of tickets whose effort is read. */
const PAGE = 1000;

/**
 * Minutes of effort told in the range, by the contract of the ticket. Only tickets that something happened to in it are
 * read.
 */
export async function effortByContract(db: Database, range: Range): Promise<Map<string, number>> {
  const { start, end } = range;
  const minutes = new Map<string, number>();
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await db.execute<{ id: string; contract: string; details: unknown }>(sql`
      select id, contract, details from ${ticketsOf(range)} ticket
      where contract is not null and id > ${after}::uuid and created_at < ${moment(end)} and exists (
        select 1 from history h where h.ticket_id = ticket.id and h.at >= ${moment(start)} and h.at < ${moment(end)})
      order by id limit ${PAGE}`);
    for (const { contract, details } of rows)
      for (const { at, minutes: each } of detailsOf(details).work ?? [])
        if (each !== null && at >= start && at < end) minutes.set(contract, (minutes.get(contract) ?? 0) + each);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return minutes;
    after = last.id;
  }
}

/**
 * Tickets by contract: those that came in the range, the first responses that were due in it and were given in time
 * (as in figures.ts), and the progress notes that were late in it.
 */
export async function countsByContract(db: Database, range: Range): Promise<Map<string, ContractCounts>> {
  const { start, end, now } = range;
  const until = moment(end < now ? end : now);
  const rows = await db.execute<Record<'contract' | 'opened' | 'due' | 'kept' | 'late', string>>(sql`
    with judged as (
      select contract, created_at >= ${moment(start)} as opened, responded_at <= respond_by as kept,
        least(responded_at, respond_by) >= ${moment(start)} and least(responded_at, respond_by) < ${until}
          and (responded_at is not null or (state <> 'merged' and coalesce(closed_at >= respond_by, true))) as due,
        (select count(*) from history h where h.ticket_id = ticket.id and h.event = 'update_breached'
          and h.at >= ${moment(start)} and h.at < ${moment(end)}) as late
      from ${ticketsOf(range)} ticket where contract is not null and created_at < ${moment(end)}
    )
    select contract, count(*) filter (where opened) as opened, count(*) filter (where due) as due,
      count(*) filter (where due and kept) as kept, sum(late) as late
    from judged group by contract`);
  return new Map(
    rows.map(({ contract, opened, due, kept, late }) => [
      contract,
      { opened: Number(opened), due: Number(due), kept: Number(kept), lateUpdates: Number(late) },
    ]),
  );
}

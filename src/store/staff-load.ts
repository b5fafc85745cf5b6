import { batchedRead } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

export type Loads = ReadonlyMap<string, { readonly open: number; readonly lastAssignedAt: Date }>;

/**
 * Of each of these addresses the open tickets, and when the newest ticket came that is theirs, open or not; those who
 * have none at all are left out.
 */
export const staffLoads = batchedRead(async (db, askers: readonly (readonly string[])[]): Promise<readonly Loads[]> => {
  const addresses = [...new Set(askers.flat())];
  if (addresses.length === 0) return askers.map(() => new Map());
  const rows = await db.execute<{ address: string; open: string; last: string }>(sql`
    select address, coalesce(open, 0) as open, greatest(followed, newest) as last
      from jsonb_array_elements_text(${JSON.stringify(addresses)}::jsonb) as staff (address)
      left join (select address, sum(open) as open from staff_load group by address) load using (address)
      cross join lateral (
        select max(created_at) as followed from ticket where follower = address and state not in ('closed', 'merged')
      ) follows
      cross join lateral (select max(created_at) as newest from ticket where assignee = address) had
     where followed is not null or newest is not null`);
  const loads: Loads = new Map(
    rows.map((row) => [row.address, { open: Number(row.open), lastAssignedAt: new Date(row.last) }]),
  );
  return askers.map(() => loads);
});

/**
 * How many open tickets are each one's own, as the digest counts them; who has none is left out. What somebody follows
 * is load, and not theirs.
 */
export async function openByAssignee(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.execute<{ address: string; open: string }>(sql`
    select assignee as address, count(*) as open from ticket
    where state not in ('closed', 'merged') and assignee is not null group by assignee`);
  return new Map(rows.map(({ address, open }) => [address, Number(open)]));
}

/** So many rows are summed at every count without being noticed. */
const MANY = 1_000;

/** Makes one row a person of the rows of the counts, once they are many. Two processes may do so at once. */
export async function foldStaffLoads(db: Database): Promise<void> {
  await db.execute(sql`
    with gone as (
      delete from staff_load where (select count(*) from (select 1 from staff_load limit ${MANY}) counted) = ${MANY}
      returning address, open
    )
    insert into staff_load (address, open) select address, sum(open) from gone group by address having sum(open) <> 0`);
}

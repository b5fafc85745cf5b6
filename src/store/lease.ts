import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** The lease under which a change was decided; the commit fails once somebody else holds it. */
export type Fence = { readonly mailbox: string; readonly fence: number };

/** Milliseconds a lease lasts unless renewed. */
export const LEASE_MS = 15_000;

/**
 * Takes the mailbox for `holder` if nobody else has it; null while somebody does. Raises the fence, so an older holder
 * cannot write.
 */
export async function takeLease(db: Database, name: string, holder: string): Promise<Fence | null> {
  const rows = await db.execute<{ fence: string }>(sql`
    insert into mailbox as m (name, holder, fence, lease_until) values (${name}, ${holder}, 1, now() + ${LEASE_MS} * interval '1 ms')
    on conflict (name) do update set holder = ${holder}, fence = m.fence + 1, lease_until = excluded.lease_until
      where m.lease_until is null or m.lease_until < now()
    returning fence`);
  return rows[0] ? { mailbox: name, fence: Number(rows[0].fence) } : null;
}

/** False when the lease went to somebody else. */
export async function renewLease(db: Database, lease: Fence): Promise<boolean> {
  const rows = await db.execute(sql`
    update mailbox set lease_until = now() + ${LEASE_MS} * interval '1 ms'
    where name = ${lease.mailbox} and fence = ${lease.fence} returning 1`);
  return rows.length > 0;
}

/** Lets the next one take over at once. */
export async function releaseLease(db: Database, lease: Fence): Promise<void> {
  await db.execute(
    sql`update mailbox set lease_until = null, holder = null where name = ${lease.mailbox} and fence = ${lease.fence}`,
  );
}

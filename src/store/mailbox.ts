import { sql } from 'drizzle-orm';
import type { Fence } from './commit.ts';
import type { Database } from './connection.ts';

/** Where reading a mailbox goes on: the highest UID taken in under this UIDVALIDITY (RFC 3501 §2.3.1.1). */
export type Cursor = { readonly uidValidity: number; readonly uid: number };

/** Milliseconds a lease lasts unless renewed. */
export const LEASE_MS = 15_000;

/** Takes the mailbox for `holder` if nobody else has it; null while somebody does. Raises the fence, so an older holder cannot write. */
export async function takeLease(db: Database, mailbox: string, holder: string): Promise<Fence | null> {
  const rows = await db.execute<{ fence: string }>(sql`
    insert into mailbox as m (name, holder, fence, lease_until) values (${mailbox}, ${holder}, 1, now() + ${LEASE_MS} * interval '1 ms')
    on conflict (name) do update set holder = ${holder}, fence = m.fence + 1, lease_until = excluded.lease_until
      where m.lease_until is null or m.lease_until < now()
    returning fence`);
  return rows[0] ? { mailbox, fence: Number(rows[0].fence) } : null;
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

/** Null until the mailbox's start was set. */
export async function readCursor(db: Database, mailbox: string): Promise<Cursor | null> {
  const rows = await db.execute<{ uid_validity: string | null; uid: string | null }>(
    sql`select uid_validity, uid from mailbox where name = ${mailbox}`,
  );
  const row = rows[0];
  return row && row.uid !== null && row.uid_validity !== null
    ? { uidValidity: Number(row.uid_validity), uid: Number(row.uid) }
    : null;
}

/** Sets the cursor; false when the lease is lost. */
export async function writeCursor(db: Database, lease: Fence, cursor: Cursor): Promise<boolean> {
  const rows = await db.execute(sql`
    update mailbox set uid_validity = ${cursor.uidValidity}, uid = ${cursor.uid}
    where name = ${lease.mailbox} and fence = ${lease.fence} returning 1`);
  return rows.length > 0;
}

import type { Database } from './connection/connection.ts';
import { retryOnConflict } from './connection/error.ts';
import { and, eq, sql } from './drizzle.ts';
import type { Fence } from './lease.ts';
import { mailbox } from './schema.ts';

/** Where reading goes on: the highest UID taken in under this UIDVALIDITY (RFC 3501 §2.3.1.1). */
export type Cursor = { readonly uidValidity: number; readonly uid: number };

/** The cursor, and what was older than the desk when it first connected. */
export type MailboxState = Cursor & {
  readonly startedAt: Date;
  readonly firstUidValidity: number;
  /** The highest UID there was then. */
  readonly backfillUid: number;
  /** When the server's UIDs were last compared with the ledger. */
  readonly reconciledAt: Date;
};

/** Null until the mailbox was begun. */
export async function readMailboxState(db: Database, name: string): Promise<MailboxState | null> {
  const row = (await db.select().from(mailbox).where(eq(mailbox.name, name)))[0];
  return row ? stateOf(row) : null;
}

function stateOf(row: typeof mailbox.$inferSelect): MailboxState | null {
  const { uidValidity, uid, startedAt, firstUidValidity, backfillUid, reconciledAt } = row;
  if (uidValidity === null || uid === null || startedAt === null || firstUidValidity === null || backfillUid === null)
    return null;
  return { uidValidity, uid, startedAt, firstUidValidity, backfillUid, reconciledAt: reconciledAt ?? startedAt };
}

/** The server's UIDs were compared with the ledger just now. */
export async function markReconciled(db: Database, lease: Fence): Promise<void> {
  await db.execute(
    sql`update mailbox set reconciled_at = now() where name = ${lease.mailbox} and fence = ${lease.fence}`,
  );
}

/**
 * Sets the cursor at the first connection or after the UIDVALIDITY has changed; what was noted at the first connection
 * stays. Throws when the lease is lost.
 */
export async function beginMailbox(
  db: Database,
  lease: Fence,
  start: Cursor & { highestUid: number },
  now: Date,
): Promise<MailboxState> {
  const rows = await retryOnConflict(() =>
    db
      .update(mailbox)
      .set({
        uidValidity: start.uidValidity,
        uid: start.uid,
        startedAt: sql`coalesce(${mailbox.startedAt}, ${now.toISOString()}::timestamptz)`,
        firstUidValidity: sql`coalesce(${mailbox.firstUidValidity}, ${start.uidValidity})`,
        backfillUid: sql`coalesce(${mailbox.backfillUid}, ${start.highestUid})`,
      })
      .where(and(eq(mailbox.name, lease.mailbox), eq(mailbox.fence, lease.fence)))
      .returning(),
  );
  const state = rows[0] ? stateOf(rows[0]) : null;
  if (state === null) throw new Error(`another daemon reads the mailbox ${lease.mailbox} now`);
  return state;
}

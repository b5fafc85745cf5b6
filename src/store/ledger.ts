import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Fence } from './commit.ts';
import type { Database } from './connection.ts';
import type { Cursor } from './mailbox.ts';
import { mail, octets, ticket } from './schema.ts';

/** A mail as it arrived: octets and where they came from. `uid` and `uidValidity` are null for files. */
export type Arrival = {
  readonly mailbox: string;
  readonly uidValidity: number | null;
  readonly uid: number | null;
  readonly receivedAt: Date;
  readonly backfill: boolean;
  readonly sha256: string;
  readonly fingerprint: string;
  readonly size: number;
} & ({ readonly raw: Uint8Array } | { readonly octetsId: string });

/** A stored mail that waits for its decision. */
export type Undecided = {
  readonly id: number;
  readonly mailbox: string;
  readonly receivedAt: Date;
  readonly backfill: boolean;
  readonly fingerprint: string;
  readonly octetsId: string;
  readonly size: number;
  readonly attempts: number;
};

/** Octets are kept in parts of this size, so that no single statement carries a whole large mail. */
export const PART_OCTETS = 1024 * 1024;

/**
 * Stores mails and moves the cursor past them in one statement: what the cursor has passed is in the ledger. Mails already
 * there (same mailbox, UIDVALIDITY and UID) are left as they are. Returns the new rows, or null when the lease is lost.
 */
export async function storeArrivals(
  db: Database,
  arrivals: readonly Arrival[],
  lease: Fence | null,
  cursor: Cursor | null,
): Promise<Undecided[] | null> {
  const rows = arrivals.map((arrival) => {
    const whole = 'raw' in arrival;
    return {
      mailbox: arrival.mailbox,
      uid_validity: arrival.uidValidity,
      uid: arrival.uid,
      sha256: arrival.sha256,
      fingerprint: arrival.fingerprint,
      size: arrival.size,
      octets_id: whole ? uuid() : arrival.octetsId,
      backfill: arrival.backfill,
      received_at: arrival.receivedAt,
      base64: whole ? Buffer.from(arrival.raw).toString('base64') : null,
    };
  });
  const result = await db.execute<Record<string, unknown>>(sql`
    with held as (
      select 1 where ${lease === null}
      union all select 1 from mailbox where name = ${lease?.mailbox ?? ''} and fence = ${lease?.fence ?? 0}
    ), given as (
      select r.*, g.value ->> 'base64' as base64
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) g, held, jsonb_populate_record(null::mail, g.value) r
    ), stored as (
      insert into mail (mailbox, uid_validity, uid, sha256, fingerprint, size, octets_id, backfill, received_at)
      select mailbox, uid_validity, uid, sha256, fingerprint, size, octets_id, backfill, received_at from given order by uid
      on conflict do nothing
      returning id, mailbox, received_at, backfill, fingerprint, octets_id, size
    ), kept as (
      insert into octets (id, part, bytes)
      select given.octets_id, 0, decode(given.base64, 'base64') from given join stored using (octets_id) where given.base64 is not null
    ), moved as (
      update mailbox set uid_validity = ${cursor?.uidValidity ?? null}::bigint, uid = ${cursor?.uid ?? null}::bigint
      where ${cursor !== null} and name = ${lease?.mailbox ?? ''} and exists (select 1 from held)
    )
    select (select count(*) from held) as held, stored.* from (select 1) one left join stored on true order by stored.id`);
  if (Number(result[0]?.held ?? 0) === 0) return null;
  return result.filter((row) => row.id !== null).map(undecidedOf);
}

const undecidedOf = (row: Record<string, unknown>): Undecided => ({
  id: Number(row.id),
  mailbox: String(row.mailbox),
  receivedAt: new Date(String(row.received_at)),
  backfill: Boolean(row.backfill),
  fingerprint: String(row.fingerprint),
  octetsId: String(row.octets_id),
  size: Number(row.size),
  attempts: Number(row.attempts ?? 0),
});

/** One more part of a large mail or letter. */
export async function storePart(db: Database, id: string, part: number, bytes: Uint8Array): Promise<void> {
  await db.insert(octets).values({ id, part, bytes }).onConflictDoNothing();
}

/** The octets in order; throws when there are none. */
export async function readOctets(db: Database, id: string): Promise<Buffer> {
  const parts = await db
    .select({ bytes: octets.bytes })
    .from(octets)
    .where(eq(octets.id, id))
    .orderBy(asc(octets.part));
  if (parts.length === 0) throw new Error(`the octets ${id} are gone`);
  return Buffer.concat(parts.map((part) => part.bytes));
}

/** Mails a crash left undecided, oldest first, after `id`. */
export async function undecided(
  db: Database,
  after: number,
  limit: number,
  mailboxName?: string,
): Promise<Undecided[]> {
  return db
    .select({
      id: mail.id,
      mailbox: mail.mailbox,
      receivedAt: mail.receivedAt,
      backfill: mail.backfill,
      fingerprint: mail.fingerprint,
      octetsId: mail.octetsId,
      size: mail.size,
      attempts: mail.attempts,
    })
    .from(mail)
    .where(
      and(
        isNull(mail.outcome),
        sql`${mail.id} > ${after}`,
        mailboxName === undefined ? undefined : eq(mail.mailbox, mailboxName),
      ),
    )
    .orderBy(asc(mail.id))
    .limit(limit);
}

/** Counts one more failed decision; returns how many there were. */
export async function countAttempt(db: Database, id: number): Promise<number> {
  const rows = await db
    .update(mail)
    .set({ attempts: sql`${mail.attempts} + 1` })
    .where(eq(mail.id, id))
    .returning({ attempts: mail.attempts });
  return rows[0]?.attempts ?? 0;
}

/** The row that counts for this fingerprint, if one is decided. */
export async function decidedCopy(
  db: Database,
  fingerprint: string,
): Promise<{ id: number; ticketId: string | null } | null> {
  const rows = await db
    .select({ id: mail.id, ticketId: mail.ticketId })
    .from(mail)
    .where(and(eq(mail.fingerprint, fingerprint), sql`outcome is not null and outcome <> 'duplicate'`));
  return rows[0] ?? null;
}

/** A ledger row as `mail list` shows it. */
export type LedgerRow = Awaited<ReturnType<typeof listMails>>[number];

export function listMails(db: Database, filter: { id?: number; outcome?: string; ticketNumber?: string } = {}) {
  const where: (SQL | undefined)[] = [
    filter.id === undefined ? undefined : eq(mail.id, filter.id),
    filter.outcome === undefined ? undefined : eq(mail.outcome, filter.outcome),
    filter.ticketNumber === undefined ? undefined : eq(ticket.number, filter.ticketNumber),
  ];
  return db
    .select({
      id: mail.id,
      mailbox: mail.mailbox,
      uid: mail.uid,
      messageId: mail.messageId,
      fromName: mail.fromName,
      fromAddress: mail.fromAddress,
      subject: mail.subject,
      class: mail.class,
      authentication: mail.authentication,
      evidence: mail.evidence,
      outcome: mail.outcome,
      reason: mail.reason,
      ticket: ticket.number,
      receivedAt: mail.receivedAt,
      decidedAt: mail.decidedAt,
      decisions: mail.decisions,
      size: mail.size,
      octetsId: mail.octetsId,
    })
    .from(mail)
    .leftJoin(ticket, eq(mail.ticketId, ticket.id))
    .where(and(...where))
    .orderBy(asc(mail.id));
}

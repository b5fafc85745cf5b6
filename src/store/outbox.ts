import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from './connection.ts';
import { letter, ticket } from './schema.ts';

/** Milliseconds a claimed letter is nobody else's; a sender that was paused longer finds its fence passed. */
const CLAIM_MS = 15_000;

/** A letter one worker holds. `fence` must be shown with every later write. */
export type Claim = {
  readonly id: string;
  readonly fence: number;
  readonly kind: string;
  readonly mailbox: string;
  readonly envelopeFrom: string;
  readonly to: string;
  readonly octetsId: string;
  readonly automatic: boolean;
  /** An earlier attempt may have been delivered. */
  readonly doubtful: boolean;
  readonly attempts: number;
  readonly createdAt: Date;
};

const CLAIM_COLUMNS = sql`id, fence, kind, mailbox, envelope_from, to_address, octets_id, automatic, doubtful, attempts, created_at`;

/** Claims one letter if it is due and nobody holds it; null otherwise. */
export async function claimLetter(db: Database, id: string): Promise<Claim | null> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    update letter set state = 'claimed', fence = fence + 1, attempts = attempts + 1, lease_until = now() + ${CLAIM_MS} * interval '1 ms'
    where id = (
      select id from letter where id = ${id} and due_at <= now() and state in ('pending', 'retry') for update skip locked
    ) returning ${CLAIM_COLUMNS}`);
  return rows[0] ? claimOf(rows[0]) : null;
}

const claimOf = (row: Record<string, unknown>): Claim => ({
  id: String(row.id),
  fence: Number(row.fence),
  kind: String(row.kind),
  mailbox: String(row.mailbox),
  envelopeFrom: String(row.envelope_from),
  to: String(row.to_address),
  octetsId: String(row.octets_id),
  automatic: Boolean(row.automatic),
  doubtful: Boolean(row.doubtful),
  attempts: Number(row.attempts),
  createdAt: new Date(String(row.created_at)),
});

/** Commits that content is about to flow; false when the claim is no longer ours, and nothing may be sent. */
export async function startData(db: Database, claim: Claim): Promise<boolean> {
  const rows = await db.execute(sql`
    update letter set state = 'data_started', lease_until = now() + ${CLAIM_MS} * interval '1 ms'
    where id = ${claim.id} and fence = ${claim.fence} and state = 'claimed' and lease_until > now() returning 1`);
  return rows.length > 0;
}

/** Keeps a slow transfer ours; false when it is not any more. */
export async function renewClaim(db: Database, claim: Claim): Promise<boolean> {
  const rows = await db.execute(sql`
    update letter set lease_until = now() + ${CLAIM_MS} * interval '1 ms'
    where id = ${claim.id} and fence = ${claim.fence} and lease_until is not null returning 1`);
  return rows.length > 0;
}

/** How an attempt ended. `doubtful`: it may have been delivered all the same. */
export type Attempt = {
  readonly state: 'sent' | 'retry' | 'uncertain' | 'failed';
  readonly reply: string;
  /** When to try again; null: not by itself. */
  readonly dueAt: Date | null;
  readonly doubtful: boolean;
};

/** Records how an attempt ended; false when the claim had passed to somebody else. */
export async function endAttempt(db: Database, claim: Claim, attempt: Attempt): Promise<boolean> {
  const rows = await db.execute(sql`
    update letter set state = ${attempt.state}, last_reply = ${attempt.reply.slice(0, 500)}, lease_until = null, doubtful = doubtful or ${attempt.doubtful},
      due_at = ${attempt.dueAt?.toISOString() ?? null}::timestamptz, sent_at = case when ${attempt.state} = 'sent' then now() end
    where id = ${claim.id} and fence = ${claim.fence} and lease_until is not null returning 1`);
  return rows.length > 0;
}

/**
 * Takes back letters whose holder is gone: before the content had started they are simply due again; after it, a letter
 * with content is sent once more and an automatic one stops as `uncertain`. Returns how many of each.
 */
export async function reclaimLapsed(db: Database): Promise<{ requeued: number; uncertain: number }> {
  const rows = await db.execute<{ state: string }>(sql`
    update letter set
      state = case when state = 'claimed' or not (automatic or doubtful) then 'retry' else 'uncertain' end,
      due_at = case when state = 'claimed' or not (automatic or doubtful) then now() end,
      last_reply = case when state = 'data_started' then 'the sender was gone after the content had started' else last_reply end,
      doubtful = doubtful or state = 'data_started',
      lease_until = null
    where id in (select id from letter where lease_until < now() for update skip locked) returning state`);
  return {
    requeued: rows.filter((row) => row.state === 'retry').length,
    uncertain: rows.filter((row) => row.state === 'uncertain').length,
  };
}

/** Ids of letters that are due, customers' first; the sweep rings for them. */
export async function dueLetters(db: Database, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: letter.id })
    .from(letter)
    .where(and(sql`${letter.dueAt} <= now()`, sql`${letter.state} in ('pending', 'retry')`))
    .orderBy(asc(letter.priority), asc(letter.dueAt))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Letters a mailbox's relay has taken since a time, for its daily quota. */
export async function sentSince(db: Database, mailbox: string, since: Date): Promise<number> {
  const rows = await db.execute<{ n: string }>(
    sql`select count(*) as n from letter where mailbox = ${mailbox} and sent_at >= ${since.toISOString()}::timestamptz`,
  );
  return Number(rows[0]?.n ?? 0);
}

/** A letter as `outbox list` shows it, oldest first. */
export function listLetters(db: Database, filter: { id?: string; state?: string } = {}) {
  return db
    .select({
      id: letter.id,
      kind: letter.kind,
      ticket: ticket.number,
      toName: letter.toName,
      toAddress: letter.toAddress,
      subject: letter.subject,
      messageId: letter.messageId,
      state: letter.state,
      attempts: letter.attempts,
      lastReply: letter.lastReply,
      createdAt: letter.createdAt,
      sentAt: letter.sentAt,
      octetsId: letter.octetsId,
    })
    .from(letter)
    .leftJoin(ticket, eq(letter.ticketId, ticket.id))
    .where(
      and(
        filter.id === undefined ? undefined : eq(letter.id, filter.id),
        filter.state === undefined ? undefined : eq(letter.state, filter.state),
      ),
    )
    .orderBy(asc(letter.createdAt), asc(letter.id));
}

/** Makes a letter due again; the attempt counter starts anew. False when it was sent already or is being sent. */
export async function retryLetter(db: Database, id: string): Promise<boolean> {
  const rows = await db.execute(sql`
    update letter set state = 'retry', due_at = now(), attempts = 0, doubtful = false
    where id = ${id} and state in ('pending', 'retry', 'uncertain', 'failed', 'cancelled') returning 1`);
  return rows.length > 0;
}

/** Takes a letter out of the outbox; false when it was sent already or is being sent. */
export async function cancelLetter(db: Database, id: string): Promise<boolean> {
  const rows = await db.execute(sql`
    update letter set state = 'cancelled', due_at = null
    where id = ${id} and state in ('pending', 'retry', 'uncertain', 'failed') returning 1`);
  return rows.length > 0;
}

/** The age of the oldest letter that is due and not sent, in seconds; 0 when there is none. */
export async function oldestUnsentSeconds(db: Database): Promise<number> {
  const rows = await db
    .select({ createdAt: letter.createdAt })
    .from(letter)
    .where(sql`${letter.dueAt} <= now()`)
    .orderBy(asc(letter.createdAt))
    .limit(1);
  const oldest = rows[0];
  return oldest ? Math.max(0, (Date.now() - oldest.createdAt.getTime()) / 1000) : 0;
}

/** What a bounce needs to know of the letter it is about. */
export type BouncedLetter = { readonly id: string; readonly ticketId: string | null; readonly toAddress: string };
const BOUNCED = { id: letter.id, ticketId: letter.ticketId, toAddress: letter.toAddress };

export async function lettersByMessageId(db: Database, messageIds: readonly string[]): Promise<BouncedLetter[]> {
  if (messageIds.length === 0) return [];
  return db
    .select(BOUNCED)
    .from(letter)
    .where(inArray(letter.messageId, [...messageIds]));
}

/** Letters whose id ends in these twelve hexadecimal digits, which is all an envelope address has room for. */
export async function lettersByTail(db: Database, tail: string): Promise<BouncedLetter[]> {
  return db.select(BOUNCED).from(letter).where(sql`right(id::text, 12) = ${tail}`);
}

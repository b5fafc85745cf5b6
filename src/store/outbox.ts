import { cut } from '../lib/cut.ts';
import type { Database } from './connection/connection.ts';
import { retryOnConflict } from './connection/error.ts';
import { sql } from './drizzle.ts';
import { DUE_NOW } from './due-now.ts';
import { type KeptPart, onlyParts } from './octets.ts';
import { takeFromHand } from './octets-at-hand.ts';
import type { LetterResult } from './schema.ts';

/** Milliseconds a claimed letter is nobody else's; a sender that was paused longer finds its fence passed. */
export const CLAIM_MS = 15_000;

/** A letter one worker holds. `fence` must be shown with every later write. */
export type Claim = {
  readonly id: string;
  readonly fence: number;
  readonly kind: string;
  readonly mailbox: string;
  readonly envelopeFrom: string;
  readonly to: string;
  readonly octetsId: string;
  /** Null where they are read when its turn comes: those of a large letter that another process wrote. */
  readonly octets: KeptPart | null;
  /** The octets of the same letter without attachments; null for one that has none. */
  readonly reducedId: string | null;
  readonly ticketId: string | null;
  /** What its octets must be; null for letters written before this was kept. */
  readonly size: number | null;
  readonly sha256: string | null;
  readonly automatic: boolean;
  /** An earlier attempt may have been delivered. */
  readonly doubtful: boolean;
  readonly attempts: number;
  /** Milliseconds since it was written. */
  readonly age: number;
};

/**
 * Claims letters of a mailbox that are due and nobody holds, customers' first; none of a priority number above
 * `lowestPriority`.
 */
export async function claimLetters(
  db: Database,
  mailbox: string,
  limit: number,
  lowestPriority: number,
): Promise<Claim[]> {
  const rows = await retryOnConflict(() =>
    db.execute<Record<string, unknown>>(sql`
    with due as (
      select id from letter
      where mailbox = ${mailbox} and due_at <= now() and priority <= ${lowestPriority} and state in ('pending', 'retry')
      order by priority, due_at limit ${limit} for update skip locked
    ), claimed as (
      update letter l set state = 'claimed', fence = l.fence + 1, attempts = l.attempts + 1,
        lease_until = now() + ${CLAIM_MS} * interval '1 ms'
      from due where l.id = due.id
      returning l.id, l.fence, l.kind, l.mailbox, l.envelope_from, l.to_address, l.octets_id, l.reduced_id, l.size, l.sha256, l.ticket_id, l.automatic, l.doubtful, l.attempts,
        l.priority, l.due_at, extract(epoch from now() - l.created_at) * 1000 as age
    )
    select * from claimed order by priority, due_at`),
  );
  return withOctets(db, rows.map(claimOf));
}

/** Those at hand, and in one statement those of the others that are of one part. */
async function withOctets(db: Database, claims: readonly Omit<Claim, 'octets'>[]): Promise<Claim[]> {
  const atHand = claims.map((claim) => ({ ...claim, octets: takeFromHand(db, claim.octetsId) }));
  const missing = atHand.flatMap(({ octets, octetsId }) => (octets === null ? [octetsId] : []));
  if (missing.length === 0) return atHand;
  // They are claimed by now: where that fails, each is read in its turn, and one that cannot be harms no other.
  const read = await onlyParts(db, missing).catch(() => new Map<string, KeptPart>());
  return atHand.map((claim) =>
    claim.octets === null ? { ...claim, octets: read.get(claim.octetsId) ?? null } : claim,
  );
}

const claimOf = (row: Record<string, unknown>): Omit<Claim, 'octets'> => ({
  id: String(row.id),
  fence: Number(row.fence),
  kind: String(row.kind),
  mailbox: String(row.mailbox),
  envelopeFrom: String(row.envelope_from),
  to: String(row.to_address),
  octetsId: String(row.octets_id),
  reducedId: row.reduced_id === null ? null : String(row.reduced_id),
  ticketId: row.ticket_id === null ? null : String(row.ticket_id),
  size: row.size === null ? null : Number(row.size),
  sha256: row.sha256 === null ? null : String(row.sha256),
  automatic: Boolean(row.automatic),
  doubtful: Boolean(row.doubtful),
  attempts: Number(row.attempts),
  age: Number(row.age),
});

type Held = Pick<Claim, 'id' | 'fence'>;

/** A letter may be claimed anew by the same process: the fence tells its claims apart. */
const keyOf = ({ id, fence }: Held): string => `${id} ${fence}`;

/**
 * Said beside a join with rows of JSON: PostgreSQL expects a hundred of them, and as long as there are only thousands
 * of letters it would read all of them instead.
 */
const idsOf = (claims: readonly Held[]) => sql`any (${`{${claims.map(({ id }) => id).join(',')}}`}::uuid[])`;

/** Keeps letters ours while a slow relay takes them; where that fails, a later write will find the fence passed. */
export async function renewClaims(db: Database, claims: readonly Held[]): Promise<void> {
  await db.execute(sql`
    update letter l set lease_until = now() + ${CLAIM_MS} * interval '1 ms'
    from jsonb_to_recordset(${JSON.stringify(claims.map(({ id, fence }) => ({ id, fence })))}::jsonb) as held(id uuid, fence int)
    where l.id = ${idsOf(claims)} and l.id = held.id and l.fence = held.fence and l.lease_until is not null`);
}

/**
 * How an attempt ended. `doubtful`: it may have been delivered all the same. `reduced`: from now on it is the letter
 * without its attachments. `failure`: what a letter failed on; absent for one that ran out of time.
 */
export type Attempt = {
  readonly state: 'sent' | 'retry' | 'uncertain' | 'failed';
  readonly result: LetterResult;
  readonly reply: string;
  /** When to try again, in milliseconds from now; null: not by itself. */
  readonly retryAfter: number | null;
  readonly doubtful: boolean;
  readonly reduced?: boolean;
  readonly failure?: 'recipient' | 'content';
};

/** A claimed letter comes to the end of its content (null), or to what the attempt came to. */
export type LetterStep = { readonly claim: Held; readonly attempt: Attempt | null };

/**
 * Commits steps of letters, one each. Before the end of its content (null): the relay may have it from now on. After
 * it: how the attempt ended. False where the claim is no longer ours: of a letter that has not ended nothing may be
 * sent then. What our own trouble interrupted was no attempt: the pauses after the relay's refusals do not grow by it.
 */
export async function recordSteps(db: Database, steps: readonly LetterStep[]): Promise<boolean[]> {
  const ends = new Set(steps.filter(({ attempt }) => attempt !== null).map(({ claim }) => keyOf(claim)));
  // The relay may answer before the content has ended: what has ended does not start.
  const taken = steps.filter(({ claim, attempt }) => attempt !== null || !ends.has(keyOf(claim)));
  const given = taken.map(({ claim, attempt }) => ({
    id: claim.id,
    fence: claim.fence,
    state: attempt?.state ?? 'data_started',
    ...(attempt && {
      result: attempt.result,
      reply: cut(attempt.reply, 500),
      retry_after: attempt.retryAfter,
      doubtful: attempt.doubtful,
      reduced: attempt.reduced,
    }),
  }));
  const rows = await retryOnConflict(() =>
    db.execute<Held>(sql`
    update letter l set state = s.state,
      lease_until = case when not ended then now() + ${CLAIM_MS} * interval '1 ms' end,
      last_result = case when ended then s.result else l.last_result end, last_reply = case when ended then s.reply else l.last_reply end,
      doubtful = l.doubtful or coalesce(s.doubtful, false),
      due_at = case when ended then ${DUE_NOW} + s.retry_after * interval '1 ms' else l.due_at end,
      sent_at = case when s.state = 'sent' then now() end,
      octets_id = case when s.reduced then l.reduced_id else l.octets_id end,
      attempts = case when s.result = 'interrupted' then greatest(l.attempts - 1, 0) else l.attempts end,
      reduced_id = case when s.reduced then null else l.reduced_id end,
      size = case when s.reduced then null else l.size end, sha256 = case when s.reduced then null else l.sha256 end
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as s(id uuid, fence int, state text, result text, reply text, retry_after float8, doubtful boolean, reduced boolean),
      lateral (select s.state <> 'data_started' as ended) of_it
    where l.id = ${idsOf(taken.map(({ claim }) => claim))} and l.id = s.id and l.fence = s.fence and l.lease_until is not null
      and (ended or (l.state = 'claimed' and l.lease_until > now()))
    returning l.id, l.fence`),
  );
  const done = new Set(rows.map(keyOf));
  return steps.map((step) => taken.includes(step) && done.has(keyOf(step.claim)));
}

/**
 * Takes back letters whose holder is gone: those the relay cannot have are simply due again; of the others, a letter
 * with content is sent once more and an automatic one stops as `uncertain`. Returns how many of each.
 */
export async function reclaimLapsed(db: Database): Promise<{ requeued: number; uncertain: number }> {
  const rows = await db.execute<{ state: string }>(sql`
    update letter set
      state = case when state = 'claimed' or not (automatic or doubtful) then 'retry' else 'uncertain' end,
      due_at = case when state = 'claimed' or not (automatic or doubtful) then ${DUE_NOW} end,
      last_result = case when state = 'data_started' then 'sender_gone' else last_result end,
      last_reply = case when state = 'data_started' then 'the sender was gone before it heard whether the relay has it' else last_reply end,
      doubtful = doubtful or state = 'data_started',
      attempts = case when state = 'claimed' then greatest(attempts - 1, 0) else attempts end,
      lease_until = null
    where id in (select id from letter where due_at is not null and lease_until < now() for update skip locked) returning state`);
  return {
    requeued: rows.filter((row) => row.state === 'retry').length,
    uncertain: rows.filter((row) => row.state === 'uncertain').length,
  };
}

/** The mailboxes that have letters due. */
export async function mailboxesWithDue(db: Database): Promise<string[]> {
  const rows = await db.execute<{ mailbox: string }>(
    sql`select distinct mailbox from letter where due_at <= now() and state in ('pending', 'retry')`,
  );
  return rows.map((row) => row.mailbox);
}

/** Makes a letter due again; the attempt counter starts at 0 again. False when it was sent already or is being sent. */
export async function retryLetter(db: Database, id: string): Promise<boolean> {
  const rows = await db.execute(sql`
    update letter set state = 'retry', due_at = ${DUE_NOW}, attempts = 0, doubtful = false
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

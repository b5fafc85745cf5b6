import type { SQL } from 'drizzle-orm';
import { cut } from '../lib/cut.ts';
import type { Database } from './connection/connection.ts';
import { retryOnConflict } from './connection/error.ts';
import { sql } from './drizzle.ts';
import { DUE_NOW } from './due-now.ts';
import type { WebhookState } from './schema.ts';

/** An event for one receiver, as a commit writes it. `body` is never changed again. */
export type NewWebhookEvent = {
  readonly id: string;
  readonly webhook: string;
  readonly ticketId: string;
  readonly type: string;
  readonly body: string;
  readonly createdAt: Date;
};

/** Milliseconds a claimed event is nobody else's: longer than a receiver has to answer. */
const CLAIM_MS = 45_000;

/** An event that one sender holds; `fence` must be shown when its attempt ends. */
export type WebhookClaim = {
  readonly id: string;
  readonly fence: number;
  readonly webhook: string;
  readonly type: string;
  readonly body: string;
  readonly attempts: number;
};

/**
 * Claims events for a receiver that are due and nobody holds, oldest first. Of a ticket only the first that waits: the
 * next follows when that is sent or given up.
 */
export async function claimWebhookEvents(db: Database, webhook: string, limit: number): Promise<WebhookClaim[]> {
  const rows = await retryOnConflict(() =>
    db.execute<Record<string, unknown>>(sql`
    with due as (
      select id from webhook_event e
      where webhook = ${webhook} and due_at <= now() and lease_until is null and not exists (
        select 1 from webhook_event earlier where earlier.ticket_id = e.ticket_id and earlier.webhook = e.webhook
          and earlier.position < e.position and earlier.due_at is not null)
      order by position limit ${limit} for update skip locked
    )
    update webhook_event e set state = 'sending', fence = fence + 1, attempts = attempts + 1,
      lease_until = now() + ${CLAIM_MS} * interval '1 ms'
    from due where e.id = due.id
    returning e.id, e.fence, e.webhook, e.type, e.body, e.attempts, e.position`),
  );
  return rows
    .toSorted((a, b) => Number(a.position) - Number(b.position))
    .map((row) => ({
      id: String(row.id),
      fence: Number(row.fence),
      webhook: String(row.webhook),
      type: String(row.type),
      body: String(row.body),
      attempts: Number(row.attempts),
    }));
}

/** How an attempt ended; `interrupted`: by this process, and it was none. `retryAfter` in milliseconds from now. */
export type WebhookAttempt =
  | { readonly state: 'sent' | 'dead'; readonly reply: string }
  | { readonly state: 'retry'; readonly reply: string; readonly retryAfter: number; readonly interrupted?: boolean };

/** Records how an attempt ended; false when the event has passed to another sender. */
export async function endWebhookAttempt(
  db: Database,
  { id, fence }: Pick<WebhookClaim, 'id' | 'fence'>,
  attempt: WebhookAttempt,
): Promise<boolean> {
  const again = attempt.state === 'retry' ? attempt.retryAfter : null;
  const counts = attempt.state !== 'retry' || attempt.interrupted !== true;
  const rows = await retryOnConflict(() =>
    db.execute(sql`
    update webhook_event set state = ${attempt.state}, last_reply = ${cut(attempt.reply, 500)}, lease_until = null,
      due_at = ${DUE_NOW} + ${again}::float8 * interval '1 ms', attempts = attempts - ${counts ? 0 : 1}::int,
      ended_at = case when ${again}::float8 is null then now() end
    where id = ${id} and fence = ${fence} and lease_until is not null returning 1`),
  );
  return rows.length > 0;
}

/** Takes back events whose sender is gone; they are sent again. Returns how many. */
export async function reclaimWebhookEvents(db: Database): Promise<number> {
  const rows = await db.execute(sql`
    update webhook_event set state = 'retry', due_at = ${DUE_NOW}, lease_until = null
    where id in (select id from webhook_event where lease_until < now() for update skip locked) returning 1`);
  return rows.length;
}

export const WEBHOOK_STATES: readonly WebhookState[] = ['pending', 'sending', 'retry', 'sent', 'dead'];

/** An event as the command line shows it. */
export type ListedWebhookEvent = {
  readonly id: string;
  readonly webhook: string;
  readonly type: string;
  readonly ticket: string;
  readonly state: WebhookState;
  readonly attempts: number;
  readonly lastReply: string | null;
  readonly createdAt: Date;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
};

/** The newest events that fit, newest first. */
export async function listWebhookEvents(
  db: Database,
  { webhook, state, limit }: { readonly webhook?: string; readonly state?: WebhookState; readonly limit: number },
): Promise<ListedWebhookEvent[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select e.id, e.webhook, e.type, t.number, e.state, e.attempts, e.last_reply, e.created_at, e.due_at, e.ended_at
    from webhook_event e join ticket t on t.id = e.ticket_id
    where ${webhook === undefined ? sql`true` : sql`e.webhook = ${webhook}`}
      and ${state === undefined ? sql`true` : sql`e.state = ${state}`}
    order by e.position desc limit ${limit}`);
  const time = (value: unknown): Date | null => (value === null ? null : new Date(String(value)));
  return rows.map((row) => ({
    id: String(row.id),
    webhook: String(row.webhook),
    type: String(row.type),
    ticket: String(row.number),
    state: row.state as WebhookState,
    attempts: Number(row.attempts),
    lastReply: row.last_reply === null ? null : String(row.last_reply),
    createdAt: new Date(String(row.created_at)),
    dueAt: time(row.due_at),
    endedAt: time(row.ended_at),
  }));
}

/** Makes one event due again, or all that were given up for a receiver; one that is being sent stays as it is. */
export async function retryWebhookEvents(
  db: Database,
  wanted: { readonly id: string } | { readonly deadOf: string },
): Promise<number> {
  const chosen: SQL = 'id' in wanted ? sql`id = ${wanted.id}` : sql`webhook = ${wanted.deadOf} and state = 'dead'`;
  const rows = await db.execute(sql`
    update webhook_event set state = 'retry', due_at = ${DUE_NOW}, attempts = 0, ended_at = null
    where ${chosen} and state <> 'sending' returning 1`);
  return rows.length;
}

/**
 * What is not sent, by receiver: how many wait, since when the oldest of them (seconds), and how many were given up.
 */
export type WebhookBacklog = {
  readonly webhook: string;
  readonly waiting: number;
  readonly oldestSeconds: number;
  readonly dead: number;
};

export async function webhookBacklog(db: Database): Promise<WebhookBacklog[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select webhook, count(*) filter (where state <> 'dead') as waiting, count(*) filter (where state = 'dead') as dead,
      coalesce(extract(epoch from now() - min(created_at) filter (where state <> 'dead')), 0) as oldest
    from webhook_event where due_at is not null or state = 'dead' group by webhook order by webhook`);
  return rows.map((row) => ({
    webhook: String(row.webhook),
    waiting: Number(row.waiting),
    dead: Number(row.dead),
    oldestSeconds: Number(row.oldest),
  }));
}

/** Days an event is kept once it is sent, and in all. */
const KEPT_DAYS = { sent: 14, all: 60 } as const;

/** Removes what was sent long ago, and what nobody has taken for much longer. Returns how many. */
export async function removeOldWebhookEvents(db: Database): Promise<number> {
  const rows = await db.execute(sql`
    delete from webhook_event where lease_until is null and (
      (state = 'sent' and created_at < now() - ${KEPT_DAYS.sent} * interval '1 day')
      or created_at < now() - ${KEPT_DAYS.all} * interval '1 day')
    returning 1`);
  return rows.length;
}

import type { LetterOrder } from '../ticket/letters.ts';
import type { AssistTask, Purpose, Suggestion } from '../ticket/suggested/suggestion.ts';
import type { Database } from './connection/connection.ts';
import { retryOnConflict } from './connection/error.ts';
import { and, asc, eq, isNotNull, sql } from './drizzle.ts';
import { assistTask, assistUsage, waitingLetter } from './schema.ts';

/** A question that one process holds; `fence` must be shown when its attempt ends. */
export type AssistClaim = AssistTask & { readonly fence: number; readonly attempts: number };

const time = (at: Date) => sql`${at.toISOString()}::timestamptz`;

/**
 * Claims questions that are due and nobody holds, oldest first, for so many milliseconds; one whose process is gone is
 * due again.
 */
export async function claimAssistTasks(
  db: Database,
  { now, limit, leaseMs }: { readonly now: Date; readonly limit: number; readonly leaseMs: number },
): Promise<AssistClaim[]> {
  const rows = await retryOnConflict(() =>
    db.execute<Record<string, unknown>>(sql`
    with due as (
      select id from assist_task where due_at <= ${time(now)} and (lease_until is null or lease_until < ${time(now)})
      order by due_at, id limit ${limit} for update skip locked
    )
    update assist_task t set state = 'asking', fence = fence + 1, attempts = attempts + 1,
      lease_until = ${time(new Date(now.getTime() + leaseMs))}
    from due where t.id = due.id
    returning t.id, t.ticket_id, t.purpose, t.about, t.language, t.fence, t.attempts`),
  );
  return rows.map((row) => ({
    id: String(row.id),
    ticketId: String(row.ticket_id),
    purpose: row.purpose as Purpose,
    about: Number(row.about),
    language: String(row.language),
    fence: Number(row.fence),
    attempts: Number(row.attempts),
  }));
}

/** What became of a question: a suggestion, none and why, or another attempt then. */
export type AssistEnd =
  | { readonly suggestion: Suggestion[Purpose] }
  | { readonly ended: 'done' | 'given_up'; readonly fault: string }
  | { readonly again: Date; readonly fault: string; readonly counts: boolean };

/** Records how an attempt ended; false when the question has passed to another process. */
export async function endAssistTask(
  db: Database,
  { id, fence }: Pick<AssistClaim, 'id' | 'fence'>,
  end: AssistEnd,
): Promise<boolean> {
  const again = 'again' in end ? end.again : null;
  const state = again !== null ? 'waiting' : 'ended' in end ? end.ended : 'done';
  const suggestion = 'suggestion' in end ? JSON.stringify(end.suggestion) : null;
  const fault = 'fault' in end ? end.fault : null;
  const uncounted = 'again' in end && !end.counts ? 1 : 0;
  const rows = await retryOnConflict(() =>
    db.execute(sql`
    update assist_task set state = ${state}, fault = ${fault}, suggestion = ${suggestion}::jsonb, lease_until = null,
      due_at = ${again === null ? sql`null` : time(again)}, attempts = attempts - ${uncounted}::int
    where id = ${id} and fence = ${fence} and state = 'asking' returning 1`),
  );
  return rows.length > 0;
}

/** What was used on a day; null when nothing was. */
export async function assistUsageOn(db: Database, day: string): Promise<Usage | null> {
  const [row] = await db.select().from(assistUsage).where(eq(assistUsage.day, day));
  return row ?? null;
}

/** As `assist_usage` has it. */
type Usage = Omit<typeof assistUsage.$inferSelect, 'day'>;

/** Counts a request of that day ahead of it; false when the budget has none left, or the model is left alone. */
export async function countAssistRequest(
  db: Database,
  day: string,
  { requests, tokens }: { readonly requests: number; readonly tokens: number },
  now: Date,
): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into assist_usage as u (day, requests, tokens, faults, in_a_row) values (${day}, 1, 0, 0, 0)
    on conflict (day) do update set requests = u.requests + 1
      where u.requests < ${requests} and u.tokens < ${tokens} and (u.paused_until is null or u.paused_until <= ${time(now)})
    returning 1`);
  return rows.length > 0;
}

/** Counts what an answer took; the model is there. It is left alone all the same for as long as it has asked. */
export async function countAssistAnswer(db: Database, day: string, tokens: number): Promise<void> {
  await db.execute(sql`
    update assist_usage set tokens = tokens + ${tokens}, in_a_row = 0 where day = ${day}`);
}

/** Counts a fault and what it took; returns after how many in a row the model may be away. */
export async function countAssistFault(
  db: Database,
  day: string,
  { tokens, mayBeAway }: { readonly tokens: number; readonly mayBeAway: boolean },
): Promise<number> {
  const rows = await db.execute<{ in_a_row: number }>(sql`
    update assist_usage set faults = faults + 1, tokens = tokens + ${tokens},
      in_a_row = ${mayBeAway ? sql`in_a_row + 1` : sql`0`}
    where day = ${day} returning in_a_row`);
  return Number(rows[0]?.in_a_row ?? 0);
}

export async function pauseAssist(db: Database, day: string, until: Date): Promise<void> {
  await db.execute(sql`
    update assist_usage set paused_until = greatest(paused_until, ${time(until)}) where day = ${day}`);
}

/** A suggestion, the newest of a ticket first. */
export type StoredSuggestion = Pick<AssistTask, 'id' | 'purpose' | 'about'> & {
  readonly suggestion: Suggestion[Purpose];
  readonly told: boolean;
};

/** What was suggested about a ticket, the newest first. */
export async function suggestionsOf(db: Database, ticketId: string): Promise<StoredSuggestion[]> {
  const { id, purpose, about, suggestion, toldAt } = assistTask;
  const rows = await db
    .select({ id, purpose, about, suggestion, toldAt })
    .from(assistTask)
    .where(and(eq(assistTask.ticketId, ticketId), isNotNull(assistTask.suggestion)))
    .orderBy(sql`${assistTask.about} desc`);
  return rows.flatMap(({ suggestion: found, toldAt: told, ...row }) =>
    found === null ? [] : [{ ...row, suggestion: found, told: told !== null }],
  );
}

/** A letter that waits for suggestions. */
export type WaitingLetter = { readonly id: string; readonly content: LetterOrder };

/**
 * Tickets with something to tell, what is due longest first: letters that wait no longer, or suggestions that no letter
 * has had. Nothing waits for look-alikes. Letters wait for `wait` milliseconds at most; those whose time is later were put off, and wait for that.
 */
export async function ticketsToTell(
  db: Database,
  { now, wait, limit }: { readonly now: Date; readonly wait: number; readonly limit: number },
): Promise<string[]> {
  const rows = await db.execute<{ ticket_id: string }>(sql`
    with open as (select distinct ticket_id from assist_task where due_at is not null and purpose <> 'alike')
    select ticket_id, min(due_at) as since from waiting_letter
      where due_at <= ${time(now)}
        or (due_at <= ${time(new Date(now.getTime() + wait))} and ticket_id not in (select ticket_id from open))
      group by ticket_id
    union all
    select ticket_id, min(created_at) as since from assist_task
      where suggestion is not null and told_at is null and ticket_id not in (select ticket_id from open)
        and ticket_id not in (select ticket_id from waiting_letter)
      group by ticket_id
    order by since, ticket_id limit ${limit}`);
  return rows.map(({ ticket_id }) => ticket_id);
}

/** Letters of a ticket that cannot be written now are tried then; others go first. */
export async function putOffWaitingLetters(db: Database, ticketId: string, until: Date): Promise<void> {
  await db.update(waitingLetter).set({ dueAt: until }).where(eq(waitingLetter.ticketId, ticketId));
}

/** Those of a ticket, in the order they were written down. */
export async function waitingLettersOf(db: Database, ticketId: string): Promise<WaitingLetter[]> {
  const { id, content } = waitingLetter;
  return db
    .select({ id, content })
    .from(waitingLetter)
    .where(eq(waitingLetter.ticketId, ticketId))
    .orderBy(asc(waitingLetter.id));
}

/** When the next letter waits no longer; null without one. */
export async function nextWaitingLetter(db: Database): Promise<Date | null> {
  const [row] = await db
    .select({ dueAt: waitingLetter.dueAt })
    .from(waitingLetter)
    .orderBy(asc(waitingLetter.dueAt))
    .limit(1);
  return row?.dueAt ?? null;
}

/** When the next question is due that nobody holds; null without one. */
export async function nextAssistTask(db: Database): Promise<Date | null> {
  const rows = await db.execute<{ at: string | null }>(
    sql`select min(coalesce(lease_until, due_at)) as at from assist_task where due_at is not null`,
  );
  const at = rows[0]?.at ?? null;
  return at === null ? null : new Date(at);
}

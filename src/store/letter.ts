import { type CanonicalAddress, type LimitKey, limitDomain } from '../people/address.ts';
import type { AcknowledgementCounts } from '../people/limits.ts';
import { batchedRead, lastAsked } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, eq, inArray, sql } from './drizzle.ts';
import { type LetterResult, letter, ticket } from './schema.ts';

/** Letters a mailbox's relay has taken, or is taking, in the last 24 hours, for its daily quota. */
export async function sentLastDay(db: Database, mailbox: string): Promise<number> {
  const rows = await db.execute<{ n: string }>(sql`
    select (select count(*) from letter where mailbox = ${mailbox} and sent_at > now() - interval '1 day')
      + (select count(*) from letter where mailbox = ${mailbox} and due_at is not null and lease_until is not null) as n`);
  return Number(rows[0]?.n ?? 0);
}

/** Letters that no relay has taken yet, as far as they are due some time. */
export async function lettersWaiting(db: Database): Promise<number> {
  const rows = await db.execute<{ n: string }>(sql`select count(*) as n from letter where due_at is not null`);
  return Number(rows[0]?.n ?? 0);
}

/** What is not sent, or came back: few rows, which an index holds. */
const UNSENT = sql`last_result is distinct from 'accepted'`;

/** A letter as `outbox list` shows it, oldest first. */
export function listLetters(db: Database, filter: { id?: string; state?: string; messageId?: string } = {}) {
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
      lastResult: letter.lastResult,
      lastReply: letter.lastReply,
      createdAt: letter.createdAt,
      sentAt: letter.sentAt,
      octetsId: letter.octetsId,
      mailId: letter.mailId,
    })
    .from(letter)
    .leftJoin(ticket, eq(letter.ticketId, ticket.id))
    .where(
      and(
        filter.id === undefined ? undefined : eq(letter.id, filter.id),
        filter.messageId === undefined ? undefined : eq(letter.messageId, filter.messageId),
        filter.state === undefined ? undefined : eq(letter.state, filter.state),
        filter.state === undefined || filter.state === 'sent' ? undefined : UNSENT,
      ),
    )
    .orderBy(asc(letter.createdAt), asc(letter.id));
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
export type BouncedLetter = {
  readonly id: string;
  readonly kind: string;
  readonly createdAt: Date;
  readonly ticketId: string | null;
  readonly toAddress: string;
  /** Empty for `<>`: nothing can come back to it. */
  readonly envelopeFrom: string;
  readonly state: string;
  readonly lastResult: LetterResult | null;
};

const BOUNCED = {
  id: letter.id,
  kind: letter.kind,
  createdAt: letter.createdAt,
  ticketId: letter.ticketId,
  toAddress: letter.toAddress,
  envelopeFrom: letter.envelopeFrom,
  state: letter.state,
  lastResult: letter.lastResult,
};

/** The letters with these Message-IDs, in the order these are given. */
export async function lettersByMessageId(db: Database, messageIds: readonly string[]): Promise<BouncedLetter[]> {
  if (messageIds.length === 0) return [];
  const found = await db
    .select({ ...BOUNCED, messageId: letter.messageId })
    .from(letter)
    .where(inArray(letter.messageId, [...messageIds]));
  const place = ({ messageId }: { readonly messageId: string }): number => messageIds.indexOf(messageId);
  return found.toSorted((a, b) => place(a) - place(b)).map(({ messageId: _, ...each }) => each);
}

/** Letters whose id ends in these twelve hexadecimal digits, which is all an envelope address has room for. */
export async function lettersByTail(db: Database, tail: string): Promise<BouncedLetter[]> {
  return db.select(BOUNCED).from(letter).where(sql`right(id::text, 12) = ${tail}`);
}

/** Acknowledgements of one kind written in the hour and day before `now`, to every spelling of an address. */
export async function acknowledgementCounts(
  db: Database,
  wanted: { kind: string; to: LimitKey; now: Date },
): Promise<AcknowledgementCounts> {
  const now = sql`${wanted.now.toISOString()}::timestamptz`;
  const rows = await db.execute<Record<keyof AcknowledgementCounts, string>>(sql`
    select
      (select count(*) from letter where automatic and to_limit_key = ${wanted.to} and kind = ${wanted.kind} and created_at > ${now} - interval '1 hour') as "senderHour",
      (select count(*) from letter where automatic and to_limit_key = ${wanted.to} and kind = ${wanted.kind} and created_at > ${now} - interval '1 day') as "senderDay",
      (select count(*) from letter where automatic and split_part(to_limit_key, '@', 2) = ${limitDomain(wanted.to)} and kind = ${wanted.kind} and created_at > ${now} - interval '1 hour') as "domainHour",
      (select count(*) from letter where automatic and kind = ${wanted.kind} and created_at > ${now} - interval '1 hour') as "hour"`);
  const row = rows[0];
  return {
    senderHour: Number(row?.senderHour),
    senderDay: Number(row?.senderDay),
    domainHour: Number(row?.domainHour),
    hour: Number(row?.hour),
  };
}

/** Whether the desk has ever written a letter to this address. */
export async function hasWrittenTo(db: Database, address: CanonicalAddress): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from letter where to_canonical = ${address} limit 1`);
  return rows.length > 0;
}

/** Whether somebody was written a letter of this kind after a time. */
export async function wasWritten(db: Database, kind: string, address: CanonicalAddress, after: Date): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from letter where to_canonical = ${address} and kind = ${kind} and created_at > ${after.toISOString()}::timestamptz limit 1`,
  );
  return rows.length > 0;
}

type Asked = { readonly address: CanonicalAddress; readonly now: Date };

/** Permanent failures after which an address is written to no more, in a month. */
const FAILURES = 3;

/**
 * Whether letters to an address have come back too often for another to be sent; one that arrived lifts it. Only proven
 * returns count: whoever knows a Message-ID can write a report about it.
 */
export const isDead = batchedRead(async (db, asked: readonly Asked[]): Promise<boolean[]> => {
  const addresses = asked.map(({ address }) => address);
  const now = lastAsked(asked);
  const rows = await db.execute<{ address: string }>(sql`
    select f.to_canonical as address from letter f
    where f.to_canonical in (select jsonb_array_elements_text(${JSON.stringify([...new Set(addresses)])}::jsonb))
      and f.state = 'failed' and f.last_result = 'bounced' and f.created_at > ${now.toISOString()}::timestamptz - interval '30 days'
    group by f.to_canonical
    having count(*) >= ${FAILURES} and not exists (
      select 1 from letter s where s.to_canonical = f.to_canonical and s.state = 'sent' and s.created_at > max(f.created_at))`);
  const dead = new Set(rows.map((row) => row.address));
  return addresses.map((address) => dead.has(address));
});

/** Automatic letters the customer of a ticket was written in the day before `now`. */
export async function automaticLettersToday(db: Database, ticketId: string, to: LimitKey, now: Date): Promise<number> {
  const rows = await db.execute<{ n: string }>(sql`
    select count(*) as n from letter
    where ticket_id = ${ticketId} and to_limit_key = ${to} and automatic and created_at > ${now.toISOString()}::timestamptz - interval '1 day'`);
  return Number(rows[0]?.n ?? 0);
}

/** The newest Message-ID each of these people sent or was sent about a ticket: what the next letter to them answers. */
export async function threadHeads(db: Database, ticketId: string): Promise<Map<CanonicalAddress, string>> {
  const rows = await db.execute<{ address: CanonicalAddress; message_id: string }>(sql`
    select distinct on (address) address, message_id from (
      select from_canonical as address, message_id, decided_at as at from mail where ticket_id = ${ticketId} and message_id is not null
      union all
      select to_canonical, message_id, created_at from letter where ticket_id = ${ticketId}
    ) t order by address, at desc`);
  return new Map(rows.map((row) => [row.address, row.message_id]));
}

/** Letters that are not sent, by state. */
export async function unsentLetters(db: Database): Promise<Record<string, number>> {
  const rows = await db.execute<{ state: string; n: string }>(
    sql`select state, count(*) as n from letter where ${UNSENT} and state <> 'sent' group by state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

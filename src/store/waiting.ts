import { because, type Reason } from '../ticket/outcome.ts';
import { batchedRead } from './batched-read.ts';
import type { Database } from './connection.ts';
import { and, asc, inArray, isNull, sql } from './drizzle.ts';
import { deferredAcknowledgement, mail, ticket } from './schema.ts';

/** A held or quarantined mail that nobody on the staff was told of yet. */
export type Unannounced = {
  readonly id: number;
  readonly mailbox: string;
  readonly outcome: 'held' | 'quarantined';
  readonly fromAddress: string;
  readonly subject: string;
  readonly reason: Reason;
  readonly receivedAt: Date;
  readonly decidedAt: Date;
};

/** Those of one kind, the longest waiting first. */
export async function unannouncedMails(
  db: Database,
  outcome: Unannounced['outcome'],
  limit: number,
): Promise<Unannounced[]> {
  const rows = await db
    .select()
    .from(mail)
    .where(and(isNull(mail.announcedAt), inArray(mail.outcome, [outcome])))
    .orderBy(asc(mail.decidedAt))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    mailbox: row.mailbox,
    outcome,
    fromAddress: row.fromAddress ?? '',
    subject: row.subject ?? '',
    reason: because(row.reasonCode ?? 'quarantine', row.reasonDetail ?? ''),
    receivedAt: row.receivedAt,
    decidedAt: row.decidedAt ?? row.receivedAt,
  }));
}

/** Whether somebody was written a letter of this kind after a time. */
export async function wasWritten(db: Database, kind: string, address: string, after: Date): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from letter where to_address = ${address} and kind = ${kind} and created_at > ${after.toISOString()}::timestamptz limit 1`,
  );
  return rows.length > 0;
}

/** A sender whose acknowledgements a limit has held back, with the tickets that wait for one. */
export type Deferred = {
  readonly address: string;
  readonly mailbox: string;
  readonly tickets: readonly { readonly id: string; readonly number: string; readonly subject: string }[];
};

/** The senders who have waited longest, each with all their tickets in order. */
export async function deferredAcknowledgements(db: Database, limit: number): Promise<Deferred[]> {
  const senders = await db
    .select({ address: deferredAcknowledgement.address, since: sql`min(${deferredAcknowledgement.since})` })
    .from(deferredAcknowledgement)
    .groupBy(deferredAcknowledgement.address)
    .orderBy(sql`min(${deferredAcknowledgement.since})`)
    .limit(limit);
  if (senders.length === 0) return [];
  const rows = await db
    .select({
      address: deferredAcknowledgement.address,
      mailbox: deferredAcknowledgement.mailbox,
      id: ticket.id,
      number: ticket.number,
      subject: ticket.subject,
    })
    .from(deferredAcknowledgement)
    .innerJoin(ticket, sql`${ticket.id} = ${deferredAcknowledgement.ticketId}`)
    .where(
      inArray(
        deferredAcknowledgement.address,
        senders.map((each) => each.address),
      ),
    )
    .orderBy(asc(ticket.createdAt));
  return senders.flatMap(({ address }) => {
    const tickets = rows.filter((row) => row.address === address);
    const mailbox = tickets[0]?.mailbox;
    return mailbox === undefined ? [] : [{ address, mailbox, tickets }];
  });
}

/** Permanent failures after which an address is written to no more, in a month. */
const FAILURES = 3;

/** Whether letters to an address have failed so often that nothing more is sent to it; one that arrived lifts it. */
export const isDead = batchedRead(async (db, addresses: readonly string[]): Promise<boolean[]> => {
  const rows = await db.execute<{ address: string }>(sql`
    select f.to_address as address from letter f
    where f.to_address in (select jsonb_array_elements_text(${JSON.stringify([...new Set(addresses)])}::jsonb))
      and f.state = 'failed' and f.last_result = 'bounced' and f.created_at > now() - interval '30 days'
    group by f.to_address
    having count(*) >= ${FAILURES} and not exists (
      select 1 from letter s where s.to_address = f.to_address and s.state = 'sent' and s.created_at > max(f.created_at))`);
  const dead = new Set(rows.map((row) => row.address));
  return addresses.map((address) => dead.has(address));
});

/** Automatic letters the customer of a ticket was written in the day before `now`. */
export async function automaticLettersToday(
  db: Database,
  ticketId: string,
  address: string,
  now: Date,
): Promise<number> {
  const rows = await db.execute<{ n: string }>(sql`
    select count(*) as n from letter
    where ticket_id = ${ticketId} and to_address = ${address} and automatic and created_at > ${now.toISOString()}::timestamptz - interval '1 day'`);
  return Number(rows[0]?.n ?? 0);
}

/** The newest Message-ID each of these people sent or was sent about a ticket: what the next letter to them answers. */
export async function threadHeads(db: Database, ticketId: string): Promise<Map<string, string>> {
  const rows = await db.execute<{ address: string; message_id: string }>(sql`
    select distinct on (address) address, message_id from (
      select lower(from_address) as address, message_id, decided_at as at from mail where ticket_id = ${ticketId} and message_id is not null
      union all
      select lower(to_address), message_id, created_at from letter where ticket_id = ${ticketId}
    ) t order by address, at desc`);
  return new Map(rows.map((row) => [row.address, row.message_id]));
}

import type { AcknowledgementCounts } from '../people/limits.ts';
import { batchedRead } from './batched-read.ts';
import type { Database } from './connection.ts';
import { inArray, sql } from './drizzle.ts';
import { customer } from './schema.ts';

export type KnownCustomer = {
  readonly name: string;
  readonly company: string | null;
  readonly locale: string | null;
  readonly charset: string | null;
};

/** What earlier mails told about somebody; null for a new face. */
export const findCustomer = batchedRead(async (db, addresses: readonly string[]): Promise<(KnownCustomer | null)[]> => {
  const rows = await db
    .select()
    .from(customer)
    .where(inArray(customer.address, [...addresses]));
  return addresses.map((wanted) => rows.find(({ address }) => address === wanted) ?? null);
});

/** Acknowledgements of one kind written in the hour and day before `now`. */
export async function acknowledgementCounts(
  db: Database,
  wanted: { kind: string; address: string; domain: string; now: Date },
): Promise<AcknowledgementCounts> {
  const now = sql`${wanted.now.toISOString()}::timestamptz`;
  const rows = await db.execute<Record<keyof AcknowledgementCounts, string>>(sql`
    select
      (select count(*) from letter where automatic and to_address = ${wanted.address} and kind = ${wanted.kind} and created_at > ${now} - interval '1 hour') as "senderHour",
      (select count(*) from letter where automatic and to_address = ${wanted.address} and kind = ${wanted.kind} and created_at > ${now} - interval '1 day') as "senderDay",
      (select count(*) from letter where automatic and split_part(to_address, '@', 2) = ${wanted.domain} and kind = ${wanted.kind} and created_at > ${now} - interval '1 hour') as "domainHour",
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
export async function hasWrittenTo(db: Database, address: string): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from letter where to_address = ${address} limit 1`);
  return rows.length > 0;
}

/** Tickets this sender opened in the day before `now` with these very words. */
export async function timesSaidToday(db: Database, from: string, words: string, now: Date): Promise<number> {
  const rows = await db.execute<{ n: string }>(sql`
    select count(*) as n from mail join message on message.ticket_id = mail.ticket_id and message.mail_id = mail.id
    where mail.from_address = ${from} and mail.received_at > ${now.toISOString()}::timestamptz - interval '1 day'
      and mail.outcome = 'ticketed' and message.text = ${words}`);
  return Number(rows[0]?.n ?? 0);
}

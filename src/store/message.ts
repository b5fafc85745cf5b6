import type { LimitKey } from '../people/address.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, eq, inArray, sql } from './drizzle.ts';
import { attachment, message } from './schema.ts';

/** What was said, oldest first: the ids count in the order of writing, while mail servers tell times to the second. */
export async function loadMessages(db: Database, ticketId: string) {
  const messages = await db.select().from(message).where(eq(message.ticketId, ticketId)).orderBy(asc(message.id));
  const attachments = messages.length
    ? await db
        .select()
        .from(attachment)
        .where(
          inArray(
            attachment.messageId,
            messages.map((each) => each.id),
          ),
        )
        .orderBy(asc(attachment.position))
    : [];
  return messages.map((each) => ({ ...each, attachments: attachments.filter((file) => file.messageId === each.id) }));
}

/** What the customer wrote first; empty before the ticket is stored. */
export async function firstWords(db: Database, ticketId: string): Promise<string> {
  const rows = await db
    .select({ text: message.text })
    .from(message)
    .where(and(eq(message.ticketId, ticketId), eq(message.direction, 'in'), eq(message.visibility, 'public')))
    .orderBy(asc(message.at), asc(message.id))
    .limit(1);
  return rows[0]?.text ?? '';
}

/** Tickets this sender opened in the day before `now` with these very words. */
export async function timesSaidToday(db: Database, from: LimitKey, words: string, now: Date): Promise<number> {
  const rows = await db.execute<{ n: string }>(sql`
    select count(*) as n from mail join message on message.ticket_id = mail.ticket_id and message.mail_id = mail.id
    where mail.from_limit_key = ${from} and mail.received_at > ${now.toISOString()}::timestamptz - interval '1 day'
      and mail.outcome = 'ticketed' and message.text = ${words}`);
  return Number(rows[0]?.n ?? 0);
}

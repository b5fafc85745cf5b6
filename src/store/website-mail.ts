import type { Outcome, ReasonCode } from '../ticket/mail-outcome.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, eq, isNotNull, isNull, sql } from './drizzle.ts';
import { STORED, type StoredMail } from './mail.ts';
import { mail, ticket } from './schema.ts';

/** What a website posted, and what became of it so far. */
export type WebsiteMail = {
  readonly id: number;
  readonly fingerprint: string;
  readonly outcome: Outcome | null;
  readonly reasonCode: ReasonCode | null;
  readonly subject: string | null;
  readonly number: string | null;
};

/** The mail of one request of a website; null when there is none. */
export async function websiteMail(db: Database, website: string, request: string): Promise<WebsiteMail | null> {
  const rows = await db
    .select({
      id: mail.id,
      fingerprint: mail.fingerprint,
      outcome: mail.outcome,
      reasonCode: mail.reasonCode,
      subject: mail.subject,
      number: ticket.number,
    })
    .from(mail)
    .leftJoin(ticket, eq(ticket.id, mail.ticketId))
    .where(and(eq(mail.website, website), eq(mail.websiteRequest, request)));
  return rows[0] ?? null;
}

/** Mails of websites that were stored so many seconds ago and are not decided, oldest first. */
export async function undecidedPostings(db: Database, seconds: number, limit: number): Promise<StoredMail[]> {
  const rows = await db
    .select(STORED)
    .from(mail)
    .where(
      and(
        isNull(mail.outcome),
        isNotNull(mail.website),
        sql`${mail.receivedAt} < now() - ${seconds} * interval '1 second'`,
      ),
    )
    .orderBy(asc(mail.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, raw: null }));
}

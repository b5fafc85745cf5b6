import type { CanonicalAddress } from '../people/address.ts';
import type { CopyContent, CopyKind } from '../ticket/letters.ts';
import type { Urgency } from '../ticket/ticket.ts';
import type { Database } from './connection/connection.ts';
import { asc, eq, sql } from './drizzle.ts';
import { ticket, waitingCopy } from './schema.ts';

/** What waits for a reader, oldest first. */
export type WaitingCopies = { readonly reader: CanonicalAddress; readonly copies: readonly WaitingCopy[] };
export type WaitingCopy = {
  readonly id: number;
  readonly kind: CopyKind;
  readonly content: CopyContent;
  readonly mailbox: string;
  readonly at: Date;
  /** As far as a letter shows it and answers to it need it. */
  readonly ticket: {
    readonly id: string;
    readonly number: string;
    readonly tokenEpoch: number;
    readonly subject: string;
    readonly urgency: Urgency;
    readonly brand: string | null;
  };
};

/** Copies a letter may hold; what is more waits for the next. */
const MOST = 200;

/** The readers whose oldest copy has waited since `before` or longer, each with what a letter holds of it. */
export async function waitingCopies(db: Database, before: Date): Promise<WaitingCopies[]> {
  const readers = await db
    .select({ reader: waitingCopy.reader })
    .from(waitingCopy)
    .groupBy(waitingCopy.reader)
    .having(sql`min(${waitingCopy.at}) <= ${before.toISOString()}::timestamptz`);
  return Promise.all(readers.map(async ({ reader }) => ({ reader, copies: await copiesFor(db, reader) })));
}

async function copiesFor(db: Database, reader: CanonicalAddress): Promise<WaitingCopy[]> {
  const rows = await db
    .select({ copy: waitingCopy, ticket })
    .from(waitingCopy)
    .innerJoin(ticket, eq(ticket.id, waitingCopy.ticketId))
    .where(eq(waitingCopy.reader, reader))
    .orderBy(asc(waitingCopy.at), asc(waitingCopy.id))
    .limit(MOST);
  return rows.map(({ copy, ticket: about }) => {
    const { id, kind, mailbox, at } = copy;
    const { number, tokenEpoch, subject, urgency, confidential, brand } = about;
    // They are collected with those of other tickets: what waited before it was confidential is told no more.
    const content = confidential ? { ...copy.content, words: '' } : copy.content;
    return { id, kind, content, mailbox, at, ticket: { id: about.id, number, tokenEpoch, subject, urgency, brand } };
  });
}

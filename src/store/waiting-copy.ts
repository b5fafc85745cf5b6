import type { CanonicalAddress } from '../people/address.ts';
import type { CopyContent, CopyKind } from '../ticket/letters.ts';
import type { Urgency } from '../ticket/ticket.ts';
import type { Database } from './connection/connection.ts';
import { asc, eq, inArray, sql } from './drizzle.ts';
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
  };
};

/** Copies a letter may hold; what is more waits for the next. */
const MOST = 200;

/** The readers whose oldest copy has waited since `before` or longer, each with all that waits for them. */
export async function waitingCopies(db: Database, before: Date): Promise<WaitingCopies[]> {
  const readers = await db
    .select({ reader: waitingCopy.reader })
    .from(waitingCopy)
    .groupBy(waitingCopy.reader)
    .having(sql`min(${waitingCopy.at}) <= ${before.toISOString()}::timestamptz`);
  if (readers.length === 0) return [];
  const rows = await db
    .select({ copy: waitingCopy, ticket })
    .from(waitingCopy)
    .innerJoin(ticket, eq(ticket.id, waitingCopy.ticketId))
    .where(
      inArray(
        waitingCopy.reader,
        readers.map(({ reader }) => reader),
      ),
    )
    .orderBy(asc(waitingCopy.at), asc(waitingCopy.id));
  return readers.map(({ reader }) => ({
    reader,
    copies: rows
      .filter(({ copy }) => copy.reader === reader)
      .slice(0, MOST)
      .map(
        ({
          copy: { id, kind, content, mailbox, at },
          ticket: { id: ticketId, number, tokenEpoch, subject, urgency },
        }) => ({
          ...{ id, kind, content, mailbox, at },
          ticket: { id: ticketId, number, tokenEpoch, subject, urgency },
        }),
      ),
  }));
}

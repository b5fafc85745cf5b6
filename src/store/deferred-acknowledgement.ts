import type { CanonicalAddress } from '../people/address.ts';
import type { Database } from './connection/connection.ts';
import { asc, inArray, sql } from './drizzle.ts';
import { deferredAcknowledgement, ticket } from './schema.ts';

/** A sender whose acknowledgements a limit has held back, with the tickets that wait for one. */
export type Deferred = {
  readonly address: CanonicalAddress;
  readonly mailbox: string;
  readonly tickets: readonly {
    readonly id: string;
    readonly number: string;
    readonly subject: string;
    readonly brand: string | null;
  }[];
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
      brand: ticket.brand,
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

import type { AlikeTicket } from '../ticket/alike.ts';
import { ALIKE_COLUMNS, type AlikeRow, alikeOf, ofOthers, type Reporting } from './alike.ts';
import { ofBrand } from './brand.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/**
 * Vectors of what tickets are about, made by a model. The table is there only where the database has pgvector
 * (`vector-table.ts`), and holds nothing that cannot be made again. Vectors of two models, or of two lengths, are never
 * compared.
 */

const time = (at: Date) => sql`${at.toISOString()}::timestamptz`;

/** How long a ticket is compared with new ones, as with the same error, and with how many of the newest. */
const LATELY = '7 days';
const MOST = 200;
/** A vector that could not be had is asked for again after this. */
const TRIED_AGAIN = '1 hour';

/** The ticket that others are compared with, and when; `brand` as in `Reporting`. */
type Compared = Reporting & { readonly id: string; readonly now: Date };

/** Tickets it may be compared with: as the rules have them, and nothing confidential. */
const others = (ticket: Compared) => sql`
  select t.id, t.created_at from ticket t
  where created_at > ${time(ticket.now)} - ${LATELY}::interval and not confidential and ${ofBrand(ticket.scope)} and ${ofOthers(ticket)}
  order by created_at desc limit ${MOST}`;

/** Of the row `v` of a ticket: it has another vector, or none that anybody makes. */
const isLacking = ({ model, dimensions, now }: { model: string; dimensions: number; now: Date }) => sql`(
  v.model <> ${model} or v.dimensions <> ${dimensions}::int
  or (v.dimensions is null and v.claimed_at < ${time(now)} - ${TRIED_AGAIN}::interval))`;

/** The ticket's own vector of that model: how long it is; null where there is none. */
export async function dimensionsOf(db: Database, ticketId: string, model: string): Promise<number | null> {
  const rows = await db.execute<{ dimensions: number | null }>(sql`
    select dimensions from ticket_vector where ticket_id = ${ticketId} and model = ${model}`);
  return rows[0]?.dimensions ?? null;
}

/** Of those it may be compared with, the ones without a vector of that model and length, the newest first. */
export async function withoutVector(
  db: Database,
  ticket: Compared,
  { model, dimensions }: { readonly model: string; readonly dimensions: number },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select o.id from (${others(ticket)}) o left join ticket_vector v on v.ticket_id = o.id
    where v.ticket_id is null or ${isLacking({ model, dimensions, now: ticket.now })}
    order by o.created_at desc`);
  return rows.map(({ id }) => id);
}

/** Who asks for a ticket's vector; what was claimed since by another, or erased, is not written over. */
export type VectorClaim = { readonly ticketId: string; readonly model: string; readonly now: Date };

/**
 * Says that a vector is being made, before words are read; what the ticket had is gone. With `lacking`, only where it
 * has none of that length and nobody else makes one: false where it is not to be made.
 */
export async function claimVector(
  db: Database,
  { ticketId, model, now }: VectorClaim,
  lacking: number | null,
): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into ticket_vector as v (ticket_id, model, claimed_at) values (${ticketId}, ${model}, ${time(now)})
    on conflict (ticket_id) do update
      set model = excluded.model, claimed_at = excluded.claimed_at, dimensions = null, embedding = null
      where ${lacking === null ? sql`true` : isLacking({ model, dimensions: lacking, now })}
    returning 1`);
  return rows.length > 0;
}

/** Writes down what was claimed; false when the claim is gone: the words it was made of may be, too. */
export async function putVector(
  db: Database,
  { ticketId, model, now }: VectorClaim,
  vector: readonly number[],
): Promise<boolean> {
  const rows = await db.execute(sql`
    update ticket_vector set dimensions = ${vector.length}, embedding = ${JSON.stringify(vector)}::vector
    where ticket_id = ${ticketId} and model = ${model} and claimed_at = ${time(now)} returning 1`);
  return rows.length > 0;
}

/** Ids of those at least so near (cosine, 1 for the same), the nearest first. */
export async function nearestTickets(
  db: Database,
  ticket: Compared,
  { model, threshold, limit }: { readonly model: string; readonly threshold: number; readonly limit: number },
): Promise<string[]> {
  // What may be compared is gathered first: vectors of two lengths are an error of the operator.
  const rows = await db.execute<{ id: string }>(sql`
    with own as (select embedding, dimensions from ticket_vector
        where ticket_id = ${ticket.id} and model = ${model} and embedding is not null),
      comparable as materialized (
        select o.id, o.created_at, v.embedding from (${others(ticket)}) o join ticket_vector v on v.ticket_id = o.id
        where v.model = ${model} and v.dimensions = (select dimensions from own)),
      compared as materialized (
        select id, created_at, 1 - (embedding <=> (select embedding from own)) as likeness from comparable)
    select id from compared where likeness >= ${threshold}::float8 order by likeness desc, created_at desc limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Of tickets that were found, those that may still be shown beside this one, in the order found. */
export async function stillAlike(db: Database, ticket: Reporting, numbers: readonly string[]): Promise<AlikeTicket[]> {
  if (numbers.length === 0) return [];
  const rows = await db.execute<AlikeRow>(sql`
    select ${ALIKE_COLUMNS} from ticket t
    where number in (select jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb))
      and not confidential and ${ofBrand(ticket.scope)} and ${ofOthers(ticket)}`);
  const found = new Map(rows.map((row) => [row.number, alikeOf(row)]));
  return numbers.flatMap((number) => found.get(number) ?? []);
}

/**
 * Deletes what is compared no more: of tickets that are closed, merged, confidential or old, and of other models; null
 * for all. Returns how many.
 */
export async function removeOldVectors(db: Database, model: string | null, now: Date): Promise<number> {
  const rows = await db.execute(sql`
    delete from ticket_vector v where ${model}::text is null or v.model <> ${model}::text or not exists (
      select from ticket t where t.id = v.ticket_id and not confidential and state not in ('closed', 'merged')
        and created_at > ${time(now)} - ${LATELY}::interval)
    returning 1`);
  return rows.length;
}

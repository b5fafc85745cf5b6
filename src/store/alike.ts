import { canonicalAddress } from '../people/address.ts';
import { type BrandScope, isOfScope } from '../people/brand.ts';
import { type AlikeTicket, COMPARED_CHARACTERS, errorCodesOf } from '../ticket/alike.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ofBrand } from './brand.ts';
import { batchedRead, lastAsked } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** How long a ticket is looked at, and how many of them. */
const LATELY = '7 days';
const MOST = 200;

/** A ticket that others are compared with; its `id` is absent until it is stored. */
export type Reporting = Pick<Ticket, 'form' | 'company' | 'requester'> & {
  readonly id?: string;
  /** Among which others are looked for. */
  readonly scope?: BrandScope | undefined;
};

/** Tickets of other customers that somebody works on or is to work on. */
export const ofOthers = (ticket: Reporting) => sql`state not in ('closed', 'merged')
  and t.id <> coalesce(${ticket.id ?? null}::uuid, '00000000-0000-0000-0000-000000000000')
  and requester_canonical <> ${canonicalAddress(ticket.requester.address)}
  and (company is null or ${ticket.company}::text is null or lower(company) <> lower(${ticket.company}))`;

export const ALIKE_COLUMNS = sql`number, subject, company, requester_name as name, requester_address as address, incident_number as incident`;

export type AlikeRow = Record<'number' | 'subject' | 'name' | 'address', string> &
  Record<'company' | 'incident', string | null>;

export const alikeOf = ({ number, subject, company, name, address, incident }: AlikeRow): AlikeTicket => ({
  number,
  subject,
  company,
  requester: { name, address },
  ...(incident === null ? {} : { incident }),
});

/** Open tickets of other customers, not a week old, that name the same error code; the newest first. */
export async function openWithTheSameError(db: Database, ticket: Reporting, now: Date): Promise<AlikeTicket[]> {
  const codes = errorCodesOf(ticket);
  if (codes.length === 0) return [];
  const rows = await db.execute<AlikeRow>(
    sql`select ${ALIKE_COLUMNS} from ticket t
      where error_code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
        and created_at > ${now.toISOString()}::timestamptz - ${LATELY}::interval and ${ofBrand(ticket.scope)} and ${ofOthers(ticket)}
      order by created_at desc limit ${MOST}`,
  );
  return rows.map(alikeOf);
}

/** How far back a like symptom may lie, how many tickets are read and, of other customers, compared. */
const FRESH = '6 hours';
const READ = 75;
const COMPARED = 50;

/** Open tickets of other customers that came within hours, with their first words; the newest first. */
export const openLately = batchedRead(async (db, tickets: readonly AskedAt[]): Promise<readonly WithWords[][]> => {
  const now = lastAsked(tickets);
  const rows = await db.execute<AlikeRow & Record<'id' | 'canonical' | 'words', string> & { brand: string | null }>(
    sql`select id, brand, requester_canonical as canonical, ${ALIKE_COLUMNS}, subject || E'\n' || coalesce((
        select left(m.text, ${COMPARED_CHARACTERS}) from message m where m.ticket_id = t.id and m.direction = 'in'
        order by m.at limit 1), '') as words
      from ticket t where created_at > ${now.toISOString()}::timestamptz - ${FRESH}::interval and state not in ('closed', 'merged') and not confidential
      order by created_at desc limit ${READ}`,
  );
  return tickets.map((ticket) =>
    rows
      .filter((row) => isOfScope(row.brand, ticket.scope) && isOfOthers(row, ticket))
      .slice(0, COMPARED)
      .map(({ words, ...row }) => ({ ...alikeOf(row), words })),
  );
});

type AskedAt = Reporting & { readonly now: Date };
type WithWords = AlikeTicket & { readonly words: string };

const isOfOthers = (
  { id, canonical, company }: Pick<AlikeRow, 'company'> & Record<'id' | 'canonical', string>,
  ticket: Reporting,
): boolean =>
  id !== ticket.id &&
  canonical !== canonicalAddress(ticket.requester.address) &&
  (company === null || ticket.company === null || company.toLowerCase() !== ticket.company.toLowerCase());

/** An open ticket of the last day that belongs to no incident, as the digest compares it. */
export type UnlinkedTicket = {
  readonly number: string;
  readonly subject: string;
  readonly customer: string;
  readonly createdAt: Date;
  readonly tokenEpoch: number;
  readonly codes: readonly string[];
  readonly words: string;
};

/** Tickets that are sorted into groups. */
const GROUPED = 100;

/** The oldest first, and of many the newest. */
export async function unlinkedLately(db: Database, now: Date, scope?: BrandScope): Promise<UnlinkedTicket[]> {
  const rows = await db.execute<Record<string, string | null>>(sql`
    select number, subject, coalesce(lower(company), requester_canonical) as customer, created_at, token_epoch, error_code,
      subject || E'\n' || coalesce((
        select left(m.text, ${COMPARED_CHARACTERS}) from message m where m.ticket_id = t.id and m.direction = 'in'
        order by m.at limit 1), '') as words
    from ticket t
    where state in ('triaged', 'assigned', 'in_progress', 'pending') and incident_number is null and not confidential
      and ${ofBrand(scope)}
      and created_at > ${now.toISOString()}::timestamptz - '1 day'::interval
    order by created_at desc, number desc limit ${GROUPED}`);
  return rows.toReversed().map((row) => ({
    number: row.number ?? '',
    subject: row.subject ?? '',
    customer: row.customer ?? '',
    createdAt: new Date(row.created_at ?? 0),
    tokenEpoch: Number(row.token_epoch),
    codes:
      row.error_code === null || row.error_code === undefined
        ? []
        : errorCodesOf({ form: { errorCode: row.error_code } }),
    words: row.words ?? '',
  }));
}

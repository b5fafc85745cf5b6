import { canonicalAddress } from '../people/address.ts';
import { type AlikeTicket, errorCodesOf } from '../ticket/alike.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** How long a ticket is looked at, and how many of them. */
const LATELY = '7 days';
const MOST = 200;

type Reporting = Pick<Ticket, 'form' | 'company' | 'requester'> & { readonly id?: string };

/** Open tickets of other customers, not a week old, that name the same error code; the newest first. */
export async function openWithTheSameError(db: Database, ticket: Reporting): Promise<AlikeTicket[]> {
  const codes = errorCodesOf(ticket);
  if (codes.length === 0) return [];
  const rows = await db.execute<Record<'number' | 'subject' | 'name' | 'address', string> & { company: string | null }>(
    sql`select number, subject, company, requester_name as name, requester_address as address from ticket
      where error_code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
        and state not in ('closed', 'merged') and created_at > now() - ${LATELY}::interval
        and id <> coalesce(${ticket.id ?? null}::uuid, '00000000-0000-0000-0000-000000000000')
        and requester_canonical <> ${canonicalAddress(ticket.requester.address)}
        and (company is null or ${ticket.company}::text is null or lower(company) <> lower(${ticket.company}))
      order by created_at desc limit ${MOST}`,
  );
  return rows.map(({ number, subject, company, name, address }) => ({
    number,
    subject,
    company,
    requester: { name, address },
  }));
}

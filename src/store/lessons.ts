import type { ClosedTicket, Lessons } from '../report/lessons.ts';
import { resolutionWithoutWords } from '../ticket/text/confidential.ts';
import { LOW_RATING } from '../ticket/ticket.ts';
import { ofBrand } from './brand.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, gte, isNotNull, lt, sql } from './drizzle.ts';
import type { Range } from './report.ts';
import { ticket } from './schema.ts';
import { detailsOf } from './ticket.ts';

/** The tickets closed in the range and not reopened since, oldest first. */
export async function closedTickets(db: Database, { start, end, brand }: Range): Promise<ClosedTicket[]> {
  const rows = await db
    .select({
      number: ticket.number,
      company: ticket.company,
      details: ticket.details,
      confidential: ticket.confidential,
    })
    .from(ticket)
    .where(and(isNotNull(ticket.closedAt), gte(ticket.closedAt, start), lt(ticket.closedAt, end), ofBrand(brand)))
    .orderBy(asc(ticket.closedAt), asc(ticket.id));
  return rows.map(({ number, company, details, confidential }) => {
    const { resolution: solution, closing, work: all = [] } = detailsOf(details);
    const work = confidential ? all.map((each) => ({ ...each, resources: null })) : all;
    const resolution = solution && confidential ? resolutionWithoutWords(solution) : solution;
    return { number, company: company ?? '', resolution, effortMinutes: closing?.effortMinutes ?? null, work };
  });
}

/** Words of a mail that came just before an entry of the history, and caused it. */
const causingWords = sql`(
  select m.text from message m where not t.confidential and m.ticket_id = h.ticket_id and m.direction = 'in' and m.at <= h.at
  order by m.at desc, m.id desc limit 1)`;

const moment = (at: Date) => sql`${at.toISOString()}::timestamptz`;

/** Why tickets were opened again in the range: what staff wrote behind the command, else the customer's words. */
export async function reopeningsIn(db: Database, { start, end, brand }: Range): Promise<Lessons['reopenings']> {
  const rows = await db.execute<{ ticket: string; reason: string | null }>(sql`
    select t.number as ticket, case when h.detail in ('', 'still_open') then ${causingWords} when not t.confidential then h.detail end as reason
    from history h join ticket t on t.id = h.ticket_id
    where ${ofBrand(brand, sql`t.brand`)} and h.event = 'reopened' and h.at >= ${moment(start)} and h.at < ${moment(end)} order by h.at, h.id`);
  return rows.map(({ ticket, reason }) => ({ ticket, reason: reason?.trim() ?? '' }));
}

/** Low ratings of tickets closed in the range and not reopened since, the worst first, with the words of that mail. */
export async function lowRatingsIn(db: Database, { start, end, brand }: Range): Promise<Lessons['lowRatings']> {
  const rows = await db.execute<{ ticket: string; rating: number; words: string | null }>(sql`
    select ticket, rating, words from (
      select distinct on (t.id) t.number as ticket, t.satisfaction as rating, ${causingWords} as words
      from ticket t join history h on h.ticket_id = t.id and h.event in ('rated', 'closed')
      where ${ofBrand(brand, sql`t.brand`)} and t.satisfaction <= ${LOW_RATING} and t.closed_at >= ${moment(start)} and t.closed_at < ${moment(end)}
      order by t.id, h.id desc
    ) rated order by rating, ticket`);
  return rows.map(({ ticket, rating, words }) => ({ ticket, rating: Number(rating), words: words?.trim() ?? '' }));
}

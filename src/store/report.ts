import type { SQL } from 'drizzle-orm';
import type { BrandScope } from '../people/brand.ts';
import type { CompanyDomains } from '../people/identify.ts';
import {
  type CompanyFigures,
  type DayFigures,
  type Figures,
  type IncidentFigures,
  RESOLUTION_STEPS,
  type Responses,
  type Spread,
} from '../report/figures.ts';
import type { TicketTold } from '../report/frequent.ts';
import { CHANNELS, type Channel, type Urgency } from '../ticket/ticket.ts';
import { ofBrand } from './brand.ts';
import { isOfCompany } from './company.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, gte, lt, sql } from './drizzle.ts';
import { ticket } from './schema.ts';
import { detailsOf } from './ticket.ts';

/** A period as instants, `end` excluded; `now` cuts off what the future will bring. */
export type Range = {
  readonly start: Date;
  readonly end: Date;
  readonly now: Date;
  /** Only the tickets of a company's people. */
  readonly company?: CompanyDomains;
  /** Only those of a brand. */
  readonly brand?: BrandScope;
};

type Whose = Pick<Range, 'company' | 'brand'>;

/** The tickets that are counted. */
export const ticketsOf = ({ company, brand }: Whose): SQL =>
  company === undefined && brand === undefined
    ? sql`ticket`
    : sql`(select * from ticket where ${company === undefined ? sql`true` : isOfCompany(company)} and ${ofBrand(brand)})`;

/** The history that is counted. */
const historyOf = (range: Whose): SQL =>
  range.company === undefined && range.brand === undefined
    ? sql`history`
    : sql`(select * from history where ticket_id in (select id from ${ticketsOf(range)} ticket))`;

/** The time that counts, from `since` on without gaps in knowledge; null where all of it does. */
export type CountedTime = { readonly spans: readonly { readonly start: number; readonly end: number }[] } | null;

const moment = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

/** Figures of the range, from the history; none of them needs a ticket to be loaded. */
export async function figuresOf(db: Database, range: Range, counted: CountedTime): Promise<Figures> {
  const [figures, incidents] = await Promise.all([companyFiguresOf(db, range, counted), incidentsIn(db, range)]);
  return { ...figures, incidents };
}

/** The same of the tickets of a company, which incidents are not. */
export async function companyFiguresOf(db: Database, range: Range, counted: CountedTime): Promise<CompanyFigures> {
  const resolved = await resolutionsIn(db, range, counted);
  const [opened, events, open, responses, satisfaction, closings] = await Promise.all([
    openedIn(db, range),
    eventsIn(db, range),
    openAtEnd(db, range),
    responsesIn(db, range, counted),
    satisfactionIn(db, range),
    closingsByAssignee(db, range),
  ]);
  return {
    opened: opened.opened,
    closed: events.closed,
    reopened: events.reopened,
    open: open.reduce((sum, { open: each }) => sum + each, 0),
    byCategory: opened.byCategory,
    byUrgency: opened.byUrgency,
    byChannel: opened.byChannel,
    firstResponse: responses,
    resolution: resolved.byUrgency,
    resolutionSteps: resolved.steps,
    satisfaction,
    perEngineer: engineers(open, closings, resolved.byAssignee),
  };
}

const perUrgency = <T>(of: (urgency: Urgency) => T): Readonly<Record<Urgency, T>> => ({
  urgent: of('urgent'),
  high: of('high'),
  medium: of('medium'),
  low: of('low'),
});

async function openedIn(
  db: Database,
  range: Range,
): Promise<Pick<Figures, 'opened' | 'byCategory' | 'byUrgency' | 'byChannel'>> {
  const { start, end } = range;
  const rows = await db.execute<{ category: string; urgency: Urgency; channel: Channel; n: string }>(sql`
    select category, urgency, channel, count(*) as n from ${ticketsOf(range)} ticket
    where created_at >= ${moment(start)} and created_at < ${moment(end)} group by category, urgency, channel`);
  const sum = (fits: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(fits).reduce((total, { n }) => total + Number(n), 0);
  const categories = [...new Set(rows.map(({ category }) => category))].map(
    (category) => [category, sum((row) => row.category === category)] as const,
  );
  return {
    opened: sum(() => true),
    byCategory: Object.fromEntries(categories.toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))),
    byUrgency: perUrgency((urgency) => sum((row) => row.urgency === urgency)),
    byChannel: Object.fromEntries(
      CHANNELS.map((channel) => [channel, sum((row) => row.channel === channel)] as const),
    ) as Figures['byChannel'],
  };
}

async function incidentsIn(db: Database, { start, end, brand }: Range): Promise<IncidentFigures> {
  const within = (column: SQL): SQL => sql`${column} >= ${moment(start)} and ${column} < ${moment(end)}`;
  const [row] = await db.execute<Record<keyof IncidentFigures, string>>(sql`
    with had as (
      select e.kind, et.ticket_id from incident_entry_ticket et join incident_entry e on e.id = et.entry_id
      where et.outcome = 'done' and e.kind in ('news', 'resolution') and ${within(sql`et.at`)}
        and exists (select from incident i where i.id = e.incident_id and ${ofBrand(brand, sql`i.brand`)})
    )
    select (select count(*) from incident where ${within(sql`opened_at`)} and ${ofBrand(brand)}) as opened,
      (select count(*) from incident where state = 'resolved' and ${within(sql`ended_at`)} and ${ofBrand(brand)}) as resolved,
      (select count(distinct ticket_id) from had where kind = 'resolution') as tickets,
      (select count(distinct t.requester_canonical) from had join ticket t on t.id = had.ticket_id) as customers`);
  const { opened = '0', resolved = '0', tickets = '0', customers = '0' } = row ?? {};
  return {
    opened: Number(opened),
    resolved: Number(resolved),
    tickets: Number(tickets),
    customers: Number(customers),
  };
}

async function eventsIn(db: Database, range: Range): Promise<{ closed: number; reopened: number }> {
  const { start, end } = range;
  const rows = await db.execute<{ closed: string; reopened: string }>(sql`
    select count(*) filter (where event = 'closed') as closed, count(*) filter (where event = 'reopened') as reopened
    from ${historyOf(range)} history where at >= ${moment(start)} and at < ${moment(end)} and event in ('closed', 'reopened')`);
  return { closed: Number(rows[0]?.closed ?? 0), reopened: Number(rows[0]?.reopened ?? 0) };
}

/**
 * Open tickets at the end by assignee: those that are open now or ended later. Where something ended or reopened them
 * since, the last such event before the end tells.
 */
async function openAtEnd(db: Database, range: Range): Promise<{ address: string | null; open: number }[]> {
  const { end } = range;
  const rows = await db.execute<{ address: string | null; open: string }>(sql`
    with touched as (
      select distinct ticket_id from ${historyOf(range)} history where at >= ${moment(end)} and event in ('closed', 'merged', 'reopened')
    ), before as (
      select distinct on (ticket_id) ticket_id, event from ${historyOf(range)} history
      where ticket_id in (select ticket_id from touched) and at < ${moment(end)} and event in ('closed', 'merged', 'reopened')
      order by ticket_id, at desc, id desc
    )
    select assignee as address, count(*) as open from ${ticketsOf(range)} ticket
    where created_at < ${moment(end)} and (state not in ('closed', 'merged') or id in (select ticket_id from touched))
      and id not in (select ticket_id from before where event <> 'reopened')
    group by assignee`);
  return rows.map(({ address, open }) => ({ address, open: Number(open) }));
}

/** Minutes that count between two columns. */
function minutes(from: SQL, to: SQL, counted: CountedTime): SQL {
  if (counted === null) return sql`extract(epoch from ${to} - ${from}) / 60`;
  return sql`(
    select coalesce(sum(extract(epoch from least(s.upto, ${to}) - greatest(s.since, ${from}))) / 60, 0)
    from counted s where s.since < ${to} and s.upto > ${from})`;
}

/** The spans that count, as a table for `minutes`. */
function countedTable(counted: CountedTime): SQL {
  const spans = (counted?.spans ?? []).map(({ start, end }) => [start / 1000, end / 1000]);
  return sql`counted as materialized (
    select to_timestamp((s ->> 0)::float8) as since, to_timestamp((s ->> 1)::float8) as upto
    from jsonb_array_elements(${JSON.stringify(spans)}::jsonb) s)`;
}

const spread = sql`count(m) as n, percentile_cont(0.5) within group (order by m) as median,
  percentile_cont(0.9) within group (order by m) as p90`;

type SpreadRow = { readonly n: string; readonly median: string | null; readonly p90: string | null };

const NO_SPREAD: Spread = { n: 0, medianMinutes: null, p90Minutes: null };

const spreadOf = (row: SpreadRow | undefined): Spread =>
  row === undefined
    ? NO_SPREAD
    : { n: Number(row.n), medianMinutes: rounded(row.median), p90Minutes: rounded(row.p90) };

/** To a hundredth. */
const rounded = (value: string | null): number | null =>
  value === null ? null : Math.round(Number(value) * 100) / 100;

async function responsesIn(
  db: Database,
  range: Range,
  counted: CountedTime,
): Promise<Readonly<Record<Urgency, Responses>>> {
  const { start, end, now } = range;
  const until = moment(end < now ? end : now);
  const rows = await db.execute<SpreadRow & { urgency: Urgency; due: string; kept: string }>(sql`
    with ${countedTable(counted)}, answered as (
      select urgency, responded_at <= respond_by as kept,
        least(responded_at, respond_by) >= ${moment(start)} and least(responded_at, respond_by) < ${until} as due,
        case when responded_at >= ${moment(start)} and responded_at < ${moment(end)}
          then ${minutes(sql`created_at`, sql`responded_at`, counted)} end as m
      from ${ticketsOf(range)} ticket
      where created_at < ${moment(end)} and (responded_at >= ${moment(start)} or respond_by >= ${moment(start)})
        -- Who was told that it is over before an answer was due was not left waiting.
        and (responded_at is not null or (state <> 'merged' and coalesce(closed_at >= respond_by, true)))
    )
    select urgency, ${spread}, count(*) filter (where due) as due, count(*) filter (where due and kept) as kept
    from answered group by urgency`);
  return perUrgency((urgency) => {
    const row = rows.find((each) => each.urgency === urgency);
    const due = Number(row?.due ?? 0);
    return { ...spreadOf(row), due, withinDeadline: due === 0 ? null : Number(row?.kept) / due };
  });
}

type Resolutions = {
  readonly byUrgency: Figures['resolution'];
  readonly steps: Figures['resolutionSteps'];
  readonly byAssignee: ReadonlyMap<string, number | null>;
};

/**
 * A resolution is the first after the arrival or the last reopening, as it was at the end; corrections of it are not
 * others.
 */
async function resolutionsIn(db: Database, range: Range, counted: CountedTime): Promise<Resolutions> {
  const { start, end } = range;
  const rows = await db.execute<
    SpreadRow & { urgency: Urgency | null; address: string | null; step: number | null; level: number }
  >(sql`
    with ${countedTable(counted)}, touched as (
      select distinct ticket_id from ${historyOf(range)} history where event = 'resolved' and at >= ${moment(start)} and at < ${moment(end)}
    ), reopened as (
      select ticket_id, max(at) as at from ${historyOf(range)} history
      where ticket_id in (select ticket_id from touched) and event = 'reopened' and at < ${moment(end)} group by ticket_id
    ), resolved as (
      select ticket_id, min(h.at) as at from ${historyOf(range)} h left join reopened o using (ticket_id)
      where ticket_id in (select ticket_id from touched) and h.event = 'resolved' and h.at < ${moment(end)}
        and h.at > coalesce(o.at, '-infinity')
      group by ticket_id
    ), timed as (
      select urgency, assignee as address, ${minutes(sql`t.created_at`, sql`r.at`, counted)} as m
      from resolved r join ticket t on t.id = r.ticket_id where r.at >= ${moment(start)}
    )
    select urgency, address, step, grouping(urgency, address, step) as level, ${spread}
    from (
      select *, width_bucket(m, array[${sql.raw(RESOLUTION_STEPS.join(', '))}]) as step from timed
    ) stepped
    group by grouping sets ((urgency), (address), (urgency, step))`);
  const grouped = (level: number) => rows.filter((row) => Number(row.level) === level);
  const [urgencies, addresses, steps] = [grouped(0b011), grouped(0b101), grouped(0b010)];
  return {
    byUrgency: perUrgency((urgency) => spreadOf(urgencies.find((row) => row.urgency === urgency))),
    byAssignee: new Map(
      addresses.flatMap((row) => (row.address === null ? [] : [[row.address, rounded(row.median)] as const])),
    ),
    steps: perUrgency((urgency) =>
      Array.from({ length: RESOLUTION_STEPS.length + 1 }, (_, step) =>
        Number(steps.find((row) => row.urgency === urgency && Number(row.step) === step)?.n ?? 0),
      ),
    ),
  };
}

async function satisfactionIn(db: Database, range: Range): Promise<Figures['satisfaction']> {
  const { start, end } = range;
  const rows = await db.execute<{ n: string; mean: string | null }>(sql`
    select count(*) as n, avg(satisfaction) as mean from ${ticketsOf(range)} ticket
    where closed_at >= ${moment(start)} and closed_at < ${moment(end)}
      and satisfaction is not null`);
  return { n: Number(rows[0]?.n ?? 0), mean: rounded(rows[0]?.mean ?? null) };
}

async function closingsByAssignee(db: Database, range: Range): Promise<{ address: string | null; closed: number }[]> {
  const { start, end } = range;
  const rows = await db.execute<{ address: string | null; closed: string }>(sql`
    select assignee as address, count(*) as closed from ${historyOf(range)} h join ticket t on t.id = h.ticket_id
    where h.event = 'closed' and h.at >= ${moment(start)} and h.at < ${moment(end)} group by assignee`);
  return rows.map(({ address, closed }) => ({ address, closed: Number(closed) }));
}

function engineers(
  open: readonly { readonly address: string | null; readonly open: number }[],
  closings: readonly { readonly address: string | null; readonly closed: number }[],
  medians: ReadonlyMap<string, number | null>,
): Figures['perEngineer'] {
  const addresses = [...open, ...closings].flatMap(({ address }) => address ?? []);
  return [...new Set([...addresses, ...medians.keys()])].toSorted().map((address) => ({
    address,
    closed: closings.find((each) => each.address === address)?.closed ?? 0,
    open: open.find((each) => each.address === address)?.open ?? 0,
    medianResolutionMinutes: medians.get(address) ?? null,
  }));
}

/** When the oldest ticket arrived that was answered or resolved in the range; null when none was. */
export async function oldestArrival(db: Database, range: Range): Promise<Date | null> {
  const { start, end } = range;
  const rows = await db.execute<{ oldest: string | null }>(sql`
    select min(created_at) as oldest from ${ticketsOf(range)} ticket
    where (responded_at >= ${moment(start)} and responded_at < ${moment(end)})
      or id in (select ticket_id from ${historyOf(range)} history
        where event = 'resolved' and at >= ${moment(start)} and at < ${moment(end)})`);
  const oldest = rows[0]?.oldest ?? null;
  return oldest === null ? null : new Date(oldest);
}

/** Arrivals and closings by local day, for the days on which there were any. */
export async function dailyFigures(db: Database, range: Omit<Range, 'now'>, timezone: string): Promise<DayFigures[]> {
  const { start, end } = range;
  const rows = await db.execute<{ day: string; opened: string; closed: string }>(sql`
    select to_char(at at time zone ${timezone}, 'YYYY-MM-DD') as day,
      count(*) filter (where event = 'received') as opened, count(*) filter (where event = 'closed') as closed
    from (
      select created_at as at, 'received' as event from ${ticketsOf(range)} ticket
      where created_at >= ${moment(start)} and created_at < ${moment(end)}
      union all
      select at, event from ${historyOf(range)} history where at >= ${moment(start)} and at < ${moment(end)} and event = 'closed'
    ) happened group by 1 order by 1`);
  return rows.map(({ day, opened, closed }) => ({ day, opened: Number(opened), closed: Number(closed) }));
}

/** The tickets opened in the range as their customers tell them, oldest first; confidential ones tell nothing. */
export async function toldIn(db: Database, { start, end, company, brand }: Range): Promise<TicketTold[]> {
  const rows = await db
    .select({
      number: ticket.number,
      subject: ticket.subject,
      details: ticket.details,
      confidential: ticket.confidential,
    })
    .from(ticket)
    .where(
      and(gte(ticket.createdAt, start), lt(ticket.createdAt, end), company && isOfCompany(company), ofBrand(brand)),
    )
    .orderBy(asc(ticket.createdAt), asc(ticket.id));
  return rows.map(({ number, subject, details, confidential }) => ({
    number,
    subject,
    symptom: confidential ? '' : (detailsOf(details).form.description ?? ''),
  }));
}

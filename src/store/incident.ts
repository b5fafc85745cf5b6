import type { SQL } from 'drizzle-orm';
import type { BrandScope } from '../people/brand.ts';
import type { EntryOutcome, Incident, IncidentEntry } from '../ticket/incident/incident.ts';
import type { Reach } from '../ticket/incident/work.ts';
import { whichNamed } from '../ticket/text/naming.ts';
import { ofBrand } from './brand.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, desc, eq, inArray, lte, sql } from './drizzle.ts';
import { incident, incidentEntry, incidentEntryTicket } from './schema.ts';

/** Tickets that words to all customers reach: those that somebody works on or is to work on. */
const IN_WORK = sql`state in ('triaged', 'assigned', 'in_progress', 'pending')`;

export const incidentsByNumber = async (db: Database, numbers: readonly string[]): Promise<Incident[]> =>
  numbers.length === 0
    ? []
    : db
        .select()
        .from(incident)
        .where(inArray(incident.number, [...numbers]));

/** Whom the incident concerns now. */
export async function reachOf(db: Database, number: string): Promise<Reach> {
  const [row] = await db.execute<{ tickets: string; customers: string; staff: string[] | null }>(sql`
    select count(*) as tickets, count(distinct requester_canonical) as customers,
      (select jsonb_agg(distinct s) from (
        select unnest(array[assignee, follower]) as s from ticket where incident_number = ${number} and ${IN_WORK}
      ) each where s is not null) as staff
    from ticket where incident_number = ${number} and ${IN_WORK}`);
  return { tickets: Number(row?.tickets ?? 0), customers: Number(row?.customers ?? 0), staff: row?.staff ?? [] };
}

/**
 * Which of the customers of an incident these words name: three names, companies, addresses or ticket numbers at most.
 * The database leaves out what the words surely do not have; `whichNamed` tells.
 */
export async function customersNamedIn(
  db: Database,
  { incident: number, words }: { readonly incident: string; readonly words: string },
): Promise<readonly string[]> {
  const folded = (text: SQL) => sql`regexp_replace(lower(normalize(${text}, nfkc)), '[[:space:]_·•-]+', '', 'g')`;
  const rows = await db.execute<{ name: string }>(sql`
    select distinct name from ticket,
      unnest(array[number, requester_name, requester_address, coalesce(company, '')]) as name
    where incident_number = ${number} and ${IN_WORK} and length(name) > 1
      and position(${folded(sql`name`)} in ${folded(sql`${words}::text`)}) > 0
    order by name limit 100`);
  return whichNamed(
    words,
    rows.map(({ name }) => name),
  ).slice(0, 3);
}

/** Open incidents whose owner is to be asked for the next word to the customers. */
export const incidentsToRemind = (db: Database, now: Date): Promise<Incident[]> =>
  db.select().from(incident).where(lte(incident.remindAt, now));

/** Open incidents that wait for no reminder, and have an open ticket. */
export const incidentsJoinedAgain = (db: Database): Promise<Incident[]> =>
  db
    .select()
    .from(incident)
    .where(
      sql`${incident.state} = 'open' and ${incident.remindAt} is null
        and exists (select from ticket where incident_number = ${incident.number} and ${IN_WORK})`,
    );

/** An entry that tickets are still to get. */
export type WaitingEntry = {
  readonly entry: IncidentEntry;
  readonly incident: Incident;
  /** All tickets there were have got it. */
  readonly done: boolean;
};

/**
 * Entries that tickets are to get, the oldest first: those that are not done; of every open incident the newest words
 * to its customers, which whoever is linked later gets too; and for a day the end of one, for a ticket that was linked
 * in the same moment.
 */
export async function waitingEntries(db: Database, now: Date): Promise<WaitingEntry[]> {
  const newest = sql`(select distinct on (e.incident_id) e.id from incident_entry e
    join incident i on i.id = e.incident_id
    where (i.state = 'open' and e.kind = 'news')
      or (i.ended_at > ${now.toISOString()}::timestamptz - interval '1 day' and e.kind in ('resolution', 'dropped'))
    order by e.incident_id, e.at desc, e.id desc)`;
  const rows = await db
    .select({ entry: incidentEntry, incident })
    .from(incidentEntry)
    .innerJoin(incident, eq(incident.id, incidentEntry.incidentId))
    .where(sql`${incidentEntry.doneAt} is null or ${incidentEntry.id} in ${newest}`)
    .orderBy(asc(incidentEntry.at), asc(incidentEntry.id));
  return rows.map(({ entry: { doneAt, ...entry }, incident: of }) => ({ entry, incident: of, done: doneAt !== null }));
}

/** Ids of open tickets of the incident that have not got the entry, the longest waiting first. */
export async function ticketsWithout(
  db: Database,
  { entry, incident: of }: WaitingEntry,
  most: number,
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select t.id from ticket t
    where t.incident_number = ${of.number} and t.state not in ('closed', 'merged')
      and not exists (select from incident_entry_ticket e where e.entry_id = ${entry.id} and e.ticket_id = t.id)
    order by t.created_at, t.id limit ${most}`);
  return rows.map(({ id }) => id);
}

/** How long ago a ticket may have been opened to be gathered. */
const GATHERED = '7 days';

/** Ids of open tickets that belong to no incident and report an error code which those of this one report. */
export async function ticketsAlike(
  db: Database,
  { entry, incident: of }: WaitingEntry,
  most: number,
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select t.id from ticket t
    where t.error_code in (select error_code from ticket where incident_number = ${of.number} and error_code is not null)
      and t.incident_number is null and t.brand is not distinct from ${of.brand ?? null} and ${IN_WORK}
      and t.created_at > ${of.openedAt.toISOString()}::timestamptz - ${GATHERED}::interval
      and not exists (select from incident_entry_ticket e where e.entry_id = ${entry.id} and e.ticket_id = t.id)
    order by t.created_at, t.id limit ${most}`);
  return rows.map(({ id }) => id);
}

/** How many tickets have got any entry since then: what the pace is measured by. */
export async function entriesSince(db: Database, since: Date): Promise<number> {
  const [row] = await db.execute<{ n: string }>(
    sql`select count(*) as n from incident_entry_ticket where at > ${since.toISOString()}::timestamptz`,
  );
  return Number(row?.n ?? 0);
}

export type EntryCounts = Readonly<Record<EntryOutcome, number>>;

export async function countsOf(db: Database, entryId: string): Promise<EntryCounts> {
  const rows = await db
    .select({ outcome: incidentEntryTicket.outcome, n: sql<string>`count(*)` })
    .from(incidentEntryTicket)
    .where(eq(incidentEntryTicket.entryId, entryId))
    .groupBy(incidentEntryTicket.outcome);
  const of = (outcome: EntryOutcome): number => Number(rows.find((row) => row.outcome === outcome)?.n ?? 0);
  return { done: of('done'), passed: of('passed') };
}

/** An incident as lists show it: tickets that ever were told of it, and those that belong to it now. */
export type IncidentSummary = {
  readonly incident: Incident;
  readonly tickets: number;
  readonly open: number;
  readonly customers: number;
};

/** Open ones, or all, the newest first. */
export async function incidentSummaries(
  db: Database,
  which: { readonly open: boolean } | { readonly number: string },
  most: number,
  scope?: BrandScope,
): Promise<IncidentSummary[]> {
  const found = await db
    .select()
    .from(incident)
    .where(
      and(
        'number' in which ? eq(incident.number, which.number) : which.open ? eq(incident.state, 'open') : undefined,
        ofBrand(scope),
      ),
    )
    .orderBy(desc(incident.openedAt), desc(incident.number))
    .limit(most);
  if (found.length === 0) return [];
  const numbers = JSON.stringify(found.map(({ number }) => number));
  const rows = await db.execute<Record<'number' | 'tickets' | 'open' | 'customers', string>>(sql`
    select incident_number as number, count(*) as tickets, count(*) filter (where state not in ('closed', 'merged')) as open,
      count(distinct requester_canonical) as customers
    from ticket where incident_number in (select jsonb_array_elements_text(${numbers}::jsonb)) group by 1`);
  const counts = new Map(rows.map((row) => [row.number, row]));
  return found.map((each) => {
    const row = counts.get(each.number);
    return {
      incident: each,
      tickets: Number(row?.tickets ?? 0),
      open: Number(row?.open ?? 0),
      customers: Number(row?.customers ?? 0),
    };
  });
}

/** The timeline of an incident, oldest first, with how many tickets have got each entry. */
export async function timelineOf(
  db: Database,
  incidentId: string,
): Promise<(IncidentEntry & { readonly doneAt: Date | null; readonly counts: EntryCounts })[]> {
  const rows = await db
    .select()
    .from(incidentEntry)
    .where(eq(incidentEntry.incidentId, incidentId))
    .orderBy(asc(incidentEntry.at), asc(incidentEntry.id));
  return Promise.all(rows.map(async (row) => ({ ...row, counts: await countsOf(db, row.id) })));
}

/** The tickets of an incident, as `incident show` lists them. */
export async function ticketsOfIncident(
  db: Database,
  number: string,
  most: number,
): Promise<{ readonly number: string; readonly state: string; readonly subject: string }[]> {
  return db.execute<{ number: string; state: string; subject: string }>(sql`
    select number, state, subject from ticket where incident_number = ${number} order by created_at, number limit ${most}`);
}

import { type CanonicalAddress, canonicalAddress } from '../people/address.ts';
import type { BrandScope } from '../people/brand.ts';
import { errorCodeOf } from '../ticket/alike.ts';
import { openApprovals } from '../ticket/events/approval/asking.ts';
import { NO_TELEPHONE } from '../ticket/telephone.ts';
import { resolutionWithoutWords } from '../ticket/text/confidential.ts';
import type { Closing, SideThread, State, Ticket } from '../ticket/ticket.ts';
import { ofBrand } from './brand.ts';
import { batchedRead } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, isNotNull, sql } from './drizzle.ts';
import { type Row, rowOf } from './row.ts';
import { NEXT_DEADLINE } from './schema/columns.ts';
import { clock, mail, participant, reference, ticket } from './schema.ts';
import { storableText } from './storable-text.ts';

type TicketRow = typeof ticket.$inferSelect;

/** What stands in other columns than those of its own name, or in other tables. */
type Elsewhere = 'requester' | 'participants' | 'clocks';

/** The fields of a ticket that have no column; of the closing, the satisfaction has one. */
type TicketDetails = Omit<Ticket, keyof TicketRow | Elsewhere | 'closing'> & {
  readonly closing: Omit<Closing, 'satisfaction'> | null;
};

const COLUMNS = getTableColumns(ticket);

const isColumn = (field: string): field is keyof TicketRow => field in COLUMNS;

/** The rows of one ticket. A field with a column of its name stands there, every other one in the details. */
export function ticketRows(value: Ticket): { ticket: Row; participants: Row[]; clocks: Row[] } {
  const { participants, clocks, requester, ...fields } = value;
  const { satisfaction = null, ...closing } = value.closing ?? {};
  const entries = Object.entries({ ...fields, closing: value.closing && closing });
  const columns = Object.fromEntries(entries.filter(([field]) => isColumn(field))) as Pick<
    TicketRow,
    keyof TicketRow & keyof Ticket
  >;
  const row: TicketRow = {
    ...columns,
    requesterName: requester.name,
    requesterAddress: requester.address,
    requesterCanonical: canonicalAddress(requester.address),
    errorCode: value.confidential ? null : errorCodeOf(value),
    confidential: value.confidential === true,
    asksSomebody: value.sideThreads.some(({ answeredAt }) => answeredAt === null) || openApprovals(value).length > 0,
    incidentNumber: value.incident?.number ?? null,
    satisfaction,
    contract: value.contract ?? null,
    brand: value.brand ?? null,
    details: encodeTimes(Object.fromEntries(entries.filter(([field]) => !isColumn(field)))),
  };
  return {
    ticket: rowOf(ticket, row),
    participants: participants.map((each) =>
      rowOf(participant, { ticketId: value.id, canonical: canonicalAddress(each.address), ...each }),
    ),
    clocks: clocks.map((each) => rowOf(clock, { ticketId: value.id, ...each })),
  };
}

/** Times inside the details are `{"$at": ISO 8601}`, so that they come back as times and texts stay texts. */
function encodeTimes(value: unknown): unknown {
  if (value instanceof Date) return { $at: value.toISOString() };
  if (Array.isArray(value)) return value.map(encodeTimes);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encodeTimes(each)]));
  return value;
}

function decodeTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeTimes);
  if (value === null || typeof value !== 'object') return value;
  if ('$at' in value) return new Date(String(value.$at));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decodeTimes(each)]));
}

/** What a row keeps beside its columns. */
export const detailsOf = (details: unknown): TicketDetails => decodeTimes(details) as TicketDetails;

/** The details without anything a person said; what counts and when it happened stays. */
export function withoutWords(details: unknown): unknown {
  const {
    urgencyReason,
    resolution,
    closing,
    findings,
    handOver,
    work,
    incident,
    approvals,
    undoable: _,
    ...others
  } = detailsOf(details);
  const erased: TicketDetails = {
    ...others,
    urgencyReason: { ...urgencyReason, detail: '' },
    form: {},
    analysis: null,
    ...(findings && { findings: [] }),
    ...(incident && { incident: { ...incident, title: '' } }),
    ...(handOver && { handOver: { ...handOver, words: '' } }),
    sideThreads: [],
    ...(approvals && { approvals: [] }),
    resolution: resolution && resolutionWithoutWords(resolution),
    ...(work && { work: work.map((each) => ({ ...each, resources: null })) }),
    closing: closing && { ...closing, solution: '', resources: null },
  };
  return encodeTimes(erased);
}

/**
 * The details of somebody else's ticket without a person who was asked from outside, and the ids of the questions to
 * them; null where they were asked none. What a change could be taken back to goes too: it has their address as well.
 */
export function withoutOutsider(
  details: unknown,
  own: CanonicalAddress,
  replacement: string,
): { readonly details: unknown; readonly asked: readonly string[] } | null {
  const { undoable: _, sideThreads, ...others } = detailsOf(details);
  const isTheirs = ({ outside, responsible }: SideThread): boolean =>
    outside !== undefined && canonicalAddress(responsible) === own;
  const asked = sideThreads.filter(isTheirs).map(({ id }) => id);
  if (asked.length === 0) return null;
  const erased = sideThreads.map((each) =>
    each.outside && isTheirs(each)
      ? { ...each, responsible: replacement, outside: { ...each.outside, name: '' } }
      : each,
  );
  return { details: encodeTimes({ ...others, sideThreads: erased }), asked };
}

/** Tickets by id, in no particular order. */
export async function loadTickets(db: Database, ids: readonly string[]): Promise<Ticket[]> {
  if (ids.length === 0) return [];
  const wanted = [...new Set(ids)];
  const [rows, participants, clocks] = await Promise.all([
    db.select().from(ticket).where(inArray(ticket.id, wanted)),
    db.select().from(participant).where(inArray(participant.ticketId, wanted)),
    db.select().from(clock).where(inArray(clock.ticketId, wanted)),
  ]);
  return rows.map((row) => {
    const {
      details,
      requesterName,
      requesterAddress,
      requesterCanonical: _,
      errorCode: _code,
      incidentNumber: _incident,
      asksSomebody: _asks,
      satisfaction,
      confidential,
      brand,
      ...fields
    } = row;
    const { closing, ...others } = detailsOf(details);
    return {
      ...fields,
      ...others,
      ...(confidential && { confidential }),
      ...(brand !== null && { brand }),
      closing: closing && { ...closing, satisfaction },
      requester: { name: requesterName, address: requesterAddress },
      participants: participants
        .filter((each) => each.ticketId === row.id)
        .map(({ address, name, role, confirmed }) => ({ address, name, role, confirmed })),
      clocks: clocks
        .filter((each) => each.ticketId === row.id)
        .map(({ kind, subject, dueAt }) => ({ kind, subject, dueAt })),
    };
  });
}

/** Which tickets a mail may belong to: those of the Message-IDs it refers to and those of the numbers it names. */
export async function candidateTickets(
  db: Database,
  wanted: { messageIds: readonly string[]; numbers: readonly string[] },
): Promise<{ ticket: Ticket; messageIds: ReadonlySet<string> }[]> {
  const [byReference, byNumber] = await Promise.all([
    wanted.messageIds.length === 0
      ? []
      : db
          .select()
          .from(reference)
          .where(inArray(reference.messageId, [...wanted.messageIds])),
    wanted.numbers.length === 0
      ? []
      : db
          .select({ id: ticket.id })
          .from(ticket)
          .where(inArray(ticket.number, [...wanted.numbers])),
  ]);
  const tickets = await loadTickets(db, [...byReference.map((row) => row.ticketId), ...byNumber.map((row) => row.id)]);
  return tickets.map((found) => ({
    ticket: found,
    messageIds: new Set(byReference.filter((row) => row.ticketId === found.id).map((row) => row.messageId)),
  }));
}

/** Ids of tickets that are neither closed nor merged, in their order, from behind one of them on. */
export async function openTicketsAfter(db: Database, after: string | null, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(sql`state not in ('closed', 'merged')`, after === null ? undefined : gt(ticket.id, after)))
    .orderBy(asc(ticket.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Tickets that a lookup by one reference gives at most. */
const MOST_REFERRED = 20;

/** The newest tickets with that reference, the newest first: ids are in the order in which tickets were opened. */
export async function newestByReference(db: Database, messageId: string): Promise<Ticket[]> {
  const rows = await db
    .select({ id: reference.ticketId })
    .from(reference)
    .where(eq(reference.messageId, messageId))
    .orderBy(desc(reference.ticketId))
    .limit(MOST_REFERRED);
  return loadTickets(
    db,
    rows.map(({ id }) => id),
  );
}

/** Mails of one sender that are looked through for a number of theirs. */
const MOST_EARLIER = 500;

/**
 * Tickets that earlier mails of a sender belong to whose subject names one of these numbers of another help desk, the
 * latest first.
 */
export async function ticketsByTheirNumber(
  db: Database,
  sender: CanonicalAddress,
  names: (subject: string) => boolean,
): Promise<Ticket[]> {
  const earlier = await db
    .select({ id: mail.ticketId, subject: mail.subject })
    .from(mail)
    .where(and(eq(mail.fromCanonical, sender), isNotNull(mail.ticketId)))
    .orderBy(desc(mail.id))
    .limit(MOST_EARLIER);
  const ids = earlier.flatMap(({ id, subject }) => (id !== null && subject !== null && names(subject) ? [id] : []));
  const [latest] = ids;
  return latest === undefined ? [] : loadTickets(db, [latest]);
}

/** Null for any text that is no number. */
export async function ticketByNumber(db: Database, number: string): Promise<Ticket | null> {
  const rows = await db
    .select({ id: ticket.id })
    .from(ticket)
    .where(eq(ticket.number, storableText(number)));
  return (
    (
      await loadTickets(
        db,
        rows.map((row) => row.id),
      )
    )[0] ?? null
  );
}

export type TicketFilter = {
  readonly state?: State;
  readonly requester?: CanonicalAddress;
  readonly assignee?: string;
  /** Neither closed nor merged. */
  readonly open?: boolean;
  /** Opened then or later. */
  readonly since?: Date;
  readonly brand?: BrandScope;
};

const filtered = ({ state, requester, assignee, open, since, brand }: TicketFilter) =>
  and(
    ofBrand(brand),
    state === undefined ? undefined : eq(ticket.state, state),
    requester === undefined ? undefined : eq(ticket.requesterCanonical, requester),
    assignee === undefined ? undefined : eq(ticket.assignee, assignee.toLowerCase()),
    open === true ? sql`${ticket.state} not in ('closed', 'merged')` : undefined,
    since === undefined ? undefined : gte(ticket.createdAt, since),
  );

/** Ids of all tickets, or those a filter names, oldest first. */
export async function ticketIds(db: Database, filter: TicketFilter = {}): Promise<string[]> {
  const rows = await db
    .select({ id: ticket.id })
    .from(ticket)
    .where(filtered(filter))
    .orderBy(asc(ticket.createdAt), asc(ticket.number));
  return rows.map(({ id }) => id);
}

/** Ids of the newest tickets of a filter, the newest first. */
export async function newestTicketIds(db: Database, filter: TicketFilter, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: ticket.id })
    .from(ticket)
    .where(filtered(filter))
    .orderBy(desc(ticket.createdAt), desc(ticket.number))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** What resolved tickets show when they are found again, in the order asked for; of confidential ones nothing. */
export async function loadSolutions(
  db: Database,
  ids: readonly string[],
): Promise<{ id: string; number: string; subject: string; solution: string }[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: ticket.id,
      number: ticket.number,
      subject: ticket.subject,
      details: ticket.details,
    })
    .from(ticket)
    .where(and(inArray(ticket.id, [...ids]), eq(ticket.confidential, false)));
  const solutions = rows.map(({ details, ...row }) => ({
    ...row,
    solution: detailsOf(details).resolution?.steps ?? '',
  }));
  return ids.flatMap((id) => solutions.find((row) => row.id === id) ?? []);
}

/** Open tickets past a deadline, by kind. */
export async function breachedDeadlines(
  db: Database,
  at: Date,
): Promise<Record<'response' | 'progress' | 'acceptance', number>> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const rows = await db.execute<Record<'response' | 'progress' | 'acceptance', string>>(sql`
    select count(*) filter (where responded_at is null and respond_by < ${now}) as response,
      count(*) filter (where responded_at is not null and update_by < ${now}) as progress,
      count(*) filter (where accept_by < ${now}) as acceptance
    from ticket where state not in ('closed', 'merged') and ${NEXT_DEADLINE} < ${now}`);
  const row = rows[0];
  return {
    response: Number(row?.response ?? 0),
    progress: Number(row?.progress ?? 0),
    acceptance: Number(row?.acceptance ?? 0),
  };
}

/** What the staff who work on a ticket should know about its customer. */
export const customerBackground = batchedRead(
  async (db, tickets: readonly Pick<Ticket, 'id' | 'requester' | 'company' | 'brand'>[]): Promise<Background[]> => {
    const wanted = tickets.map(({ id, requester, brand = null }) => ({
      id,
      brand,
      address: canonicalAddress(requester.address),
    }));
    const rows = await db.execute<{ id: string; before: string; open: string; satisfaction: string | null }>(sql`
      select w.id, count(t.id) as before,
        count(t.id) filter (where t.state not in ('closed', 'merged')) as open,
        (array_agg(t.satisfaction order by t.closed_at desc) filter (where t.satisfaction is not null))[1] as satisfaction
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(id uuid, brand text, address text)
      left join ticket t on t.requester_canonical = w.address and t.id <> w.id
        and t.brand is not distinct from w.brand and w.address <> ${NO_TELEPHONE}
      group by w.id`);
    const found = new Map(rows.map((row) => [row.id, row]));
    return tickets.map(({ id, company }) => {
      const row = found.get(id);
      return {
        company,
        ticketsBefore: Number(row?.before ?? 0),
        openTickets: Number(row?.open ?? 0),
        lastSatisfaction: row?.satisfaction ? Number(row.satisfaction) : null,
      };
    });
  },
);

type Background = {
  readonly company: string | null;
  readonly ticketsBefore: number;
  readonly openTickets: number;
  readonly lastSatisfaction: number | null;
};

/** Ids of urgent tickets that these have and that their work is waited for, the oldest first. */
export async function urgentOf(db: Database, emails: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from ticket where urgency = 'urgent' and state in ('assigned', 'in_progress')
      and assignee in (select jsonb_array_elements_text(${JSON.stringify(emails)}::jsonb)) order by created_at`);
  return rows.map(({ id }) => id);
}

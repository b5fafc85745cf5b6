import { type CanonicalAddress, canonicalAddress } from '../people/address.ts';
import type { BrandScope } from '../people/brand.ts';
import type { CompanyDomains } from '../people/identify.ts';
import { approvalsOf } from '../ticket/events/approval/asking.ts';
import { openSideThread } from '../ticket/events/side-thread.ts';
import type { State, Ticket, Urgency } from '../ticket/ticket.ts';
import { ofBrand } from './brand.ts';
import { isOfCompany } from './company.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import { detailsOf } from './ticket.ts';

/** What a list shows of a ticket. */
export type ListedTicket = Pick<
  Ticket,
  | 'number'
  | 'subject'
  | 'urgency'
  | 'state'
  | 'assignee'
  | 'company'
  | 'requester'
  | 'tokenEpoch'
  | 'createdAt'
  | 'acceptBy'
  | 'respondBy'
  | 'respondedAt'
  | 'updateBy'
  | 'expectedBy'
>;

/** The tickets at the top of a list, and how long it is. */
export type Listed = { readonly total: number; readonly tickets: readonly ListedTicket[] };
const NOTHING_LISTED: Listed = { total: 0, tickets: [] };

const COLUMNS = sql`number, subject, urgency, state, assignee, company, requester_name, requester_address, token_epoch,
  created_at, accept_by, respond_by, responded_at, update_by, expected_by`;
const OPEN = sql`state not in ('closed', 'merged')`;
const AT_REST = sql`state in ('pending', 'resolved')`;

/** What is owed first, as `nextDue` tells it; then the most urgent and the oldest. */
const BY_DUE = sql`case when not ${AT_REST} then least(case when state = 'assigned' then accept_by end,
    case when responded_at is null then respond_by end, update_by, expected_by) end,
  array_position(array['urgent', 'high', 'medium', 'low'], urgency), created_at, number`;

type Row = Readonly<Record<string, string | null>>;

const PARTS = ['todo', 'waiting', 'followed'] as const;
type Part = (typeof PARTS)[number];

/** What is open for a member of the staff, each part by what is due. */
export type StaffTickets = Readonly<Record<Part | 'help', Listed>>;
export const NO_TICKETS: StaffTickets = {
  todo: NOTHING_LISTED,
  help: NOTHING_LISTED,
  waiting: NOTHING_LISTED,
  followed: NOTHING_LISTED,
};

/**
 * Open tickets of these members of the staff. `todo`: assigned to them, or followed while nobody has it or its customer
 * waits to be understood · `help`: a colleague has asked them · `waiting`: assigned, and the customer's turn ·
 * `followed`: the rest they follow.
 */
export async function ticketsOfStaff(
  db: Database,
  emails: readonly string[],
  shown: number,
  scope?: BrandScope,
): Promise<ReadonlyMap<string, StaffTickets>> {
  if (emails.length === 0) return new Map();
  // As a list of values, so that PostgreSQL knows how many they are: one person's tickets are looked up, not all of
  // them.
  const readers = sql`reader (email, canonical) as (values ${sql.join(
    emails.map((email) => sql`(${email}, ${canonicalAddress(email)})`),
    sql`, `,
  )})`;
  const [rows, asked] = await Promise.all([
    db.execute<Row>(sql`
      with ${readers}, theirs as (
        select email, case when ${AT_REST} then 'waiting' else 'todo' end as part, ticket.*
        from reader join ticket on assignee = email where ${OPEN} and ${ofBrand(scope)}
        union all
        select email, case when assignee is null or unclear_at is not null then 'todo' else 'followed' end, ticket.*
        from reader join ticket on follower = email where ${OPEN} and ${ofBrand(scope)} and assignee is distinct from email
      ), placed as (
        select email, part, count(*) over (partition by email, part) as total,
          row_number() over (partition by email, part order by ${BY_DUE}) as place, ${COLUMNS}
        from theirs
      )
      select * from placed where place <= ${shown} order by email, part, place`),
    db.execute<Row & { readonly details: unknown }>(sql`
      with ${readers}
      select email, details, ${COLUMNS}
      from reader join participant using (canonical) join ticket on ticket.id = ticket_id
      where role = 'staff' and ${OPEN} and asks_somebody and ${ofBrand(scope)} and assignee is distinct from email order by email, ${BY_DUE}`),
  ]);
  const byReader = Map.groupBy(rows, ({ email }) => String(email));
  const helping = Map.groupBy(
    asked.filter(({ email, details }) => isAsked(detailsOf(details), String(email))),
    ({ email }) => String(email),
  );
  return new Map(
    emails.map((email) => {
      const own = byReader.get(email) ?? [];
      const help = helping.get(email) ?? [];
      const part = (name: Part): Listed => listedFrom(own.filter((row) => row.part === name));
      return [
        email,
        {
          todo: part('todo'),
          help: { total: help.length, tickets: help.slice(0, shown).map(ticketFrom) },
          waiting: part('waiting'),
          followed: part('followed'),
        },
      ];
    }),
  );
}

/** For help, or for a yes or no. */
const isAsked = (ticket: Parameters<typeof openSideThread>[0] & Parameters<typeof approvalsOf>[0], email: string) =>
  openSideThread(ticket, email) !== null || approvalsOf(ticket, email).length > 0;

/** A ticket with how many mails came while somebody was away. */
export type ChangedTicket = ListedTicket & { readonly wrote: { readonly customer: number; readonly staff: number } };

/**
 * What has become of somebody's tickets in a time: those they have, each with what was written, and those they had to
 * do with in which something was written or that were passed on. Closed ones are there when they were closed in it.
 */
export async function ticketsMeanwhile(
  db: Database,
  email: string,
  { from, to }: { readonly from: Date; readonly to: Date },
  staff: readonly string[],
  scope?: BrandScope,
): Promise<readonly ChangedTicket[]> {
  const [since, until] = [from, to].map((at) => sql`${at.toISOString()}::timestamptz`);
  // Servers date mails by whole seconds (RFC 3501 §9, date-time).
  const came = sql`m.ticket_id = ticket.id and m.direction = 'in' and m.at >= date_trunc('second', ${since}) and m.at < ${until}`;
  const rows = await db.execute<Row>(sql`
    with colleague as (select lower(jsonb_array_elements_text(${JSON.stringify(staff)}::jsonb)) as address),
    meanwhile as (
      select ticket.*,
        (select count(*) from message m where ${came} and lower(m.from_address) not in (select address from colleague)) as by_customer,
        (select count(*) from message m where ${came} and lower(m.from_address) in (select address from colleague)) as by_staff
      from ticket where (${OPEN} or closed_at >= ${since}) and ${ofBrand(scope)} and (assignee = ${email}
        or id in (select ticket_id from participant where canonical = ${canonicalAddress(email)} and role = 'staff')))
    select by_customer, by_staff, ${COLUMNS} from meanwhile
    where (assignee = ${email} and ${OPEN}) or by_customer + by_staff > 0 or closed_at >= ${since}
      or exists (select 1 from history h where h.ticket_id = meanwhile.id and h.event = 'stand_in' and h.at >= ${since})
    order by ${BY_DUE}`);
  return rows.map((row) => ({
    ...ticketFrom(row),
    wrote: { customer: Number(row.by_customer), staff: Number(row.by_staff) },
  }));
}

/** Tickets of teams; `null` stands for those that no team has. */
export type TeamScope = 'all' | readonly (string | null)[];

/** Open tickets of teams by what is due, and how many each person has. */
export async function ticketsOfTeams(
  db: Database,
  teams: TeamScope,
  shown: number,
  scope?: BrandScope,
): Promise<Listed & { readonly people: readonly { readonly email: string | null; readonly count: number }[] }> {
  const ofTeams =
    teams === 'all'
      ? sql`true`
      : sql`(team in (select jsonb_array_elements_text(${JSON.stringify(teams.filter((team) => team !== null))}::jsonb))
          or (team is null and ${teams.includes(null)}))`;
  const [rows, people] = await Promise.all([
    db.execute<Row>(sql`
      select count(*) over () as total, ${COLUMNS} from ticket where ${OPEN} and ${ofBrand(scope)} and ${ofTeams} order by ${BY_DUE} limit ${shown}`),
    db.execute<{ email: string | null; count: string }>(sql`
      select assignee as email, count(*) from ticket where ${OPEN} and ${ofBrand(scope)} and ${ofTeams} group by assignee
      order by count(*) desc, assignee`),
  ]);
  return { ...listedFrom(rows), people: people.map(({ email, count }) => ({ email, count: Number(count) })) };
}

/** Whose tickets a search may find; supervisors see all. */
export type Seeing = {
  readonly email: string;
  readonly supervisor: boolean;
  readonly frontline: boolean;
  readonly teams: readonly string[];
};

/**
 * Tickets in any state that have all of these words in their number, subject, company or requester, or in one mail of
 * their conversation; open ones first, then the newest.
 */
export async function findTickets(
  db: Database,
  words: readonly string[],
  seeing: Seeing,
  shown: number,
  scope?: BrandScope,
): Promise<Listed> {
  if (words.length === 0) return NOTHING_LISTED;
  const { email, supervisor, frontline, teams } = seeing;
  const seen = supervisor
    ? sql`true`
    : sql`(lower(assignee) = lower(${email}) or lower(follower) = lower(${email}) or (${frontline} and assignee is null)
        or team in (select jsonb_array_elements_text(${JSON.stringify(teams)}::jsonb))
        or id in (select ticket_id from participant where canonical = ${canonicalAddress(email)} and role = 'staff'))`;
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const named = sql.join(
    patterns.map(
      (pattern) => sql`concat_ws(' ', number, subject, company, requester_name, requester_address) ilike ${pattern}`,
    ),
    sql` and `,
  );
  const said = sql.join(
    patterns.map((pattern) => sql`text ilike ${pattern}`),
    sql` and `,
  );
  const rows = await db.execute<Row>(sql`
    select count(*) over () as total, ${COLUMNS} from ticket
    where ${seen} and ${ofBrand(scope)} and ((${named}) or (not confidential and id in (select ticket_id from message where ${said})))
    order by ${OPEN} desc, created_at desc, number desc limit ${shown}`);
  return listedFrom(rows);
}

/** Open tickets a customer takes part in. */
export async function ticketsOfCustomer(
  db: Database,
  address: CanonicalAddress,
  shown: number,
  scope?: BrandScope,
): Promise<Listed> {
  const rows = await db.execute<Row>(sql`
    select count(*) over () as total, ${COLUMNS} from ticket
    where ${OPEN} and ${ofBrand(scope)} and id in (
      select ticket_id from participant where canonical = ${address} and confirmed and role <> 'staff')
    order by created_at desc, number desc limit ${shown}`);
  return listedFrom(rows);
}

/** Open tickets of a company's people, the newest first. */
export async function ticketsOfCompany(
  db: Database,
  company: CompanyDomains,
  scope?: BrandScope,
): Promise<readonly ListedTicket[]> {
  const rows = await db.execute<Row>(sql`
    select ${COLUMNS} from ticket where ${OPEN} and ${ofBrand(scope)} and ${isOfCompany(company)} order by created_at desc, number desc`);
  return rows.map(ticketFrom);
}

const listedFrom = (rows: readonly Row[]): Listed => ({
  total: Number(rows[0]?.total ?? 0),
  tickets: rows.map(ticketFrom),
});

const ticketFrom = (row: Row): ListedTicket => ({
  number: String(row.number),
  subject: String(row.subject),
  urgency: row.urgency as Urgency,
  state: row.state as State,
  assignee: row.assignee ?? null,
  company: row.company ?? null,
  requester: { name: String(row.requester_name), address: String(row.requester_address) },
  tokenEpoch: Number(row.token_epoch),
  createdAt: new Date(String(row.created_at)),
  acceptBy: timeOf(row.accept_by),
  respondBy: timeOf(row.respond_by),
  respondedAt: timeOf(row.responded_at),
  updateBy: timeOf(row.update_by),
  expectedBy: timeOf(row.expected_by),
});

const timeOf = (value: string | null | undefined): Date | null => (value ? new Date(value) : null);

import type { BrandScope } from '../people/brand.ts';
import type { WatchedTicket } from '../report/digest.ts';
import { ofBrand } from './brand.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** Mail and letters that are older than this have been looked at, or never will be. */
const LOOKED_BACK = '30 days';

/** Tickets that are not at their end. */
export async function openTickets(db: Database, scope?: BrandScope): Promise<number> {
  const [row] = await db.execute<{ open: string }>(
    sql`select count(*) as open from ticket where state not in ('closed', 'merged') and ${ofBrand(scope)}`,
  );
  return Number(row?.open ?? 0);
}

/** Every ticket that somebody may have to look at: those that are open, and closed ones with an unclear reply. */
export async function watchedTickets(db: Database, now: Date, scope?: BrandScope): Promise<WatchedTicket[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute<Record<string, string | boolean | null>>(sql`
    with warned as (
      select ticket_id, min(due_at) as due_at from clock
      where kind in ('respond', 'update') and due_at > ${at} and (ticket_id, kind || '_warning') not in (
        select ticket_id, kind from clock where kind in ('respond_warning', 'update_warning') and due_at > ${at})
      group by ticket_id
    ), watched as (
      select * from ticket where state not in ('closed', 'merged')
      union all
      select * from ticket where state = 'closed' and closed_at > ${at} - ${LOOKED_BACK}::interval
        and unclear_at is not null
    )
    select number, subject, urgency, requester_name, requester_address, created_at, state, assignee, accepted_at is not null as accepted,
      case when responded_at is null then respond_by end as respond_by, update_by, expected_by,
      warned.due_at as warned_for, state_since, unclear_at, token_epoch
    from watched left join warned on warned.ticket_id = watched.id
    where ${ofBrand(scope)}`);
  const time = (value: string | boolean | null | undefined): Date | null => (value ? new Date(String(value)) : null);
  return rows.map((row) => ({
    number: String(row.number),
    subject: String(row.subject),
    urgency: String(row.urgency) as WatchedTicket['urgency'],
    requester: { name: String(row.requester_name), address: String(row.requester_address) },
    createdAt: time(row.created_at) ?? now,
    state: String(row.state) as WatchedTicket['state'],
    assignee: row.assignee === null ? null : String(row.assignee),
    accepted: row.accepted === true,
    respondBy: time(row.respond_by),
    updateBy: time(row.update_by),
    expectedBy: time(row.expected_by),
    warnedFor: time(row.warned_for),
    waitsSince: time(row.state_since) ?? now,
    unclearAt: time(row.unclear_at),
    tokenEpoch: Number(row.token_epoch ?? 0),
  }));
}

export type DigestEntry = { readonly title: string; readonly who: string; readonly at: Date };

/** A letter about no ticket is of the mail that it answers, else of the desk itself. */
const letterOf = (scope: BrandScope | undefined) =>
  scope === undefined
    ? sql`true`
    : ofBrand(
        scope,
        sql`coalesce((select t.brand from ticket t where t.id = ticket_id),
          (select m.brand from mail m where m.id = mail_id and ticket_id is null))`,
      );

/** Mails in quarantine and letters that could not be delivered: how many, and the newest of them. */
export async function troubles(
  db: Database,
  now: Date,
  shown: number,
  scope?: BrandScope,
): Promise<
  Record<'quarantined' | 'undeliverable', { readonly total: number; readonly newest: readonly DigestEntry[] }>
> {
  const since = sql`${now.toISOString()}::timestamptz - ${LOOKED_BACK}::interval`;
  const [mails, letters] = await Promise.all([
    db.execute<Record<string, string>>(sql`
      select count(*) over () as total, coalesce(subject, '') as title, coalesce(from_address, '') as who, received_at as at
      from mail where outcome = 'quarantined' and ${ofBrand(scope)} and received_at > ${since} order by received_at desc, id desc limit ${shown}`),
    db.execute<Record<string, string>>(sql`
      select count(*) over () as total, subject as title, to_address as who, created_at as at
      from letter where ${letterOf(scope)} and last_result is distinct from 'accepted' and state in ('failed', 'uncertain') and created_at > ${since}
      order by created_at desc, id desc limit ${shown}`),
  ]);
  const found = (rows: readonly Record<string, string>[]) => ({
    total: Number(rows[0]?.total ?? 0),
    newest: rows.map(({ title = '', who = '', at = '' }) => ({ title, who, at: new Date(at) })),
  });
  return { quarantined: found(mails), undeliverable: found(letters) };
}

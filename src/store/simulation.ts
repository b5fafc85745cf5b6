import type { Outcome, ReasonCode } from '../ticket/mail-outcome.ts';
import type { Remembered, Urgency, ValueReason } from '../ticket/ticket.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import type { StoredMail } from './mail.ts';
import { detailsOf } from './ticket.ts';

type UndecidedRow = {
  id: string;
  mailbox: string;
  received_at: string;
  fingerprint: string;
  octets_id: string;
  size: number;
  over_limit: boolean;
  history: Remembered | null;
};

/** Undecided mails behind one of them, in the order in which they were received. */
export async function undecidedFrom(db: Database, after: StoredMail | null, limit: number): Promise<StoredMail[]> {
  const rows = await db.execute<UndecidedRow>(sql`
    select id, mailbox, received_at, fingerprint, octets_id, size, over_limit, history from mail
    where outcome is null and (received_at, id) > (${(after?.receivedAt ?? BEFORE_ALL).toISOString()}::timestamptz, ${after?.id ?? 0}::bigint)
    order by received_at, id limit ${limit}`);
  return rows.map((row) => ({
    id: Number(row.id),
    mailbox: row.mailbox,
    uid: null,
    receivedAt: new Date(row.received_at),
    backfill: false,
    history: row.history,
    fingerprint: row.fingerprint,
    octetsId: row.octets_id,
    size: Number(row.size),
    overLimit: row.over_limit,
    website: null,
    withheld: null,
    attempts: 0,
    raw: null,
  }));
}

const BEFORE_ALL = new Date('0001-01-01T00:00:00Z');

/** A ticket that a mail has opened, with the first answer to it. */
export type PlayedTicket = {
  readonly number: string;
  readonly subject: string;
  readonly requester: { readonly name: string; readonly address: string };
  readonly company: string | null;
  readonly urgency: Urgency;
  readonly urgencyReason: ValueReason;
  readonly category: string;
  readonly categoryReason: ValueReason;
  readonly team: string | null;
  readonly createdAt: Date;
  readonly respondBy: Date | null;
  readonly answeredAt: Date | null;
  /** Mails in it. */
  readonly mails: number;
};

type TicketRow = {
  number: string;
  subject: string;
  requester_name: string;
  requester_address: string;
  company: string | null;
  urgency: Urgency;
  category: string;
  team: string | null;
  details: unknown;
  created_at: string;
  respond_by: string | null;
  answered_at: string | null;
  mails: string;
};

export async function playedTickets(db: Database): Promise<PlayedTicket[]> {
  const rows = await db.execute<TicketRow>(sql`
    select number, subject, requester_name, requester_address, company, urgency, category, team, details,
      t.created_at, respond_by, answered_at, mails
    from ticket t left join lateral (
      select count(*) as mails, min(at) filter (where direction = 'out') as answered_at
      from message where ticket_id = t.id and letter_id is null
    ) m on true order by t.created_at, number`);
  return rows.flatMap((row) => {
    const { urgencyReason, categoryReason, remembered } = detailsOf(row.details);
    if (remembered) return [];
    return [
      {
        number: row.number,
        subject: row.subject,
        requester: { name: row.requester_name, address: row.requester_address },
        company: row.company,
        urgency: row.urgency,
        urgencyReason,
        category: row.category,
        categoryReason,
        team: row.team,
        createdAt: new Date(row.created_at),
        respondBy: row.respond_by === null ? null : new Date(row.respond_by),
        answeredAt: row.answered_at === null ? null : new Date(row.answered_at),
        mails: Number(row.mails),
      },
    ];
  });
}

/** Letters by kind. */
export async function lettersByKind(db: Database): Promise<{ kind: string; letters: number }[]> {
  const rows = await db.execute<{ kind: string; letters: string }>(
    sql`select kind, count(*) as letters from letter group by kind order by count(*) desc, kind`,
  );
  return rows.map(({ kind, letters }) => ({ kind, letters: Number(letters) }));
}

/** Mails by what became of them and why, the commonest first, each with a few of them. */
export type MailsOfOutcome = {
  readonly outcome: Outcome;
  readonly code: ReasonCode;
  readonly mails: number;
  readonly examples: readonly { readonly from: string; readonly subject: string }[];
};

export async function mailsByOutcome(db: Database, most: number): Promise<MailsOfOutcome[]> {
  const rows = await db.execute<{
    outcome: Outcome;
    code: ReasonCode;
    mails: string;
    examples: MailsOfOutcome['examples'];
  }>(sql`
    with counted as (
      select outcome, reason_code, from_address, subject, count(*) over same as mails,
        row_number() over (partition by outcome, reason_code order by received_at, id) as place
      from mail where outcome is not null window same as (partition by outcome, reason_code)
    )
    select outcome, reason_code as code, max(mails) as mails,
      jsonb_agg(jsonb_build_object('from', coalesce(from_address, ''), 'subject', coalesce(subject, '')) order by place) as examples
    from counted where place <= ${most} group by outcome, reason_code order by max(mails) desc, reason_code`);
  return rows.map(({ outcome, code, mails, examples }) => ({ outcome, code, mails: Number(mails), examples }));
}

/** Of all mails: the first and the last time at which one was received; null without any. */
export async function mailPeriod(db: Database): Promise<{ from: Date; until: Date } | null> {
  const rows = await db.execute<{ from: string | null; until: string | null }>(
    sql`select min(received_at) as "from", max(received_at) as until from mail`,
  );
  const { from = null, until = null } = rows[0] ?? {};
  return from === null || until === null ? null : { from: new Date(from), until: new Date(until) };
}

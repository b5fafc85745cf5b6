import type { SQL } from 'drizzle-orm';
import type { BrandScope } from '../people/brand.ts';
import { because, DESK_FAILURES, type Outcome, type Reason, type ReasonCode } from '../ticket/mail-outcome.ts';
import type { Remembered } from '../ticket/ticket.ts';
import { ofBrand } from './brand.ts';
import { batchedRead } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, sql } from './drizzle.ts';
import { mail, ticket } from './schema.ts';

/** A stored mail that waits for its decision; `raw` is there when it has just come and is small. */
export type StoredMail = {
  readonly id: number;
  readonly mailbox: string;
  /** Null for a file. */
  readonly uid: number | null;
  readonly receivedAt: Date;
  readonly backfill: boolean;
  /** Mail of an archive: the state that its ticket is kept in; null for every other. */
  readonly history: Remembered | null;
  /** The key that a website posted it with; null for what came by mail or from a file. */
  readonly website: string | null;
  readonly fingerprint: string;
  readonly octetsId: string;
  readonly size: number;
  readonly overLimit: boolean;
  /** Why the server does not hand it over; null for a mail whose octets are here. */
  readonly withheld: string | null;
  readonly attempts: number;
  readonly raw: Uint8Array | null;
};

/** Mails a crash left undecided, oldest first, after `id`. */
export async function undecided(
  db: Database,
  after: number,
  limit: number,
  mailboxName?: string,
): Promise<StoredMail[]> {
  const rows = await db
    .select(STORED)
    .from(mail)
    .where(
      and(
        isNull(mail.outcome),
        sql`${mail.id} > ${after}`,
        mailboxName === undefined ? undefined : eq(mail.mailbox, mailboxName),
      ),
    )
    .orderBy(asc(mail.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, raw: null }));
}

/** Mails of a mailbox that came as files and are not decided, the longest received first. */
export async function undecidedFiles(db: Database, mailboxName: string, limit: number): Promise<StoredMail[]> {
  const rows = await db
    .select(STORED)
    .from(mail)
    .where(and(isNull(mail.outcome), isNull(mail.uid), eq(mail.mailbox, mailboxName)))
    .orderBy(asc(mail.receivedAt), asc(mail.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, raw: null }));
}

/** Those of the fingerprints that the ledger has, decided or not. */
export async function knownFingerprints(db: Database, fingerprints: readonly string[]): Promise<Set<string>> {
  if (fingerprints.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ fingerprint: mail.fingerprint })
    .from(mail)
    .where(inArray(mail.fingerprint, [...fingerprints]));
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

/** The fingerprints of the decided mails that have these Message-IDs, by those. */
export async function fingerprintsByMessageId(
  db: Database,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>();
  if (messageIds.length === 0) return found;
  const rows = await db
    .select({ messageId: mail.messageId, fingerprint: mail.fingerprint })
    .from(mail)
    .where(inArray(mail.messageId, [...messageIds]));
  for (const { messageId, fingerprint } of rows)
    if (messageId !== null) found.set(messageId, (found.get(messageId) ?? new Set()).add(fingerprint));
  return found;
}

/** What became of these mails: how many, and of how many tickets, by outcome and reason. */
export async function outcomesOf(
  db: Database,
  ids: readonly number[],
): Promise<{ outcome: Outcome; code: ReasonCode; mails: number; closed: number }[]> {
  const rows = await db.execute<{ outcome: Outcome; code: ReasonCode; mails: string; closed: string }>(sql`
    select outcome, reason_code as code, count(*) as mails, count(*) filter (where ticket.state = 'closed') as closed
    from mail left join ticket on ticket.id = mail.ticket_id
    where mail.id in (select e::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) e)
      and outcome is not null
    group by outcome, reason_code order by count(*) desc, reason_code`);
  return rows.map(({ mails, closed, ...row }) => ({ ...row, mails: Number(mails), closed: Number(closed) }));
}

/**
 * Makes quarantined mails undecided again, and forgets how often that failed; those undecided already count too. `ids`
 * null: all that are quarantined because something of the desk failed. Returns them, oldest first.
 */
export async function reopenMails(db: Database, ids: readonly number[] | null): Promise<StoredMail[]> {
  const chosen =
    ids === null
      ? sql`outcome = 'quarantined' and reason_code in (select jsonb_array_elements_text(${JSON.stringify(DESK_FAILURES)}::jsonb))`
      : sql`id in (select e::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) e) and (outcome is null or outcome = 'quarantined')`;
  await db.execute(sql`
    update mail set outcome = null, decided_at = null, reason_code = null, reason_detail = null, attempts = 0 where ${chosen}`);
  const rows = await db
    .select(STORED)
    .from(mail)
    .where(
      and(
        isNull(mail.outcome),
        ids === null
          ? undefined
          : sql`${mail.id} in (select e::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) e)`,
      ),
    )
    .orderBy(asc(mail.id));
  return rows.map((row) => ({ ...row, raw: null }));
}

/** A mail that is held or quarantined, with the verdict about its sender, to be decided again; null when it is not. */
export async function waitingMail(
  db: Database,
  id: number,
  outcome: 'held' | 'quarantined',
): Promise<(StoredMail & { readonly authentication: string | null; readonly brand: string | null }) | null> {
  const rows = await db
    .select({ ...STORED, authentication: mail.authentication, brand: mail.brand })
    .from(mail)
    .where(and(eq(mail.id, id), eq(mail.outcome, outcome)));
  return rows[0] ? { ...rows[0], raw: null } : null;
}

/** The columns of a stored mail. */
export const STORED = {
  id: mail.id,
  mailbox: mail.mailbox,
  uid: mail.uid,
  receivedAt: mail.receivedAt,
  backfill: mail.backfill,
  history: mail.history,
  website: mail.website,
  overLimit: mail.overLimit,
  withheld: mail.withheld,
  fingerprint: mail.fingerprint,
  octetsId: mail.octetsId,
  size: mail.size,
  attempts: mail.attempts,
};

/** Counts one more failed decision; returns how many there were. */
export async function countAttempt(db: Database, id: number): Promise<number> {
  const rows = await db
    .update(mail)
    .set({ attempts: sql`${mail.attempts} + 1` })
    .where(eq(mail.id, id))
    .returning({ attempts: mail.attempts });
  return rows[0]?.attempts ?? 0;
}

/** Takes the last one back: it failed because the database or the disk was away. */
export async function forgetAttempt(db: Database, id: number): Promise<void> {
  await db
    .update(mail)
    .set({ attempts: sql`greatest(${mail.attempts} - 1, 0)` })
    .where(eq(mail.id, id));
}

/** Those of a mailbox's UIDs that the ledger does not have, in order. */
export async function unknownUids(
  db: Database,
  mailboxName: string,
  uidValidity: number,
  uids: readonly number[],
): Promise<number[]> {
  const rows = await db.execute<{ uid: string }>(sql`
    select u.uid from jsonb_array_elements_text(${JSON.stringify(uids)}::jsonb) as given(text), lateral (select given.text::bigint as uid) u
    where not exists (
      select 1 from mail m where m.mailbox = ${mailboxName} and m.uid_validity = ${uidValidity} and m.uid = u.uid
    ) order by u.uid`);
  return rows.map((row) => Number(row.uid));
}

/** The UIDs of a mailbox that the server did not hand over, in order; of those only the ones decided after a time. */
export async function withheldUids(
  db: Database,
  mailboxName: string,
  uidValidity: number,
  decidedAfter: Date,
): Promise<number[]> {
  const rows = await db
    .select({ uid: mail.uid })
    .from(mail)
    .where(
      and(
        isNotNull(mail.withheld),
        eq(mail.outcome, 'quarantined'),
        eq(mail.mailbox, mailboxName),
        eq(mail.uidValidity, uidValidity),
        gt(mail.decidedAt, decidedAfter),
      ),
    )
    .orderBy(asc(mail.uid));
  return rows.flatMap(({ uid }) => uid ?? []);
}

/** The rows with this fingerprint that are decided, those that are duplicates themselves left out. */
export const decidedCopies = batchedRead(async (db, fingerprints: readonly string[]) => {
  const rows = await db
    .select({
      id: mail.id,
      ticketId: mail.ticketId,
      fingerprint: mail.fingerprint,
      outcome: mail.outcome,
      authentication: mail.authentication,
      brand: mail.brand,
    })
    .from(mail)
    .where(and(inArray(mail.fingerprint, [...fingerprints]), sql`outcome is not null and outcome <> 'duplicate'`));
  return fingerprints.map((wanted) => rows.filter(({ fingerprint }) => fingerprint === wanted));
});

/** A ledger row as `mail list` shows it. */
export type LedgerRow = Awaited<ReturnType<typeof listMails>>[number];

/** Oldest first; with `newest` so many, the newest first. */
export async function listMails(
  db: Database,
  filter: { id?: number; outcome?: string; ticketNumber?: string; messageId?: string; newest?: number } = {},
) {
  const where: (SQL | undefined)[] = [
    filter.id === undefined ? undefined : eq(mail.id, filter.id),
    filter.messageId === undefined ? undefined : eq(mail.messageId, filter.messageId),
    filter.outcome === undefined ? undefined : sql`${mail.outcome} = ${filter.outcome}`,
    filter.ticketNumber === undefined ? undefined : eq(ticket.number, filter.ticketNumber),
  ];
  const found = db
    .select({
      id: mail.id,
      mailbox: mail.mailbox,
      uid: mail.uid,
      messageId: mail.messageId,
      fromName: mail.fromName,
      fromAddress: mail.fromAddress,
      subject: mail.subject,
      class: mail.class,
      authentication: mail.authentication,
      authenticationReason: mail.authenticationReason,
      evidence: mail.evidence,
      outcome: mail.outcome,
      reasonCode: mail.reasonCode,
      reasonDetail: mail.reasonDetail,
      ticket: ticket.number,
      receivedAt: mail.receivedAt,
      decidedAt: mail.decidedAt,
      decisions: mail.decisions,
      size: mail.size,
      octetsId: mail.octetsId,
    })
    .from(mail)
    .leftJoin(ticket, eq(mail.ticketId, ticket.id))
    .where(and(...where));
  const rows = await (filter.newest === undefined
    ? found.orderBy(asc(mail.id))
    : found.orderBy(desc(mail.id)).limit(filter.newest));
  return rows.map(({ reasonCode, reasonDetail, ...row }) => ({ ...row, reason: reasonOf(reasonCode, reasonDetail) }));
}

/** Null for a mail that is not decided. */
const reasonOf = (code: ReasonCode | null, detail: string | null): Reason | null =>
  code === null ? null : because(code, detail ?? '');

/** A held or quarantined mail that nobody on the staff was told of yet. */
export type Unannounced = {
  readonly id: number;
  readonly mailbox: string;
  readonly brand: string | null;
  readonly outcome: 'held' | 'quarantined';
  readonly fromAddress: string;
  readonly subject: string;
  readonly reason: Reason;
  readonly receivedAt: Date;
  readonly decidedAt: Date;
};

/** Those of one kind, to a brand or to any, the longest waiting first. */
export async function unannouncedMails(
  db: Database,
  outcome: Unannounced['outcome'],
  limit: number,
  scope?: BrandScope,
): Promise<Unannounced[]> {
  const rows = await db
    .select()
    .from(mail)
    .where(and(isNull(mail.announcedAt), inArray(mail.outcome, [outcome]), ofBrand(scope)))
    .orderBy(asc(mail.decidedAt))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    mailbox: row.mailbox,
    brand: row.brand,
    outcome,
    fromAddress: row.fromAddress ?? '',
    subject: row.subject ?? '',
    reason: because(row.reasonCode ?? 'quarantine', row.reasonDetail ?? ''),
    receivedAt: row.receivedAt,
    decidedAt: row.decidedAt ?? row.receivedAt,
  }));
}

export async function undecidedMails(db: Database): Promise<number> {
  const rows = await db.execute<{ n: string }>(sql`select count(*) as n from mail where outcome is null`);
  return Number(rows[0]?.n ?? 0);
}

/** The mailbox a ticket came in by; empty when it came by none. */
export async function mailboxOfTicket(db: Database, ticketId: string): Promise<string> {
  const rows = await db
    .select({ mailbox: mail.mailbox })
    .from(mail)
    .where(eq(mail.ticketId, ticketId))
    .orderBy(asc(mail.id))
    .limit(1);
  return rows[0]?.mailbox ?? '';
}

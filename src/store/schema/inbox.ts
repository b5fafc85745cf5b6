import type { CanonicalAddress, LimitKey } from '../../people/address.ts';
import type { AuthenticationReason } from '../../people/authentication/authentication.ts';
import type { Outcome, ReasonCode } from '../../ticket/mail-outcome.ts';
import type { Remembered } from '../../ticket/ticket.ts';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  sql,
  text,
  unique,
  uniqueIndex,
  uuid,
} from '../drizzle.ts';
import { at, bytea, serial } from './columns.ts';

const OCTETS = () => ({
  id: uuid('id').notNull(),
  part: integer('part').notNull(),
  bytes: bytea('bytes').notNull(),
  /** How many octets `bytes` are when they are unpacked; null where they were not packed. */
  size: integer('size'),
});

/**
 * Octets of mails taken in and of letters to be sent, in parts of at most 1 MiB so that none of them blocks anything.
 * The desk compresses them, which costs it less than PostgreSQL: `bytes` has the storage EXTERNAL. Their ids are UUIDs
 * of version 7, and thus in the order of time.
 */
export const octets = pgTable('octets', OCTETS(), (t) => [primaryKey({ columns: [t.id, t.part] })]);

/** Those that are older than `storage.archiveAfter`, in a table that may lie on another disk. */
export const octetsArchive = pgTable('octets_archive', OCTETS(), (t) => [primaryKey({ columns: [t.id, t.part] })]);

/**
 * How far a mailbox was read, and who may read it now: `fence` rises with every lease, so a paused holder cannot write.
 */
export const mailbox = pgTable('mailbox', {
  name: text('name').primaryKey(),
  uidValidity: serial('uid_validity'),
  /** The highest UID taken in; null until the first connection has set the start. */
  uid: serial('uid'),
  /** Noted at the first connection, to tell mail older than the desk. */
  startedAt: at('started_at'),
  firstUidValidity: serial('first_uid_validity'),
  backfillUid: serial('backfill_uid'),
  /** When the server's UIDs were last compared with the ledger. */
  reconciledAt: at('reconciled_at'),
  holder: text('holder'),
  fence: serial('fence').notNull().default(0),
  leaseUntil: at('lease_until'),
});

/** The inbound ledger: one row for every UID (or file) ever taken in. Undecided while `outcome` is null. */
export const mail = pgTable(
  'mail',
  {
    id: serial('id').primaryKey().generatedAlwaysAsIdentity(),
    mailbox: text('mailbox').notNull(),
    uidValidity: serial('uid_validity'),
    uid: serial('uid'),
    sha256: text('sha256').notNull(),
    /** SHA-256 over Message-ID, From, Date, Subject and body: the same for every copy of a mail. */
    fingerprint: text('fingerprint').notNull(),
    size: integer('size').notNull(),
    octetsId: uuid('octets_id').notNull(),
    messageId: text('message_id'),
    fromName: text('from_name'),
    fromAddress: text('from_address'),
    /** What the sender is known by, and what counts for limits. */
    fromCanonical: text('from_canonical').$type<CanonicalAddress>(),
    fromLimitKey: text('from_limit_key').$type<LimitKey>(),
    subject: text('subject'),
    class: text('class'),
    authentication: text('authentication'),
    /** What the verdict rests on. */
    authenticationReason: text('authentication_reason').$type<AuthenticationReason>(),
    evidence: text('evidence'),
    outcome: text('outcome').$type<Outcome>(),
    reasonCode: text('reason_code').$type<ReasonCode>(),
    reasonDetail: text('reason_detail'),
    ticketId: uuid('ticket_id'),
    /** Whose staff it is shown to; null: those of the desk itself. */
    brand: text('brand'),
    /** Every decision about the mail in order, for `mail explain`. */
    decisions: jsonb('decisions'),
    /** Larger than the limit: only its first part is kept, and only its header is read. */
    overLimit: boolean('over_limit').notNull().default(false),
    /** Why the server does not hand the mail over, in words; there are no octets then. Null for every other mail. */
    withheld: text('withheld'),
    /** Older than the desk: never acknowledged. */
    backfill: boolean('backfill').notNull().default(false),
    /** Mail of an archive: the state that its ticket is kept in, quietly. Null for every other mail. */
    history: text('history').$type<Remembered>(),
    /** A website posted it: the key it came with, and what the request is known by. Null for every other mail. */
    website: text('website'),
    websiteRequest: text('website_request'),
    /** How often deciding it failed, or ended the process; after a few it is quarantined. */
    attempts: smallint('attempts').notNull().default(0),
    receivedAt: at('received_at').notNull(),
    decidedAt: at('decided_at'),
    /** When staff were told that it is held or in quarantine. */
    announcedAt: at('announced_at'),
  },
  (t) => [
    unique('mail_uid').on(t.mailbox, t.uidValidity, t.uid),
    uniqueIndex('mail_website_request').on(t.website, t.websiteRequest).where(sql`website is not null`),
    index('mail_undecided').on(t.id).where(sql`outcome is null`),
    // P2: of several copies of one mail only one may count; one in quarantine does not yet.
    // Written to two brands, it counts with each.
    uniqueIndex('mail_counts_once')
      .on(t.fingerprint, sql`coalesce(brand, '')`)
      .where(sql`outcome not in ('duplicate', 'held', 'quarantined')`),
    index('mail_fingerprint').on(t.fingerprint),
    index('mail_unannounced').on(t.decidedAt).where(sql`announced_at is null and outcome in ('held', 'quarantined')`),
    index('mail_message_id').on(t.messageId),
    index('mail_ticket').on(t.ticketId),
    index('mail_withheld').on(t.mailbox, t.uidValidity, t.uid).where(sql`withheld is not null`),
    index('mail_from').on(t.fromCanonical),
    index('mail_from_limit').on(t.fromLimitKey, t.receivedAt),
    index('mail_quarantined').on(t.receivedAt).where(sql`outcome = 'quarantined'`),
    check(
      'mail_outcome_known',
      sql`outcome in ('ticketed', 'appended', 'command', 'refused', 'duplicate', 'ignored', 'held', 'quarantined', 'bounce')`,
    ),
    check('mail_website_has_request', sql`(website is null) = (website_request is null)`),
    check('mail_history_known', sql`history in ('open', 'closed')`),
    check('mail_decided_whole', sql`(outcome is null) = (decided_at is null)`),
    check('mail_decided_has_reason', sql`(outcome is null) = (reason_code is null)`),
  ],
);

/**
 * The store: everything the desk knows, in PostgreSQL. A file has the reads and writes of one table and is named for
 * it; a question over several tables has a file of its own (digest, report, canary, person-data). Rows become domain
 * types here, and nothing here decides anything. Every write is a single statement, and a state change is one call of
 * `commit_change` (commit.ts): the driver does not notice a backend that dies inside a transaction. What needs a
 * transaction (migrations, backup, erasing a person) goes through `pg`.
 */
import type { ArticleState } from '../knowledge/article.ts';
import type { CanonicalAddress, LimitKey } from '../people/address.ts';
import type { AuthenticationReason } from '../people/authentication/authentication.ts';
import type { Outcome, ReasonCode } from '../ticket/mail-outcome.ts';
import type { ClockKind, Participant, State, Urgency } from '../ticket/ticket.ts';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  sql,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from './drizzle.ts';

/** How an attempt to send a letter ended, or what became of the letter without one. */
export type LetterResult =
  | 'accepted'
  | 'put_off' // a 4xx answer
  | 'refused' // a 5xx answer
  | 'lost' // no answer
  | 'interrupted' // the database was away
  | 'sender_gone' // its process ended before it heard the answer
  | 'bounced' // a permanent failure came back
  | 'reported' // a permanent failure came back, and nothing proves that it was this letter's
  | 'delayed' // a notification says that it is delayed
  | 'held_back' // never sent: letters to the address have come back too often
  | 'damaged' // its octets are gone, or not those that were written
  | 'no_mailbox' // its mailbox is no longer in the configuration
  | 'restored'; // unsent in a backup: it may have been sent since

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
const serial = (name: string) => bigint(name, { mode: 'number' });

/**
 * Octets of mails taken in and of letters to be sent, in parts of at most 1 MiB so that none of them blocks anything.
 */
export const octets = pgTable(
  'octets',
  { id: uuid('id').notNull(), part: integer('part').notNull(), bytes: bytea('bytes').notNull() },
  (t) => [primaryKey({ columns: [t.id, t.part] })],
);

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

/** Daemons that work on this database, or did within the last day: what they must agree in is kept as hashes. */
export const deskProcess = pgTable('desk_process', {
  id: uuid('id').primaryKey(),
  role: text('role').notNull(),
  host: text('host').notNull(),
  pid: integer('pid').notNull(),
  /** A hash for each part of the configuration. */
  configuration: jsonb('configuration').$type<Readonly<Record<string, string>>>().notNull(),
  startedAt: at('started_at').notNull(),
  /** Renewed every few seconds while it lives. */
  seenAt: at('seen_at').notNull(),
  stoppedAt: at('stopped_at'),
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
    /** Every decision about the mail in order, for `mail explain`. */
    decisions: jsonb('decisions'),
    /** Larger than the limit: only its first part is kept, and only its header is read. */
    overLimit: boolean('over_limit').notNull().default(false),
    /** Why the server does not hand the mail over, in words; there are no octets then. Null for every other mail. */
    withheld: text('withheld'),
    /** Older than the desk: never acknowledged. */
    backfill: boolean('backfill').notNull().default(false),
    /** How often deciding it failed, or ended the process; after a few it is quarantined. */
    attempts: smallint('attempts').notNull().default(0),
    receivedAt: at('received_at').notNull(),
    decidedAt: at('decided_at'),
    /** When staff were told that it is held or in quarantine. */
    announcedAt: at('announced_at'),
  },
  (t) => [
    unique('mail_uid').on(t.mailbox, t.uidValidity, t.uid),
    index('mail_undecided').on(t.id).where(sql`outcome is null`),
    // P2: of several copies of one mail only one may count; one in quarantine does not yet.
    uniqueIndex('mail_counts_once').on(t.fingerprint).where(sql`outcome not in ('duplicate', 'held', 'quarantined')`),
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
    check('mail_decided_whole', sql`(outcome is null) = (decided_at is null)`),
    check('mail_decided_has_reason', sql`(outcome is null) = (reason_code is null)`),
  ],
);

export const ticket = pgTable(
  'ticket',
  {
    id: uuid('id').primaryKey(),
    number: text('number').notNull(),
    version: integer('version').notNull(),
    state: text('state').$type<State>().notNull(),
    urgency: text('urgency').$type<Urgency>().notNull(),
    category: text('category').notNull(),
    subject: text('subject').notNull(),
    locale: text('locale').notNull(),
    requesterName: text('requester_name').notNull(),
    requesterAddress: text('requester_address').notNull(),
    requesterCanonical: text('requester_canonical').$type<CanonicalAddress>().notNull(),
    company: text('company'),
    team: text('team'),
    line: smallint('line').notNull(),
    assignee: text('assignee'),
    follower: text('follower'),
    createdAt: at('created_at').notNull(),
    respondBy: at('respond_by'),
    respondedAt: at('responded_at'),
    updateBy: at('update_by'),
    acceptBy: at('accept_by'),
    acceptedAt: at('accepted_at'),
    expectedBy: at('expected_by'),
    resolvedAt: at('resolved_at'),
    closedAt: at('closed_at'),
    reopenCount: integer('reopen_count').notNull(),
    stateSince: at('state_since').notNull(),
    unclearAt: at('unclear_at'),
    /** From 1 to 5, as the closing has it. */
    satisfaction: smallint('satisfaction'),
    tokenEpoch: integer('token_epoch').notNull(),
    /** Every field of a ticket that is no column: no SQL looks into it. */
    details: jsonb('details').notNull(),
  },
  (t) => [
    unique('ticket_number').on(t.number),
    index('ticket_open').on(t.assignee, t.follower).where(sql`state not in ('closed', 'merged')`),
    // Since when somebody has had no new ticket, whatever became of the last one.
    index('ticket_assignee').on(t.assignee, t.createdAt),
    index('ticket_requester').on(t.requesterCanonical, t.createdAt),
    index('ticket_created').on(t.createdAt),
    index('ticket_closed').on(t.closedAt),
    check(
      'ticket_state_known',
      sql`state in ('new', 'triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed', 'reopened', 'merged')`,
    ),
    check('ticket_urgency_known', sql`urgency in ('urgent', 'high', 'medium', 'low')`),
    check('ticket_closed_has_time', sql`state <> 'closed' or closed_at is not null`),
    check('ticket_version_counts', sql`version >= 1`),
  ],
);

export const participant = pgTable(
  'participant',
  {
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    address: text('address').notNull(),
    canonical: text('canonical').$type<CanonicalAddress>().notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Participant['role']>().notNull(),
    confirmed: boolean('confirmed').notNull(),
  },
  (t) => [
    primaryKey({ name: 'participant_once', columns: [t.ticketId, t.canonical] }),
    index('participant_canonical').on(t.canonical),
  ],
);

/** Running clocks; the sweep takes those that are due. */
export const clock = pgTable(
  'clock',
  {
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    kind: text('kind').$type<ClockKind>().notNull(),
    subject: text('subject').notNull(),
    dueAt: at('due_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.kind, t.subject] }), index('clock_due').on(t.dueAt)],
);

/** Insert-only: the daemon's role has no right to change or delete a line. */
export const history = pgTable(
  'history',
  {
    id: serial('id').primaryKey().generatedAlwaysAsIdentity(),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    at: at('at').notNull(),
    event: text('event').notNull(),
    by: text('by').notNull(),
    detail: text('detail').notNull(),
  },
  (t) => [index('history_ticket').on(t.ticketId, t.id), index('history_at').using('brin', t.at)],
);

/** What was said on a ticket, in and out. */
export const message = pgTable(
  'message',
  {
    id: uuid('id').primaryKey(),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    direction: text('direction').notNull(),
    visibility: text('visibility').notNull(),
    fromName: text('from_name').notNull(),
    fromAddress: text('from_address').notNull(),
    fromCanonical: text('from_canonical').$type<CanonicalAddress>().notNull(),
    at: at('at').notNull(),
    /** The new words; `fullText` is the whole when it differs. */
    text: text('text').notNull(),
    fullText: text('full_text'),
    mailId: serial('mail_id').references(() => mail.id),
    letterId: uuid('letter_id'),
  },
  (t) => [
    index('message_ticket').on(t.ticketId, t.at),
    check('message_direction_known', sql`direction in ('in', 'out')`),
    check('message_visibility_known', sql`visibility in ('public', 'internal')`),
  ],
);

export const attachment = pgTable(
  'attachment',
  {
    messageId: uuid('message_id')
      .notNull()
      .references(() => message.id),
    position: integer('position').notNull(),
    /** For display only; the content lies under a random path that `blob` knows. */
    name: text('name').notNull(),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    inline: boolean('inline').notNull(),
    sha256: text('sha256').notNull(),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.position] })],
);

/** Where the content with a given SHA-256 lies, relative to the attachment folder. */
export const blob = pgTable('blob', {
  sha256: text('sha256').primaryKey(),
  path: text('path').notNull(),
  size: integer('size').notNull(),
});

/**
 * Whose the folder of the attachments is: the id in its marker file, and what a copy of this database does not share.
 * One row.
 */
export const attachmentFolder = pgTable(
  'attachment_folder',
  {
    onlyOne: boolean('only_one').primaryKey().default(true),
    id: uuid('id').notNull(),
    /** System identifier of the cluster and oid of the database. */
    server: text('server').notNull(),
  },
  () => [check('attachment_folder_only_one', sql`only_one`)],
);

/** Message-IDs by which later mail finds its ticket: those received and those sent. */
export const reference = pgTable(
  'reference',
  {
    messageId: text('message_id').notNull(),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.ticketId] })],
);

/** The outbox. The Message-ID and the octets are fixed when the row is written. */
export const letter = pgTable(
  'letter',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    /** The mailbox whose relay sends it. */
    mailbox: text('mailbox').notNull(),
    ticketId: uuid('ticket_id').references(() => ticket.id),
    mailId: serial('mail_id').references(() => mail.id),
    toName: text('to_name').notNull(),
    toAddress: text('to_address').notNull(),
    toCanonical: text('to_canonical').$type<CanonicalAddress>().notNull(),
    toLimitKey: text('to_limit_key').$type<LimitKey>().notNull(),
    subject: text('subject').notNull(),
    messageId: text('message_id').notNull(),
    envelopeFrom: text('envelope_from').notNull(),
    octetsId: uuid('octets_id').notNull(),
    /** The same letter without attachments, for a relay that finds it too large; null for one that has none. */
    reducedId: uuid('reduced_id'),
    /** What the octets are held to before they leave; null for letters older than this check. */
    size: integer('size'),
    sha256: text('sha256'),
    /** At most once when true, at least once when false. */
    automatic: boolean('automatic').notNull(),
    /** Lower goes first when a relay's daily quota is short. */
    priority: smallint('priority').notNull(),
    state: text('state').notNull(),
    /** An attempt ended without an answer after the content had started: it may have been delivered. */
    doubtful: boolean('doubtful').notNull().default(false),
    attempts: smallint('attempts').notNull().default(0),
    /** How the last attempt ended, or why there was none. */
    lastResult: text('last_result').$type<LetterResult>(),
    /** The relay's own words, or what happened, for people to read. */
    lastReply: text('last_reply'),
    /** Not before this time; null once it needs no more sending. */
    dueAt: at('due_at'),
    /** Rises with every claim: who holds an older one cannot write. */
    fence: integer('fence').notNull().default(0),
    leaseUntil: at('lease_until'),
    createdAt: at('created_at').notNull(),
    sentAt: at('sent_at'),
  },
  (t) => [
    unique('letter_message_id').on(t.messageId),
    // In the order in which letters are claimed.
    index('letter_due').on(t.mailbox, t.priority, t.dueAt).where(sql`due_at is not null`),
    // For a relay's daily quota.
    index('letter_sent').on(t.mailbox, t.sentAt).where(sql`sent_at is not null`),
    index('letter_unsent').on(t.state).where(sql`state <> 'sent'`),
    index('letter_held').on(t.leaseUntil).where(sql`lease_until is not null`),
    index('letter_ticket').on(t.ticketId),
    index('letter_failed_to').on(t.toCanonical, t.createdAt).where(sql`state = 'failed'`),
    index('letter_to').on(t.toCanonical, t.createdAt),
    index('letter_automatic_to').on(t.toLimitKey, t.createdAt).where(sql`automatic`),
    index('letter_created').on(t.createdAt),
    index('letter_undelivered').on(t.createdAt).where(sql`state in ('failed', 'uncertain')`),
    index('letter_tail').on(sql`right(id::text, 12)`),
    index('letter_automatic_domain').on(sql`split_part(to_limit_key, '@', 2)`, t.createdAt).where(sql`automatic`),
    index('letter_automatic_kind').on(t.kind, t.createdAt).where(sql`automatic`),
    check(
      'letter_state_known',
      sql`state in ('pending', 'claimed', 'data_started', 'sent', 'retry', 'uncertain', 'failed', 'cancelled')`,
    ),
    check(
      'letter_result_known',
      sql`last_result in ('accepted', 'put_off', 'refused', 'lost', 'interrupted', 'sender_gone', 'bounced', 'reported', 'delayed', 'held_back', 'no_mailbox', 'restored')`,
    ),
    check('letter_sent_has_time', sql`state <> 'sent' or sent_at is not null`),
    check('letter_held_has_lease', sql`(state in ('claimed', 'data_started')) = (lease_until is not null)`),
  ],
);

/** The last ticket number given out; one row, which only ever counts upwards. */
export const ticketCounter = pgTable(
  'ticket_counter',
  {
    single: boolean('single').primaryKey().default(true),
    day: text('day').notNull(),
    sequence: integer('sequence').notNull(),
  },
  () => [check('ticket_counter_one_row', sql`single`)],
);

/** What is remembered about people outside the staff. */
export const customer = pgTable('customer', {
  address: text('address').$type<CanonicalAddress>().primaryKey(),
  name: text('name').notNull(),
  company: text('company'),
  locale: text('locale'),
  /** Charset of their last mail that named one, for mails that name none. */
  charset: text('charset'),
  firstSeenAt: at('first_seen_at').notNull(),
});

/** Salts of the token keys; the key itself needs the secret of the environment too. The newest signs. */
export const signingKey = pgTable('signing_key', {
  id: smallint('id').primaryKey(),
  salt: bytea('salt').notNull(),
  /** By which a desk that is started with another secret is found out. */
  proof: bytea('proof').notNull(),
  createdAt: at('created_at').notNull(),
});

/** Leave and extra duty of staff, beside their weekly roster; the newest that holds counts. */
export const dutyOverride = pgTable(
  'duty_override',
  {
    id: serial('id').primaryKey().generatedAlwaysAsIdentity(),
    email: text('email').notNull(),
    duty: text('duty').$type<'on' | 'off'>().notNull(),
    since: at('since').notNull(),
    until: at('until'),
    setAt: at('set_at').notNull(),
  },
  (t) => [index('duty_override_email').on(t.email), check('duty_override_known', sql`duty in ('on', 'off')`)],
);

/** Tickets whose acknowledgement a limit has held back; one collected letter makes up for all of a sender's. */
export const deferredAcknowledgement = pgTable(
  'deferred_acknowledgement',
  {
    ticketId: uuid('ticket_id')
      .primaryKey()
      .references(() => ticket.id),
    address: text('address').$type<CanonicalAddress>().notNull(),
    mailbox: text('mailbox').notNull(),
    since: at('since').notNull(),
  },
  (t) => [index('deferred_acknowledgement_address').on(t.address)],
);

/** What the desk has learned: drafts from resolutions, and what a supervisor approved. */
export const article = pgTable(
  'article',
  {
    id: uuid('id').primaryKey(),
    /** Counts commits, as a ticket's does. */
    version: integer('version').notNull(),
    state: text('state').$type<ArticleState>().notNull(),
    locale: text('locale').notNull(),
    title: text('title').notNull(),
    symptom: text('symptom').notNull(),
    cause: text('cause').notNull(),
    steps: text('steps').notNull(),
    category: text('category').notNull(),
    module: text('module').notNull(),
    tags: text('tags').array().notNull(),
    /** The ticket whose resolution it was drafted from. */
    ticketId: uuid('ticket_id').references(() => ticket.id),
    createdAt: at('created_at').notNull(),
    decidedAt: at('decided_at'),
    decidedBy: text('decided_by'),
  },
  (t) => [
    // A corrected resolution corrects the draft that waits.
    uniqueIndex('article_ticket_draft').on(t.ticketId).where(sql`state = 'draft'`),
    index('article_created').on(t.createdAt),
    check('article_state_known', sql`state in ('draft', 'approved', 'dropped')`),
    check('article_decided_whole', sql`(state = 'draft') = (decided_at is null)`),
  ],
);

/** The terms by which articles and resolved tickets are found; derived, and counted by a trigger. */
export const searchDocument = pgTable(
  'search_document',
  {
    kind: text('kind').notNull(),
    id: uuid('id').notNull(),
    terms: tsvector('terms').notNull(),
    /** Sum of the weights of all terms. */
    length: integer('length').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.id] }),
    index('search_document_terms').using('gin', t.terms),
    check('search_document_kind_known', sql`kind in ('article', 'ticket')`),
  ],
);

/** In how many documents a term occurs. */
export const searchTerm = pgTable(
  'search_term',
  { kind: text('kind').notNull(), term: text('term').notNull(), documents: integer('documents').notNull() },
  (t) => [primaryKey({ columns: [t.kind, t.term] })],
);

/** How many documents there are, and how long they are together. */
export const searchCorpus = pgTable('search_corpus', {
  kind: text('kind').primaryKey(),
  documents: integer('documents').notNull(),
  length: serial('length').notNull(),
});

/**
 * Letters written once for a period: the digest of a day, the report of a week or month. Who adds the row writes them.
 */
export const notice = pgTable(
  'notice',
  {
    kind: text('kind').notNull(),
    /** The local day it was due, `YYYY-MM-DD`. */
    day: text('day').notNull(),
    writtenAt: at('written_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'notice_once', columns: [t.kind, t.day] }),
    check('notice_kind_known', sql`kind in ('digest', 'weekly', 'monthly')`),
  ],
);

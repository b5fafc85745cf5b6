import type { CanonicalAddress } from '../../people/address.ts';
import type { Channel, ClockKind, Participant, State, Urgency } from '../../ticket/ticket.ts';
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
  uuid,
} from '../drizzle.ts';
import { at, NEXT_DEADLINE, serial } from './columns.ts';
import { mail } from './inbox.ts';

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
    channel: text('channel').$type<Channel>().notNull().default('mail'),
    /** That of the form, in lower case: tickets are compared by it. Null where it has none. */
    errorCode: text('error_code'),
    /** Something of it came encrypted: no statement looks into its words. */
    confidential: boolean('confidential').notNull().default(false),
    /** A question of help or for a yes waits for an answer: whose tickets it is on is looked for among these. */
    asksSomebody: boolean('asks_somebody').notNull().default(false),
    /** Of the incident it belongs to; null for most. */
    incidentNumber: text('incident_number'),
    locale: text('locale').notNull(),
    requesterName: text('requester_name').notNull(),
    requesterAddress: text('requester_address').notNull(),
    requesterCanonical: text('requester_canonical').$type<CanonicalAddress>().notNull(),
    company: text('company'),
    /** To whose address it was written; null: to the desk itself. */
    brand: text('brand'),
    /** The contract its deadlines come from; null: those of the desk. */
    contract: text('contract'),
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
    index('ticket_open').on(t.assignee).where(sql`state not in ('closed', 'merged')`),
    // In the order of their opening (duties/contracts.ts).
    index('ticket_open_in_order').on(t.id).where(sql`state not in ('closed', 'merged')`),
    index('ticket_asks_somebody').on(t.id).where(sql`state not in ('closed', 'merged') and asks_somebody`),
    index('ticket_followed').on(t.follower, t.createdAt).where(sql`state not in ('closed', 'merged')`),
    // What is past a deadline, at every scrape of the metrics. The statistics ticket_deadline_spread (drizzle/0028) make
    // PostgreSQL take it.
    index('ticket_deadline').on(NEXT_DEADLINE).where(sql`state not in ('closed', 'merged')`),
    // Since when somebody has had no new ticket, whatever became of the last one.
    index('ticket_assignee').on(t.assignee, t.createdAt),
    index('ticket_requester').on(t.requesterCanonical, t.createdAt),
    index('ticket_contract').on(t.contract, t.createdAt).where(sql`contract is not null`),
    index('ticket_brand').on(t.brand, t.createdAt).where(sql`brand is not null`),
    index('ticket_created').on(t.createdAt),
    index('ticket_closed').on(t.closedAt),
    // Several customers with the same error at a time (store/alike.ts).
    index('ticket_open_error').on(t.errorCode).where(sql`state not in ('closed', 'merged') and error_code is not null`),
    index('ticket_incident').on(t.incidentNumber).where(sql`incident_number is not null`),
    check(
      'ticket_state_known',
      sql`state in ('new', 'triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed', 'reopened', 'merged')`,
    ),
    check('ticket_urgency_known', sql`urgency in ('urgent', 'high', 'medium', 'low')`),
    check('ticket_channel_known', sql`channel in ('mail', 'phone', 'chat', 'website')`),
    check('ticket_closed_has_time', sql`state <> 'closed' or closed_at is not null`),
    check('ticket_version_counts', sql`version >= 1`),
  ],
);

/**
 * How many open tickets each of the staff has or follows: the sum of their rows. A trigger adds a row for each change,
 * which waits for nobody; a duty makes one of many (store/staff-load.ts).
 */
export const staffLoad = pgTable('staff_load', {
  address: text('address').notNull(),
  open: integer('open').notNull(),
});

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
  (t) => [
    primaryKey({ columns: [t.ticketId, t.kind, t.subject] }),
    index('clock_due').on(t.dueAt),
    index('clock_planned').on(t.ticketId).where(sql`kind in ('follow_up', 'send_later')`),
  ],
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

import type { CanonicalAddress, LimitKey } from '../../people/address.ts';
import type { CopyContent, CopyKind } from '../../ticket/letters.ts';
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
import { at, serial } from './columns.ts';
import { mail } from './inbox.ts';
import { ticket } from './ticket.ts';

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
    // Everything that is not sent, and what came back. No index knows `state` or `leaseUntil`: that a letter is claimed
    // and that its content starts are then heap-only updates, which no index has to follow.
    index('letter_unsent').on(t.createdAt).where(sql`last_result is distinct from 'accepted'`),
    index('letter_ticket').on(t.ticketId),
    index('letter_failed_to').on(t.toCanonical, t.createdAt).where(sql`last_result = 'bounced'`),
    index('letter_to').on(t.toCanonical, t.createdAt),
    index('letter_automatic_to').on(t.toLimitKey, t.createdAt).where(sql`automatic`),
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

/** Copies for staff who want them in one letter, until it is written. `content` is what the order carried. */
export const waitingCopy = pgTable(
  'waiting_copy',
  {
    id: serial('id').primaryKey().generatedAlwaysAsIdentity(),
    reader: text('reader').$type<CanonicalAddress>().notNull(),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    kind: text('kind').$type<CopyKind>().notNull(),
    content: jsonb('content').$type<CopyContent>().notNull(),
    mailbox: text('mailbox').notNull(),
    at: at('at').notNull(),
  },
  (t) => [index('waiting_copy_reader').on(t.reader, t.at), index('waiting_copy_ticket').on(t.ticketId)],
);

/**
 * Letters written once for a period: the digest of a day, the report of a week or month. Who adds the row writes them.
 */
export const notice = pgTable(
  'notice',
  {
    kind: text('kind').notNull(),
    /** The local day it was due, `YYYY-MM-DD`. */
    day: text('day').notNull(),
    /** Which contract or brand it is about; empty for those about the desk. */
    about: text('about').notNull().default(''),
    writtenAt: at('written_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'notice_once', columns: [t.kind, t.day, t.about] }),
    check(
      'notice_kind_known',
      sql`kind in ('digest', 'weekly', 'monthly', 'contract_most', 'contract_all', 'certificate_30', 'certificate_7')`,
    ),
  ],
);

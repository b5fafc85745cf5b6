import { check, index, integer, pgTable, smallint, sql, text, uuid } from '../drizzle.ts';
import { at, serial } from './columns.ts';
import { ticket } from './ticket.ts';

/** How far an event is: `sent` the receiver has it, `dead` it was given up. */
export type WebhookState = 'pending' | 'sending' | 'retry' | 'sent' | 'dead';

/**
 * What webhooks are told of tickets, a row for each receiver. The id and the body are fixed when the row is written.
 */
export const webhookEvent = pgTable(
  'webhook_event',
  {
    id: uuid('id').primaryKey(),
    /** In the order of the commits: those of one ticket reach a receiver in this order. */
    position: serial('position').notNull().generatedAlwaysAsIdentity(),
    /** The receiver, by its name in the configuration. */
    webhook: text('webhook').notNull(),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    type: text('type').notNull(),
    /** JSON, the very text that is signed. */
    body: text('body').notNull(),
    state: text('state').$type<WebhookState>().notNull(),
    attempts: smallint('attempts').notNull(),
    /** What the receiver said last, for people to read. */
    lastReply: text('last_reply'),
    /** Not before this time; null once it needs no more sending. */
    dueAt: at('due_at'),
    /** Rises with every claim: who holds an older one cannot write. */
    fence: integer('fence').notNull(),
    leaseUntil: at('lease_until'),
    createdAt: at('created_at').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    index('webhook_event_waits').on(t.webhook, t.position).where(sql`due_at is not null`),
    index('webhook_event_order').on(t.ticketId, t.webhook, t.position).where(sql`due_at is not null`),
    index('webhook_event_held').on(t.leaseUntil).where(sql`lease_until is not null`),
    index('webhook_event_dead').on(t.webhook).where(sql`state = 'dead'`),
    index('webhook_event_created').using('brin', t.createdAt),
    check('webhook_event_state_known', sql`state in ('pending', 'sending', 'retry', 'sent', 'dead')`),
    check('webhook_event_waits_or_ended', sql`(state in ('sent', 'dead')) = (due_at is null)`),
    check('webhook_event_held_has_lease', sql`(state = 'sending') = (lease_until is not null)`),
  ],
);

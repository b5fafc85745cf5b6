import type { LetterOrder } from '../../ticket/letters.ts';
import type { Purpose, Suggestion } from '../../ticket/suggested/suggestion.ts';
import { check, date, index, integer, jsonb, pgTable, smallint, sql, text, unique, uuid } from '../drizzle.ts';
import { at, serial } from './columns.ts';
import { ticket } from './ticket.ts';

/** `done`: answered, with a suggestion or without; `given_up`: there will be none. */
export type AssistState = 'waiting' | 'asking' | 'done' | 'given_up';

/** What a model is asked about tickets, and what it suggested. The question itself is kept nowhere. */
export const assistTask = pgTable(
  'assist_task',
  {
    id: uuid('id').primaryKey(),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    purpose: text('purpose').$type<Purpose>().notNull(),
    /** The version of the ticket it is about. */
    about: integer('about').notNull(),
    language: text('language').notNull(),
    state: text('state').$type<AssistState>().notNull(),
    attempts: smallint('attempts').notNull(),
    /** Not before this time; null once it is ended. */
    dueAt: at('due_at'),
    fence: integer('fence').notNull(),
    leaseUntil: at('lease_until'),
    /** Why there is no suggestion, or what went wrong last; a word. */
    fault: text('fault'),
    suggestion: jsonb('suggestion').$type<Suggestion[Purpose]>(),
    /** When a letter had it in it. */
    toldAt: at('told_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    unique('assist_task_once').on(t.ticketId, t.purpose, t.about),
    index('assist_task_due').on(t.dueAt).where(sql`due_at is not null`),
    index('assist_task_untold').on(t.ticketId).where(sql`suggestion is not null and told_at is null`),
    check('assist_task_state_known', sql`state in ('waiting', 'asking', 'done', 'given_up')`),
    check('assist_task_waits_or_ended', sql`(state in ('done', 'given_up')) = (due_at is null)`),
    check('assist_task_asked_has_lease', sql`(state = 'asking') = (lease_until is not null)`),
    check('assist_task_suggests_when_done', sql`suggestion is null or state = 'done'`),
  ],
);

/** What was asked of the model on a day of the desk, and how it did. */
export const assistUsage = pgTable('assist_usage', {
  day: date('day').primaryKey(),
  requests: integer('requests').notNull(),
  tokens: serial('tokens').notNull(),
  faults: integer('faults').notNull(),
  /** Faults since the last answer, whole or cut off. */
  inARow: integer('in_a_row').notNull(),
  pausedUntil: at('paused_until'),
});

/** Letters to the staff that wait for a model’s suggestions, as they were ordered. */
export const waitingLetter = pgTable(
  'waiting_letter',
  {
    id: uuid('id').primaryKey(),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    content: jsonb('content').$type<LetterOrder>().notNull(),
    /** Then it goes, whatever has come. */
    dueAt: at('due_at').notNull(),
  },
  (t) => [index('waiting_letter_due').on(t.dueAt), index('waiting_letter_ticket').on(t.ticketId)],
);

import type { EntryKind, EntryOutcome, IncidentState, Wording } from '../../ticket/incident/incident.ts';
import { check, index, integer, jsonb, pgTable, primaryKey, sql, text, unique, uuid } from '../drizzle.ts';
import { at } from './columns.ts';
import { ticket } from './ticket.ts';

/** One cause behind the tickets of many customers. */
export const incident = pgTable(
  'incident',
  {
    id: uuid('id').primaryKey(),
    number: text('number').notNull(),
    version: integer('version').notNull(),
    state: text('state').$type<IncidentState>().notNull(),
    title: text('title').notNull(),
    owner: text('owner').notNull(),
    /** Where its letters to the staff come from. */
    mailbox: text('mailbox').notNull(),
    brand: text('brand'),
    openedAt: at('opened_at').notNull(),
    openedBy: text('opened_by').notNull(),
    /** When its customers were last written to. */
    toldAt: at('told_at'),
    /** When its owner is asked for the next word to them; null once it has ended. */
    remindAt: at('remind_at'),
    endedAt: at('ended_at'),
  },
  (t) => [
    unique('incident_number').on(t.number),
    index('incident_open').on(t.openedAt).where(sql`state = 'open'`),
    check('incident_state_known', sql`state in ('open', 'resolved', 'dropped')`),
    check('incident_ended_has_time', sql`(state = 'open') = (ended_at is null)`),
    check('incident_version_counts', sql`version >= 1`),
  ],
);

/** What was said and done about an incident as a whole, and how far its tickets have got it. */
export const incidentEntry = pgTable(
  'incident_entry',
  {
    id: uuid('id').primaryKey(),
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incident.id),
    kind: text('kind').$type<EntryKind>().notNull(),
    by: text('by').notNull(),
    at: at('at').notNull(),
    content: jsonb('content').$type<readonly Wording[]>().notNull(),
    /** When every ticket had it; at once for what concerns none. */
    doneAt: at('done_at'),
  },
  (t) => [
    index('incident_entry_incident').on(t.incidentId, t.at),
    index('incident_entry_waiting').on(t.at).where(sql`done_at is null`),
    check(
      'incident_entry_kind_known',
      sql`kind in ('opened', 'note', 'owner', 'news', 'resolution', 'dropped', 'gather')`,
    ),
  ],
);

/** The tickets that have got an entry, each once: by it a batch that was interrupted goes on where it stopped. */
export const incidentEntryTicket = pgTable(
  'incident_entry_ticket',
  {
    entryId: uuid('entry_id')
      .notNull()
      .references(() => incidentEntry.id),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => ticket.id),
    outcome: text('outcome').$type<EntryOutcome>().notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'incident_entry_ticket_once', columns: [t.entryId, t.ticketId] }),
    index('incident_entry_ticket_at').on(t.at),
    check('incident_entry_ticket_outcome_known', sql`outcome in ('done', 'passed')`),
  ],
);

import type { ArticleState } from '../../knowledge/article.ts';
import { check, index, integer, pgTable, primaryKey, sql, text, uniqueIndex, uuid } from '../drizzle.ts';
import { at, serial, tsvector } from './columns.ts';
import { ticket } from './ticket.ts';

/** What the desk has learned: drafts from resolutions, and what a supervisor approved. */
export const article = pgTable(
  'article',
  {
    id: uuid('id').primaryKey(),
    /** By which people name it: `#文章 12`. */
    number: integer('number').notNull().generatedByDefaultAsIdentity(),
    /** Counts commits, as a ticket's does. */
    version: integer('version').notNull(),
    state: text('state').$type<ArticleState>().notNull(),
    locale: text('locale').notNull(),
    title: text('title').notNull(),
    symptom: text('symptom').notNull(),
    cause: text('cause').notNull(),
    steps: text('steps').notNull(),
    caution: text('caution').notNull(),
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
    uniqueIndex('article_number').on(t.number),
    // A corrected resolution corrects the draft that waits.
    uniqueIndex('article_ticket_draft').on(t.ticketId).where(sql`state = 'draft'`),
    index('article_created').on(t.createdAt),
    check('article_state_known', sql`state in ('draft', 'approved', 'dropped')`),
    check('article_decided_whole', sql`(state = 'draft') = (decided_at is null)`),
  ],
);

/** Answers that are written once and sent often: a row a language. */
export const cannedAnswer = pgTable(
  'canned_answer',
  {
    /** The folded name it was first kept under. */
    answer: text('answer').notNull(),
    locale: text('locale').notNull(),
    name: text('name').notNull(),
    text: text('text').notNull(),
    /** Registered address, or `command line`. */
    by: text('by').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.answer, t.locale] }),
    check('canned_answer_says_something', sql`name <> '' and text <> ''`),
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

import type { Form } from '../../mail/mail.ts';
import type { CanonicalAddress } from '../../people/address.ts';
import type { LettersWanted } from '../../people/person.ts';
import type { RecurringRule } from '../../ticket/recurring/rule.ts';
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  sql,
  text,
  uuid,
} from '../drizzle.ts';
import { at, bytea, serial } from './columns.ts';

/** What is remembered about people outside the staff. */
export const customer = pgTable(
  'customer',
  {
    address: text('address').$type<CanonicalAddress>().primaryKey(),
    name: text('name').notNull(),
    company: text('company'),
    locale: text('locale'),
    /** Language of their last mail whose language is certain: `locale` follows once two in a row say the same. */
    heardLocale: text('heard_locale'),
    /** Charset of their last mail that named one, for mails that name none. */
    charset: text('charset'),
    firstSeenAt: at('first_seen_at').notNull(),
    /** The domain their organisation registered. */
    organisation: text('organisation'),
    /**
     * Fingerprints of what stood at the edges of their latest mail that proved itself and quoted nothing, each with the
     * day since when every such mail has had it; null before the first. What nearly all of an organisation have is
     * boilerplate. A row a sender: it does not grow with their mails.
     */
    edges: jsonb('edges').$type<Readonly<Record<string, string>>>(),
    /** The day of that mail, in UTC. */
    heardOn: date('heard_on', { mode: 'string' }),
  },
  (t) => [
    index('customer_organisation_heard').on(t.organisation, t.heardOn).where(sql`edges is not null`),
    index('customer_heard').on(t.heardOn).where(sql`edges is not null`),
    check('customer_edges_whole', sql`edges is null or (organisation is not null and heard_on is not null)`),
  ],
);

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

/** When somebody of the staff is away, `endsAt` excluded. One that was called off ends when it begins. */
export const absence = pgTable(
  'absence',
  {
    id: serial('id').primaryKey().generatedAlwaysAsIdentity(),
    email: text('email').$type<CanonicalAddress>().notNull(),
    startsAt: at('starts_at').notNull(),
    endsAt: at('ends_at').notNull(),
    /** A registered address; null where nobody was named. */
    substitute: text('substitute'),
    setBy: text('set_by').notNull(),
    setAt: at('set_at').notNull(),
    /** When who stands in was written to, and when the person was who is back. */
    begunToldAt: at('begun_told_at'),
    overToldAt: at('over_told_at'),
  },
  (t) => [
    index('absence_ends').on(t.endsAt),
    index('absence_to_tell').on(t.startsAt).where(sql`begun_told_at is null or over_told_at is null`),
    check('absence_has_a_length', sql`ends_at >= starts_at`),
  ],
);

/** Tickets that are made again and again; `nextAt` moves on with each. */
export const recurringTicket = pgTable(
  'recurring',
  {
    id: serial('id').primaryKey().generatedAlwaysAsIdentity(),
    rule: jsonb('rule').$type<RecurringRule>().notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    form: jsonb('form').$type<Form>().notNull(),
    customerName: text('customer_name').notNull(),
    customerAddress: text('customer_address').notNull(),
    setBy: text('set_by').notNull(),
    brand: text('brand'),
    setAt: at('set_at').notNull(),
    nextAt: at('next_at').notNull(),
    stoppedAt: at('stopped_at'),
  },
  (t) => [index('recurring_next').on(t.nextAt).where(sql`stopped_at is null`)],
);

/** About which absences somebody was asked because of an automatic reply: the day it ends, or of the question. */
export const absenceQuestion = pgTable(
  'absence_question',
  {
    email: text('email').$type<CanonicalAddress>().notNull(),
    about: text('about').notNull(),
    askedAt: at('asked_at').notNull(),
  },
  (t) => [primaryKey({ name: 'absence_question_once', columns: [t.email, t.about] })],
);

/** What staff have asked of the letters to them, by mail; it goes before the configuration. */
export const staffWish = pgTable(
  'staff_wish',
  {
    email: text('email').$type<CanonicalAddress>().primaryKey(),
    letters: text('letters').$type<LettersWanted>().notNull(),
    setAt: at('set_at').notNull(),
  },
  () => [check('staff_wish_known', sql`letters in ('all', 'needed', 'digest')`)],
);

/** Who wants none of what answers nothing (`courtesies` false), or again. Absent: they get it. */
export const letterWish = pgTable('letter_wish', {
  address: text('address').$type<CanonicalAddress>().primaryKey(),
  courtesies: boolean('courtesies').notNull(),
  setAt: at('set_at').notNull(),
});

/** Salts of the token keys; the key itself needs the secret of the environment too. The newest signs. */
export const signingKey = pgTable('signing_key', {
  id: smallint('id').primaryKey(),
  salt: bytea('salt').notNull(),
  /** By which a desk that is started with another secret is found out. */
  proof: bytea('proof').notNull(),
  createdAt: at('created_at').notNull(),
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

import type { Scheme } from '../../mail/secrecy/secrecy.ts';
import type { CanonicalAddress } from '../../people/address.ts';
import { check, pgTable, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';

/**
 * Certificates and public keys of people, for one address each. What a signed mail brought is only offered until
 * somebody confirms it: a key that its owner has renewed has the same fingerprint, and is offered beside itself.
 */
export const certificate = pgTable(
  'certificate',
  {
    address: text('address').$type<CanonicalAddress>().notNull(),
    /** Hex. */
    fingerprint: text('fingerprint').notNull(),
    form: text('form').$type<Scheme>().notNull(),
    name: text('name').notNull(),
    issuer: text('issuer').notNull(),
    /** PEM or armour. */
    content: text('content').notNull(),
    expiresAt: at('expires_at'),
    firstSeenAt: at('first_seen_at').notNull(),
    /** Null: offered. */
    confirmedAt: at('confirmed_at'),
    confirmedBy: text('confirmed_by'),
  },
  (t) => [
    uniqueIndex('certificate_once').on(t.address, t.fingerprint, sql`(confirmed_at is null)`),
    check('certificate_form_known', sql`form in ('smime', 'openpgp')`),
    check('certificate_confirmed_by_somebody', sql`(confirmed_at is null) = (confirmed_by is null)`),
  ],
);

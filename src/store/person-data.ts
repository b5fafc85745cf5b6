import { domainToUnicode } from 'node:url';
import type pg from 'pg';
import type { Address, Form } from '../mail/mail.ts';
import { type CanonicalAddress, canonicalAddress, domainOf, localPartOf } from '../people/address.ts';
import { claimFolder } from './attachments/folder.ts';
import { isOwnPath } from './attachments/path.ts';
import { deleteStored } from './attachments/trash.ts';
import type { Database } from './connection/connection.ts';
import { withClient } from './connection/session.ts';
import { sql } from './drizzle.ts';
import { everyRecurring } from './recurring.ts';
import { withoutOutsider, withoutWords } from './ticket.ts';
import { deleteVectorsOf } from './vector-table.ts';

/** What is kept about somebody outside the staff: where it lies, by id. */
export type PersonData = {
  readonly customer: { readonly name: string; readonly company: string | null; readonly locale: string | null } | null;
  /** Tickets that are theirs, oldest first. */
  readonly ticketIds: readonly string[];
  /** Of those, numbers of the ones that are still open. */
  readonly open: readonly string[];
  /** Mails they wrote, oldest first. */
  readonly mails: readonly {
    readonly id: number;
    readonly octetsId: string;
    readonly subject: string;
    readonly receivedAt: Date;
  }[];
  readonly letters: readonly {
    readonly id: string;
    readonly kind: string;
    readonly subject: string;
    readonly createdAt: Date;
  }[];
  /** Tickets that are made for them again and again, also those that were stopped. */
  readonly recurring: readonly {
    readonly id: number;
    readonly title: string;
    readonly text: string;
    readonly form: Form;
    readonly customer: Address;
    readonly stoppedAt: Date | null;
  }[];
};

/** Everything that is kept about an address. */
export async function personData(db: Database, own: CanonicalAddress): Promise<PersonData> {
  const [customers, tickets, mails, letters, recurring] = await Promise.all([
    db.execute<{ name: string; company: string | null; locale: string | null }>(
      sql`select name, company, locale from customer where address = ${own}`,
    ),
    db.execute<{ id: string; number: string; state: string }>(
      sql`select id, number, state from ticket where requester_canonical = ${own} order by created_at, id`,
    ),
    db.execute<Record<string, string>>(
      sql`select id, octets_id, coalesce(subject, '') as subject, received_at from mail where from_canonical = ${own} order by id`,
    ),
    db.execute<Record<string, string>>(
      sql`select id, kind, subject, created_at from letter where to_canonical = ${own} order by created_at, id`,
    ),
    everyRecurring(db),
  ]);
  return {
    customer: customers[0] ?? null,
    ticketIds: tickets.map(({ id }) => id),
    open: tickets.filter(({ state }) => state !== 'closed' && state !== 'merged').map(({ number }) => number),
    mails: mails.map(({ id, octets_id, subject = '', received_at = '' }) => ({
      id: Number(id),
      octetsId: String(octets_id),
      subject,
      receivedAt: new Date(received_at),
    })),
    letters: letters.map(({ id, kind, subject = '', created_at = '' }) => ({
      id: String(id),
      kind: String(kind),
      subject,
      createdAt: new Date(created_at),
    })),
    recurring: recurring
      .filter(({ customer, form }) => isMadeFor(customer.address, form, own))
      .map(({ id, title, text, form, customer, stoppedAt }) => ({ id, title, text, form, customer, stoppedAt })),
  };
}

/** Whether a recurring ticket is theirs, or its form has their address. */
const isMadeFor = (address: string, form: unknown, own: CanonicalAddress): boolean =>
  canonicalAddress(address) === own || named(own)(form);

/** How an address is written: its domain may be in letters of any script. */
const spellingsOf = (own: CanonicalAddress): readonly string[] =>
  domainOf(own) === '' ? [own] : [own, `${localPartOf(own)}@${domainToUnicode(domainOf(own))}`];

/** Whether the address stands in any text of a value, whole: `li@a.example` is not `ali@a.example`. */
function named(own: CanonicalAddress): (value: unknown) => boolean {
  const spelled = spellingsOf(own).map((each) => each.replace(/[$()*+.?[\\\]^{|}/]/g, '\\$&'));
  const pattern = new RegExp(`(?<![a-z0-9._%+-])(?:${spelled.join('|')})(?!-?[a-z0-9]|\\.[a-z0-9])`, 'iu');
  const isIn = (value: unknown): boolean =>
    typeof value === 'string'
      ? pattern.test(value)
      : typeof value === 'object' && value !== null && Object.values(value).some(isIn);
  return isIn;
}

/** The person and what stands in their place, as settings of the session: these statements take no parameters. */
const ADDRESS = `current_setting('tsdesk.erased_address')`;
const REPLACEMENT = `current_setting('tsdesk.erased_replacement')`;

const ERASED = `
create temporary table erased on commit drop as select id from ticket where requester_canonical = ${ADDRESS};
create temporary table erased_octets on commit drop as
  select octets_id as id from mail where from_canonical = ${ADDRESS} or ticket_id in (select id from erased)
  union select octets_id from letter where to_canonical = ${ADDRESS} or ticket_id in (select id from erased)
  union select reduced_id from letter where to_canonical = ${ADDRESS} or ticket_id in (select id from erased)
  union select octets_id from letter
    where kind in ('digest', 'own_digest', 'collected_copies', 'quarantine_notice', 'ticket_list', 'stand_in', 'welcome_back',
      'customer_tickets', 'service_report') and state = 'sent'`;

/** Tickets on which they wrote, before it is forgotten who did. */
const THEIR_WORDS = `select id from erased union select ticket_id from message where from_canonical = ${ADDRESS}`;

/** Everything the person said, was told or is called goes; times, states, urgency, category and ratings stay. */
const ERASE = `
update ticket set version = version + 1, requester_name = '', requester_address = ${REPLACEMENT}, requester_canonical = ${REPLACEMENT}, subject = '', company = null,
  error_code = null, token_epoch = token_epoch + 1
  where id in (select id from erased);
delete from assist_task where ticket_id in (${THEIR_WORDS});
update history set detail = '', by = case when lower(by) = ${ADDRESS} then ${REPLACEMENT} else by end
  where ticket_id in (select id from erased);
update history set by = ${REPLACEMENT} where lower(by) = ${ADDRESS};
update history set detail = ${REPLACEMENT} || substr(detail, length(${ADDRESS}) + 1) where lower(split_part(detail, ' ', 1)) = ${ADDRESS};
update participant set name = '', address = ${REPLACEMENT}, canonical = ${REPLACEMENT} where canonical = ${ADDRESS};
delete from attachment where message_id in (
  select id from message where ticket_id in (select id from erased) or from_canonical = ${ADDRESS});
update message set text = '', full_text = null where ticket_id in (select id from erased) or from_canonical = ${ADDRESS};
update message set from_name = '', from_address = ${REPLACEMENT}, from_canonical = ${REPLACEMENT} where from_canonical = ${ADDRESS};
delete from reference where ticket_id in (select id from erased) or message_id = 'outside ' || ${ADDRESS};
delete from webhook_event where ticket_id in (select id from erased);
delete from waiting_copy where ticket_id in (select id from erased);
delete from letter_wish where address = ${ADDRESS};
delete from waiting_letter where ticket_id in (select id from erased);
delete from deferred_acknowledgement where address = ${ADDRESS} or ticket_id in (select id from erased);
delete from search_document where kind = 'ticket' and id in (select id from erased);
delete from search_document where kind = 'article' and id in (
  select id from article where ticket_id in (select id from erased) and state <> 'approved');
delete from article where ticket_id in (select id from erased) and state <> 'approved';
update article set ticket_id = null where ticket_id in (select id from erased);
update letter set state = 'cancelled', due_at = null
  where state in ('pending', 'retry') and (to_canonical = ${ADDRESS} or ticket_id in (select id from erased));
update letter set subject = '', last_reply = null where to_canonical = ${ADDRESS} or ticket_id in (select id from erased);
update letter set to_name = '', to_address = ${REPLACEMENT}, to_canonical = ${REPLACEMENT}, to_limit_key = ${REPLACEMENT}
  where to_canonical = ${ADDRESS};
update mail set subject = null, decisions = '[]' where from_canonical = ${ADDRESS} or ticket_id in (select id from erased);
update mail set from_name = null, from_address = ${REPLACEMENT}, from_canonical = ${REPLACEMENT}, from_limit_key = ${REPLACEMENT}
  where from_canonical = ${ADDRESS};
delete from octets where id in (select id from erased_octets);
delete from octets_archive where id in (select id from erased_octets);
delete from certificate where address = ${ADDRESS};
delete from customer where address = ${ADDRESS}`;

/**
 * Erases what is kept about an address, all of it or nothing; figures stay as they are. `replacement` is what stands in
 * its place. `url` is of the role that owns the tables: the daemon's may not change the history. Throws the driver's
 * error, and then nothing is erased.
 */
export async function erasePerson(url: string, address: CanonicalAddress, replacement: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    await client.query(
      `select set_config('tsdesk.erased_address', $1, true), set_config('tsdesk.erased_replacement', $2, true)`,
      [address, replacement],
    );
    await client.query(ERASED);
    await eraseDetails(client);
    await eraseOutsider(client, address, replacement);
    await eraseRecurring(client, address, replacement);
    await eraseEvents(client, address);
    await deleteVectorsOf(client, THEIR_WORDS);
    await client.query(ERASE);
    await client.query('commit');
  });
}

async function eraseDetails(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string; details: unknown }>(
    'select id, details from ticket where id in (select id from erased) for update',
  );
  for (const { id, details } of rows)
    await client.query('update ticket set details = $2 where id = $1', [id, withoutWords(details)]);
}

/** Where they were asked from outside: the question stays with its ticket, nobody is asked it again. */
async function eraseOutsider(client: pg.Client, address: CanonicalAddress, replacement: string): Promise<void> {
  const { rows } = await client.query<{ id: string; details: unknown }>(
    `select id, details from ticket
      where id in (select ticket_id from history where event = 'involved_outside') and id not in (select id from erased) for update`,
  );
  for (const { id, details } of rows) {
    const erased = withoutOutsider(details, address, replacement);
    if (erased === null) continue;
    await client.query('update ticket set version = version + 1, details = $2 where id = $1', [id, erased.details]);
    await client.query(
      `delete from clock where ticket_id = $1 and kind in ('side_thread', 'side_thread_warning') and subject = any($2)`,
      [id, erased.asked],
    );
  }
}

/** No ticket is made for them any more. */
async function eraseRecurring(client: pg.Client, address: CanonicalAddress, replacement: string): Promise<void> {
  const { rows } = await client.query<{ id: string; customer: string; form: unknown }>(
    'select id, customer_address as customer, form from recurring for update',
  );
  const theirs = rows.filter(({ customer, form }) => isMadeFor(customer, form, address)).map(({ id }) => id);
  await client.query(
    `update recurring set title = '', text = '', form = '{}', customer_name = '', customer_address = $2,
      stopped_at = coalesce(stopped_at, now()) where id = any($1)`,
    [theirs, replacement],
  );
}

/** What webhooks are told of other tickets where it names them. */
async function eraseEvents(client: pg.Client, address: CanonicalAddress): Promise<void> {
  const { rows } = await client.query<{ id: string; body: string }>(
    `select id, body from webhook_event
      where exists (select 1 from unnest($1::text[]) spelled where position(spelled in lower(body)) > 0)`,
    [spellingsOf(address)],
  );
  const isNamed = named(address);
  const theirs = rows.filter(({ body }) => isNamed(JSON.parse(body))).map(({ id }) => id);
  await client.query('delete from webhook_event where id = any($1)', [theirs]);
}

/**
 * Deletes attachments that no message refers to any more, rows before files: a file that is left behind is found by the
 * nightly clean-up. Returns how many. Throws FolderRefused and StorageTrouble when the folder is not this desk's, and
 * then deletes nothing.
 */
export async function deleteUnusedAttachments(db: Database, folder: string): Promise<number> {
  await claimFolder(db, folder);
  const rows = await db.execute<{ path: string }>(sql`
    delete from blob where not exists (select 1 from attachment a where a.sha256 = blob.sha256) returning path`);
  await Promise.all(rows.filter(({ path }) => isOwnPath(path)).map(({ path }) => deleteStored(folder, path)));
  return rows.length;
}

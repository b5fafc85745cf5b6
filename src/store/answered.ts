import type { CanonicalAddress } from '../people/address.ts';
import type { AnsweredLetter } from '../ticket/states.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** What a mail of the staff answers, as far as it tells. */
export type Answering = {
  readonly ticketId: string;
  readonly by: CanonicalAddress;
  /** Message-IDs it refers to, the letter it answers first. */
  readonly messageIds: readonly string[];
  /** When the letter was written whose link it was written with; null where no link tells. */
  readonly within: { readonly after: Date; readonly until: Date } | null;
  /** The id of the mail itself where it was held and its author has confirmed it; null for any other. */
  readonly held: number | null;
};

/** Words of others on a ticket. `attached`: files came with them. */
export type SaidSince = { readonly at: Date; readonly words: string; readonly attached: boolean };

/** The newest letter of the desk among these. */
const named = (messageIds: Answering['messageIds']) => sql`
  select l.id, l.mail_id, l.ticket_id, l.kind, l.created_at
  from jsonb_array_elements_text(${JSON.stringify(messageIds)}::jsonb) with ordinality as m(message_id, place)
  join letter l on l.message_id = m.message_id order by place limit 1`;

/**
 * The letter about the ticket that a mail answers. A link tells only the hour in which its letter was written: not what
 * it asked, and nothing that came after that hour was in it. Null where nothing tells.
 */
export async function answeredLetter(
  db: Database,
  { ticketId, messageIds, within }: Answering,
): Promise<AnsweredLetter | null> {
  const [found] = await db.execute<{ at: string; kind: string }>(
    sql`select created_at as at, kind from (${named(messageIds)}) answered where ticket_id = ${ticketId}`,
  );
  if (found) return { writtenAt: new Date(found.at), asksApproval: found.kind === 'approval_request' };
  return within === null ? null : { writtenAt: within.until, asksApproval: false };
}

/**
 * What customers said on the ticket, or somebody else of the staff answered them, after the letter that a mail
 * answers; the first words first, and none where nothing tells which letter that is. Who has written on the ticket
 * since knows it, whichever letter they answer. Of several letters within an hour that a link may stand in, the newest
 * counts. For an answer that was held back and is confirmed, it is the letter that said so, which showed all until
 * then. Ids count in the order of writing, while mail servers tell times to the second; what caused a letter stands in
 * it.
 */
export async function spokenSince(
  db: Database,
  { ticketId, by, messageIds, within, held }: Answering,
): Promise<SaidSince[]> {
  const rows = await db.execute<{ at: string; words: string; attached: boolean }>(sql`
    with told as (${toldOf(held)}), named as (${named(messageIds)}), linked as (
      select id, mail_id from letter
      where to_canonical = ${by} and created_at > ${within?.after.toISOString() ?? null}::timestamptz
        and created_at <= ${within?.until.toISOString() ?? null}::timestamptz
      order by created_at desc, id desc limit 1
    ), answered as (
      select id, mail_id from told
      union all select id, mail_id from named where ${held}::bigint is null
      union all select id, mail_id from linked where ${held}::bigint is null and not exists (select 1 from named)
    )
    select said.at, said.text as words, exists (select 1 from attachment where message_id = said.id) as attached
    from answered, message said
    where said.ticket_id = ${ticketId} and said.direction = 'in' and said.from_canonical <> ${by}
      and said.id > answered.id and said.mail_id is distinct from answered.mail_id
      and not exists (
        select 1 from mail own where own.ticket_id = said.ticket_id and own.from_canonical = ${by}
          and own.outcome in ('command', 'appended') and own.id > said.mail_id)
      and (said.visibility = 'public' or exists (
        select 1 from message sent join letter on letter.id = sent.letter_id
        where sent.ticket_id = said.ticket_id and sent.mail_id = said.mail_id and sent.direction = 'out'
          and letter.kind in ('question', 'public_reply', 'resolution')))
    order by said.at`);
  return rows.map(({ at, ...said }) => ({ at: new Date(at), ...said }));
}

/** The last letter that told the author of a held answer that it was overtaken. */
const toldOf = (held: Answering['held']) =>
  sql`select id, mail_id from letter where mail_id = ${held} and kind = 'overtaken' order by created_at desc, id desc limit 1`;

/** Whether the author of an answer that was held back has sent the customer another one since they were told. */
export async function wasReplaced(db: Database, { ticketId, by, held }: Answering): Promise<boolean> {
  if (held === null) return false;
  const rows = await db.execute(sql`
    select 1 from (${toldOf(held)}) told, letter sent join mail own on own.id = sent.mail_id
    where sent.ticket_id = ${ticketId} and sent.id > told.id and own.id > ${held} and own.from_canonical = ${by}
      and sent.kind in ('question', 'public_reply', 'resolution') limit 1`);
  return rows.length > 0;
}

import postgres from 'postgres';

/** With these PostgreSQL takes minutes for a million tickets, and an hour without. */
export const ROOM: Readonly<Record<string, string>> = { shared_buffers: '1GB', max_wal_size: '8GB' };

/** A UUID of version 7 in SQL, of the time and the number of a row: as those of the desk, they come in order. */
const id = (kind: number): string =>
  `(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '700${kind}8' || lpad(to_hex(n), 15, '0'))::uuid`;

/** What a database is filled with: `open` of the tickets are, the newest ones, spread over these engineers. */
export type Filling = { readonly tickets: number; readonly open: number; readonly engineers: readonly string[] };

/**
 * Tickets two minutes apart up to now, numbered above those that the desk makes itself, every one with its mail, its words, and its acknowledgement and dispatch; the
 * open ones with two clocks; of 50,000 customers of 500 companies. A ticket that the desk itself has made must be there: what no column holds is taken from it.
 */
export async function fill(url: string, { tickets, open, engineers }: Filling): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const [known] = await sql`select 1 from ticket limit 1`;
    if (known === undefined) throw new Error('a desk has to make the first ticket');
    const assignees = `(array[${engineers.map((each) => `'${each}'`).join()}])[1 + n % ${engineers.length}]`;
    await sql.unsafe(`
      create temporary table made as
        select n, ${id(1)} as id, ${id(2)} as message_id, ${id(3)} as octets_id, ${id(4)} as letter_id, ${id(5)} as dispatch_id, at,
          'user' || n % 50000 || '@company' || n % 500 || '.example' as address, ${assignees} as engineer,
          n > ${tickets - open} as open, (array['urgent', 'high', 'medium', 'low'])[1 + n % 4] as urgency
        from generate_series(1, ${tickets}) n, lateral (select now() - (${tickets} - n) * interval '2 minutes' as at) spread;
      insert into ticket (id, number, version, state, urgency, category, subject, locale, requester_name, requester_address,
          requester_canonical, company, team, line, assignee, follower, created_at, respond_by, responded_at, update_by, accepted_at,
          resolved_at, closed_at, reopen_count, state_since, token_epoch, details)
        select id, 'TS' || to_char(at, 'YYYYMMDD') || (10000 + n % 720), 5, case when open then 'in_progress' else 'closed' end,
          urgency, 'system_fault', 'subject ' || n, 'zh-CN', 'name', address, address, 'company ' || n % 500, 'all', 1, engineer, engineer, at,
          at + interval '2 hours', at + interval '1 hour', case when open then now() + (1 + n % 1000) * interval '1 hour' end, at, case when not open then at end,
          case when not open then at end, 0, at, 0, (select details from ticket limit 1) from made;
      insert into participant (ticket_id, address, canonical, name, role, confirmed)
        select id, address, address, 'name', 'requester', true from made;
      insert into participant (ticket_id, address, canonical, name, role, confirmed)
        select id, engineer, engineer, 'engineer', 'staff', true from made;
      insert into clock (ticket_id, kind, subject, due_at)
        select id, kind, '', now() + (1 + n % 1000) * interval '1 hour' from made, unnest(array['update', 'update_warning']) kind where open;
      insert into octets (id, part, bytes)
        select each, 0, decode(repeat(md5(n::text), 8), 'hex') from made, unnest(array[octets_id, letter_id, dispatch_id]) each;
      insert into history (ticket_id, at, event, by, detail)
        select id, at, event, 'system', '' from made,
          unnest(case when open then array['opened', 'assigned', 'accepted'] else array['opened', 'assigned', 'accepted', 'resolved', 'closed'] end) event;
      insert into mail (mailbox, sha256, fingerprint, size, octets_id, message_id, from_name, from_address, from_canonical, from_limit_key,
          subject, class, outcome, reason_code, reason_detail, ticket_id, received_at, decided_at)
        select 'support', id::text, id::text, 1000, octets_id, '<' || n || '@made.example>', 'name', address, address, address,
          'subject ' || n, 'human', 'ticketed', 'acknowledgement', '', id, at, at from made;
      insert into message (id, ticket_id, direction, visibility, from_name, from_address, from_canonical, at, text)
        select message_id, id, 'in', 'public', 'name', address, address, at, 'words of customer ' || n from made;
      insert into reference (message_id, ticket_id) select '<' || n || '@made.example>', id from made;
      insert into customer (address, name, first_seen_at) select distinct on (address) address, 'name', at from made on conflict do nothing;
      insert into letter (id, kind, mailbox, ticket_id, to_name, to_address, to_canonical, to_limit_key, subject, message_id, envelope_from,
          octets_id, automatic, priority, state, attempts, last_result, created_at, sent_at)
        select letter, kind, 'support', id, 'name', recipient, recipient, recipient, 'subject ' || n, '<' || kind || n || '@desk.example>', '',
          letter, kind = 'acknowledgement', 1, 'sent', 1, 'accepted', at, at
        from made, lateral (values (letter_id, 'acknowledgement', address), (dispatch_id, 'dispatch', engineer)) written (letter, kind, recipient);
    `);
    await sql`vacuum analyze`;
    await sql`checkpoint`;
  } finally {
    await sql.end();
  }
}

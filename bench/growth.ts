import postgres from 'postgres';
import { runDesk } from './desk.ts';
import type { Stage } from './stage.ts';
import { openWorld } from './world.ts';

const TICKETS = 1_000_000;
const MAILS = 500;

export const growth: Stage = {
  description: `the desk with ${TICKETS.toLocaleString('en')} tickets in the database, and with none`,
  long: true,
  async run({ mails }) {
    const world = await openWorld();
    try {
      const empty = await runDesk(world, mails ?? MAILS);
      await fill(world.databaseUrl, TICKETS);
      const full = await runDesk(world, mails ?? MAILS);
      const times = empty.perSecond / full.perSecond;
      return [
        { what: 'with none', figure: 1000 / empty.perSecond, unit: 'ms' },
        {
          what: 'with all of them',
          figure: 1000 / full.perSecond,
          unit: 'ms',
          ratio: { to: 'with none', times },
          target: { text: 'at most 1.2 ×', met: times <= 1.2 },
        },
        { what: 'CPU of the desk’s process a mail, with none', figure: empty.cpuMsAMail, unit: 'ms' },
        { what: 'CPU of the desk’s process a mail, with all of them', figure: full.cpuMsAMail, unit: 'ms' },
      ];
    } finally {
      await world.close();
    }
  },
};

/** Years of closed tickets, and 2,000 open ones, each with its mail, its words and its letters. */
async function fill(url: string, tickets: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(`
      create temporary table made as
        select n, md5('t' || n)::uuid as id, md5('o' || n)::uuid as octets_id, md5('a' || n)::uuid as letter_id,
          now() - (${tickets} - n) * interval '2 minutes' as at, 'user' || n % 50000 || '@company' || n % 500 || '.example' as address,
          n > ${tickets} - 2000 as open
        from generate_series(1, ${tickets}) n;
      insert into ticket select id, 'TS' || to_char(at, 'YYYYMMDD') || lpad(n::text, 8, '0'), 5, case when open then 'in_progress' else 'closed' end,
        'medium', 'system_fault', 'subject ' || n, 'zh-CN', 'name', address, null, 'all', 1, 'li@desk.example', 'li@desk.example', at, null,
        at, null, null, at, null, case when not open then at end, case when not open then at end, 0, (select details from ticket limit 1),
        at, null, null, 0 from made;
      insert into participant select id, address, 'name', 'requester', true from made;
      insert into history (ticket_id, at, event, by, detail)
        select id, at, event, 'system', '' from made, unnest(array['opened', 'assigned', 'accepted', 'resolved', 'closed']) event;
      insert into mail (mailbox, sha256, fingerprint, size, octets_id, message_id, from_address, subject, class, outcome, reason_code, reason_detail, ticket_id, received_at, decided_at)
        select 'support', id::text, id::text, 1000, octets_id, '<' || n || '@made.example>', address, 'subject', 'human', 'ticketed', 'acknowledgement', '', id, at, at from made;
      insert into message select md5('m' || n)::uuid, id, 'in', 'public', 'name', address, at, 'words of a customer', null, null, null from made;
      insert into reference select '<' || n || '@made.example>', id from made;
      insert into customer select distinct on (address) address, 'name', null, 'zh', null, at from made on conflict do nothing;
      insert into letter (id, kind, mailbox, ticket_id, to_name, to_address, subject, message_id, envelope_from, octets_id, automatic, priority, state, attempts, created_at, sent_at)
        select letter_id, 'acknowledgement', 'support', id, 'name', address, 'subject', '<a' || n || '@desk.example>', '', octets_id, true, 1, 'sent', 1, at, at from made;
    `);
    await sql`analyze`;
    await sql`checkpoint`;
  } finally {
    await sql.end();
  }
}

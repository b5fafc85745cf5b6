import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { until } from '../support/until.ts';
import { withSql } from './sql.ts';

/** `npm run faults -- --customers N` sets this for the long run. */
const CUSTOMERS = Number(process.env.FAULT_CUSTOMERS ?? 250);
const WAIT = { timeoutMs: 7_200_000, everyMs: 200 };
const NEWS = 'We have found the cause and are mending it.';

describe.skipIf(dovecotMissing)('an incident with many customers', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk({
      config: {
        staff: [{ name: '李工', email: 'li@staff.example', roles: ['engineer', 'frontline'] }],
        // The pace is what the outbox takes.
        limits: { incidentTicketsPerMinute: 0 },
      },
    });
  });
  afterAll(() => desk.close());

  /** Tickets of as many customers, each like the one there is, and words to all of them. */
  const seed = (): Promise<void> =>
    withSql(desk.databaseUrl, async (sql) => {
      await sql`insert into incident (id, number, version, state, title, owner, mailbox, opened_at, opened_by)
        values (gen_random_uuid(), 'INC20200101001', 1, 'open', 'Login', 'li@staff.example', 'support', now(), 'li@staff.example')`;
      await sql`
        with made as (
          insert into ticket select (jsonb_populate_record(t, jsonb_build_object(
            'id', gen_random_uuid(), 'number', 'TS20200101' || lpad(n::text, 6, '0'), 'version', 1, 'state', 'in_progress',
            'incident_number', 'INC20200101001', 'assignee', 'li@staff.example', 'locale', 'en', 'subject', 'Case ' || n,
            'requester_name', 'C' || n, 'requester_address', 'c' || n || '@many.example',
            'requester_canonical', 'c' || n || '@many.example',
            'details', t.details || jsonb_build_object('incident', jsonb_build_object(
              'number', 'INC20200101001', 'title', 'Login', 'since', jsonb_build_object('$at', now())))))).*
          from ticket t, generate_series(1, ${CUSTOMERS}::int) n where t.requester_canonical = 'ann@first.example'
          returning id, requester_address, requester_name)
        insert into participant (ticket_id, address, canonical, name, role, confirmed)
        select id, requester_address, requester_address, requester_name, 'requester', true from made`;
      await sql`insert into incident_entry (id, incident_id, kind, by, at, content)
        select gen_random_uuid(), id, 'news', 'li@staff.example', now(), ${sql.json([{ locale: null, words: NEWS }])}
        from incident`;
    });

  const wordsOf = (): Promise<{ letters: number; customers: number; sent: number }> =>
    withSql(desk.databaseUrl, async (sql) => {
      const [row] = await sql<{ letters: string; customers: string; sent: string }[]>`
        select count(*) as letters, count(distinct to_canonical) as customers, count(*) filter (where state = 'sent') as sent
        from letter where kind = 'public_reply' and to_canonical like '%@many.example'`;
      return { letters: Number(row?.letters), customers: Number(row?.customers), sent: Number(row?.sent) };
    });

  it(
    `writes to ${CUSTOMERS} of them by two processes, one of which is killed on the way: each once`,
    async () => {
      const first = await desk.start();
      await desk.receive({ from: 'ann@first.example', subject: 'Login fails', text: 'I cannot log in.' });
      await desk.settled(1);
      const second = desk.launch({});
      await second.waitForLog((line) => line.includes('"daemon_started"'), 90_000);
      await seed();
      const started = performance.now();
      await until('a third to be sent', async () => (await wordsOf()).sent >= CUSTOMERS / 3, WAIT);
      await first.kill();
      await until('all to be sent', async () => (await wordsOf()).sent >= CUSTOMERS, WAIT);
      const minutes = (performance.now() - started) / 60_000;
      if (process.env.FAULT_CUSTOMERS !== undefined)
        console.log(`${CUSTOMERS} customers: ${minutes.toFixed(1)} min, ${Math.round(CUSTOMERS / minutes)} a minute`);

      expect(await wordsOf()).toEqual({ letters: CUSTOMERS, customers: CUSTOMERS, sent: CUSTOMERS });
      // A person's words that were under way when their sender was killed go out again.
      const got = desk.postbox.mails.filter(({ to, text }) => /@many\.example$/.test(to.join()) && text.includes(NEWS));
      expect(new Set(got.flatMap(({ to }) => to)).size).toBe(CUSTOMERS);
      expect(got.length - CUSTOMERS).toBeLessThanOrEqual(10);
    },
    WAIT.timeoutMs,
  );
});

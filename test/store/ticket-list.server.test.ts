import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../src/store/connection/connection.ts';
import { sql } from '../../src/store/drizzle.ts';
import { ticketsMeanwhile, ticketsOfStaff } from '../../src/store/ticket-list.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { chen, li } from '../ticket/sample.ts';

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await createDatabase();
  connection = connect(database.url);
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

/** A ticket of Li's; `asks` is what the table says of its questions, `details` what it has of them. */
async function insertTicket(number: string, asks = false, details: object = {}): Promise<void> {
  await connection.db.execute(sql`
    with opened as (
      insert into ticket (id, number, version, state, urgency, category, subject, locale, requester_name, requester_address,
        requester_canonical, line, assignee, created_at, reopen_count, state_since, token_epoch, asks_somebody, details)
      values (gen_random_uuid(), ${number}, 1, 'in_progress', 'low', 'other', 'Licence', 'en', '', 'ann@a.example',
        'ann@a.example', 1, ${li.email}, '2026-11-27T07:00Z', 0, '2026-11-27T07:00Z', 0, ${asks}, ${JSON.stringify(details)}::jsonb)
      returning id
    )
    insert into participant (ticket_id, address, canonical, name, role, confirmed)
    select id, ${chen.email}, ${chen.email}, '', 'staff', true from opened`);
}

describe('what came while somebody was away', () => {
  const absence = { from: new Date('2026-11-27T08:00:10.300Z'), to: new Date('2026-11-27T08:00:12.800Z') };
  it.each([
    ['08:00:09', 0],
    ['08:00:10', 1],
    ['08:00:12', 1],
    ['08:00:13', 0],
  ])('is told by whole seconds, as servers date mails: %s', async (at, customer) => {
    const number = `TS-${at}`;
    await insertTicket(number);
    await connection.db.execute(sql`
      insert into message (id, ticket_id, direction, visibility, from_name, from_address, from_canonical, at, text)
      select gen_random_uuid(), id, 'in', 'public', '', 'ann@a.example', 'ann@a.example', ${`2026-11-27T${at}Z`}::timestamptz, 'x'
      from ticket where number = ${number}`);
    const found = await ticketsMeanwhile(connection.db, li.email, absence, [li.email, chen.email]);
    expect(found.find((each) => each.number === number)?.wrote).toEqual({ customer, staff: 0 });
  });
});

describe('who is asked for help', () => {
  const question = { id: 'q', team: '', question: '?', responsible: chen.email, askedBy: li.email, dueAt: null };
  it('is looked for among the tickets that ask somebody', async () => {
    await insertTicket('TS-asks', true, { sideThreads: [{ ...question, answeredAt: null }] });
    await insertTicket('TS-others', true, {
      sideThreads: [{ ...question, responsible: 'wang@desk.example', answeredAt: null }],
    });
    // Never written like this: it shows that the column is what is asked.
    await insertTicket('TS-unlisted', false, { sideThreads: [{ ...question, answeredAt: null }] });
    await insertTicket('TS-answered', true, {
      sideThreads: [{ ...question, answeredAt: { $at: '2026-11-27T08:00:00Z' } }],
    });
    const found = (await ticketsOfStaff(connection.db, [chen.email], 10)).get(chen.email);
    expect(found?.help).toMatchObject({ total: 1, tickets: [{ number: 'TS-asks' }] });
  });
});

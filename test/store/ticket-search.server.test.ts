import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrandScope, isOfScope } from '../../src/people/brand.ts';
import type { Staff } from '../../src/people/person.ts';
import { type Connection, connect } from '../../src/store/connection/connection.ts';
import { loadTickets } from '../../src/store/ticket.ts';
import { findTickets } from '../../src/store/ticket-list.ts';
import { isSeenBy } from '../../src/ticket/audience.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { li } from '../ticket/sample.ts';

let database: TestDatabase;
let client: pg.Client;
let connection: Connection;
let tickets: readonly Ticket[] = [];

const [ME, CHEN] = [li.email, 'chen@desk.example'];
const HAVING = [null, ME, ME.toUpperCase(), CHEN];
const TEAMS = [null, 'backend', 'second'];
const PARTS = [
  [],
  [['staff', ME]],
  [['staff', CHEN]],
  [['requester', ME]],
  [['copy', ME]],
  [
    ['copy', CHEN],
    ['staff', ME.toUpperCase()],
  ],
];
const BRANDS = [null, 'cloud', 'data', 'given up'];
const all = HAVING.flatMap((assignee) =>
  HAVING.flatMap((follower) =>
    TEAMS.flatMap((team) =>
      PARTS.flatMap((parts) =>
        BRANDS.flatMap((brand) =>
          [false, true].map((confidential) => ({ assignee, follower, team, parts, brand, confidential })),
        ),
      ),
    ),
  ),
);

beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  connection = connect(database.url);
  await client.query(
    `with given as (select gen_random_uuid() as id, nth, t from jsonb_array_elements($1::jsonb) with ordinality as e(t, nth)),
     opened as (
       insert into ticket (id, number, version, state, urgency, category, subject, locale, requester_name, requester_address,
         requester_canonical, line, assignee, follower, team, brand, confidential, created_at, reopen_count, state_since, token_epoch, details)
       select id, 'TS' || nth, 1, 'assigned', 'low', 'other', 'Licence', 'en', '', 'a@a.example', 'a@a.example', 1,
         t->>'assignee', t->>'follower', t->>'team', t->>'brand', (t->>'confidential')::boolean, now(), 0, now(), 0, '{}'
       from given)
     insert into participant (ticket_id, address, canonical, name, role, confirmed)
     select id, p->>1, lower(p->>1), '', p->>0, true from given, jsonb_array_elements(t->'parts') p`,
    [JSON.stringify(all)],
  );
  const { rows } = await client.query<{ id: string }>('select id from ticket');
  tickets = await loadTickets(
    connection.db,
    rows.map(({ id }) => id),
  );
});
afterAll(async () => {
  await client.end();
  await connection.close();
  await database.drop();
});

const ROLES: readonly Staff['roles'][] = [['engineer'], ['frontline'], ['supervisor'], ['engineer', 'frontline']];
const READERS: readonly Staff[] = ROLES.flatMap((roles) =>
  [[], ['backend'], ['backend', 'second']].flatMap((teams) =>
    [ME, 'Li@Desk.example'].map((email) => ({ ...li, email, teams, roles })),
  ),
);
const SCOPES: readonly (BrandScope | undefined)[] = [undefined, { brand: 'cloud' }, { noneOf: ['cloud', 'data'] }];

describe('a search by the staff', () => {
  it('finds what they may see of the brand, and all of it', async () => {
    expect(tickets).toHaveLength(all.length);
    for (const reader of READERS)
      for (const scope of SCOPES) {
        const seeing = {
          email: reader.email,
          teams: reader.teams,
          supervisor: reader.roles.includes('supervisor'),
          frontline: reader.roles.includes('frontline'),
        };
        const found = await findTickets(connection.db, ['licence'], seeing, all.length, scope);
        const seen = tickets.filter((ticket) => isOfScope(ticket.brand, scope) && isSeenBy(ticket, reader));
        const numbers = (some: readonly { readonly number: string }[]) => some.map(({ number }) => number).toSorted();
        const who = JSON.stringify([reader.email, reader.roles, reader.teams, scope]);
        expect([who, found.total, numbers(found.tickets)]).toEqual([who, seen.length, numbers(seen)]);
      }
  });
});

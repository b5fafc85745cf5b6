import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../../src/lib/log.ts';
import type { Relay } from '../../src/outbox/relay/smtp.ts';
import { openSending } from '../../src/outbox/sending.ts';
import { type Connection, connect } from '../../src/store/connection/connection.ts';
import { listLetters } from '../../src/store/letter.ts';
import { claimLetters } from '../../src/store/outbox.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { writeLetter } from './written.ts';

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

it('a step that the database refuses costs the letters of the same statement nothing', async () => {
  const [bad, good] = [
    await writeLetter(connection.db, { automatic: false }),
    await writeLetter(connection.db, { automatic: true }),
  ];
  // PostgreSQL keeps no NUL; the desk's own relay hands none on.
  const relay: Relay = {
    deliver: async (_envelope, octets, mayEnd) => {
      if (Buffer.from(octets).includes(bad.messageId))
        return { outcome: 'rejected', verdict: 'later', reply: '451 \0 later' };
      return (await mayEnd()) ? { outcome: 'accepted', reply: '250' } : { outcome: 'withdrawn' };
    },
    probe: async () => undefined,
    close: () => undefined,
  };
  const send = openSending({ db: connection.db, log: createLogger('silent') }, relay);
  const claims = await claimLetters(connection.db, 'support', 2, 3);
  const sent = await Promise.allSettled(claims.map(send));
  expect(sent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const letters = await listLetters(connection.db, {});
  expect(letters.find(({ id }) => id === good.id)?.state).toBe('sent');
  expect(letters.find(({ id }) => id === bad.id)?.state).toBe('claimed');
});

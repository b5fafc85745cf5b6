import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openQueueConnections } from '../../src/outbox/postgres-queue.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let administrator: pg.Client;
beforeAll(async () => {
  database = await createDatabase();
  administrator = new pg.Client(database.url);
  await administrator.connect();
});
afterAll(async () => {
  await administrator.end();
  await database.drop();
});

// An 'error' that nobody listens to would end the process: here it would fail the run.
it('a session that ends between two statements fails the next of them and nothing else', async () => {
  const troubles: Error[] = [];
  const connections = openQueueConnections({ kind: 'postgres', url: database.url }, (error) => troubles.push(error));
  const backend = connections.factory('letters', { connection: {} });
  const { pool } = (backend as unknown as { connection: { pool: pg.Pool } }).connection;
  const client = await pool.connect();
  const { rows } = await client.query('select pg_backend_pid() as pid');
  const ended = new Promise((resolve) => client.once('end', resolve));
  await administrator.query('select pg_terminate_backend($1)', [rows[0].pid]);
  await ended;
  await expect(client.query('select 1')).rejects.toThrow();
  client.release(true);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await connections.close();
});

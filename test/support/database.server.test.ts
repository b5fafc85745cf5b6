import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, createEmptyDatabase, type TestDatabase, terminateBackends } from './database.ts';
import { startPostgres } from './postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

test('two databases of one server do not see each other, and fsync is on', async () => {
  const other = await createEmptyDatabase();
  const client = await connect(database.url);
  await client.query('CREATE TABLE mark (n int)');
  expect((await client.query('SHOW fsync')).rows).toEqual([{ fsync: 'on' }]);
  const stranger = await connect(other.url);
  expect((await stranger.query(`SELECT to_regclass('mark') AS mark`)).rows).toEqual([{ mark: null }]);
  await Promise.all([client.end(), stranger.end()]);
  await other.drop();
  await expect(connect(other.url)).rejects.toMatchObject({ code: '3D000' });
});

test('terminated sessions end, new ones are welcome', async () => {
  const client = await connect(database.url);
  expect(await terminateBackends(database.url)).toBe(1);
  await expect(client.query('SELECT 1')).rejects.toThrow();
  const next = await connect(database.url);
  await next.end();
});

test.each(['fast', 'immediate'] as const)('what was committed is there after a %s stop and a start', async (mode) => {
  const server = await startPostgres();
  const before = await connect(server.url);
  await before.query('CREATE TABLE kept AS SELECT 7 AS n');
  await server.stop(mode);
  await expect(connect(server.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await server.start();
  const after = await connect(server.url);
  expect((await after.query('SELECT n FROM kept')).rows).toEqual([{ n: 7 }]);
  await after.end();
  await server.remove();
});

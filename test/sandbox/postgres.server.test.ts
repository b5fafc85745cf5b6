import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PostgresServer, startEmbeddedPostgres } from '../../src/sandbox/postgres.ts';
import { Child } from '../support/child.ts';
import { freePort } from '../support/free-port.ts';
import { makeScratch, serverUser } from '../support/scratch.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let server: PostgresServer | undefined;
const start = async (port?: number) => {
  server = await startEmbeddedPostgres({ directory: scratch.path, ...(port !== undefined && { port }) });
  return server;
};
beforeEach(async () => {
  scratch = await makeScratch('sandbox-postgres');
});
afterEach(async () => {
  await server?.stop('immediate');
  await scratch.remove();
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const lockFile = () => join(scratch.path, 'data', 'postmaster.pid');

test('keeps its data between runs, in UTF-8', async () => {
  await query((await start()).url, `CREATE TABLE kept AS SELECT upper('é中') AS word`);
  await server?.stop();
  expect(existsSync(lockFile())).toBe(false);
  expect(await query((await start()).url, 'SELECT word FROM kept')).toEqual([{ word: 'É中' }]);
});

test('asks for a password', async () => {
  const url = new URL((await start()).url);
  url.password = 'wrong';
  await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
});

test('takes over a server whose owner was killed', async () => {
  const module = new URL('../../src/sandbox/postgres.ts', import.meta.url).href;
  const source = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    console.log((await startEmbeddedPostgres({ directory: ${JSON.stringify(scratch.path)} })).url);
    setInterval(() => {}, 1000);`;
  const owner = new Child({ command: process.execPath, args: ['--input-type=module', '-e', source] });
  const url = await owner.waitForLine((line) => line.startsWith('postgres://'));
  await query(url, 'CREATE TABLE left_behind ()');
  await owner.stop('SIGKILL');
  expect((await start()).url).toBe(url);
  await server?.stop();
  await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(await query((await start()).url, 'SELECT FROM left_behind')).toEqual([]);
});

test('a server that is still starting keeps its lock and is waited for', async () => {
  await start();
  const lock = await readFile(lockFile(), 'utf8');
  await server?.stop();
  const starting = Buffer.from('SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(starting.length + 4);
  const locked: boolean[] = [];
  const busy = createServer((socket) => {
    locked.push(existsSync(lockFile()));
    socket
      .on('error', () => undefined)
      .once('data', () => socket.end(Buffer.concat([Buffer.from('E'), length, starting])));
    if (locked.length === 3) busy.close();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => busy.listen(port, '127.0.0.1', resolve));
  await writeFile(lockFile(), lock.replace(/^((?:.*\n){3}).*/, `$1${port}`));
  expect(await query((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(locked).toEqual([true, true, true]);
});

test("a stale lock with another process's number is no obstacle", async () => {
  await start();
  const lock = await readFile(lockFile(), 'utf8');
  await server?.stop();
  const somebody = new Child({ command: 'sleep', args: ['600'], ...serverUser });
  await writeFile(lockFile(), lock.replace(/^\d+/, String(somebody.pid)));
  expect(await query((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await somebody.stop()).toEqual({ code: null, signal: 'SIGTERM' });
});

test('a port somebody has is named in the error', async () => {
  const port = await freePort();
  const somebody = createServer().listen(port, '127.0.0.1');
  await expect(start(port)).rejects.toThrow(`PostgreSQL did not start on port ${port}`);
  somebody.close();
});

test('stopping twice is stopping once', async () => {
  await start();
  await server?.stop();
  await server?.stop();
});

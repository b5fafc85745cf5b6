import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../src/lib/log.ts';
import { openDemoDesk } from '../../src/sandbox/demo-desk.ts';
import { SandboxRefusal } from '../../src/sandbox/refusal.ts';
import { openSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { sql } from '../../src/store/drizzle.ts';
import { makeScratch } from '../support/scratch.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let sandbox: Sandbox;
const start = async (options: Partial<SandboxOptions> = {}) => {
  sandbox = await openSandbox({ directory: join(scratch.path, 'state'), ...options });
};
beforeEach(async () => {
  scratch = await makeScratch('sandbox');
  await start();
});
afterEach(async () => {
  await sandbox.stop();
  await scratch.remove();
});

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client(sandbox.settings.databaseUrl ?? '');
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const letter = { envelope: { from: '', to: ['li@desk.example'] }, raw: Buffer.from('Subject: kept\r\n\r\n') };

test('database, mail and secret are those of the last run', async () => {
  await query('CREATE TABLE mark ()');
  sandbox.mail.submit(letter.envelope, letter.raw);
  const { secret } = sandbox.settings;
  await sandbox.stop();
  await start();
  expect(await query('SELECT FROM mark')).toEqual([]);
  expect(sandbox.mail.inbox('li')).toHaveLength(1);
  expect(sandbox.settings.secret).toBe(secret);
});

test('a fresh one has none of it', async () => {
  await query('CREATE TABLE mark ()');
  sandbox.mail.submit(letter.envelope, letter.raw);
  await sandbox.stop();
  // Those of a desk of one's own, which keeps them there by default.
  const others = join(scratch.path, 'state', 'attachments');
  await mkdir(others);
  await writeFile(join(others, 'of-a-real-desk'), 'a file');
  await start({ fresh: true });
  await expect(query('SELECT FROM mark')).rejects.toMatchObject({ code: '42P01' });
  expect(sandbox.mail.inbox('li')).toEqual([]);
  expect(existsSync(join(others, 'of-a-real-desk'))).toBe(true);
  expect(sandbox.settings.config.storage.attachments).not.toBe(others);
});

test.each([{}, { fresh: true }])(
  'a second one on the directory is refused and leaves the first alone: %o',
  async (options) => {
    const directory = join(scratch.path, 'state');
    await expect(openSandbox({ directory, ...options })).rejects.toThrow(SandboxRefusal);
    expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(directory, 'tsdesk.yaml'))).toBe(true);
  },
);

test('a desk that could not start again in another language does so the next time, and ends in between', async () => {
  const away = { ...sandbox.settings, databaseUrl: 'postgres://nobody@127.0.0.1:1/nowhere' };
  const spoken = [away, away, sandbox.settings];
  const demo = await openDemoDesk({ ...sandbox, speak: async () => spoken.shift() ?? away }, createLogger('silent'));
  const works = () => demo.desk().db.execute(sql`select 1`);
  const before = demo.locale();
  const other = before === 'en' ? 'zh-CN' : 'en';
  await expect(demo.speak(other)).rejects.toThrow('ECONNREFUSED');
  await expect(demo.speak(other)).rejects.toThrow('ECONNREFUSED');
  expect(demo.locale()).toBe(before);
  await demo.speak(other);
  expect(demo.locale()).toBe(other);
  await expect(works()).resolves.toHaveLength(1);
  await expect(demo.speak(before)).rejects.toThrow('ECONNREFUSED');
  await expect(demo.stop()).resolves.toBeUndefined();
  await expect(works()).rejects.toThrow();
});

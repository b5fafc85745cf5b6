import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runTsdesk } from '../support/daemon.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { makeScratch } from '../support/scratch.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let database: TestDatabase;
beforeAll(async () => {
  [scratch, database] = await Promise.all([makeScratch('staff'), createDatabase()]);
  const server = { host: '127.0.0.1', port: 1, tls: 'none' };
  writeFileSync(
    join(scratch.path, 'tsdesk.yaml'),
    stringify({
      desk: { domain: 'desk.example', timezone: 'Asia/Shanghai' },
      mailboxes: [{ name: 'support', address: 'support@desk.example', imap: server, smtp: server }],
      staff: [
        { name: '李工', email: 'li@desk.example', roles: ['engineer'] },
        { name: '赵一线', email: 'zhao@desk.example', roles: ['frontline'] },
      ],
    }),
    { mode: 0o600 },
  );
});
afterAll(async () => {
  await database.drop();
  await scratch.remove();
});

async function run(...args: string[]): Promise<string[]> {
  const child = runTsdesk(args, { env: { DATABASE_URL: database.url }, cwd: scratch.path });
  const { code } = await child.exited;
  expect(child.stderr.join('\n')).toBe('');
  expect(code).toBe(0);
  return child.stdout;
}

it('staff list counts the open tickets that are somebody’s own, not those they follow', async () => {
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(
    `insert into ticket (id, number, version, state, urgency, category, subject, locale, requester_name, requester_address,
       requester_canonical, line, assignee, follower, created_at, closed_at, reopen_count, state_since, token_epoch, details)
     select gen_random_uuid(), 'TS' || n, 1, state, 'low', 'other', '', 'en', '', 'a@a.example', 'a@a.example', 1,
       assignee, 'zhao@desk.example', now(), now(), 0, now(), 0, '{}'
     from unnest(array['assigned', 'in_progress', 'assigned', 'closed'],
       array['li@desk.example', 'li@desk.example', 'zhao@desk.example', 'zhao@desk.example']) with ordinality as t (state, assignee, n)`,
  );
  await client.end();
  const rows = (await run('staff', 'list', '--json')).map((each) => JSON.parse(each));
  expect(rows.map(({ address, open }) => [address, open])).toEqual([
    ['li@desk.example', 2],
    ['zhao@desk.example', 1],
  ]);
});

it('staff add says that a reload is enough, and a start too', async () => {
  const said = await run('staff', 'add', 'sun@desk.example', '--name', '孙工', '--role', 'engineer');
  expect(said).toEqual([
    expect.stringMatching(/^孙工 <sun@desk\.example> is in .*reload tsdesk \(SIGHUP\), or from its next start\.$/),
  ]);
});

it('people read times of the desk’s zone, and --json has them in UTC', async () => {
  expect(await run('staff', 'away', 'li@desk.example', '2036-11-24')).toEqual([
    'li@desk.example is away from 2036-11-24 00:00 until 2036-11-25 00:00; nobody stands in.',
  ]);
  expect((await run('staff', 'list')).join('\n')).toContain('2036-11-24 00:00 to 2036-11-25 00:00');
  const [li] = (await run('staff', 'list', '--json')).map((each) => JSON.parse(each));
  expect(li.away[0].from).toBe('2036-11-23T16:00:00.000Z');
  expect((await run('staff', 'duty', 'li@desk.example', 'off', '--until', '2036-11-20 18:00')).join()).toContain(
    'until 2036-11-20 18:00.',
  );
});

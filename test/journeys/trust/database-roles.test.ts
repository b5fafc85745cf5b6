import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { answerTo, LI, resolveTicket, TEAM, ticketOf } from './team.ts';

/** The SQL of docs/install.md, statement by statement, with names of this test's own. */
const suffix = randomBytes(4).toString('hex');
const documented = [...readFileSync('docs/install.md', 'utf8').matchAll(/```sql\n(.*?)```/gs)].map(([, block = '']) =>
  block
    .replace(/\bdesk(_\w+)?\b/g, (name) => `${name}_${suffix}`)
    .split(/;\s*\n/)
    .filter((statement) => statement.trim() !== ''),
);

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const as = (role: string, password: string): string => {
  const url = new URL(inject('postgres').url);
  url.username = `${role}_${suffix}`;
  url.password = password;
  url.pathname = `desk_${suffix}`;
  return url.href;
};

describe.skipIf(dovecotMissing)('a daemon with the role docs/install.md gives it', () => {
  const superuser = inject('postgres').url;
  const superuserThere = superuser.replace(/\/[^/]*$/, `/desk_${suffix}`);
  const owner = as('desk_owner', 'choose one');
  const lesser = as('desk_daemon', 'choose another');
  let desk: TestDesk;
  let migrated: Awaited<ReturnType<TestDesk['tsdesk']>>;
  beforeAll(async () => {
    expect(documented).toHaveLength(1);
    await run(superuser, documented[0] ?? []);
    desk = await openTestDesk({
      config: TEAM,
      database: { url: lesser, drop: async () => undefined },
      env: { MIGRATE_DATABASE_URL: owner },
    });
    migrated = await desk.tsdesk(['migrate']);
    await desk.start();
  });
  afterAll(async () => {
    await desk.close();
    await run(superuser, [
      `DROP DATABASE desk_${suffix} WITH (FORCE)`,
      `DROP ROLE desk_daemon_${suffix}`,
      `DROP ROLE desk_owner_${suffix}`,
    ]);
  });

  it('has its rights from the migration', async () => {
    expect(migrated).toMatchObject({ code: 0, stderr: [] });
    expect(migrated.stdout.join(' ')).toContain(
      `Granted: the role desk_daemon_${suffix} has what the daemon needs now.`,
    );
  });

  it('is given what it lost, and nothing else is said of it', async () => {
    await run(owner, [`REVOKE SELECT ON ticket FROM desk_daemon_${suffix}`]);
    expect((await desk.tsdesk(['migrate', '--json'])).stdout.map((each) => JSON.parse(each))).toEqual([
      { applied: [], granted: `desk_daemon_${suffix}` },
    ]);
    expect((await desk.tsdesk(['migrate', '--json'])).stdout.map((each) => JSON.parse(each))).toEqual([
      { applied: [] },
    ]);
  });

  it('is not looked at where its URL is wrong, and the migration is done all the same', async () => {
    desk.use(lesser.replace(/:[^:@]*@/, ':wrong@'));
    const { code, stderr } = await desk.tsdesk(['migrate']);
    desk.use(lesser);
    expect(code).toBe(0);
    expect(stderr.join(' ')).toMatch(
      /The daemon’s role was not given what it may lack: password authentication failed/,
    );
  });

  it('ends with 1 and says what the daemon lacks where the owner may not give it', async () => {
    await run(superuserThere, [
      `ALTER TABLE certificate OWNER TO CURRENT_USER`,
      `REVOKE ALL ON certificate FROM desk_daemon_${suffix}`,
    ]);
    const { code, stderr } = await desk.tsdesk(['migrate']);
    await run(superuserThere, [`ALTER TABLE certificate OWNER TO desk_owner_${suffix}`]);
    expect(code).toBe(1);
    expect(stderr.join('\n')).toMatch(
      /could not be given what the daemon needs: it has no SELECT, INSERT[^;]* on certificate\. As a superuser:\nGRANT SELECT, INSERT/,
    );
    expect((await desk.tsdesk(['migrate'])).code).toBe(0);
  });

  it('ends with 1 and names the GRANT where the daemon’s role may not connect', async () => {
    await run(superuser, [`REVOKE CONNECT ON DATABASE desk_${suffix} FROM desk_daemon_${suffix}`]);
    const { code, stderr } = await desk.tsdesk(['migrate']);
    await run(superuser, [`GRANT CONNECT ON DATABASE desk_${suffix} TO desk_daemon_${suffix}`]);
    expect(code).toBe(1);
    expect(stderr.join('\n')).toContain(`GRANT CONNECT ON DATABASE desk_${suffix} TO desk_daemon_${suffix};`);
  });

  it('does the desk’s whole work, with the queue in the same database', async () => {
    const from = 'Ann <ann@a.example>';
    const { number, address, resolution } = await resolveTicket(desk, from);
    await desk.receive(answerTo(resolution, from, 'It is solved, thank you.'));
    await desk.letterTo(address, ({ text }) => text.includes('is closed'));
    expect((await ticketOf(desk, number)).state).toBe('closed');
    await desk.receive({ from: LI, subject: `[${number}]`, text: 'For the record.' });
    await desk.letterTo('li@staff.example', ({ text }) => text.includes('internal note'));
    expect((await desk.tsdesk(['keys', 'rotate'])).code).toBe(0);
  });

  it.each([
    ['create a table', 'CREATE TABLE public.mine (id int)'],
    ['create a table beside the queue', 'CREATE TABLE bullmq.mine (id int)'],
    ['alter a table', 'ALTER TABLE ticket ADD COLUMN mine int'],
    ['drop a table', 'DROP TABLE history'],
    ['change the history', `UPDATE history SET by = 'somebody'`],
    ['delete from the history', 'DELETE FROM history'],
    ['empty the history', 'TRUNCATE history'],
    ['pass for another version', `INSERT INTO tsdesk_migration (hash, created_at) VALUES ('x', 1)`],
    [
      'replace what a change does',
      'CREATE OR REPLACE FUNCTION commit_change(change jsonb) RETURNS void LANGUAGE sql AS $$$$',
    ],
  ])('cannot %s', async (_, statement) => {
    await expect(run(lesser, [statement])).rejects.toThrow(/permission denied|must be owner/);
  });

  it('is told apart by doctor from a role that may do more', async () => {
    const { stdout } = await desk.tsdesk(['doctor', '--json']);
    const finding = stdout.map((line) => JSON.parse(line)).find(({ check }) => check === 'database role');
    expect(finding).toMatchObject({
      ok: true,
      finding: 'no superuser, and changes neither the schema nor the history',
    });
    const other = await openTestDesk();
    const { stdout: told } = await other.tsdesk(['doctor', '--json']);
    const more = told.map((line) => JSON.parse(line)).find(({ check }) => check === 'database role');
    expect(more).toMatchObject({ ok: true, finding: expect.stringContaining('may rewrite the history') });
    await other.close();
  });
});

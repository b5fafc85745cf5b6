import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { stringify } from 'yaml';
import { examine } from '../../../src/cli/doctor/examine.ts';
import { findingText } from '../../../src/cli/doctor/finding.ts';
import { loadSettings } from '../../../src/config/settings.ts';
import { claimFolder } from '../../../src/store/attachments/folder.ts';
import { connect } from '../../../src/store/connection/connection.ts';
import { loadKeys } from '../../../src/store/key.ts';
import { createDatabase, createEmptyDatabase, type TestDatabase } from '../../support/database.ts';
import { type Dovecot, dovecotMissing, type Mailbox, startDovecot } from '../../support/dovecot.ts';
import { AUTHSERV, SUPPORT } from '../../support/mail.ts';
import { type Postbox, startPostbox } from '../../support/postbox.ts';
import { redisMissing, startRedis, type TestRedis } from '../../support/redis.ts';
import { makeScratch } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';
import { line } from './line.ts';

/**
 * A desk on real servers that is as it should be, and of which the doctor has nothing to say; each case breaks one
 * thing, and the doctor says one line.
 */

const ROLE = `desk_daemon_${randomBytes(4).toString('hex')}`;
const SECRET = 'a secret that only this test knows';
const LOGIN = { user: 'relay', pass: 'relay-secret' };
const CONTENT = 'ab/cdefab0123456789abcdef01234567';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let database: TestDatabase;
let empty: TestDatabase;
let dovecot: Dovecot;
let account: Mailbox;
let postbox: Postbox;
let redis: TestRedis | null;
let busy: Server;

type World = {
  config: Record<string, unknown>;
  env: Record<string, string | undefined>;
};

/** What the desk is configured with; a case changes it. */
function goodWorld(): World {
  const config = {
    desk: { name: '星云科技技术支持', domain: 'desk.example' },
    trust: { authservId: AUTHSERV },
    http: { listen: 'off' },
    storage: { attachments: join(scratch.path, 'attachments') },
    staff: [
      { name: '李工', email: 'li@desk.example', roles: ['engineer', 'frontline'] },
      { name: '王主管', email: 'wang@desk.example', roles: ['supervisor'] },
    ],
    mailboxes: [
      {
        ...{ name: 'support', address: SUPPORT },
        imap: { host: dovecot.host, port: dovecot.port, user: account.user, pass: account.pass, tls: 'none' },
        smtp: { host: postbox.host, port: postbox.port, ...LOGIN, tls: 'none' },
      },
    ],
  };
  const env = { DATABASE_URL: as(ROLE, 'its password'), MIGRATE_DATABASE_URL: database.url, TSDESK_SECRET: SECRET };
  return { config, env };
}

/** The URL of the database for a role, or with something else in it. */
function as(role: string, password: string, change: (url: URL) => void = () => undefined): string {
  const url = new URL(database.url);
  url.username = role;
  url.password = password;
  change(url);
  return url.href;
}

async function told({ config, env }: World, options: { probe?: boolean } = {}): Promise<string[]> {
  const file = join(scratch.path, 'tsdesk.yaml');
  writeFileSync(file, stringify(config), { mode: 0o600 });
  const findings = await examine(loadSettings({ file, environment: env }), options);
  return findings
    .filter(({ ok, remedy }) => !ok || remedy !== '')
    .map(findingText)
    .map((text) => text.replace(/\s+/g, ' '));
}

async function run(...statements: string[]): Promise<void> {
  await withClient(async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

/** The server ends a session some time after its client has closed it. */
async function untilNobodyIsConnected(): Promise<void> {
  await withClient((client) =>
    until('no session of the role', async () => {
      const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE usename = $1', [ROLE]);
      return rowCount === 0;
    }),
  );
}

async function withClient(use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  if (dovecotMissing) return;
  [scratch, database, empty, dovecot, postbox, redis] = await Promise.all([
    makeScratch('broken'),
    createDatabase(),
    createEmptyDatabase(),
    startDovecot(),
    startPostbox({ login: LOGIN }),
    redisMissing ? null : startRedis(),
  ]);
  account = dovecot.createMailbox('support');
  await run(
    `CREATE ROLE ${ROLE} LOGIN PASSWORD 'its password'`,
    `GRANT USAGE ON SCHEMA public, bullmq TO ${ROLE}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, bullmq TO ${ROLE}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public, bullmq TO ${ROLE}`,
    `REVOKE CREATE ON SCHEMA public FROM PUBLIC`,
    `REVOKE UPDATE, DELETE ON history FROM ${ROLE}`,
    `REVOKE INSERT, UPDATE, DELETE ON tsdesk_migration FROM ${ROLE}`,
  );
  const { db, close } = connect(database.url, { max: 1 });
  await loadKeys(db, SECRET);
  await claimFolder(db, join(scratch.path, 'attachments'));
  await close();
  busy = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.2\r\n'));
  // Whoever does not hang up in turn does not keep the test from its end.
  busy.unref();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  if (dovecotMissing) return;
  await Promise.all([dovecot.stop(), postbox.stop(), redis?.stop(), database.drop(), empty.drop()]);
  const client = new pg.Client(inject('postgres').url);
  await client.connect();
  await client.query(`DROP ROLE ${ROLE}`);
  await client.end();
  await scratch.remove();
});

/** A change of the configuration or the environment. */
type Change = (world: World) => void;
const env =
  (more: () => World['env']): Change =>
  (world) =>
    void Object.assign(world.env, more());
const config =
  (more: (folder: string) => Record<string, unknown>): Change =>
  ({ config }) =>
    void Object.assign(config, more(scratch.path));
const server =
  (of: 'imap' | 'smtp', more: () => Record<string, unknown>): Change =>
  ({ config }) => {
    const [mailbox] = config.mailboxes as Record<string, object>[];
    Object.assign(mailbox?.[of] ?? {}, more());
  };

describe.skipIf(dovecotMissing)('the doctor', () => {
  it('has nothing to say of a desk that is as it should be', async () => {
    expect(await told(goodWorld())).toEqual([]);
    if (redis) expect(await told({ ...goodWorld(), env: { ...goodWorld().env, REDIS_URL: redis.url } })).toEqual([]);
  });

  it.each<[what: string, change: Change, expected: string]>([
    [
      'no PostgreSQL',
      env(() => ({ DATABASE_URL: 'postgres://x@127.0.0.1:1/x' })),
      'FAIL database: 127.0.0.1:1 does not answer: nothing listens there (ECONNREFUSED) → start PostgreSQL at 127.0.0.1:1, or correct DATABASE_URL; …',
    ],
    [
      'a port where something else is',
      env(() => ({ DATABASE_URL: as(ROLE, 'x', (url) => Object.assign(url, { port: portOf(busy) })) })),
      'FAIL database: … → …',
    ],
    [
      'a wrong password',
      env(() => ({ DATABASE_URL: as(ROLE, 'wrong') })),
      `FAIL database: password authentication failed for user "${ROLE}" → Check user and password in DATABASE_URL; …ALTER ROLE ${ROLE} PASSWORD …`,
    ],
    [
      'a database there is not',
      env(() => ({ DATABASE_URL: as(ROLE, 'its password', (url) => Object.assign(url, { pathname: '/nowhere' })) })),
      'FAIL database: database "nowhere" does not exist → Create the database (CREATE DATABASE nowhere), …',
    ],
    [
      'TLS where PostgreSQL has none',
      env(() => ({ DATABASE_URL: `${as(ROLE, 'its password')}?sslmode=verify-full` })),
      'FAIL database: the server does not offer TLS at this port → …',
    ],
    [
      'a superuser',
      env(() => ({ DATABASE_URL: inject('postgres').url.replace(/\/[^/]*$/, new URL(database.url).pathname) })),
      'note database role: the daemon’s role … is a superuser, … → docs/install.md, section 2, …',
    ],
    [
      'a database that was never migrated',
      env(() => ({ DATABASE_URL: empty.url, MIGRATE_DATABASE_URL: undefined })),
      'FAIL schema: missing: … → run tsdesk migrate',
    ],
    [
      'a role to migrate with that may not',
      env(() => ({ MIGRATE_DATABASE_URL: `${as(ROLE, 'its password')}?application_name=x` })),
      `FAIL migrating role: the role ${ROLE} of MIGRATE_DATABASE_URL may not change the schema → …`,
    ],
    [
      'a wrong password of that role',
      env(() => ({ MIGRATE_DATABASE_URL: as(ROLE, 'wrong') })),
      'FAIL migrating role: password authentication failed … → Check user and password in MIGRATE_DATABASE_URL; …',
    ],
    [
      'a wrong password for the queue',
      env(() => ({ QUEUE_DATABASE_URL: as(ROLE, 'wrong') })),
      'FAIL queue: password authentication failed … → Check user and password in QUEUE_DATABASE_URL; …',
    ],
    [
      'another secret',
      env(() => ({ TSDESK_SECRET: 'another secret, and long enough' })),
      'FAIL secret: TSDESK_SECRET is another one when the keys were made → …keys rotate…',
    ],
    [
      'no secret',
      env(() => ({ TSDESK_SECRET: undefined })),
      'FAIL secret: TSDESK_SECRET is not set, but was when the keys were made → …',
    ],
    [
      'no IMAP server',
      server('imap', () => ({ port: 1 })),
      'FAIL imap support: …ECONNREFUSED… → start the server, or correct mailboxes.support.imap: host and port',
    ],
    [
      'a wrong password of the mailbox',
      server('imap', () => ({ pass: 'wrong' })),
      'FAIL imap support: … → correct mailboxes.support.imap: user and pass, …',
    ],
    [
      'a folder there is not',
      server('imap', () => ({ folder: 'Inbx' })),
      'FAIL imap support: there is no folder Inbx; there are: INBOX → set mailboxes.support.imap.folder to one of them',
    ],
    [
      'TLS on a plain port of IMAP',
      server('imap', () => ({ tls: 'implicit' })),
      'FAIL imap support: the server speaks no TLS at this port → name its TLS port, or set tls: starttls …',
    ],
    [
      'STARTTLS where IMAP has none',
      server('imap', () => ({ tls: 'starttls' })),
      'FAIL imap support: the server does not offer TLS at this port → …',
    ],
    [
      'a certificate file that is not there',
      server('imap', () => ({ tls: 'implicit', ca: '/nowhere/ca.pem' })),
      'FAIL imap support: ENOENT… → correct mailboxes.support.imap.ca: the file is not there',
    ],
    [
      'no relay',
      server('smtp', () => ({ port: 1 })),
      'FAIL smtp support: …ECONNREFUSED… → start the server, or correct mailboxes.support.smtp: host and port',
    ],
    [
      'a wrong password of the relay',
      server('smtp', () => ({ pass: 'wrong' })),
      'FAIL smtp support: … → correct mailboxes.support.smtp: user and pass, …',
    ],
    [
      'TLS on a plain port of the relay',
      server('smtp', () => ({ tls: 'implicit' })),
      'FAIL smtp support: the server speaks no TLS at this port → …',
    ],
    [
      'STARTTLS where the relay has none',
      server('smtp', () => ({ tls: 'starttls' })),
      'FAIL smtp support: the server does not offer TLS at this port → …',
    ],
    [
      'a folder of attachments that is a file',
      config((folder) => ({ storage: { attachments: join(folder, 'tsdesk.yaml') } })),
      'FAIL attachments: …tsdesk.yaml is not a folder → …storage.attachments',
    ],
    [
      'a logo there is not',
      config(() => ({ desk: { domain: 'desk.example', logo: '/nowhere/logo.png' } })),
      'FAIL logo: … → name a PNG, JPEG or GIF …',
    ],
    [
      'a template that does not parse',
      config((folder) => ({ templates: withTemplate(join(folder, 'templates')) })),
      'FAIL templates: …note.hbs… → correct or remove the template named',
    ],
    ['no virus scanner', config(() => ({ clamd: { port: 1 } })), 'FAIL virus scanner: …ECONNREFUSED… → start clamd …'],
    [
      'a port that is taken',
      config(() => ({ http: { listen: `127.0.0.1:${portOf(busy)}` } })),
      'note http: … cannot be used: … → …http.listen',
    ],
    [
      'an engineer in no team',
      config(() => ({
        staff: [
          { name: '李工', email: 'li@desk.example', roles: ['engineer', 'frontline'] },
          { name: 'Leo Li', email: 'leo@desk.example', roles: ['engineer'] },
          { name: '王主管', email: 'wang@desk.example', roles: ['supervisor'] },
        ],
      })),
      'note staff: Leo Li is in no team and is never offered anything → name a team under teams of Leo Li …, or …',
    ],
    [
      'categories that lead to nobody',
      config(() => ({
        staff: [
          { name: '李工', email: 'li@desk.example', roles: ['engineer'], teams: ['backend'] },
          { name: '王主管', email: 'wang@desk.example', roles: ['supervisor'] },
        ],
        categories: ['bug', 'data', 'other'],
        teams: [{ name: 'backend', categories: ['bug'] }],
      })),
      'note staff: categories data, other go to the front line, and there is none: … → name each category …',
    ],
    [
      'an empty configuration',
      // The usual port may be taken on this machine.
      (world) => void Object.assign(world, { config: { http: { listen: 'off' } } }),
      'FAIL configuration: … → add mailboxes to …',
    ],
  ])('%s', async (_what, change, expected) => {
    const world = goodWorld();
    change(world);
    expect(await told(world)).toEqual([line(expected)]);
  });

  it.each<[what: string, broken: string[], mended: string[], expected: string]>([
    [
      'a role that may not log in',
      [`ALTER ROLE ${ROLE} NOLOGIN`],
      [`ALTER ROLE ${ROLE} LOGIN`],
      `FAIL database: role "${ROLE}" is not permitted to log in → Allow it: ALTER ROLE ${ROLE} LOGIN. …`,
    ],
    [
      'a role that may open few connections',
      [`ALTER ROLE ${ROLE} CONNECTION LIMIT 3`],
      [`ALTER ROLE ${ROLE} CONNECTION LIMIT -1`],
      'FAIL connections: the role … (CONNECTION LIMIT) allows 3 connections, … → raise CONNECTION LIMIT …',
    ],
    [
      'a role that writes history anew',
      [`GRANT UPDATE ON history TO ${ROLE}`],
      [`REVOKE UPDATE ON history FROM ${ROLE}`],
      'note database role: the daemon’s role … may rewrite the history → …',
    ],
    ...[
      ['SELECT', 'ticket'],
      ['INSERT', 'letter'],
      ['UPDATE', 'mailbox'],
      ['DELETE', 'clock'],
      ['SELECT', 'tsdesk_migration'],
      ['USAGE', 'SCHEMA public'],
      ['USAGE', 'SCHEMA bullmq'],
      ['DELETE', 'bullmq.job'],
      ['EXECUTE', 'FUNCTION commit_change(jsonb)'],
      ['EXECUTE', 'FUNCTION next_ticket_number(text,integer)'],
    ].map(([right, on]): [string, string[], string[], string] => [
      `no ${right} on ${on}`,
      // Some rights come to everybody.
      [`REVOKE ${right} ON ${on} FROM ${ROLE}${/public|FUNCTION/.test(on ?? '') ? ', PUBLIC' : ''}`],
      [`GRANT ${right} ON ${on} TO ${ROLE}${/public|FUNCTION/.test(on ?? '') ? ', PUBLIC' : ''}`],
      `FAIL rights: the role ${ROLE} has no ${right} on ${on?.replace(/^[A-Z]+/, (kind) => kind.toLowerCase())} → run tsdesk migrate, …: GRANT ${right} ON ${on} TO ${ROLE};`,
    ]),
    [
      'a table that is gone',
      ['ALTER TABLE blob RENAME TO away'],
      ['ALTER TABLE away RENAME TO blob'],
      'FAIL rights: no table blob → somebody has removed …',
    ],
    [
      'a newer schema',
      [`INSERT INTO tsdesk_migration (hash, created_at) VALUES ('of tomorrow', 1)`],
      [`DELETE FROM tsdesk_migration WHERE hash = 'of tomorrow'`],
      'FAIL schema: the database was migrated by a newer version of tsdesk → install that version, …',
    ],
    [
      'a migration that is missing',
      [
        'CREATE TABLE kept AS SELECT * FROM tsdesk_migration',
        'DELETE FROM tsdesk_migration WHERE id = (SELECT max(id) FROM tsdesk_migration)',
      ],
      ['DELETE FROM tsdesk_migration', 'INSERT INTO tsdesk_migration SELECT * FROM kept', 'DROP TABLE kept'],
      'FAIL schema: missing: … → run tsdesk migrate',
    ],
    [
      'another daemon with another configuration',
      [
        `INSERT INTO desk_process (id, role, host, pid, configuration, started_at, seen_at)
         VALUES (gen_random_uuid(), 'worker', 'other.example', 1, '{"staff":"another"}', now(), now() + interval '1 hour')`,
      ],
      ['DELETE FROM desk_process'],
      'FAIL other daemons: worker on other.example goes by another configuration: staff → …',
    ],
    [
      'attachments of which the folder has none',
      [`INSERT INTO blob (sha256, path, size) VALUES (repeat('a', 64), '${CONTENT}', 1)`],
      ['DELETE FROM blob'],
      'FAIL attachments: 1 attachment is in the database, and … has none of them → mount the folder, …',
    ],
    [
      'attachments of which one is gone',
      [
        `INSERT INTO blob (sha256, path, size) VALUES (repeat('a', 64), '${CONTENT}', 1), (repeat('b', 64), '${CONTENT.replace('ab/', 'ac/')}', 1)`,
      ],
      ['DELETE FROM blob'],
      'FAIL attachments: of 2 attachments that were looked for, … lacks 1 → …',
    ],
    [
      'a folder that is another desk’s',
      [`UPDATE attachment_folder SET id = gen_random_uuid()`],
      [`UPDATE attachment_folder SET id = (SELECT id FROM kept_folder)`],
      'FAIL attachments: …belongs to another desk… → see docs/install.md, section 7',
    ],
  ])('%s', async (what, broken, mended, expected) => {
    const kept = join(scratch.path, 'attachments', CONTENT);
    if (what.endsWith('one is gone')) {
      mkdirSync(dirname(kept), { recursive: true });
      writeFileSync(kept, 'x');
    }
    if (what.startsWith('a folder')) await run('CREATE TABLE kept_folder AS SELECT id FROM attachment_folder');
    await run(...broken);
    try {
      await untilNobodyIsConnected();
      expect(await told(goodWorld())).toEqual([line(expected)]);
    } finally {
      await run(...mended, 'DROP TABLE IF EXISTS kept_folder');
      rmSync(kept, { force: true });
    }
  });

  describe.skipIf(redisMissing)('of Redis', () => {
    it.each<[what: string, url: (redis: TestRedis) => string, policy: string, expected: string]>([
      [
        'that is not there',
        () => 'redis://127.0.0.1:1',
        'noeviction',
        'FAIL queue: Redis at 127.0.0.1:1 does not answer: … (ECONNREFUSED) → start Redis, or correct REDIS_URL',
      ],
      [
        'that throws jobs away',
        ({ url }) => url,
        'allkeys-lru',
        'FAIL queue: Redis may throw jobs away (maxmemory-policy allkeys-lru) → set maxmemory-policy noeviction in redis.conf',
      ],
      [
        'that speaks no TLS',
        ({ url }) => url.replace('redis:', 'rediss:'),
        'noeviction',
        'FAIL queue: Redis speaks no TLS at this port → begin REDIS_URL with redis://, …',
      ],
      [
        'that is something else',
        () => `redis://127.0.0.1:${portOf(busy)}`,
        'noeviction',
        'FAIL queue: … → begin REDIS_URL with rediss:// …',
      ],
    ])('%s', async (_what, urlOf, policy, expected) => {
      if (redis === null) throw new Error('there is a Redis');
      const client = new Redis(redis.url);
      await client.config('SET', 'maxmemory-policy', policy);
      const world = goodWorld();
      world.env.REDIS_URL = urlOf(redis);
      expect(await told(world)).toEqual([line(expected)]);
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      client.disconnect();
    });
  });

  it('sends a mail when it is asked to: a relay that wants its login as the sender', async () => {
    postbox.fault('MAIL', '550 5.7.1 sender must be the login', { when: (said) => /MAIL FROM:<>/i.test(said) });
    expect(await told(goodWorld(), { probe: true })).toEqual([
      line(
        'FAIL envelope sender support: the relay refuses <>: 550 … → set mailboxes.support.smtp.envelopeFrom: support@desk.example',
      ),
    ]);
    postbox.heal();
  });

  it('and finds that forged Authentication-Results arrive, and are believed', async () => {
    postbox.forward(SUPPORT, { deliver: (raw) => account.deliver(raw) });
    expect(await told(goodWorld(), { probe: true })).toEqual([
      line(
        `FAIL authentication results support: forged ones in the name of ${AUTHSERV} arrive as they were sent, and are believed: … → …`,
      ),
    ]);
  });
});

function portOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' && address !== null ? String(address.port) : '';
}

function withTemplate(folder: string): string {
  mkdirSync(join(folder, 'en'), { recursive: true });
  writeFileSync(join(folder, 'en/note.hbs'), 'Note\n\n{{#if}\n');
  return folder;
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { stringify } from 'yaml';
import { connect } from '../../src/store/connection/connection.ts';
import { listLetters } from '../../src/store/letter.ts';
import { loadMessages } from '../../src/store/message.ts';
import { loadTickets, ticketIds } from '../../src/store/ticket.ts';
import { type Daemon, runTsdesk, startDaemon } from './daemon.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { type Dovecot, type DovecotOptions, type Mailbox, startDovecot } from './dovecot.ts';
import { type SeenMail, seenMails } from './ledger.ts';
import { AUTHSERV, mailOf, SUPPORT, type WrittenMail } from './mail.ts';
import { type Postbox, type PostboxOptions, type ReceivedMail, startPostbox } from './postbox.ts';
import { until } from './until.ts';

/** A desk on real servers: Dovecot holds its mailbox, PostgreSQL its tickets, the postbox takes what it sends. */
export interface TestDesk {
  dovecot: Dovecot;
  mailbox: Mailbox;
  postbox: Postbox;
  databaseUrl: string;
  configFile: string;
  environment: Record<string, string>;
  /** Starts the daemon and waits until it has stored its place in its own mailbox; mail before that is history. */
  start(options?: { args?: string[]; env?: Record<string, string> }): Promise<Daemon>;
  /** Gives the desk another database from now on. */
  use(url: string): void;
  /** Starts the daemon with more in its environment, and waits for nothing. */
  launch(env: Record<string, string>, args?: string[]): Daemon;
  /** Delivers a mail into the desk's mailbox. */
  receive(mail: WrittenMail): Promise<void>;
  /** Waits for the next letter to an address that matches. */
  letterTo(address: string, fits?: (mail: ReceivedMail) => boolean): Promise<ReceivedMail>;
  tickets(): ReturnType<typeof loadTickets>;
  messages(ticketId: string): ReturnType<typeof loadMessages>;
  ledger(filter?: Parameters<typeof seenMails>[1]): Promise<SeenMail[]>;
  letters(): Promise<Awaited<ReturnType<typeof listLetters>>>;
  /** Waits until every mail that was delivered so far is decided. */
  settled(mails: number): Promise<void>;
  /** Waits until every letter written so far is sent. */
  allSent(): Promise<void>;
  /** Runs a command of the command line to its end. */
  tsdesk(args: string[]): Promise<{ code: number | null; stdout: string[]; stderr: string[] }>;
  close(): Promise<void>;
}

export interface TestDeskOptions {
  /** Merged over the configuration at its top level. */
  config?: Record<string, unknown>;
  mailbox?: Record<string, unknown>;
  /** Merged over the relay of its mailbox. */
  smtp?: Record<string, unknown>;
  env?: Record<string, string>;
  dovecot?: DovecotOptions;
  postbox?: PostboxOptions;
  /** A proxy between the desk and its IMAP server. */
  through?: (server: { host: string; port: number }) => Promise<{ host: string; port: number }>;
  /** A migrated database; default: one of its own. */
  database?: TestDatabase;
  /** Further mailboxes of the configuration. */
  others?: (servers: Pick<TestDesk, 'dovecot' | 'postbox'>) => Record<string, unknown>[];
}

const WAIT_MS = 90_000;

/** Dovecot announces a mail half a second after it has come: a test that is not about that asks sooner. */
const OFTEN = '300ms';
/** Asking this seldom, the desk learns of a mail by what the server announces (RFC 2177). */
export const ANNOUNCED = { pollEvery: '60s' };

/**
 * For processes that live half a minute, a fifth of their time: patterns are compiled once, not as bytecode first,
 * nothing is optimised, and garbage is left.
 */
const SHORT_LIVED = ['--no-regexp-tier-up', '--initial-heap-size=150', '--no-maglev', '--no-opt'];

/** Where Node keeps what it has compiled, apart by V8's flags. */
const COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache');

export async function openTestDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const [dovecot, postbox, database] = await Promise.all([
    startDovecot(options.dovecot),
    startPostbox(options.postbox),
    options.database ?? createDatabase(),
  ]);
  const mailbox = await dovecot.createMailbox('support');
  const imap = (await options.through?.(dovecot)) ?? dovecot;
  const folder = mkdtempSync(join(tmpdir(), 'tsdesk-test-'));
  const configFile = join(folder, 'tsdesk.yaml');
  const own = {
    name: 'support',
    address: SUPPORT,
    imap: { host: imap.host, port: imap.port, user: mailbox.user, pass: mailbox.pass, tls: 'none' },
    smtp: { host: postbox.host, port: postbox.port, tls: 'none', ...options.smtp },
    pollEvery: OFTEN,
    ...options.mailbox,
  };
  const config = {
    desk: { name: '星云科技技术支持', domain: 'desk.example', timezone: 'Asia/Shanghai', locale: 'zh-CN' },
    trust: { authservId: AUTHSERV },
    http: { listen: 'off' },
    storage: { attachments: join(folder, 'attachments') },
    ...options.config,
    mailboxes: [own, ...(options.others?.({ dovecot, postbox }) ?? [])],
  };
  writeFileSync(configFile, stringify(config), { mode: 0o600 });
  const environment = {
    DATABASE_URL: database.url,
    TSDESK_SECRET: 'a secret that only this test knows',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...options.env,
  };
  let looking = connect(database.url, { max: 2 });
  /** One row a question, and few questions: the desk needs the processor more. */
  const untilSo = (condition: string, question: SQL): Promise<boolean> =>
    until(condition, async () => (await looking.db.execute<{ is_so: boolean }>(question))[0]?.is_so, { everyMs: 100 });
  const running = new Set<Daemon>();
  const taken = new Set<ReceivedMail>();

  const launch = (env: Record<string, string>, args: string[] = []): Daemon => {
    const daemon = startDaemon({
      args: ['--config', configFile, ...args],
      env: { ...environment, ...env },
      cwd: folder,
      v8: SHORT_LIVED,
    });
    running.add(daemon);
    void daemon.exited.then(() => running.delete(daemon));
    return daemon;
  };

  return {
    dovecot,
    mailbox,
    postbox,
    databaseUrl: database.url,
    configFile,
    environment,
    use(url) {
      void looking.close();
      looking = connect(url, { max: 2 });
      environment.DATABASE_URL = url;
    },
    launch,
    async start({ args = [], env = {} } = {}) {
      const daemon = launch(env, args);
      await daemon.waitForLog((line) => line.includes('"mailbox_reading"') && line.includes(`"${own.name}"`), WAIT_MS);
      return daemon;
    },
    receive: (mail) => mailbox.deliver(mailOf(mail)),
    async letterTo(address, fits = () => true) {
      const wanted = (mail: ReceivedMail): boolean => !taken.has(mail) && mail.to.includes(address) && fits(mail);
      const found = await postbox.waitFor(wanted, WAIT_MS);
      taken.add(found);
      return found;
    },
    async tickets() {
      const ids = await ticketIds(looking.db);
      const tickets = await loadTickets(looking.db, ids);
      return tickets.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
    },
    messages: (ticketId) => loadMessages(looking.db, ticketId),
    ledger: (filter) => seenMails(looking.db, filter),
    letters: () => listLetters(looking.db),
    async settled(mails) {
      await untilSo(
        `${mails} mails to be decided`,
        sql`
        select count(*) >= ${mails} and count(*) filter (where outcome is null) = 0 as is_so from mail`,
      );
    },
    async allSent() {
      await untilSo(
        'every letter to be sent',
        sql`
        select count(*) = 0 as is_so from letter where state not in ('sent', 'failed')`,
      );
    },
    async tsdesk(args) {
      const child = runTsdesk([...args, '--config', configFile], { env: environment, cwd: folder, v8: SHORT_LIVED });
      const { code } = await child.exited;
      return { code, stdout: child.stdout, stderr: child.stderr };
    },
    async close() {
      await Promise.all([...running].map((daemon) => daemon.kill()));
      await looking.close();
      await Promise.all([dovecot.stop(), postbox.stop()]);
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

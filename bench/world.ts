import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import connectTo from 'postgres';
import { SMTPServer } from 'smtp-server';
import { stringify } from 'yaml';
import { parseConfig } from '../src/config/load.ts';
import type { MailboxConfig } from '../src/config/settings.ts';
import { freePort } from '../src/sandbox/free-port.ts';
import { migrate } from '../src/store/migrate.ts';
import { type Dovecot, type Mailbox, startDovecot } from '../test/support/dovecot.ts';
import { AUTHSERV } from '../test/support/mail.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { redisMissing, startRedis } from '../test/support/redis.ts';

/**
 * Real servers for a benchmark: Dovecot, PostgreSQL with fsync on, Redis when it is installed, and a relay that counts.
 */
export type World = {
  readonly dovecot: Dovecot;
  readonly mailbox: Mailbox;
  readonly databaseUrl: string;
  /** Of PostgreSQL's first process, whose children do the work. */
  readonly databasePid: number;
  readonly redisUrl: string | null;
  readonly relay: { readonly port: number; accepted: number; readonly recipients: string[] };
  readonly configFile: string;
  /** The mailbox of the configuration file, with its defaults. */
  readonly mailboxConfig: () => MailboxConfig;
  readonly environment: Record<string, string>;
  close(): Promise<void>;
};

/** `config` is merged over the configuration's top level; the relay answers after `answerAfter` milliseconds,
 * and PostgreSQL runs with these settings too. */
export async function openWorld(
  config: Record<string, unknown> = {},
  { answerAfter = 0, postgres: settings = {} }: { answerAfter?: number; postgres?: Record<string, string> } = {},
): Promise<World> {
  const [dovecot, postgres, redis] = await Promise.all([
    startDovecot(),
    startPostgres({ settings }),
    redisMissing ? null : startRedis(),
  ]);
  await migrate(postgres.url);
  const mailbox = dovecot.createMailbox('support');
  const relay = await openRelay(answerAfter);
  const folder = mkdtempSync(join(tmpdir(), 'tsdesk-bench-'));
  const configFile = join(folder, 'tsdesk.yaml');
  const written = stringify({ ...configOf(dovecot, mailbox, relay.port, folder), ...config });
  writeFileSync(configFile, written, { mode: 0o600 });
  return {
    dovecot,
    mailbox,
    databaseUrl: postgres.url,
    databasePid: await firstProcessOf(postgres.url),
    redisUrl: redis?.url ?? null,
    relay,
    configFile,
    mailboxConfig() {
      const [first] = parseConfig(written, configFile).mailboxes;
      if (first === undefined) throw new Error('the configuration has no mailbox');
      return first;
    },
    environment: {
      DATABASE_URL: postgres.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      TSDESK_SECRET: 'a secret of benchmarks',
    },
    async close() {
      await Promise.all([dovecot.stop(), postgres.remove(), redis?.stop(), relay.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstProcessOf(databaseUrl: string): Promise<number> {
  const sql = connectTo(databaseUrl, { max: 1 });
  try {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    if (row === undefined) throw new Error('PostgreSQL does not say which process it is');
    return parentOf(row.pid);
  } finally {
    await sql.end();
  }
}

const configOf = (dovecot: Dovecot, { user, pass }: Mailbox, relayPort: number, folder: string) => ({
  desk: { domain: 'desk.example', timezone: 'Asia/Shanghai' },
  trust: { authservId: AUTHSERV },
  http: { listen: 'off' },
  storage: { attachments: join(folder, 'attachments') },
  staff: [{ name: '李工', email: 'li@desk.example', roles: ['engineer', 'frontline'], teams: ['all'] }],
  teams: [
    { name: 'all', categories: ['system_fault', 'function_error', 'data_problem', 'permission', 'how_to', 'other'] },
  ],
  limits: { acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 } },
  mailboxes: [
    {
      name: 'support',
      address: 'support@desk.example',
      imap: { host: dovecot.host, port: dovecot.port, user, pass, tls: 'none' },
      smtp: { host: '127.0.0.1', port: relayPort, tls: 'none' },
      startFrom: 'now',
    },
  ],
});

/** A real SMTP conversation with nothing behind it. */
async function openRelay(answerAfter: number): Promise<World['relay'] & { close(): Promise<void> }> {
  const relay = {
    port: await freePort(),
    accepted: 0,
    recipients: [] as string[],
    close: () => new Promise<void>((done) => server.close(done)),
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      stream.resume();
      stream.on('end', () => {
        setTimeout(() => {
          relay.accepted += 1;
          relay.recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
          done();
        }, answerAfter);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(relay.port, '127.0.0.1', resolve));
  return relay;
}

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/**
 * The fields of `/proc/PID/stat` by their numbers in proc(5); what stands before the third may have blanks in it.
 * Throws ENOENT or ESRCH for a process that is gone.
 */
function fieldsOf(pid: number): (field: number) => number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (field) => Number(fields[field - 3]);
}

/** CPU seconds that a process and all its threads have used so far; Linux only. */
export function cpuSeconds(pid: number): number {
  const field = fieldsOf(pid);
  return (field(14) + field(15)) / TICKS_A_SECOND;
}

const parentOf = (pid: number): number => fieldsOf(pid)(4);

/** The same of a process with its children, those that have ended among them; not of theirs. */
export function cpuSecondsWithChildren(pid: number): number {
  const living = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const field = fieldsOf(pid);
  const own = [14, 15, 16, 17].reduce((sum, each) => sum + field(each), 0) / TICKS_A_SECOND;
  return living.reduce((sum, child) => sum + cpuSeconds(Number(child)), own);
}

/** Resident memory in megabytes; Linux only. */
export const memoryMegabytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

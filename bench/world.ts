import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { stringify } from 'yaml';
import { freePort } from '../src/sandbox/free-port.ts';
import { migrate } from '../src/store/migrate.ts';
import { type Dovecot, type Mailbox, startDovecot } from '../test/support/dovecot.ts';
import { AUTHSERV } from '../test/support/mail.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { redisMissing, startRedis } from '../test/support/redis.ts';

/** Real servers for a benchmark: Dovecot, PostgreSQL with fsync on, Redis when it is installed, and a relay that counts. */
export type World = {
  readonly dovecot: Dovecot;
  readonly mailbox: Mailbox;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly relay: { readonly port: number; accepted: number };
  readonly configFile: string;
  readonly environment: Record<string, string>;
  close(): Promise<void>;
};

export async function openWorld(): Promise<World> {
  const [dovecot, postgres, redis] = await Promise.all([
    startDovecot(),
    startPostgres(),
    redisMissing ? null : startRedis(),
  ]);
  await migrate(postgres.url);
  const mailbox = dovecot.createMailbox('support');
  const relay = await openRelay();
  const folder = mkdtempSync(join(tmpdir(), 'tsdesk-bench-'));
  const configFile = join(folder, 'tsdesk.yaml');
  writeFileSync(configFile, stringify(configOf(dovecot, mailbox, relay.port, folder)), { mode: 0o600 });
  return {
    dovecot,
    mailbox,
    databaseUrl: postgres.url,
    redisUrl: redis?.url ?? null,
    relay,
    configFile,
    environment: { DATABASE_URL: postgres.url, ...(redis ? { REDIS_URL: redis.url } : {}), LOG_LEVEL: 'warn' },
    async close() {
      await Promise.all([dovecot.stop(), postgres.remove(), redis?.stop(), relay.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
async function openRelay(): Promise<World['relay'] & { close(): Promise<void> }> {
  const relay = { port: await freePort(), accepted: 0, close: () => new Promise<void>((done) => server.close(done)) };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => {
        relay.accepted += 1;
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(relay.port, '127.0.0.1', resolve));
  return relay;
}

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** CPU seconds that processes have used so far, their ended children included; Linux only. */
export function cpuSeconds(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [11, 12].reduce((sum, at) => sum + Number(fields[at]), 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_A_SECOND;
}

/** Resident memory in megabytes; Linux only. */
export const memoryMegabytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

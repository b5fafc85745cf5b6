import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

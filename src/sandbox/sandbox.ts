/**
 * Everything with Node and npm alone: a real PostgreSQL, a mail system on loopback, a demo team and a page to read and
 * write in. The daemon in it is the one of production; only its surroundings are made here.
 */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { loadSettings, type Settings } from '../config/settings.ts';
import { migrate } from '../store/migrate.ts';
import { LOCALES, type Locale } from '../words/locale.ts';
import { keepConfiguration } from './configuration.ts';
import { authservId, demoAccounts, smtpPort } from './demo-team.ts';
import { portNear } from './free-port.ts';
import { type MailServer, startMailServer } from './mail/mail-server.ts';
import { findEmbeddedPostgres, type PostgresServer, startEmbeddedPostgres } from './postgres.ts';
import { SandboxRefusal } from './refusal.ts';
import { openClock, type SandboxClock } from './time/clock.ts';
import { MONTH_DOMAIN } from './time/month.ts';

export interface SandboxOptions {
  /** Where the sandbox keeps its state. */
  directory: string;
  /** Starts empty: what the directory held is deleted. */
  fresh?: boolean;
  /** Of the daemon; default `info`. */
  logLevel?: string;
  /** The language of the desk and its people, until another is chosen; default `zh-CN`. */
  locale?: Locale;
}

/** A demo desk's surroundings: a migrated database, a mail system with everybody's mailbox, and the configuration. */
export interface Sandbox {
  /** What the daemon is started with, in the language that was kept. */
  settings: Settings;
  locale: Locale;
  /** Whether a language was chosen, in this run or an earlier one. */
  isLanguageChosen(): boolean;
  /** Keeps the language, and gives the settings in it. */
  speak(locale: Locale): Promise<Settings>;
  /** What the desk and its mail system go by. */
  clock: SandboxClock;
  mail: MailServer;
  /** After the daemon has stopped. */
  stop(): Promise<void>;
}

/**
 * Starts what the desk needs on a machine that has only Node. Its state outlives it in the directory.
 * @throws SandboxRefusal when another sandbox runs on this directory, or what it holds cannot be read.
 */
export async function openSandbox({
  directory,
  fresh = false,
  logLevel = 'info',
  locale = 'zh-CN',
}: SandboxOptions): Promise<Sandbox> {
  const base = resolve(directory);
  const cluster = join(base, 'postgres');
  if (fresh) await clear(base, cluster);
  await mkdir(base, { recursive: true });
  const postgres = await startEmbeddedPostgres({ directory: cluster });
  const claim = await claimSandbox(postgres, base);
  let mail: MailServer | undefined;
  const stop = async (): Promise<void> => {
    await mail?.stop();
    await claim.end();
    await postgres.stop();
  };
  try {
    const databaseUrl = await ensureDatabase(claim, postgres.url);
    await migrate(databaseUrl);
    const clock = openClock(join(base, 'clock'));
    mail = await startMailServer({
      directory: join(base, 'mail'),
      accounts: demoAccounts(),
      authservId,
      smtpPort,
      sinks: [MONTH_DOMAIN],
      now: clock.now,
    });
    const settingsIn = await settingsKeeper(base, databaseUrl, mail, logLevel);
    const language = join(base, 'language');
    const spoken = chosenLanguage(language) ?? locale;
    return {
      clock,
      settings: await settingsIn(spoken),
      locale: spoken,
      isLanguageChosen: () => existsSync(language),
      async speak(other) {
        await writeFile(language, other);
        return settingsIn(other);
      },
      mail,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where the daemon answers `/readyz` and the like, when it is free. */
const HTTP_PORT = 8080;

/** The server notices a moment later that a sandbox was killed. */
const CLAIM_WITHIN_MS = 2_000;

/**
 * Locks this directory while the connection lives: an advisory lock ends with its session, also after a crash.
 */
async function claimSandbox(postgres: PostgresServer, directory: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: postgres.url, lock_timeout: CLAIM_WITHIN_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('tsdesk sandbox'))`);
    return client;
  } catch (error) {
    await client.end();
    postgres.leave();
    if ((error as pg.DatabaseError).code !== '55P03') throw error;
  }
  throw new SandboxRefusal(
    `another sandbox is running on ${directory}: stop it first, or start this one in another folder`,
  );
}

/** Where a desk of one's own that is run from the same folder keeps its attachments by default. */
const NOT_ITS_OWN = 'attachments';

async function clear(base: string, cluster: string): Promise<void> {
  const running = await findEmbeddedPostgres(cluster);
  if (running !== undefined) {
    const claim = await claimSandbox(running, base);
    await claim.end();
    await running.stop();
  }
  const kept = existsSync(base) ? await readdir(base) : [];
  for (const name of kept.filter((each) => each !== NOT_ITS_OWN))
    await rm(join(base, name), { recursive: true, force: true });
}

async function ensureDatabase(client: pg.Client, serverUrl: string): Promise<string> {
  const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'tsdesk'`);
  if (rowCount === 0) await client.query('CREATE DATABASE tsdesk');
  const url = new URL(serverUrl);
  url.pathname = 'tsdesk';
  return url.href;
}

const chosenLanguage = (file: string): Locale | null =>
  (existsSync(file) && LOCALES.find((locale) => locale === readFileSync(file, 'utf8').trim())) || null;

/** Writes the configuration in a language, and reads it. Ports stay those of the start. */
async function settingsKeeper(
  base: string,
  databaseUrl: string,
  mail: MailServer,
  logLevel: string,
): Promise<(locale: Locale) => Promise<Settings>> {
  const file = join(base, 'tsdesk.yaml');
  const ports = { imap: mail.imapPort('support'), smtp: mail.smtpPort, http: await portNear(HTTP_PORT) };
  const secret = await keptSecret(join(base, 'secret'));
  const environment = { DATABASE_URL: databaseUrl, TSDESK_SECRET: secret, TSDESK_CONFIG: file };
  // For a shell in which the commands are to use this desk.
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  await writeFile(join(base, 'environment'), lines.join(''), { mode: 0o600 });
  return async (locale) => {
    await keepConfiguration(file, ports, join(base, 'sandbox-attachments'), locale);
    return loadSettings({ environment: { ...environment, LOG_LEVEL: logLevel } });
  };
}

/** Made once: tokens in letters of an earlier run must stay valid. */
async function keptSecret(file: string): Promise<string> {
  if (!existsSync(file)) await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFile(file, 'utf8');
}

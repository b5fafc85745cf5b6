/**
 * The configuration file and the environment, read once and checked as a whole: every fault is listed with its place.
 * The only room that reads `process.env` (`environment.ts`); all others get values.
 */

import { existsSync } from 'node:fs';
import { beginReading, type ConfigNeeds, type Environment, processEnvironment, readVariable } from './environment.ts';
import { ConfigError, environmentFault, type Fault, keyText } from './fault.ts';
import { configFromFile } from './load.ts';
import { placed } from './places.ts';
import { type Config, configSchema } from './schema/schema.ts';

export type { ConfigNeeds } from './environment.ts';
export type {
  BrandConfig,
  Config,
  ImapConfig,
  MailboxConfig,
  OAuth2Config,
  SmtpConfig,
  WebhookConfig,
} from './schema/schema.ts';

/**
 * The configuration: one file with a schema (schema.ts), read and checked as a whole (load.ts), and the environment
 * beside it. Everything is read once, at the start, and all faults are reported together, each with file, line and key
 * (fault.ts). Secrets stay in the settings and in the adapters that need them.
 */
export type Settings = {
  readonly config: Config;
  /** The file that was read; null when the environment alone was enough. */
  readonly file: string | null;
  readonly databaseUrl: string | null;
  /** The role that may change the schema; `databaseUrl` unless given. */
  readonly migrateDatabaseUrl: string | null;
  /** For the queue in PostgreSQL alone, past a pooler; `databaseUrl` unless given. */
  readonly queueDatabaseUrl?: string | null;
  readonly redisUrl: string | null;
  readonly secret: string | null;
  readonly logLevel: string;
  /** What works and was perhaps not meant, a line each. */
  readonly warnings: readonly string[];
  /** The variables that were read and are set, with the name that says it: `NAME` or `NAME_FILE`. */
  readonly setAs: ReadonlyMap<string, string>;
  /** The variables that are set and that only a desk of one's own has, by their names as they are set. */
  readonly ofADesk: readonly string[];
};

const OF_A_DESK = [
  ...['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'QUEUE_DATABASE_URL', 'REDIS_URL'],
  ...['TSDESK_SECRET', 'IMAP_URL', 'SMTP_URL', 'SUPPORT_ADDRESS'],
].flatMap((name) => [name, `${name}_FILE`]);

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * Reads the configuration file (`--config`, else `TSDESK_CONFIG`, else `tsdesk.yaml` if it is there) and the
 * environment. Throws ConfigError with every fault found; a secret that is not needed may be missing.
 */
export function loadSettings(
  options: { file?: string; environment?: Environment; needs?: ConfigNeeds } = {},
): Settings {
  const reading = beginReading(options.environment ?? processEnvironment, options.needs);
  const { faults } = reading;
  const variable = (name: string): string | null => readVariable(reading, name);
  const named = options.file ?? variable('TSDESK_CONFIG');
  // One that is there and cannot be read is a fault, not an absence: commands would go by other values than it has.
  const file = named ?? (existsSync('tsdesk.yaml') ? 'tsdesk.yaml' : null);
  const config = file === null ? configFromEnvironment(variable, faults) : configFromFile(file, reading);
  const logLevel = variable('LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(logLevel))
    faults.push(environmentFault('LOG_LEVEL', `must be one of ${LOG_LEVELS.join(', ')}`));
  const databaseUrl = urlVariable(variable, 'DATABASE_URL', ['postgres:', 'postgresql:'], faults);
  const migrateDatabaseUrl =
    urlVariable(variable, 'MIGRATE_DATABASE_URL', ['postgres:', 'postgresql:'], faults) ?? databaseUrl;
  const queueDatabaseUrl = urlVariable(variable, 'QUEUE_DATABASE_URL', ['postgres:', 'postgresql:'], faults);
  const redisUrl = urlVariable(variable, 'REDIS_URL', ['redis:', 'rediss:'], faults);
  const secret = reading.needs === 'database' ? null : variable('TSDESK_SECRET');
  if (secret !== null && secret.length < 16)
    faults.push(
      environmentFault('TSDESK_SECRET', 'must have at least 16 characters, for example from: openssl rand -base64 32'),
    );
  if (faults.length > 0 || config === null) throw new ConfigError(faults);
  // Several may be named (systemd.exec(5)); the first is the desk's.
  const stateDirectory = variable('STATE_DIRECTORY')?.split(':')[0] ?? null;
  return {
    config: placed(config, file, stateDirectory),
    file,
    databaseUrl,
    migrateDatabaseUrl,
    queueDatabaseUrl,
    redisUrl,
    secret,
    logLevel,
    warnings: [...reading.warnings],
    setAs: reading.setAs,
    ofADesk: OF_A_DESK.filter((name) => reading.environment[name]),
  };
}

/** The URL of the database. Throws ConfigError when none is configured. */
export function requireDatabase({ databaseUrl }: Pick<Settings, 'databaseUrl'>): string {
  if (databaseUrl !== null) return databaseUrl;
  const message = 'is needed: the URL of the PostgreSQL database, postgres://user:password@host:5432/name';
  throw new ConfigError([environmentFault('DATABASE_URL', message)]);
}

function urlVariable(
  variable: (name: string) => string | null,
  name: string,
  schemes: string[],
  faults: Fault[],
): string | null {
  const value = variable(name);
  if (value === null) return null;
  if (URL.canParse(value) && schemes.includes(new URL(value).protocol)) return value;
  faults.push(environmentFault(name, `must be a URL that starts with ${schemes.map((s) => `${s}//`).join(' or ')}`));
  return null;
}

/** One mailbox from `IMAP_URL`, `SMTP_URL` and `SUPPORT_ADDRESS`; no mailbox when none of them is set. */
function configFromEnvironment(variable: (name: string) => string | null, faults: Fault[]): Config | null {
  const address = variable('SUPPORT_ADDRESS');
  const imap = urlVariable(variable, 'IMAP_URL', ['imap:', 'imaps:'], faults);
  const smtp = urlVariable(variable, 'SMTP_URL', ['smtp:', 'smtps:'], faults);
  const given = { SUPPORT_ADDRESS: address, IMAP_URL: imap, SMTP_URL: smtp };
  const missing = Object.entries(given).filter(([, value]) => value === null);
  if (missing.length === 3) return configSchema.parse({});
  for (const [key] of missing)
    faults.push(environmentFault(key, 'is needed together with the other two when there is no configuration file'));
  if (address === null || imap === null || smtp === null) return null;
  const mailbox = { name: 'support', address, imap: server(imap, 'imaps:'), smtp: server(smtp, 'smtps:') };
  const result = configSchema.safeParse({ desk: { domain: address.split('@')[1] ?? '' }, mailboxes: [mailbox] });
  if (result.success) return result.data;
  for (const issue of result.error.issues) faults.push(environmentFault(keyText(issue.path), issue.message));
  return null;
}

function server(text: string, implicitScheme: string): Record<string, unknown> {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    ...(url.port ? { port: Number(url.port) } : {}),
    ...(url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : {}),
    tls: url.protocol === implicitScheme ? 'implicit' : isLoopback(host) ? 'none' : 'starttls',
  };
}

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

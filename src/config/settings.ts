import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Config, configSchema, SECRET_KEYS } from './schema.ts';

export type { Config, ImapConfig, MailboxConfig, OAuth2Config, SmtpConfig } from './schema.ts';

/** One thing wrong with the configuration: where, what, and by implication what to write instead. */
export type Fault = {
  readonly file: string;
  readonly line: number | null;
  readonly key: string;
  readonly message: string;
};

/** Every fault of a configuration at once; the command line ends with exit code 78. */
export class ConfigError extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const faultLine = (fault: Fault): string =>
  `${fault.file}${fault.line === null ? '' : `:${fault.line}`}: ${fault.key ? `${fault.key}: ` : ''}${fault.message}`;

/** What the environment and the file together say. Secrets stay in here and in the adapters that need them. */
export type Settings = {
  readonly config: Config;
  /** The file that was read; null when the environment alone was enough. */
  readonly file: string | null;
  readonly databaseUrl: string | null;
  /** The role that may change the schema; `databaseUrl` unless given. */
  readonly migrateDatabaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly secret: string | null;
  readonly logLevel: string;
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * Reads the configuration file (`--config`, else `TSDESK_CONFIG`, else `tsdesk.yaml` if it is there) and the environment.
 * Throws ConfigError with every fault found.
 */
export function loadSettings(options: { file?: string; environment?: NodeJS.ProcessEnv } = {}): Settings {
  const faults: Fault[] = [];
  const environment = options.environment ?? process.env;
  const variable = (name: string): string | null => readVariable(environment, name, faults);
  const named = options.file ?? variable('TSDESK_CONFIG');
  const file = named ?? (isReadable('tsdesk.yaml') ? 'tsdesk.yaml' : null);
  const config = file === null ? configFromEnvironment(variable, faults) : configFromFile(file, environment, faults);
  const logLevel = variable('LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(logLevel))
    faults.push(environmentFault('LOG_LEVEL', `must be one of ${LOG_LEVELS.join(', ')}`));
  const databaseUrl = urlVariable(variable, 'DATABASE_URL', ['postgres:', 'postgresql:'], faults);
  const migrateDatabaseUrl =
    urlVariable(variable, 'MIGRATE_DATABASE_URL', ['postgres:', 'postgresql:'], faults) ?? databaseUrl;
  const redisUrl = urlVariable(variable, 'REDIS_URL', ['redis:', 'rediss:'], faults);
  const secret = variable('TSDESK_SECRET');
  if (secret !== null && secret.length < 16)
    faults.push(
      environmentFault('TSDESK_SECRET', 'must have at least 16 characters, for example from: openssl rand -base64 32'),
    );
  if (faults.length > 0 || config === null) throw new ConfigError(faults);
  return { config, file, databaseUrl, migrateDatabaseUrl, redisUrl, secret, logLevel };
}

/** Parses configuration text, `name` being what faults call the file. Throws ConfigError. */
export function parseConfig(text: string, name: string, environment: NodeJS.ProcessEnv = {}): Config {
  const faults: Fault[] = [];
  const config = parse(text, name, environment, faults);
  if (config === null || faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** A variable, or the content of the file its `NAME_FILE` names; an empty one counts as absent. */
function readVariable(environment: NodeJS.ProcessEnv, name: string, faults: Fault[]): string | null {
  const path = environment[`${name}_FILE`];
  if (!path) return environment[name] || null;
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch (error) {
    faults.push(environmentFault(`${name}_FILE`, `cannot read ${path}: ${(error as Error).message}`));
    return null;
  }
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

const environmentFault = (key: string, message: string): Fault => ({ file: 'environment', line: null, key, message });

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function configFromFile(path: string, environment: NodeJS.ProcessEnv, faults: Fault[]): Config | null {
  const file = resolve(path);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    faults.push({ file, line: null, key: '', message: `cannot be read: ${(error as Error).message}` });
    return null;
  }
  const holdsSecret = secretLine(text);
  if (holdsSecret !== null && process.platform !== 'win32' && (statSync(file).mode & 0o004) !== 0)
    faults.push({
      file,
      line: holdsSecret.line,
      key: holdsSecret.key,
      message: `holds a secret and the file is readable by everybody: run chmod 600 ${file}, or write \${NAME} and put it in the environment`,
    });
  return parse(text, file, environment, faults);
}

/** Where the file holds a secret in so many words, rather than as `${NAME}`. */
function secretLine(text: string): { line: number; key: string } | null {
  const lines = new LineCounter();
  const found: { line: number; key: string }[] = [];
  const visitNode = (node: unknown): void => {
    if (isMap(node))
      for (const pair of node.items) {
        const key = String(pair.key);
        if (
          SECRET_KEYS.has(key) &&
          isScalar(pair.value) &&
          typeof pair.value.value === 'string' &&
          !pair.value.value.startsWith('${')
        )
          found.push({ line: lines.linePos(pair.value.range?.[0] ?? 0).line, key });
        visitNode(pair.value);
      }
    else if (node !== null && typeof node === 'object' && 'items' in node && Array.isArray(node.items))
      node.items.forEach(visitNode);
  };
  visitNode(parseDocument(text, { lineCounter: lines }).contents);
  return found[0] ?? null;
}

function parse(text: string, file: string, environment: NodeJS.ProcessEnv, faults: Fault[]): Config | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // What follows the first error mostly follows from it.
  for (const error of [...document.errors.slice(0, 1), ...document.warnings])
    faults.push({
      file,
      line: lines.linePos(error.pos[0]).line,
      key: '',
      message: error.message.split('\n')[0] ?? error.message,
    });
  if (document.errors.length > 0) return null;
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as Node | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return null;
  };
  const value = interpolate(document.toJS() ?? {}, environment, [], (path, message) =>
    faults.push({ file, line: lineOf(path), key: keyText(path), message }),
  );
  const result = configSchema.safeParse(value, { error: faultOf });
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    for (const path of issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path, key])
      : [issue.path])
      faults.push({
        file,
        line: lineOf(path),
        key: keyText(path),
        message:
          issue.code === 'unrecognized_keys'
            ? 'is not a key of the configuration; see tsdesk.example.yaml'
            : issue.message,
      });
  return null;
}

/** What is wrong with a value, where the schema does not say it in words of its own. */
function faultOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}`;
  return undefined;
}

const keyText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );

function interpolate(
  value: unknown,
  environment: NodeJS.ProcessEnv,
  path: readonly PropertyKey[],
  fault: (path: readonly PropertyKey[], message: string) => void,
): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, name: string) => {
      const faults: Fault[] = [];
      const found = readVariable(environment, name, faults);
      for (const each of faults) fault(path, each.message);
      if (found === null) fault(path, `the environment variable ${name} is not set`);
      return found ?? '';
    });
  if (Array.isArray(value)) return value.map((item, index) => interpolate(item, environment, [...path, index], fault));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, interpolate(item, environment, [...path, key], fault)]),
    );
  return value;
}

/** One mailbox from `IMAP_URL`, `SMTP_URL` and `SUPPORT_ADDRESS`; no mailbox at all when none of them is set. */
function configFromEnvironment(variable: (name: string) => string | null, faults: Fault[]): Config | null {
  const address = variable('SUPPORT_ADDRESS');
  const imap = urlVariable(variable, 'IMAP_URL', ['imap:', 'imaps:'], faults);
  const smtp = urlVariable(variable, 'SMTP_URL', ['smtp:', 'smtps:'], faults);
  const given = { SUPPORT_ADDRESS: address, IMAP_URL: imap, SMTP_URL: smtp };
  const missing = Object.entries(given).filter(([, value]) => value === null);
  if (missing.length === 3) return configSchema.parse({});
  for (const [key] of missing)
    faults.push(environmentFault(key, 'is needed beside the other two when there is no configuration file'));
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

import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { beginReading, type ConfigReading, type Environment, processEnvironment, readVariable } from './environment.ts';
import { ConfigError, type Fault, keyText } from './fault.ts';
import { type Config, configSchema, SECRET_KEYS } from './schema/schema.ts';

/**
 * Parses configuration text; faults call the file `name`. Throws ConfigError with every fault.
 * @internal tests look at it
 */
export const parseConfig = (text: string, name: string, environment: Environment = {}): Config =>
  parsed(text, name, beginReading(environment));

function parsed(text: string, name: string, reading: ConfigReading): Config {
  const config = parse(text, name, reading);
  if (config === null || reading.faults.length > 0) throw new ConfigError(reading.faults);
  return config;
}

/** Throws ConfigError when the text would not be accepted as the configuration file; secrets may be missing. */
export function checkConfig(text: string, file: string): void {
  parsed(text, file, beginReading(processEnvironment, 'database'));
}

/** Reads and checks a configuration file. Null when it is not usable; what is wrong with it is in `reading.faults`. */
export function configFromFile(path: string, reading: ConfigReading): Config | null {
  const { faults } = reading;
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
  return parse(text, file, reading);
}

/** Where the file holds a secret as plain text and not as `${NAME}`. */
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

function parse(text: string, file: string, reading: ConfigReading): Config | null {
  const { faults } = reading;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // Later syntax errors are mostly consequences of the first.
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
  const value = interpolate(document.toJS() ?? {}, reading, [], (path, message) =>
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

/** Messages for faults for which the schema has none. */
function faultOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}`;
  return undefined;
}

/** Stands for a secret that is not there: a text, a password and a URL, whichever the schema asks for. */
const STAND_IN = 'https://secret-not-set.invalid/';

/** Logins of mailboxes and relays, the password of `/queues`, the addresses of webhooks and of a model. */
const isOfServers = (path: readonly PropertyKey[]): boolean =>
  SECRET_KEYS.has(String(path.at(-1))) ||
  (path.at(-1) === 'url' && (path[0] === 'alerts' || path[0] === 'webhooks' || path[0] === 'assist'));

/** Replaces `${NAME}` in every text by the variable's value. */
function interpolate(
  value: unknown,
  reading: ConfigReading,
  path: readonly PropertyKey[],
  fault: (path: readonly PropertyKey[], message: string) => void,
): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, name: string) => {
      const faults: Fault[] = [];
      const found = readVariable({ ...reading, faults }, name);
      if (found !== null) return found;
      const isSecret = isOfServers(path);
      if (!isSecret || reading.needs === 'servers')
        for (const each of faults.length > 0 ? faults : [{ message: `the environment variable ${name} is not set` }])
          fault(path, each.message);
      return isSecret ? STAND_IN : '';
    });
  if (Array.isArray(value)) return value.map((item, index) => interpolate(item, reading, [...path, index], fault));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, interpolate(item, reading, [...path, key], fault)]),
    );
  return value;
}

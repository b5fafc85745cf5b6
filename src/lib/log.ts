/**
 * What is nobody's domain: waiting and its limits (sleep, timeout, back-off, batch, in-order, semaphore), the log,
 * access tokens, the virus scanner, and the points at which fault tests end the process. Nothing here knows a mail or a
 * ticket.
 */

import { createHmac, randomBytes } from 'node:crypto';
import pino from 'pino';
import { loggedError } from './logged-error.ts';

/** One finished operation: its `event` (docs/events.md), result, `ms`, ids. `err` takes whatever was thrown. */
export type LogRecord = { readonly event: string; readonly [field: string]: unknown };

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/**
 * The only way to the log: records, no free text, so that nothing a library says gets past `safe`. (pino itself copies
 * an error's message into the line before any serializer sees it.)
 */
export type Logger = { readonly [level in Level]: (record: LogRecord) => void };

/**
 * Writes one JSON line on stderr per record. No bodies, subjects, tokens or credentials; addresses only as a keyed
 * hash. Callers leave those out; what servers and drivers say in their errors is cleaned here. `write` takes the lines
 * instead of stderr.
 */
export function createLogger(level: string, write?: (line: string) => void): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: ['pass', '*.pass', 'secret', '*.secret', 'url', '*.url', 'token', '*.token'],
        censor: '[hidden]',
      },
    },
    write === undefined ? pino.destination({ dest: 2, sync: true }) : { write },
  );
  const at =
    (name: Level) =>
    (record: LogRecord): void => {
      if (log.isLevelEnabled(name)) log[name](safe(record) as LogRecord);
    };
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  };
}

const DEEPEST = 4;

/** A copy without anything that is not to be logged, at whatever depth it stands. */
function safe(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return safe(loggedError(value), depth);
  if (value instanceof Date) return value;
  if (depth >= DEEPEST || ArrayBuffer.isView(value)) return '[object]';
  if (Array.isArray(value)) return value.map((each) => safe(each, depth + 1));
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.map(([name, field]) => [
      name,
      name === 'err' ? safe(loggedError(field), depth + 1) : safe(field, depth + 1),
    ]),
  );
}

const CREDENTIALS = /\/\/[^@\s/]*@/g;
const TOKEN = /\b[a-z2-7]{44}\b/gi;
const ADDRESS = /[\p{L}\p{N}._%+=-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

function clean(text: string): string {
  return text
    .replace(CREDENTIALS, '//[hidden]@')
    .replace(TOKEN, '[token]')
    .replace(ADDRESS, (address) => `[${hashed(address)}]`);
}

const key = randomBytes(32);

/** The same for one address within one run, and telling nothing outside it. */
const hashed = (address: string): string =>
  createHmac('sha256', key).update(address.toLowerCase()).digest('base64url').slice(0, 12);

import { createHmac, randomBytes } from 'node:crypto';
import pino, { type Logger as Pino } from 'pino';

export type Logger = Pino;

/**
 * One JSON line on stderr per finished operation: `event` (see docs/events.md), result, `ms`, ids. No bodies, subjects,
 * tokens or credentials; addresses only as a keyed hash. Whoever logs leaves them out; what servers and drivers say in
 * their errors is cleaned here.
 */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }), log: cleanRecord },
      serializers: { err: errorForLog },
      redact: {
        paths: ['pass', '*.pass', 'secret', '*.secret', 'url', '*.url', 'token', '*.token'],
        censor: '[hidden]',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

const cleanRecord = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value]),
  );

/** Errors of drivers carry statements with parameters, and URLs: only the name, code and first line are kept. */
function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an error object' };
  const cause = error.cause instanceof Error ? errorForLog(error.cause) : undefined;
  return {
    type: error.name,
    ...('code' in error ? { code: error.code } : {}),
    message: cause ? undefined : clean(error.message.split('\n')[0] ?? ''),
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...(cause ? { cause } : {}),
  };
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

import { createHmac, randomBytes } from 'node:crypto';
import pino, { type Logger as Pino } from 'pino';

export type Logger = Pino;

/**
 * One JSON line on stderr per finished operation: `event` (see docs/events.md), result, `ms`, ids. No bodies, subjects,
 * tokens or credentials; addresses only as a keyed hash.
 */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorForLog },
      redact: {
        paths: ['pass', '*.pass', 'secret', '*.secret', 'url', '*.url', 'token', '*.token'],
        censor: '[hidden]',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Errors of drivers carry statements with parameters, and URLs: only the name, code and first line are kept. */
function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an error object' };
  const cause = error.cause instanceof Error ? errorForLog(error.cause) : undefined;
  return {
    type: error.name,
    ...('code' in error ? { code: error.code } : {}),
    message: cause ? undefined : withoutCredentials(error.message.split('\n')[0] ?? ''),
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...(cause ? { cause } : {}),
  };
}

const withoutCredentials = (text: string): string => text.replace(/\/\/[^@\s/]*@/g, '//[hidden]@');

const key = randomBytes(32);

/** An address as logs show it: the same within one run, telling nothing outside it. */
export const addressForLog = (address: string): string =>
  createHmac('sha256', key).update(address.toLowerCase()).digest('base64url').slice(0, 12);

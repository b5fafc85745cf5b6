import { isOwnFrame } from './own-package.ts';

/**
 * What a log may hold of an error. Drivers and parsers quote what they were given: drizzle's message is the statement
 * with its parameters, PostgreSQL repeats a value it cannot read, `JSON.parse` repeats its input, a relay repeats what
 * it was sent. So a message counts as customers' words unless its origin is known to write none.
 */
export type LoggedError = {
  readonly type: string;
  /** SQLSTATE, errno name, or the SMTP reply code. */
  readonly code?: string | number;
  readonly message?: string;
  /** Constraint, table and column of a database error. */
  readonly where?: Readonly<Record<string, string>>;
  /** Frames only, the innermost first; never a line of the message. */
  readonly stack?: readonly string[];
  readonly cause?: LoggedError;
};

const MOST_FRAMES = 6;
const MOST_CAUSES = 4;

/** The loggable form of anything that was thrown. */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: error === null ? 'null' : typeof error, message: 'not an error' };
  const cause = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  const code = codeOf(error);
  const message = messageOf(error, code);
  const where = whereOf(error);
  const stack = framesOf(error);
  return {
    type: typeOf(error),
    ...(code === undefined ? {} : { code }),
    ...(message === null ? {} : { message }),
    ...(where === null ? {} : { where }),
    ...(stack.length === 0 ? {} : { stack }),
    ...(cause === undefined || depth >= MOST_CAUSES ? {} : { cause: loggedError(cause, depth + 1) }),
  };
}

/** A class name; `name` can be set to anything. */
const typeOf = ({ name }: Error): string => (/^[A-Za-z]\w{0,39}$/.test(name) ? name : 'Error');

function codeOf(error: Error): string | number | undefined {
  const code = 'responseCode' in error ? error.responseCode : 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined;
}

function messageOf(error: Error, code: string | number | undefined): string | null {
  if (isDatabaseError(error)) return SPEAKS_OF_ITSELF.test(error.code) ? firstLine(error.message) : null;
  if ('syscall' in error && typeof error.syscall === 'string') return systemMessage(error.syscall, code, error);
  return isOurs(error) ? firstLine(error.message) : null;
}

const isDatabaseError = (error: Error): error is Error & { code: string } =>
  'severity' in error && 'code' in error && typeof error.code === 'string';

/**
 * SQLSTATE classes whose message tells of connections, rights, objects and resources. All others (22 data, 23
 * constraints, P0 raised, XX) may repeat values.
 */
const SPEAKS_OF_ITSELF = /^(?:08|25|28|3D|40|42501|42P01|42703|42883|53|54|55|57|58)/;

/** As libuv says it, without the path, which can be an attachment's name. */
function systemMessage(syscall: string, code: string | number | undefined, error: Error): string {
  const { address, port } = error as { address?: unknown; port?: unknown };
  const place = typeof address === 'string' ? ` ${address}${typeof port === 'number' ? `:${port}` : ''}` : '';
  return `${syscall.split(' ')[0]} ${code ?? ''}${place}`;
}

const BUILT_IN: ReadonlySet<unknown> = new Set([
  SyntaxError,
  TypeError,
  RangeError,
  ReferenceError,
  URIError,
  EvalError,
]);

/** Thrown by this program, and not by the engine on its behalf: its texts name mailboxes, hosts, files and keys. */
function isOurs(error: Error): boolean {
  return !BUILT_IN.has(error.constructor) && isOwnFrame(framesOf(error)[0] ?? '');
}

/** Lines of a message can look like frames: only what follows the message counts, and only with a place in a file. */
function framesOf({ stack, message }: Error): string[] {
  if (stack === undefined) return [];
  const messageAt = message === '' ? -1 : stack.indexOf(message);
  // A message that was changed after the stack was taken does not show where the frames begin.
  if (messageAt < 0 && !/^\w+\n/.test(stack)) return [];
  return stack
    .slice(messageAt < 0 ? 0 : messageAt + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => FRAME.test(line))
    .slice(0, MOST_FRAMES);
}

const FRAME = /^at (?:async )?[\w.<>[\]$ #]*\(?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]+:\d+:\d+\)?$/;

function whereOf(error: Error): Record<string, string> | null {
  if (!isDatabaseError(error)) return null;
  const named = {
    table: ['table_name', 'table'],
    column: ['column_name', 'column'],
    constraint: ['constraint_name', 'constraint'],
  };
  const values = error as unknown as Record<string, unknown>;
  const found = Object.entries(named).flatMap(([name, keys]) => {
    const value = keys.map((key) => values[key]).find((each) => typeof each === 'string');
    return value === undefined ? [] : [[name, value]];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** A line about an error for the administrator: its message where that may be told, else what kind it is. */
export function toldOf(error: unknown): string {
  const { type, code, message, cause } = loggedError(error);
  if (message !== undefined) return message;
  if (cause !== undefined) return toldOf((error as Error).cause ?? (error as AggregateError).errors[0]);
  return code === undefined ? type : `${type} ${code}`;
}

const firstLine = (text: string): string => text.split('\n')[0]?.slice(0, 300) ?? '';

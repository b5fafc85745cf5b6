import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { sleep } from '../../lib/sleep.ts';
import { drizzle } from '../drizzle.ts';
import * as schema from '../schema.ts';
import { TOLD_ALWAYS, TOLD_DIRECTLY } from './session.ts';

/** The database as every file of the store uses it: typed reads, and single statements for writes. */
export type Database = PostgresJsDatabase<typeof schema>;

export type Connection = { readonly db: Database; readonly close: () => Promise<void> };

/**
 * Opens a pool; nothing is connected before the first query. `max` connections. `shared`: a pooler stands between,
 * which may give each statement another session; `prepare`: keep statements prepared, by default where sessions are our
 * own.
 */
export function connect(
  url: string,
  { max = 10, shared = false, prepare = !shared }: { max?: number; shared?: boolean; prepare?: boolean } = {},
): Connection {
  const { client, close } = poolOf(max, prepare, (onclose) =>
    postgres(url, {
      max: 1,
      // Whatever ends a connection by itself would now and then meet a statement.
      max_lifetime: null,
      // Nobody handles it when this statement of the driver's own is lost with its connection.
      fetch_types: false,
      connect_timeout: 10,
      // What is given up must not connect later than it is ended: nobody would end that.
      backoff: () => 0,
      onnotice: () => undefined,
      // Typed for the values of a few settings; every value goes as text.
      connection: { application_name: 'tsdesk', ...TOLD_ALWAYS, ...(shared ? {} : TOLD_DIRECTLY) } as object,
      types: { bytea: BYTEA },
      onclose,
    }),
  );
  return { db: drizzle(client, { schema }), close };
}

/** Reads both forms of `bytea_output`: a session of a pooler may have either. */
const BYTEA = {
  to: 17,
  from: [17],
  serialize: (octets: Uint8Array): string => `\\x${Buffer.from(octets).toString('hex')}`,
  parse: octetsOf,
};

const BACKSLASH = 0x5c;

/**
 * The octets of a `bytea` in text: hex, or escape, where a backslash is doubled and others are three octal digits
 * (PostgreSQL, chapter 8.4).
 * @internal tests look at it
 */
export function octetsOf(text: string): Buffer {
  if (text.startsWith('\\x')) return Buffer.from(text.slice(2), 'hex');
  const escaped = Buffer.from(text, 'latin1');
  const octets = Buffer.alloc(escaped.length);
  let length = 0;
  for (let at = 0; at < escaped.length; at++) {
    const octet = escaped[at] ?? 0;
    if (octet !== BACKSLASH) octets[length++] = octet;
    else if (escaped[at + 1] === BACKSLASH) {
      octets[length++] = BACKSLASH;
      at += 1;
    } else {
      octets[length++] = Number.parseInt(escaped.toString('latin1', at + 1, at + 4), 8);
      at += 3;
    }
  }
  return octets.subarray(0, length);
}

/**
 * Statements with more are lists, a text for each length of them, which a server would keep for as long as it is
 * connected.
 */
const MOST_PREPARED_PARAMETERS = 20;

/** One connection, and how many statements it has not answered yet. */
type Session = { readonly sql: Sql; underWay: number };

/**
 * A pool of `most` clients with one connection each, which are given up when it is lost: postgres.js 3.4.9 keeps what a
 * lost connection had not sent yet, puts it before the greeting of the next one, and hangs there for as long as a
 * connection may take. The statements of a lost connection fail, those of the others do not. They are `prepared`, which
 * drizzle does not ask for: one round trip instead of two.
 */
function poolOf(
  most: number,
  prepared: boolean,
  open: (onclose: () => void) => Sql,
): { client: Sql; close: () => Promise<void> } {
  const sessions = new Set<Session>();
  // Never connected: drizzle tells it how to read and write its types, and it refuses what is asked after the end.
  const pattern = open(() => undefined);
  let closed = false;

  const opened = (): Session => {
    const session: Session = {
      sql: open(() => {
        sessions.delete(session);
        void session.sql.end({ timeout: 0 });
      }),
      underWay: 0,
    };
    Object.assign(session.sql.options.parsers, pattern.options.parsers);
    Object.assign(session.sql.options.serializers, pattern.options.serializers);
    sessions.add(session);
    return session;
  };
  const leastBusy = (): Session => {
    let least: Session | undefined;
    for (const session of sessions) if (least === undefined || session.underWay < least.underWay) least = session;
    return least === undefined || (least.underWay > 0 && sessions.size < most) ? opened() : least;
  };
  const unsafe = (...[text, parameters = [], options]: Parameters<Sql['unsafe']>): ReturnType<Sql['unsafe']> => {
    if (closed) return pattern.unsafe(text, parameters, options);
    const session = leastBusy();
    const prepare = prepared && parameters.length <= MOST_PREPARED_PARAMETERS;
    const statement = session.sql.unsafe(text, parameters, { ...options, prepare });
    const answered = (): void => {
      session.underWay -= 1;
    };
    session.underWay += 1;
    statement.then(answered, answered);
    return statement;
  };

  return {
    client: new Proxy(pattern, {
      get: (target, property) => (property === 'unsafe' ? unsafe : Reflect.get(target, property)),
    }),
    async close() {
      closed = true;
      await Promise.all([pattern, ...[...sessions].map(({ sql }) => sql)].map((sql) => sql.end({ timeout: 5 })));
    },
  };
}

/** The driver's error below drizzle's, which carries the SQLSTATE. Errors of files, which name a path, are none. */
export function databaseError(error: unknown): { code: string; message: string } | null {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && !('path' in at)) return { code: at.code, message: at.message };
  return null;
}

/**
 * Connection trouble, serialisation failures, shutdowns, full disks and a server that only reads since it was the
 * standby a moment ago: the same statement may succeed later.
 */
const TRANSIENT =
  /^(08|40|53|57P|58|25006|CONNECT|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|EHOSTUNREACH|CONNECTION_)/;
export const isTransient = (error: unknown): boolean => TRANSIENT.test(databaseError(error)?.code ?? '');

/**
 * Serialisation failures and deadlocks: the server has undone the statement, and wants it again (PostgreSQL, chapter
 * 13.5).
 */
const COLLISION = /^40(001|P01)$/;
const MOST_COLLISIONS = 50;

/** Runs one statement, again when it collided with others. Rejects with the last collision after fifty of them. */
export async function retryOnConflict<T>(statement: () => Promise<T>): Promise<T> {
  for (let collisions = 1; ; collisions++) {
    try {
      return await statement();
    } catch (error) {
      if (!COLLISION.test(databaseError(error)?.code ?? '') || collisions >= MOST_COLLISIONS) throw error;
      await sleep(Math.random() * Math.min(collisions, 20));
    }
  }
}

/** `host:port` of a database URL, for messages; never the credentials. */
export function databaseAddress(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}`;
}

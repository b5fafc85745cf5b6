import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { atMost } from '../../lib/timeout.ts';
import { drizzle } from '../drizzle.ts';
import * as schema from '../schema.ts';
import { noteOfDatabase } from './error.ts';
import { TOLD_ALWAYS, TOLD_DIRECTLY } from './session.ts';

/** The database as every file of the store uses it: typed reads, and single statements for writes. */
export type Database = PostgresJsDatabase<typeof schema>;

export type Connection = { readonly db: Database; readonly close: () => Promise<void> };

type PoolOptions = {
  /** Connections, default 10. */
  readonly max?: number;
  /** A pooler stands between, which may give each statement another session. */
  readonly shared?: boolean;
  /** Keep statements prepared; by default where sessions are our own. */
  readonly prepare?: boolean;
  /** Milliseconds; by default more than the server may take. */
  readonly answerWithinMs?: number;
};

/** Longer than `statement_timeout`: what answers later is no server, but a network that loses everything. */
const ANSWER_WITHIN_MS = 130_000;
/** A pooler may wait as long again for a session of the server (`query_wait_timeout`). */
const ANSWER_WITHIN_SHARED_MS = 2 * ANSWER_WITHIN_MS;
/** How long statements may still be answered after `close`. */
const CLOSE_WITHIN_MS = 5_000;
/** Seconds without traffic after which the system asks whether the server is still there. */
const KEEP_ALIVE_S = 15;

/** Opens a pool; nothing is connected before the first query. */
export function connect(url: string, options: PoolOptions = {}): Connection {
  const { max = 10, shared = false, prepare = !shared } = options;
  const { answerWithinMs = shared ? ANSWER_WITHIN_SHARED_MS : ANSWER_WITHIN_MS } = options;
  const { client, close } = poolOf({ most: max, prepared: prepare, answerWithinMs }, (onclose) =>
    postgres(url, {
      max: 1,
      // Whatever ends a connection by itself would now and then meet a statement.
      max_lifetime: null,
      // Nobody handles it when this statement of the driver's own is lost with its connection.
      fetch_types: false,
      connect_timeout: 10,
      keep_alive: KEEP_ALIVE_S,
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

/** One connection, how many statements it was given and has not answered yet, and the end of its time to answer the next. */
type Session = { readonly sql: Sql; given: number; underWay: number; forgetAt: number; silence?: NodeJS.Timeout };

/**
 * After so many statements, and after four times as many again and again, a session makes its plans anew. PostgreSQL
 * keeps one until autovacuum has counted its tables, and those of a new desk were so small that it was best to read
 * them from end to end.
 */
const FORGET_AFTER = { statements: 64, times: 4 };

/**
 * A pool of `most` clients with one connection each, which are given up when it is lost: postgres.js 3.4.9 keeps what a
 * lost connection had not sent yet, puts it before the greeting of the next one, and hangs there for as long as a
 * connection may take. The statements of a lost connection fail, those of the others do not. They are `prepared`, which
 * drizzle does not ask for: one round trip instead of two.
 *
 * A connection that answers nothing for too long is given up like a lost one. TCP would wait for a quarter of an hour
 * where the network loses what is sent, and the driver for as long as TCP does.
 */
function poolOf(
  { most, prepared, answerWithinMs }: { most: number; prepared: boolean; answerWithinMs: number },
  open: (onclose: () => void) => Sql,
): { client: Sql; close: () => Promise<void> } {
  const sessions = new Set<Session>();
  /** What is not answered yet; settles and never rejects. */
  const pending = new Set<Promise<void>>();
  // Never connected: drizzle tells it how to read and write its types, and it refuses what is asked after the end.
  const pattern = open(() => undefined);
  let closed = false;

  const opened = (): Session => {
    const session: Session = {
      sql: open(() => {
        sessions.delete(session);
        void session.sql.end({ timeout: 0 });
      }),
      given: 0,
      underWay: 0,
      forgetAt: FORGET_AFTER.statements,
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
  const forgetPlans = (session: Session): void => {
    session.forgetAt *= FORGET_AFTER.times;
    // It fails with the connection only, and that is the business of the statement that comes with it.
    session.sql.unsafe('discard plans').catch(() => undefined);
  };
  const expectAnswer = (session: Session): void => {
    clearTimeout(session.silence);
    if (session.underWay === 0) return;
    session.silence = setTimeout(() => {
      sessions.delete(session);
      void session.sql.end({ timeout: 0 });
    }, answerWithinMs).unref();
  };
  const unsafe = (...[text, parameters = [], options]: Parameters<Sql['unsafe']>): ReturnType<Sql['unsafe']> => {
    if (closed) return pattern.unsafe(text, parameters, options);
    const session = leastBusy();
    const prepare = prepared && parameters.length <= MOST_PREPARED_PARAMETERS;
    const statement = session.sql.unsafe(text, parameters, { ...options, prepare });
    const answered = (): void => {
      session.underWay -= 1;
      expectAnswer(session);
    };
    session.given += 1;
    session.underWay += 1;
    if (session.given === session.forgetAt) forgetPlans(session);
    if (session.underWay === 1) expectAnswer(session);
    const settled = statement.then(answered, (error: unknown) => {
      noteOfDatabase(error);
      answered();
    });
    pending.add(settled);
    void settled.then(() => pending.delete(settled));
    return statement;
  };

  return {
    client: new Proxy(pattern, {
      get: (target, property) => (property === 'unsafe' ? unsafe : Reflect.get(target, property)),
    }),
    async close() {
      closed = true;
      // A client that is ended while it connects would connect once more for what waits behind the first statement
      // (postgres.js 3.4.9), and nobody would end that.
      await atMost(Promise.all(pending), CLOSE_WITHIN_MS);
      await Promise.all([pattern, ...[...sessions].map(({ sql }) => sql)].map((sql) => sql.end({ timeout: 0 })));
    },
  };
}

/** `host:port` of a database URL, for messages; never the credentials. */
export function databaseAddress(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}`;
}

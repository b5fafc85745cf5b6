import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { drizzle } from './drizzle.ts';
import * as schema from './schema.ts';

/** The database as every file of the store uses it: typed reads, and single statements for writes. */
export type Database = PostgresJsDatabase<typeof schema>;

export type Connection = { readonly db: Database; readonly close: () => Promise<void> };

/** Opens a pool; nothing is connected before the first query. `max` connections. */
export function connect(url: string, options: { max?: number } = {}): Connection {
  const client = postgres(url, {
    max: options.max ?? 10,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: () => undefined,
  });
  return { db: drizzle(prepared(client), { schema }), close: () => client.end({ timeout: 5 }) };
}

/** drizzle sends each statement as one of a kind, which takes two round trips; those that were prepared before take one. */
function prepared(client: Sql): Sql {
  return new Proxy(client, {
    get(target, property, receiver) {
      if (property !== 'unsafe') return Reflect.get(target, property, receiver);
      return (...[text, parameters = [], options]: Parameters<Sql['unsafe']>) =>
        target.unsafe(text, parameters, { prepare: true, ...options });
    },
  });
}

/** The driver's error below drizzle's, which carries the SQLSTATE. Errors of files, which name a path, are none. */
export function databaseError(error: unknown): { code: string; message: string } | null {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && !('path' in at)) return { code: at.code, message: at.message };
  return null;
}

/**
 * Connection trouble, serialisation failures, shutdowns, full disks and a server that only reads since it was the standby
 * a moment ago: the same statement may succeed later.
 */
const TRANSIENT =
  /^(08|40|53|57P|58|25006|CONNECT|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|EHOSTUNREACH|CONNECTION_)/;
export const isTransient = (error: unknown): boolean => TRANSIENT.test(databaseError(error)?.code ?? '');

/** Serialisation failures and deadlocks: the server has undone the statement, and wants it again (PostgreSQL, chapter 13.5). */
const COLLISION = /^40(001|P01)$/;
const MOST_COLLISIONS = 50;

/** Runs one statement, again when it collided with others. Rejects with the last collision after fifty of them. */
export async function uncollided<T>(statement: () => Promise<T>): Promise<T> {
  for (let collisions = 1; ; collisions++) {
    try {
      return await statement();
    } catch (error) {
      if (!COLLISION.test(databaseError(error)?.code ?? '') || collisions >= MOST_COLLISIONS) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(collisions, 20)));
    }
  }
}

/** `host:port` of a database URL, for messages; never the credentials. */
export function databaseAddress(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}`;
}

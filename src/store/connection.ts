import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
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
  return { db: drizzle(client, { schema }), close: () => client.end({ timeout: 5 }) };
}

/** The driver's error below drizzle's, which carries the SQLSTATE. */
export function databaseError(error: unknown): { code: string; message: string } | null {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return { code: at.code, message: at.message };
  return null;
}

/** Connection trouble, serialisation failures, shutdowns and full disks pass; the same statement may succeed later. */
const TRANSIENT =
  /^(08|40|53|57P|58|CONNECT|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|EHOSTUNREACH|CONNECTION_)/;
export const isTransient = (error: unknown): boolean => TRANSIENT.test(databaseError(error)?.code ?? '');

/** `host:port` of a database URL, for messages; never the credentials. */
export function databaseAddress(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}`;
}

import { sleep } from '../../lib/sleep.ts';

/** What errors of the database mean to whoever asked it. */

/**
 * Errors that came out of a connection to the database. The code alone does not tell: a mail server or a scanner that
 * is away refuses with the same ECONNREFUSED.
 */
const noted = new WeakSet<Error>();

/** Remembers that an error is the database's; those the server sends tell by themselves. */
export function noteOfDatabase(error: unknown): void {
  if (error instanceof Error) noted.add(error);
}

/** The driver's error below drizzle's, with the SQLSTATE or the code of the connection; null for anybody else's. */
export function databaseError(error: unknown): { code: string; message: string } | null {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && ('severity' in at || noted.has(at)))
      return { code: at.code, message: at.message };
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

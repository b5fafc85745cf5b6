import { batched } from '../../lib/batch.ts';
import type { Database } from './connection.ts';

/** When the last of those who share a statement asked. */
export const lastAsked = (asked: readonly { readonly now: Date }[]): Date =>
  new Date(Math.max(...asked.map(({ now }) => now.getTime())));

/**
 * A read that many ask for at once: those who ask in one turn of the event loop, or while one is under way, share the
 * next statement, and each gets what was true after it asked. `read` answers for all keys, in their order.
 */
export function batchedRead<K, V>(
  read: (db: Database, keys: readonly K[]) => Promise<readonly V[]>,
): (db: Database, key: K) => Promise<V> {
  const askers = new WeakMap<Database, (key: K) => Promise<V>>();
  return (db, key) => {
    const ask = askers.get(db) ?? batched((keys: readonly K[]) => read(db, keys));
    askers.set(db, ask);
    return ask(key);
  };
}

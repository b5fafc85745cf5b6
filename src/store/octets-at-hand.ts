import type { Database } from './connection/connection.ts';
import type { KeptPart } from './octets.ts';

/** Octets of letters that are kept in memory at most, for each database. */
const MOST_OCTETS = 8 * 1024 * 1024;

type AtHand = { readonly byId: Map<string, Uint8Array>; size: number };

const kept = new WeakMap<Database, AtHand>();

/**
 * Most letters are sent by the process that wrote them, a moment later: its sender need not read back what this process
 * still has. The oldest make room for the newest.
 */
export function keepAtHand(db: Database, id: string, octets: Uint8Array): void {
  if (octets.length > MOST_OCTETS) return;
  const here = kept.get(db) ?? { byId: new Map(), size: 0 };
  kept.set(db, here);
  here.byId.set(id, octets);
  here.size += octets.length;
  for (const oldest of here.byId.keys()) {
    if (here.size <= MOST_OCTETS) break;
    takeFromHand(db, oldest);
  }
}

/** Those that were kept, once; null where they have to be read. */
export function takeFromHand(db: Database, id: string): KeptPart | null {
  const here = kept.get(db);
  const octets = here?.byId.get(id);
  if (here === undefined || octets === undefined) return null;
  here.byId.delete(id);
  here.size -= octets.length;
  return { bytes: octets, size: null };
}

import type { Database } from './connection/connection.ts';
import type { KeptPart } from './octets.ts';

/** Octets of letters that are kept in memory at most, for each database. */
const MOST_OCTETS = 8 * 1024 * 1024;
/** How long, in milliseconds: what the database has given up by then, of an erased person for one, is not sent. */
const KEPT_MS = 60_000;

type AtHand = { readonly byId: Map<string, { readonly octets: Uint8Array; readonly until: number }>; size: number };

const kept = new WeakMap<Database, AtHand>();

/**
 * Most letters are sent by the process that wrote them, a moment later: its sender need not read back what this process
 * still has. The oldest make room for the newest. `now` is of a clock that only goes on, in milliseconds.
 */
export function keepAtHand(db: Database, id: string, octets: Uint8Array, now = performance.now()): void {
  if (octets.length > MOST_OCTETS) return;
  const here = kept.get(db) ?? { byId: new Map(), size: 0 };
  kept.set(db, here);
  here.byId.set(id, { octets, until: now + KEPT_MS });
  here.size += octets.length;
  for (const [oldest, { until }] of here.byId) {
    if (here.size <= MOST_OCTETS && until > now) break;
    takeFromHand(db, oldest);
  }
}

/** Those that were kept, once; null where they have to be read. */
export function takeFromHand(db: Database, id: string, now = performance.now()): KeptPart | null {
  const here = kept.get(db);
  const found = here?.byId.get(id);
  if (here === undefined || found === undefined) return null;
  here.byId.delete(id);
  here.size -= found.octets.length;
  return found.until > now ? { bytes: found.octets, size: null } : null;
}

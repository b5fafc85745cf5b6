import { type CanonicalAddress, canonicalAddress } from '../people/address.ts';
import type { Database } from './connection/connection.ts';
import { and, eq, inArray } from './drizzle.ts';
import { letterWish } from './schema.ts';

/** Those of these addresses that want none of what answers nothing. */
export async function unsubscribedAmong(
  db: Database,
  addresses: readonly string[],
): Promise<ReadonlySet<CanonicalAddress>> {
  if (addresses.length === 0) return new Set();
  const asked = [...new Set(addresses.map(canonicalAddress))];
  const rows = await db
    .select({ address: letterWish.address })
    .from(letterWish)
    .where(and(inArray(letterWish.address, asked), eq(letterWish.courtesies, false)));
  return new Set(rows.map(({ address }) => address));
}

import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import { firstIdOf } from './octets.ts';

/** What one statement moves at most, but for a single part that is larger. */
const MOST_PARTS = 200;
const MOST_OCTETS = 8 * 1024 * 1024;

/**
 * Moves octets that were stored before a time into the archive, the oldest first: one statement after another, each
 * whole or not at all, for about `patience` milliseconds. Two processes may do so at once. Returns how many parts.
 */
export async function archiveOctets(db: Database, before: number, patience: number): Promise<number> {
  const startedAt = performance.now();
  let moved = 0;
  for (;;) {
    const batch = await archiveBatch(db, before);
    moved += batch;
    if (batch === 0 || performance.now() - startedAt > patience) return moved;
  }
}

async function archiveBatch(db: Database, before: number): Promise<number> {
  const rows = await db.execute(sql`
    with oldest as (
      select id, part, octet_length(bytes) as length from octets
      where id < ${firstIdOf(before)} order by id, part limit ${MOST_PARTS}
    ), so_far as (
      select id, part, sum(length) over (order by id, part) - length as before from oldest
    ), gone as (
      delete from octets o using so_far
      where (o.id, o.part) = (so_far.id, so_far.part) and before < ${MOST_OCTETS} returning o.*
    )
    insert into octets_archive select * from gone on conflict do nothing returning 1`);
  return rows.length;
}

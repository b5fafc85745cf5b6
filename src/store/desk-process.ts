import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';

/** A daemon, and a hash for each part of its configuration. */
export type DeskProcess = {
  readonly id: string;
  readonly role: string;
  readonly host: string;
  readonly pid: number;
  readonly configuration: Readonly<Record<string, string>>;
};

/** A process that has not been heard of for this time counts as dead. Milliseconds. */
export const DEAD_AFTER_MS = 30_000;

type Row = DeskProcess & { readonly alive: boolean; readonly [column: string]: unknown };

/** Says that a process lives, and forgets those that ended a day ago. */
export async function announceProcess(
  db: Database,
  { id, role, host, pid, configuration }: DeskProcess,
): Promise<void> {
  await db.execute(sql`
    with gone as (delete from desk_process where seen_at < now() - interval '1 day')
    insert into desk_process (id, role, host, pid, configuration, started_at, seen_at)
      values (${id}, ${role}, ${host}, ${pid}, ${JSON.stringify(configuration)}::jsonb, now(), now())
      on conflict (id) do update set seen_at = now()`);
}

/** It has ended in order. */
export async function endProcess(db: Database, id: string): Promise<void> {
  await db.execute(sql`update desk_process set stopped_at = now() where id = ${id}`);
}

/** All but this one, the one seen last first: those that live, and those that have ended within a day. */
export async function otherProcesses(db: Database, id: string | null): Promise<Row[]> {
  return await db.execute<Row>(sql`
    select id, role, host, pid, configuration,
      stopped_at is null and seen_at > now() - ${DEAD_AFTER_MS} * interval '1 ms' as alive
    from desk_process where id is distinct from ${id}::uuid order by seen_at desc`);
}

import { randomBytes } from 'node:crypto';
import { deriveKey, type TokenKey } from '../people/token.ts';
import type { Database } from './connection.ts';
import { desc, sql } from './drizzle.ts';
import { signingKey } from './schema.ts';

const SALT_OCTETS = 32;

/**
 * The token keys, the newest first; the first one is made when there is none. Without a secret in the environment the
 * database alone holds them.
 */
export async function loadKeys(db: Database, secret: string | null): Promise<TokenKey[]> {
  await db.execute(sql`
    insert into signing_key (id, salt, created_at) select 0, ${randomBytes(SALT_OCTETS)}, now()
    where not exists (select 1 from signing_key) on conflict do nothing`);
  const rows = await db.select().from(signingKey).orderBy(desc(signingKey.createdAt), desc(signingKey.id));
  return rows.map((row) => deriveKey(secret ?? '', row));
}

/** Adds a key, which signs from now on; returns its id. The id of the oldest is taken again when all 256 are in use. */
export async function addKey(db: Database): Promise<number> {
  const rows = await db.execute<{ id: number }>(sql`
    insert into signing_key (id, salt, created_at)
    select coalesce((select (id + 1) % 256 from signing_key order by created_at desc, id desc limit 1), 0), ${randomBytes(SALT_OCTETS)}, now()
    on conflict (id) do update set salt = excluded.salt, created_at = excluded.created_at returning id`);
  return Number(rows[0]?.id);
}

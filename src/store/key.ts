import { randomBytes } from 'node:crypto';
import { deriveKey, secretProof, type TokenKey } from '../people/token.ts';
import type { Database } from './connection/connection.ts';
import { desc, sql } from './drizzle.ts';
import { signingKey } from './schema.ts';

const SALT_OCTETS = 32;

/**
 * The token keys, the newest first; the first one is made when there is none. Without a secret in the environment the
 * database alone holds them.
 */
export async function loadKeys(db: Database, secret: string | null): Promise<TokenKey[]> {
  const salt = randomBytes(SALT_OCTETS);
  await db.execute(sql`
    insert into signing_key (id, salt, proof, created_at) select 0, ${salt}, ${secretProof(secret ?? '', salt)}, now()
    where not exists (select 1 from signing_key) on conflict do nothing`);
  const rows = await db.select().from(signingKey).orderBy(desc(signingKey.createdAt), desc(signingKey.id));
  return rows.map((row) => deriveKey(secret ?? '', row));
}

/** Whether the newest key was made with this secret; with another one no token that is out verifies. */
export async function isKeySecret(db: Database, secret: string | null): Promise<boolean> {
  const [newest] = await db.select().from(signingKey).orderBy(desc(signingKey.createdAt), desc(signingKey.id)).limit(1);
  return newest === undefined || secretProof(secret ?? '', newest.salt).equals(newest.proof);
}

/** The keys without what they are made of, the newest first, and whether this secret made each. */
export async function listKeys(
  db: Database,
  secret: string | null,
): Promise<{ id: number; createdAt: Date; ofThisSecret: boolean }[]> {
  const rows = await db.select().from(signingKey).orderBy(desc(signingKey.createdAt), desc(signingKey.id));
  return rows.map(({ id, createdAt, salt, proof }) => ({
    id,
    createdAt,
    ofThisSecret: secretProof(secret ?? '', salt).equals(proof),
  }));
}

/** Adds a key, which signs from now on; returns its id. The id of the oldest is taken again when all 256 are in use. */
export async function addKey(db: Database, secret: string | null): Promise<number> {
  const salt = randomBytes(SALT_OCTETS);
  const rows = await db.execute<{ id: number }>(sql`
    insert into signing_key (id, salt, proof, created_at)
    select coalesce((select (id + 1) % 256 from signing_key order by created_at desc, id desc limit 1), 0),
      ${salt}, ${secretProof(secret ?? '', salt)}, now()
    on conflict (id) do update set salt = excluded.salt, proof = excluded.proof, created_at = excluded.created_at returning id`);
  return Number(rows[0]?.id);
}

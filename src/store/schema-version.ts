import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { PACKAGE_FOLDER } from '../lib/own-package.ts';
import { COMMIT_CHANGE_BODY, COMMIT_CHANGE_SETTINGS } from './commit/function.ts';
import { withClient } from './connection/session.ts';

/** Where the migrations are, and the table in which a database keeps those it has. */
export const FOLDER = join(PACKAGE_FOLDER, 'drizzle');
export const LEDGER = { schema: 'public', table: 'tsdesk_migration' };

/**
 * Migrations this version has and the database lacks, and how many the database has that this version does not know.
 */
export async function schemaDifference(url: string): Promise<{ missing: string[]; unknown: number }> {
  return withClient(url, async (client) => {
    const found = await applied(client);
    const known = new Set(expected().map((each) => each.hash));
    const missing = expected()
      .filter((each) => !found.has(each.hash))
      .map((each) => each.name);
    const { rows } = await client.query(
      `select prosrc = $1 and proconfig @> $2::text[] as "isOurs" from pg_proc where oid = to_regprocedure('commit_change(jsonb)')`,
      [COMMIT_CHANGE_BODY, COMMIT_CHANGE_SETTINGS],
    );
    return {
      missing: missing.length > 0 || rows[0]?.isOurs === true ? missing : ['commit_change'],
      unknown: [...found].filter((hash) => !known.has(hash)).length,
    };
  });
}

/** The hashes of the migrations a database has. */
export async function applied(client: pg.Client): Promise<Set<string>> {
  const { rows: tables } = await client.query('select to_regclass($1) is not null as there', [
    `${LEDGER.schema}.${LEDGER.table}`,
  ]);
  if (!tables[0]?.there) return new Set();
  const { rows } = await client.query(`select hash from ${LEDGER.schema}.${LEDGER.table}`);
  return new Set(rows.map((row: { hash: string }) => row.hash));
}

/** The migrations of this version with the hash drizzle's migrator stores for each. */
export function expected(): { name: string; hash: string }[] {
  const journal = JSON.parse(readFileSync(join(FOLDER, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map(({ tag }) => ({
    name: tag,
    hash: createHash('sha256')
      .update(readFileSync(join(FOLDER, `${tag}.sql`), 'utf8'))
      .digest('hex'),
  }));
}

/** The name of this version's last migration. */
export const currentSchema = (): string => expected().at(-1)?.name ?? '';

import { createHash } from 'node:crypto';
import pg from 'pg';
import { type KeptPart, OctetsDamaged, unpacked } from '../octets.ts';

/** The database's side of taking and restoring a backup. */

export const quoted = (name: string): string => pg.escapeIdentifier(name);

/** The columns of a table that are stored, in their order. */
export async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows.map((row) => row.column_name);
}

/**
 * Ids of mails whose octets have another SHA-256 than the mail that was taken in. Mails without octets belong to people
 * who were erased.
 */
export async function mailsWithOtherOctets(client: pg.Client): Promise<number[]> {
  const others: number[] = [];
  for (let after = { id: '0', part: -1 }, hash = createHash('sha256'); ; ) {
    const { rows } = await client.query<StoredPart>(NEXT_PARTS, [after.id, after.part, PARTS_AT_ONCE]);
    for (const { id, sha256, part, last, ...kept } of rows) {
      const octets = intact(kept);
      if (octets) hash.update(octets);
      after = { id, part };
      if (!last) continue;
      if (hash.digest('hex') !== sha256) others.push(Number(id));
      hash = createHash('sha256');
    }
    if (rows.length < PARTS_AT_ONCE) return others;
  }
}

type StoredPart = KeptPart & {
  readonly id: string;
  readonly sha256: string;
  readonly part: number;
  readonly last: boolean;
};

/** Each has 1 MiB at most. */
const PARTS_AT_ONCE = 50;

const NEXT_PARTS = `
  select mail.id, mail.sha256, o.part, o.bytes, o.size,
    not exists (select 1 from octets more where more.id = o.id and more.part > o.part)
      and not exists (select 1 from octets_archive more where more.id = o.id and more.part > o.part) as last
  from mail join (select * from octets union all select * from octets_archive) o on o.id = mail.octets_id
  where mail.id >= $1 and (mail.id, o.part) > ($1::bigint, $2::int) order by mail.id, o.part limit $3`;

/** Null for what cannot be unpacked: its mail is one of the others then. */
function intact(kept: KeptPart): Uint8Array | null {
  try {
    return unpacked(kept);
  } catch (error) {
    if (error instanceof OctetsDamaged) return null;
    throw error;
  }
}

import pg from 'pg';

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
  const { rows } = await client.query<{ id: string }>(`
    select id from mail, lateral (
      select count(*) as parts, encode(sha256(string_agg(bytes, ''::bytea order by part)), 'hex') as found
      from (select * from octets union all select * from octets_archive) stored where stored.id = mail.octets_id) as kept
    where parts > 0 and found <> sha256 order by id`);
  return rows.map(({ id }) => Number(id));
}

import { getTableName, sql } from '../drizzle.ts';
import * as schema from '../schema.ts';
import type { Database } from './connection.ts';

/** Every table of the desk; `history` is only appended to, and the others are changed as well. */
const TABLES = Object.values(schema).filter((each) => typeof each === 'object');

/** Rights without which nothing comes in or goes out. */
const NEEDED = TABLES.flatMap((table) => {
  const changed =
    table === schema.mail || table === schema.letter || table === schema.ticket || table === schema.mailbox;
  return ['SELECT', 'INSERT', ...(changed ? ['UPDATE'] : [])].map((right) => ({ name: getTableName(table), right }));
});

/**
 * What the role of this connection lacks, in words: `no SELECT on mail`, `no table mail`. Rejects when it may not even
 * look, or the database is away.
 */
export async function missingRights(db: Database): Promise<string[]> {
  const rows = await db.execute<{ name: string; right: string; gone: boolean }>(sql`
    select n.name, n.right, place is null as gone
    from jsonb_to_recordset(${JSON.stringify(NEEDED)}::jsonb) as n(name text, "right" text),
      lateral (select to_regclass(format('%I', n.name)) as place) t
    where place is null or not has_table_privilege(place, n.right)`);
  const said = rows.map(({ name, right, gone }) => (gone ? `no table ${name}` : `no ${right} on ${name}`));
  const [commit] = await db.execute<{ may: boolean | null }>(sql`
    select has_function_privilege(to_regprocedure('commit_change(jsonb)'), 'EXECUTE') as may`);
  return [...new Set([...said, ...(commit?.may === true ? [] : ['no function commit_change'])])];
}

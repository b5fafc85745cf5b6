import type { PgTable } from 'drizzle-orm/pg-core';
import { getTableColumns } from './drizzle.ts';

/** A row under the names its columns have in the database. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Values of a table, renamed to its columns: what `commit_change` takes. The compiler asks for every column that is
 * given; the schema is the only list of them.
 */
export function rowOf<T extends PgTable>(table: T, values: Partial<T['$inferSelect']>): Row {
  const given = values as Readonly<Record<string, unknown>>;
  const row: Record<string, unknown> = {};
  for (const [key, name] of columnsOf(table)) if (key in given) row[name] = given[key];
  return row;
}

const columns = new WeakMap<PgTable, readonly (readonly [key: string, name: string])[]>();

/** Each column's key in the schema and its name in the database, read once: a mail is dozens of rows. */
function columnsOf(table: PgTable): readonly (readonly [key: string, name: string])[] {
  const known = columns.get(table);
  if (known !== undefined) return known;
  const read = Object.entries(getTableColumns(table)).map(([key, { name }]) => [key, name] as const);
  columns.set(table, read);
  return read;
}

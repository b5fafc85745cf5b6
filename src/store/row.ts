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
  return Object.fromEntries(
    Object.entries(getTableColumns(table)).flatMap(([key, { name }]) => (key in given ? [[name, given[key]]] : [])),
  );
}

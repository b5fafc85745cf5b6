import postgres, { type Sql } from 'postgres';
import { until } from '../support/until.ts';

/** Lets a test look at, or into, a database with a connection of its own. */
export async function withSql<T>(url: string, use: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, backoff: () => 0.1 });
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}

/**
 * Asks the database again until the answer is something other than false or undefined, over one connection: a new one
 * for each question would keep the server busier than the desk does. One that breaks is made anew.
 */
export function untilSql<T>(
  url: string,
  condition: string,
  ask: (sql: Sql) => Promise<T | false | undefined>,
  options?: Parameters<typeof until>[2],
): Promise<T> {
  return withSql(url, (sql) => until(condition, () => ask(sql), options));
}

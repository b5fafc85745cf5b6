import type { Database } from '../connection/connection.ts';
import { sql } from '../drizzle.ts';
import { openStored } from './trash.ts';

/** Contents that are looked for; their names are random, and so is what comes first. */
const LOOKED_FOR = 200;

/** Of the contents the database names, so many were looked for in the folder, and so many of these are not there. */
export async function missingContents(
  db: Database,
  folder: string,
): Promise<{ named: number; looked: number; missing: number }> {
  const rows = await db.execute<{ path: string; named: string }>(
    sql`select path, count(*) over () as named from blob order by path limit ${LOOKED_FOR}`,
  );
  let missing = 0;
  for (const { path } of rows) {
    const file = await openStored(folder, path);
    if (file === null) missing++;
    else await file.close();
  }
  return { named: Number(rows[0]?.named ?? 0), looked: rows.length, missing };
}

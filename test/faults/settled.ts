import type { Sql } from 'postgres';
import { untilSql } from './sql.ts';
import type { Workload } from './workload.ts';

/** Whether every mail of the workload is decided, and every letter sent or given up as uncertain. */
export async function isSettled(sql: Sql, work: Workload): Promise<boolean> {
  const [row] = await sql<{ mails: string; undecided: string; open: string }[]>`
    select (select count(*) from mail) as mails, (select count(*) from mail where outcome is null) as undecided,
      (select count(*) from letter where state not in ('sent', 'uncertain')) as open`;
  return Number(row?.mails) >= work.delivered && row?.undecided === '0' && row.open === '0';
}

/** Waits for that, through times at which the database is away. */
export async function settled(url: string, work: Workload): Promise<void> {
  await untilSql(url, 'everything to be done', (sql) => isSettled(sql, work), { timeoutMs: 120_000, everyMs: 100 });
}

import type { Rated, Ratings } from '../report/rating.ts';
import { ofBrand } from './brand.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import type { Range } from './report.ts';

/**
 * Ratings of tickets closed in the range and not reopened since, by company and by team; without one: an empty name.
 */
export async function ratingsIn(db: Database, { start, end, brand }: Range): Promise<Ratings> {
  const rows = await db.execute<{ level: string; name: string | null; n: string; mean: string }>(sql`
    select grouping(company) as level, case grouping(company) when 0 then company else team end as name,
      count(*) as n, avg(satisfaction) as mean
    from ticket where closed_at >= ${start.toISOString()}::timestamptz and closed_at < ${end.toISOString()}::timestamptz
      and satisfaction is not null and ${ofBrand(brand)}
    group by grouping sets ((company), (team))`);
  const of = (level: number): readonly Rated[] =>
    rows
      .filter((row) => Number(row.level) === level)
      .map(({ name, n, mean }) => ({ name: name ?? '', n: Number(n), mean: Math.round(Number(mean) * 100) / 100 }));
  return { byCompany: of(0), byTeam: of(1) };
}

import type { Database } from '../../src/store/connection/connection.ts';
import { sql } from '../../src/store/drizzle.ts';

const TEXT = sql.raw(`(title || ' ' || symptom || ' ' || cause || ' ' || steps)`);

/** What pg_trgm alone would find: by how much of the question is in the article. Ids, best first. */
export async function trigramRanking(db: Database, question: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select id from article order by word_similarity(${question}, ${TEXT}) desc, id limit 3`,
  );
  return rows.map(({ id }) => id);
}

/** What PostgreSQL's own full text would find: any of the words, stemmed as English, ranked by how often they occur. */
export async function fullTextRanking(db: Database, question: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from article
      cross join lateral (select replace(plainto_tsquery('english', ${question})::text, '&', '|')::tsquery as q) asked
    where to_tsvector('english', ${TEXT}) @@ q
    order by ts_rank(to_tsvector('english', ${TEXT}), q) desc, id limit 3`);
  return rows.map(({ id }) => id);
}

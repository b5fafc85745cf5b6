import type { Article, ArticleState } from '../knowledge/article.ts';
import type { Database } from './connection/connection.ts';
import { and, asc, eq, inArray, sql } from './drizzle.ts';
import { type Row, rowOf } from './row.ts';
import { article } from './schema.ts';

/** The row of an article, as `commit_change` takes it: its number is the database's to give. */
export const articleRow = (value: Article): Row => {
  const { number: _, ...stored } = value;
  return rowOf(article, { ...stored, tags: [...stored.tags] });
};

/** Articles by id, in the order asked for. */
export async function loadArticles(db: Database, ids: readonly string[]): Promise<Article[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(article)
    .where(inArray(article.id, [...ids]));
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** All articles, or those of a state, oldest first. */
export const listArticles = (db: Database, state: ArticleState | null): Promise<Article[]> =>
  db
    .select()
    .from(article)
    .where(state === null ? undefined : eq(article.state, state))
    .orderBy(asc(article.createdAt), asc(article.id));

/** Articles whose id begins or ends so. */
export const articlesByPart = (db: Database, part: string): Promise<Article[]> =>
  db
    .select()
    .from(article)
    .where(sql`starts_with(${article.id}::text, ${part}) or right(${article.id}::text, length(${part})) = ${part}`);

/** Articles of these numbers, drafts and dropped ones too. */
export const articlesByNumber = (db: Database, numbers: readonly number[]): Promise<Article[]> =>
  numbers.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(article)
        .where(inArray(article.number, [...numbers]));

/** The draft that waits for a decision about this ticket's resolution; null when there is none. */
export async function draftOf(db: Database, ticketId: string): Promise<Article | null> {
  const rows = await db
    .select()
    .from(article)
    .where(and(eq(article.ticketId, ticketId), eq(article.state, 'draft')));
  return rows[0] ?? null;
}

/** Whether there is an article, in whatever state, of another ticket of the incident. */
export async function isWrittenFor(db: Database, incidentNumber: string, ticketId: string): Promise<boolean> {
  const rows = await db.execute(sql`
    select from article a join ticket t on t.id = a.ticket_id
    where t.incident_number = ${incidentNumber} and t.id <> ${ticketId} limit 1`);
  return rows.length > 0;
}

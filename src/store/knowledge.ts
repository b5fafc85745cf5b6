import type { Article, ArticleState } from '../knowledge/article.ts';
import type { SearchDocument, Weight } from '../knowledge/document.ts';
import type { Corpus, SearchCandidate } from '../knowledge/rank.ts';
import { batchedRead } from './batched-read.ts';
import type { Database } from './connection.ts';
import { and, asc, eq, inArray, sql } from './drizzle.ts';
import { type Row, rowOf } from './row.ts';
import { article, message, ticket } from './schema.ts';
import { detailsOf } from './ticket.ts';

/** The row of an article, as `commit_change` takes it. */
export const articleRow = (value: Article): Row => rowOf(article, { ...value, tags: [...value.tags] });

/** PostgreSQL's labels for the weights of terms. */
const LABELS: Readonly<Record<Weight, string>> = { 3: 'A', 2: 'B', 1: 'C' };
const WEIGHTS: Readonly<Record<string, Weight>> = { A: 3, B: 2, C: 1 };
const quoted = (term: string): string => `'${term.replace(/['\\]/g, '$&$&')}'`;

export const documentRow = ({ kind, id, terms, length }: SearchDocument): Row => ({
  kind,
  id,
  terms: [...terms].map(([term, weight]) => `${quoted(term)}:1${LABELS[weight]}`).join(' '),
  length,
});

/** How many documents of a kind there are, and how many have each of these terms. */
export const corpusOf = batchedRead(async (db, asked: readonly Asked[]): Promise<Corpus[]> => {
  const terms = [...new Set(asked.flatMap((each) => each.terms))];
  const rows = await db.execute<{
    kind: string;
    documents: string;
    length: string;
    term: string | null;
    containing: string | null;
  }>(sql`
    select c.kind, c.documents as documents, c.length, t.term, t.documents as containing
    from search_corpus c left join search_term t
      on t.kind = c.kind and t.term in (select jsonb_array_elements_text(${JSON.stringify(terms)}::jsonb))`);
  const corpora = Map.groupBy(rows, ({ kind }) => kind);
  return asked.map(({ kind, terms }) => {
    const of = corpora.get(kind) ?? [];
    const wanted = new Set(terms);
    return {
      documents: Number(of[0]?.documents ?? 0),
      length: Number(of[0]?.length ?? 0),
      containing: new Map(
        of.flatMap(({ term, containing }) =>
          term === null || !wanted.has(term) ? [] : [[term, Number(containing)] as const],
        ),
      ),
    };
  });
});

type Asked = { readonly kind: SearchDocument['kind']; readonly terms: readonly string[] };

/** The known term nearest to each of these by its trigrams, where one is near enough. */
export async function nearestTerms(
  db: Database,
  kind: SearchDocument['kind'],
  terms: readonly string[],
): Promise<Map<string, string>> {
  if (terms.length === 0) return new Map();
  const rows = await db.execute<{ asked: string; near: string }>(sql`
    select asked, near.term as near from jsonb_array_elements_text(${JSON.stringify(terms)}::jsonb) asked
    cross join lateral (
      select term from search_term
      where kind = ${kind} and term % asked and similarity(term, asked) >= ${NEAR} order by similarity(term, asked) desc, term limit 1
    ) near`);
  return new Map(rows.map(({ asked, near }) => [asked, near]));
}

/** Trigrams two words share, as a share of those of both: one letter wrong, doubled or left out in a word of six. */
const NEAR = 0.4;

/** Documents with one of the choosing terms, each with those of its terms that were asked for. Articles only of one state. */
export async function findSimilar(
  db: Database,
  wanted: {
    readonly kind: SearchDocument['kind'];
    readonly choosing: readonly string[];
    readonly terms: readonly string[];
    readonly states: readonly ArticleState[];
  },
): Promise<SearchCandidate[]> {
  if (wanted.choosing.length === 0) return [];
  const rows = await db.execute<{ id: string; length: number; term: string; label: string }>(sql`
    select d.id, d.length, t.lexeme as term, t.weights[1] as label
    from search_document d cross join lateral unnest(d.terms) t
    where d.kind = ${wanted.kind} and d.terms @@ ${wanted.choosing.map(quoted).join(' | ')}::tsquery
      and t.lexeme in (select jsonb_array_elements_text(${JSON.stringify(wanted.terms)}::jsonb))
      and (d.kind <> 'article' or exists (
        select 1 from article a
        where a.id = d.id and a.state in (select jsonb_array_elements_text(${JSON.stringify(wanted.states)}::jsonb))))`);
  const found = new Map<string, { id: string; length: number; terms: Map<string, Weight> }>();
  for (const { id, length, term, label } of rows) {
    const candidate = found.get(id) ?? { id, length, terms: new Map() };
    candidate.terms.set(term, WEIGHTS[label] ?? 1);
    found.set(id, candidate);
  }
  return [...found.values()];
}

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

/** The draft that waits for a decision about this ticket's resolution; null when there is none. */
export async function draftOf(db: Database, ticketId: string): Promise<Article | null> {
  const rows = await db
    .select()
    .from(article)
    .where(and(eq(article.ticketId, ticketId), eq(article.state, 'draft')));
  return rows[0] ?? null;
}

/** What resolved tickets show when they are found again, in the order asked for. */
export async function loadSolutions(
  db: Database,
  ids: readonly string[],
): Promise<{ id: string; number: string; subject: string; solution: string }[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: ticket.id,
      number: ticket.number,
      subject: ticket.subject,
      details: ticket.details,
    })
    .from(ticket)
    .where(inArray(ticket.id, [...ids]));
  const solutions = rows.map(({ details, ...row }) => ({
    ...row,
    solution: detailsOf(details).resolution?.steps ?? '',
  }));
  return ids.flatMap((id) => solutions.find((row) => row.id === id) ?? []);
}

/** What the customer wrote first; empty before the ticket is stored. */
export async function firstWords(db: Database, ticketId: string): Promise<string> {
  const rows = await db
    .select({ text: message.text })
    .from(message)
    .where(and(eq(message.ticketId, ticketId), eq(message.direction, 'in'), eq(message.visibility, 'public')))
    .orderBy(asc(message.at), asc(message.id))
    .limit(1);
  return rows[0]?.text ?? '';
}

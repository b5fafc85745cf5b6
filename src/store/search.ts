import type { ArticleState } from '../knowledge/article.ts';
import type { SearchDocument, Weight } from '../knowledge/document.ts';
import type { Corpus, SearchCandidate } from '../knowledge/rank.ts';
import type { BrandScope } from '../people/brand.ts';
import { ofBrand } from './brand.ts';
import { batchedRead } from './connection/batched-read.ts';
import type { Database } from './connection/connection.ts';
import { sql } from './drizzle.ts';
import type { Row } from './row.ts';

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

/**
 * Documents with one of the choosing terms, each with those of its terms that were asked for. Articles only of one
 * state.
 */
export async function findSimilar(
  db: Database,
  wanted: {
    readonly kind: SearchDocument['kind'];
    readonly choosing: readonly string[];
    readonly terms: readonly string[];
    readonly states: readonly ArticleState[];
    /** Only tickets of a brand; articles are everybody's. */
    readonly scope?: BrandScope | undefined;
  },
): Promise<SearchCandidate[]> {
  if (wanted.choosing.length === 0) return [];
  const rows = await db.execute<{ id: string; length: number; term: string; label: string }>(sql`
    select d.id, d.length, t.lexeme as term, t.weights[1] as label
    from search_document d cross join lateral unnest(d.terms) t
    where d.kind = ${wanted.kind} and d.terms @@ ${wanted.choosing.map(quoted).join(' | ')}::tsquery
      and t.lexeme in (select jsonb_array_elements_text(${JSON.stringify(wanted.terms)}::jsonb))
      and ${wanted.scope === undefined ? sql`true` : sql`exists (select from ticket where ticket.id = d.id and ${ofBrand(wanted.scope)})`}
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

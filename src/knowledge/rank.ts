import type { Weight } from './document.ts';

/** How often terms occur in all documents of a kind. Terms that occur in none are not in `containing`. */
export type Corpus = {
  readonly documents: number;
  /** Sum of the lengths of all documents. */
  readonly length: number;
  readonly containing: ReadonlyMap<string, number>;
};

/** A document with those of its terms that were asked for. */
export type SearchCandidate = {
  readonly id: string;
  readonly length: number;
  readonly terms: ReadonlyMap<string, Weight>;
};

/**
 * `score` from 0 to 1: the weight of what was found; it approaches 1. `headline`: how many of the terms asked for are
 * in the title or the tags.
 */
export type Ranked = { readonly id: string; readonly score: number; readonly headline: number };

/** BM25's saturation and length normalisation; symptoms vary in length, and longer ones are not worse. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.5;
/** In a handful of documents no term is rare: they are judged as if there were this many. */
const FEWEST_DOCUMENTS = 100;
/** A match of this many rare terms scores 0.5. Measured, see docs/knowledge.md. */
const HALF_SCORE = 1.8;

/** Best first; documents without any term of the query are left out. BM25 (Robertson and Zaragoza 2009, §3.4). */
export function rank(query: readonly string[], candidates: readonly SearchCandidate[], corpus: Corpus): Ranked[] {
  const average = corpus.documents === 0 ? 1 : corpus.length / corpus.documents;
  const rarest = rarity('', corpus) * (SATURATION + 1);
  const weigh = ({ length, terms }: SearchCandidate): number =>
    [...new Set(query)].reduce((sum, term) => {
      const weight = terms.get(term) ?? 0;
      const damping = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / average);
      return sum + (rarity(term, corpus) * weight * (SATURATION + 1)) / (weight + damping);
    }, 0);
  return candidates
    .map((candidate) => ({ ...candidate, strength: weigh(candidate) / rarest }))
    .filter(({ strength }) => strength > 0)
    .toSorted((a, b) => b.strength - a.strength || (a.id < b.id ? -1 : 1))
    .map(({ id, strength, terms }) => ({
      id,
      score: strength / (strength + HALF_SCORE),
      headline: query.filter((term) => terms.get(term) === 3).length,
    }));
}

/**
 * Inverse document frequency, never negative.
 * @internal tests look at it
 */
export function rarity(term: string, { documents, containing }: Corpus): number {
  const all = Math.max(documents, FEWEST_DOCUMENTS);
  const having = containing.get(term) ?? 0;
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

/** Most documents that are ranked, so that the cost of a search does not grow with the knowledge. */
const CANDIDATES_MAX = 300;

/**
 * The terms by which candidates are chosen: the rarest first, until they stand in enough documents. The others only
 * count towards the rank.
 */
export function choosingTerms(query: readonly string[], { containing }: Corpus): string[] {
  const known = [...new Set(query)]
    .map((term) => ({ term, having: containing.get(term) ?? 0 }))
    .filter(({ having }) => having > 0)
    .toSorted((a, b) => a.having - b.having);
  let reached = 0;
  return known
    .filter(({ having }, at) => {
      reached += having;
      return at === 0 || reached <= CANDIDATES_MAX;
    })
    .map(({ term }) => term);
}

/**
 * Only what is well above everything else, and about the same by its title, may be offered to a customer. Measured, see
 * docs/knowledge.md.
 */
const CONFIDENT_SCORE = 0.5;
const CONFIDENT_LEAD = 1.15;
const CONFIDENT_HEADLINE = 2;

/** Whether the first of these may be offered as the answer without anybody looking at it. */
export const isConfident = ([best, next]: readonly Ranked[]): boolean =>
  best !== undefined &&
  best.score >= CONFIDENT_SCORE &&
  best.headline >= CONFIDENT_HEADLINE &&
  best.score >= CONFIDENT_LEAD * (next?.score ?? 0);

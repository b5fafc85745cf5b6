import { termsOf } from './terms.ts';

/** Share of the terms of the shorter text that stand in the other, from which on both tell of the same. */
const LIKE = 0.6;
/** Fewer terms in common say nothing: everybody writes "error". */
const FEWEST_SHARED = 4;

/** Those whose words tell of the same symptom, the most alike first. */
export function lookAlikes<T extends { readonly words: string }>(problem: string, others: readonly T[]): readonly T[] {
  const own = new Set(termsOf(problem));
  const judged = others.map((other) => {
    const theirs = new Set(termsOf(other.words));
    const shared = [...theirs].filter((term) => own.has(term)).length;
    const shorter = Math.min(own.size, theirs.size);
    return { other, likeness: shared < FEWEST_SHARED ? 0 : shared / shorter };
  });
  return judged
    .filter(({ likeness }) => likeness >= LIKE)
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ other }) => other);
}

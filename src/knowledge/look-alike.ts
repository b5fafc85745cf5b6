import { type TermMarks, termMarks } from './terms.ts';

/** Share of the terms of the shorter text that stand in the other, from which on both tell of the same. */
const LIKE = 0.6;
/** Fewer terms in common say nothing: everybody writes "error". */
const FEWEST_SHARED = 4;

/** From LIKE to 1; 0 for what has too little in common to tell. Most have, and are given up early. */
function likeness(one: TermMarks, other: TermMarks): number {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  let shared = shorter.length;
  let at = 0;
  for (const mark of shorter) {
    while (at < longer.length && (longer[at] ?? 0) < mark) at += 1;
    if (longer[at] === mark) continue;
    shared -= 1;
    if (shared < FEWEST_SHARED || shared / shorter.length < LIKE) return 0;
  }
  return shared < FEWEST_SHARED ? 0 : shared / shorter.length;
}

/** Those whose words tell of the same symptom, the most alike first. */
export function lookAlikes<T extends { readonly words: string }>(problem: string, others: readonly T[]): readonly T[] {
  const own = termMarks(problem);
  return others
    .map((other) => ({ other, like: likeness(own, termMarks(other.words)) }))
    .filter(({ like }) => like >= LIKE)
    .toSorted((a, b) => b.like - a.like)
    .map(({ other }) => other);
}

/** A ticket as far as it is compared: `codes` are the error codes it names, `customer` tells customers apart. */
type Compared = { readonly words: string; readonly codes: readonly string[]; readonly customer: string };

/**
 * Tickets of several customers that name the same error code or tell of the same symptom, the largest group first. Each
 * ticket is in one of them at most, in the order given.
 */
export function groupsAlike<T extends Compared>(tickets: readonly T[]): readonly (readonly T[])[] {
  const groups: (readonly T[])[] = [];
  let rest = tickets.map((ticket) => ({ ticket, terms: termMarks(ticket.words) }));
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const { ticket, terms } = first;
    const isLike = (other: (typeof rest)[number]): boolean =>
      other.ticket === ticket ||
      other.ticket.codes.some((code) => ticket.codes.includes(code)) ||
      likeness(terms, other.terms) >= LIKE;
    const group = rest.filter(isLike).map((each) => each.ticket);
    if (new Set(group.map(({ customer }) => customer)).size > 1) groups.push(group);
    rest = rest.filter((other) => !isLike(other));
  }
  return groups.toSorted((a, b) => b.length - a.length);
}

import { termsOf } from '../knowledge/terms.ts';

/** Tickets that seem to be about the same problem; `title` is the subject most similar to all others. */
export type FrequentProblem = {
  readonly title: string;
  readonly count: number;
  /** Numbers, oldest first. */
  readonly tickets: readonly string[];
};

type Subject = { readonly number: string; readonly subject: string };

/** Two subjects at least this similar are about the same problem: cosine over their rare terms. */
const ALIKE = 0.4;
/** Fewer than this are not frequent. */
const FEWEST = 3;
const GROUPS_MAX = 10;

type Vector = ReadonlyMap<string, number>;
type Group = { readonly members: { readonly number: string; readonly subject: string; readonly vector: Vector }[] };

/**
 * The problems that came up again and again, the most frequent first. Every ticket, oldest first, joins the group whose
 * first member its subject is most like by rare terms (cosine of inverse document frequencies), or begins its own.
 */
export function frequentProblems(tickets: readonly Subject[]): FrequentProblem[] {
  const terms = tickets.map(({ subject }) => new Set(termsOf(subject)));
  const having = new Map<string, number>();
  for (const each of terms) for (const term of each) having.set(term, (having.get(term) ?? 0) + 1);
  const groups: Group[] = [];
  const groupsWith = new Map<string, Set<Group>>();
  tickets.forEach((ticket, at) => {
    const vector = unitVector(terms[at] ?? new Set(), having, tickets.length);
    const near = new Set([...vector.keys()].flatMap((term) => [...(groupsWith.get(term) ?? [])]));
    const best = nearest(vector, near);
    if (best) best.members.push({ ...ticket, vector });
    else {
      const group: Group = { members: [{ ...ticket, vector }] };
      groups.push(group);
      for (const term of vector.keys()) groupsWith.set(term, (groupsWith.get(term) ?? new Set()).add(group));
    }
  });
  return groups
    .filter(({ members }) => members.length >= FEWEST)
    .toSorted((a, b) => b.members.length - a.members.length)
    .slice(0, GROUPS_MAX)
    .map(({ members }) => ({
      title: titleOf(members),
      count: members.length,
      tickets: members.map(({ number }) => number),
    }));
}

function unitVector(terms: ReadonlySet<string>, having: ReadonlyMap<string, number>, all: number): Vector {
  const weights = [...terms].map((term) => [term, Math.log(1 + all / (having.get(term) ?? 1))] as const);
  const length = Math.hypot(...weights.map(([, weight]) => weight));
  return new Map(weights.map(([term, weight]) => [term, weight / length]));
}

function nearest(vector: Vector, groups: ReadonlySet<Group>): Group | null {
  let best: Group | null = null;
  let nearness = ALIKE;
  for (const group of groups) {
    const [first] = group.members;
    const alike = first ? cosine(vector, first.vector) : 0;
    if (alike >= nearness) [best, nearness] = [group, alike];
  }
  return best;
}

function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
}

/** Of a large group only the first members are compared. */
const COMPARED = 50;

function titleOf(members: Group['members']): string {
  const sample = members.slice(0, COMPARED);
  const closeness = (vector: Vector): number => sample.reduce((sum, other) => sum + cosine(vector, other.vector), 0);
  const [first, ...others] = sample.map(({ subject, vector }) => ({ subject, closeness: closeness(vector) }));
  return others.reduce((best, each) => (best && best.closeness >= each.closeness ? best : each), first)?.subject ?? '';
}

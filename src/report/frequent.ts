import { termsOf, wordsIn } from '../knowledge/terms.ts';
import { cut } from '../lib/cut.ts';

/** Tickets that seem to be about the same problem; `title` is the subject of the one most similar to all others. */
export type FrequentProblem = {
  readonly title: string;
  readonly count: number;
  /** Numbers, oldest first. */
  readonly tickets: readonly string[];
};

/** A ticket as its customer tells it: `symptom` is the problem in their words, empty where the subject says it all. */
export type TicketTold = { readonly number: string; readonly subject: string; readonly symptom: string };

/** Two problems at least this similar are the same: cosine over their rare terms. */
const ALIKE = 0.3;
/** Fewer than this are not frequent. */
const FEWEST = 3;
const GROUPS_MAX = 10;
const WORD_WEIGHT = 1;
/** Characters of a symptom that are read: the problem is told first, and what follows tells problems apart no more. */
const SYMPTOM_READ = 120;
/** In a handful of tickets no term is rare: they are judged as if there were this many. */
const FEWEST_TICKETS = 100;
/** Words that stand in a mail about anything; beside the search's own stop words, in the form terms have. */
const SAY_LITTLE = new Set(
  `问题 求助 紧急 发现 出现 提示 报错 错误 失败 无法 不能 不行 我们 公司 页面 时候 今天 昨天 今早 早上 刚才 现在 目前 一直 又是
  还是 怎么 看看 尽快 请尽 帮忙 处理 一下 麻烦 您好 你好 谢谢 problem issu help urgent pleas error fail work page todai sinc
  morn again`.split(/\s+/),
);

type Vector = ReadonlyMap<string, number>;
type Group = { readonly members: (TicketTold & { readonly vector: Vector })[] };

/**
 * The problems that came up again and again, the most frequent first. Every ticket, oldest first, joins the group whose
 * first member it is most like by the rare terms of subject and symptom (cosine of inverse document frequencies), or
 * begins its own. Fewer than `fewest` are left out.
 */
export function frequentProblems(tickets: readonly TicketTold[], fewest = FEWEST): FrequentProblem[] {
  const terms = tickets.map(termsIn);
  const having = new Map<string, number>();
  for (const each of terms) for (const term of each.keys()) having.set(term, (having.get(term) ?? 0) + 1);
  const groups: Group[] = [];
  const groupsWith = new Map<string, Set<Group>>();
  tickets.forEach((ticket, at) => {
    const vector = unitVector(terms[at] ?? new Map(), having, Math.max(tickets.length, FEWEST_TICKETS));
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
    .filter(({ members }) => members.length >= fewest)
    .toSorted((a, b) => b.members.length - a.members.length)
    .slice(0, GROUPS_MAX)
    .map(({ members }) => ({
      title: titleOf(members),
      count: members.length,
      tickets: members.map(({ number }) => number),
    }));
}

/**
 * What subject and symptom say, by how surely each term tells problems apart: codes most, then concepts and words, and
 * least two characters that only happen to stand beside each other.
 */
function termsIn({ subject, symptom }: TicketTold): Vector {
  const text = `${subject}\n${cut(symptom, SYMPTOM_READ)}`.normalize('NFKC').toLowerCase();
  const words = new Set(wordsIn(text));
  const weight = (term: string): number => {
    if (/\d/.test(term)) return 1.5;
    if (term.startsWith('=')) return 1.2;
    return /^\p{Script=Han}{2}$/u.test(term) && !words.has(term) ? 0.3 : WORD_WEIGHT;
  };
  return new Map(
    termsOf(text)
      .filter((term) => !SAY_LITTLE.has(term))
      .map((term) => [term, weight(term)]),
  );
}

function unitVector(terms: Vector, having: ReadonlyMap<string, number>, all: number): Vector {
  const weights = [...terms].map(
    ([term, weight]) => [term, weight * Math.log(1 + all / (having.get(term) ?? 1))] as const,
  );
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

/** Characters of a symptom that stand for a subject. */
const TITLE_MAX = 60;

/** A subject that says what it is about, where one of them does. */
function titleOf(members: Group['members']): string {
  const telling = members.filter(({ subject }) =>
    [...termsIn({ number: '', subject, symptom: '' }).values()].some((weight) => weight >= WORD_WEIGHT),
  );
  const sample = (telling.length > 0 ? telling : members).slice(0, COMPARED);
  const closeness = (vector: Vector): number => sample.reduce((sum, other) => sum + cosine(vector, other.vector), 0);
  const [first, ...others] = sample.map((each) => ({ each, closeness: closeness(each.vector) }));
  const best = others.reduce((most, other) => (most && most.closeness >= other.closeness ? most : other), first)?.each;
  if (best === undefined) return '';
  return telling.length > 0 ? best.subject : cut(best.symptom.replace(/\s+/g, ' '), TITLE_MAX) || best.subject;
}

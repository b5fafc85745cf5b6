import { cut } from '../lib/cut.ts';
import { RESOLUTION_KINDS, type Resolution } from '../ticket/ticket.ts';
import { type FrequentProblem, frequentProblems } from './frequent.ts';

/** A ticket closed in the period, as far as it teaches something. */
export type ClosedTicket = {
  readonly number: string;
  readonly resolution: Pick<Resolution, 'kind' | 'cause' | 'steps' | 'suggestion'> | null;
  /** Null where nobody told any. */
  readonly effortMinutes: number | null;
};

export type Kind = (typeof RESOLUTION_KINDS)[number];

/** What the period teaches. */
export type Lessons = {
  /** Of the tickets closed in it, most first; those without a kind are in none. */
  readonly kinds: Readonly<Partial<Record<Kind, number>>>;
  /** Causes, those that are about the same together, most first. */
  readonly causes: readonly FrequentProblem[];
  readonly suggestions: readonly { readonly ticket: string; readonly text: string }[];
  /** Why tickets were opened again: the words of the customer, or of the staff. */
  readonly reopenings: readonly { readonly ticket: string; readonly reason: string }[];
  /** Ratings of one and two of five, with the words they came with. */
  readonly lowRatings: readonly { readonly ticket: string; readonly rating: number; readonly words: string }[];
  /** Over the tickets closed in it: how many tell of an effort, and how much it was in all. */
  readonly effort: { readonly tickets: number; readonly minutes: number };
};

/** Characters of a cause that name it. */
const CAUSE_MAX = 80;

/** What the closed tickets themselves say. */
export function lessonsOf(
  closed: readonly ClosedTicket[],
): Pick<Lessons, 'kinds' | 'causes' | 'suggestions' | 'effort'> {
  const counts = RESOLUTION_KINDS.map(
    (kind) => [kind, closed.filter(({ resolution }) => resolution?.kind === kind).length] as const,
  );
  const efforts = closed.flatMap(({ effortMinutes }) => effortMinutes ?? []);
  return {
    kinds: Object.fromEntries(counts.filter(([, n]) => n > 0).toSorted(([, a], [, b]) => b - a)),
    causes: frequentProblems(
      closed.flatMap(({ number, resolution }) =>
        resolution?.cause ? [{ number, subject: oneLine(resolution.cause), symptom: '' }] : [],
      ),
      1,
    ),
    suggestions: closed.flatMap(({ number, resolution }) => {
      const text = resolution?.suggestion ?? (resolution?.kind === 'product_suggestion' ? resolution.steps : '');
      return text === '' ? [] : [{ ticket: number, text }];
    }),
    effort: { tickets: efforts.length, minutes: efforts.reduce((sum, minutes) => sum + minutes, 0) },
  };
}

const oneLine = (text: string): string => cut(text.replace(/\s+/g, ' ').trim(), CAUSE_MAX);

import { cut } from '../lib/cut.ts';
import { RESOLUTION_KINDS, type Resolution, type Work } from '../ticket/ticket.ts';
import { type FrequentProblem, frequentProblems } from './frequent.ts';

/** A ticket closed in the period, as far as it teaches something. */
export type ClosedTicket = {
  readonly number: string;
  readonly resolution: Pick<Resolution, 'kind' | 'cause' | 'steps' | 'suggestion'> | null;
  /** Empty where it is not known. */
  readonly company: string;
  /** Null where nobody told any; `work` says who. */
  readonly effortMinutes: number | null;
  readonly work: readonly Pick<Work, 'by' | 'minutes'>[];
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
  readonly effort: {
    readonly tickets: number;
    readonly minutes: number;
    /** Minutes by the address of who told them, and by the customer's company; most first. */
    readonly byPerson: Readonly<Record<string, number>>;
    readonly byCompany: Readonly<Record<string, number>>;
  };
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
    effort: {
      tickets: efforts.length,
      minutes: efforts.reduce((sum, minutes) => sum + minutes, 0),
      byPerson: summed(closed.flatMap(({ work }) => work.map(({ by, minutes }) => [by, minutes ?? 0]))),
      byCompany: summed(closed.map(({ company, effortMinutes }) => [company, effortMinutes ?? 0])),
    },
  };
}

/** Minutes by name, most first, without those of none. */
function summed(told: readonly (readonly [name: string, minutes: number])[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [name, minutes] of told) if (minutes > 0) sums.set(name, (sums.get(name) ?? 0) + minutes);
  return Object.fromEntries([...sums].toSorted(([, a], [, b]) => b - a));
}

const oneLine = (text: string): string => cut(text.replace(/\s+/g, ' ').trim(), CAUSE_MAX);

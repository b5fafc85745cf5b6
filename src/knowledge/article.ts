/**
 * What was solved once is found when it comes again. An article is drafted from a resolution (`draft.ts`), corrected by
 * mail (`edit.ts`), and found by its terms (`terms.ts`, `rank.ts`). This room takes loaded values; SQL is the store's.
 */

/** `dropped` ones are kept, so that nobody is asked about them again; the search does not find them. */
export const ARTICLE_STATES = ['draft', 'approved', 'dropped'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** What an article says; all plain text, empty where nothing is known. */
export type ArticleText = {
  readonly title: string;
  readonly symptom: string;
  readonly cause: string;
  readonly steps: string;
  /** What to mind. */
  readonly caution: string;
  readonly category: string;
  /** The part of the product it is about. */
  readonly module: string;
  readonly tags: readonly string[];
};

export type Article = ArticleText & {
  readonly id: string;
  /** By which people name it; null until it is stored. */
  readonly number: number | null;
  /** Counts commits; a commit for version n only succeeds on a stored n - 1. */
  readonly version: number;
  readonly state: ArticleState;
  /** `zh-CN` or `en`. */
  readonly locale: string;
  /** The ticket whose resolution it was drafted from; null for one that staff wrote. */
  readonly ticketId: string | null;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  /** Registered address of the supervisor, or `command line`. */
  readonly decidedBy: string | null;
};

/**
 * How a request to the model ended. `text` is the answer as it came; everything else went wrong: `rate_limited` (429),
 * `overloaded` (5xx), `refused` (another 4xx), `redirected` (never followed), `unreachable` (no connection, or its
 * certificate does not hold), `timeout`, `too_large`, `malformed` (not what was asked for), `cut_off` (longer than it may
 * be), `interrupted` (this process ends). `retryAfter` in milliseconds, as the server asks. `tokens`: what it took, as
 * the server counts or else guessed; 0 where no answer came.
 */
export type ModelReply = { readonly ok: true; readonly text: string; readonly tokens: number } | ModelFault;
export type ModelFault = {
  readonly ok: false;
  readonly fault: ReplyFault;
  readonly detail: string;
  readonly retryAfter: number | null;
  readonly tokens: number;
};
export type ReplyFault =
  | 'rate_limited'
  | 'overloaded'
  | 'refused'
  | 'redirected'
  | 'unreachable'
  | 'timeout'
  | 'too_large'
  | 'malformed'
  | 'cut_off'
  | 'interrupted';

/** What the model or its server is at fault for; a process that ends says nothing of either. */
type Counted = { readonly fault: Exclude<ReplyFault, 'interrupted'>; readonly retryAfter: number | null };

/** What becomes of a question after an attempt: `again` in so many milliseconds; `given_up`: nothing is suggested. */
export type AfterAttempt = { readonly is: 'again'; readonly in: number } | { readonly is: 'given_up' };

/** What another attempt may mend. */
const PASSING: ReadonlySet<ReplyFault> = new Set(['rate_limited', 'overloaded', 'unreachable', 'timeout']);
/** Requests for one question, the first included; a suggestion that comes late is of no use. */
const MOST_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 2_000;
/** A server that asks for more is not waited for. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** `attempts` counts the one that has just failed. */
export function afterFault({ fault, retryAfter }: Counted, attempts: number): AfterAttempt {
  const pause = retryAfter ?? FIRST_PAUSE_MS * 4 ** (attempts - 1);
  if (!PASSING.has(fault) || attempts >= MOST_ATTEMPTS || pause > LONGEST_PAUSE_MS) return { is: 'given_up' };
  return { is: 'again', in: pause };
}

/** Faults in a row after which the model counts as away, and for how long it is left alone then. */
const MOST_FAULTS = 5;
const LEFT_ALONE_MS = 60_000;

/** Whether the model may be away: one that answers at too great a length is there. */
export const mayBeAway = (fault: ReplyFault): boolean => fault !== 'cut_off';

/**
 * How long the model is left alone after a fault, in milliseconds; null: not at all. `inARow` counts this one, where it
 * may be away.
 */
export function pauseAfterFault({ fault, retryAfter }: Counted, inARow: number): number | null {
  if (fault === 'rate_limited') return Math.min(retryAfter ?? LEFT_ALONE_MS, LONGEST_PAUSE_MS);
  return inARow >= MOST_FAULTS ? LEFT_ALONE_MS : null;
}

/** What was asked of the model on a day, and how it does. */
export type Usage = {
  readonly requests: number;
  readonly tokens: number;
  readonly faults: number;
  /** Faults since an answer came, whole or cut off. */
  readonly inARow: number;
  readonly pausedUntil: Date | null;
};
export type Budget = { readonly requests: number; readonly tokens: number };

export const NOTHING_USED: Usage = { requests: 0, tokens: 0, faults: 0, inARow: 0, pausedUntil: null };

/** Why nothing is asked now; null when it may be. */
export function heldBackBy(
  { requests, tokens, pausedUntil }: Usage,
  budget: Budget,
  now: Date,
): 'budget' | 'pause' | null {
  if (requests >= budget.requests || tokens >= budget.tokens) return 'budget';
  return pausedUntil !== null && pausedUntil > now ? 'pause' : null;
}

/**
 * When a question that was not let through is asked instead: after the pause, which may have ended meanwhile. Null
 * where today's budget is used up.
 */
export const askedInstead = (usage: Usage, budget: Budget, now: Date): Date | null =>
  heldBackBy(usage, budget, now) === 'budget' ? null : (usage.pausedUntil ?? now);

/** What the mails of one sender may take of a parser thread in the time below, before they wait behind all others. */
const BUDGET_MS = 3_000;
const WITHIN_MS = 10 * 60_000;
/** Senders remembered at once; beyond them all are forgotten, which costs each a slow mail more. */
const MOST_SENDERS = 10_000;

/** Who has sent mail that took long to understand. A sender is whoever From names: nothing is proven at this point. */
export type SlowSenders = {
  readonly isSlow: (sender: string) => boolean;
  readonly note: (sender: string, milliseconds: number) => void;
};

/** `now` in milliseconds, monotonic. */
export function createSlowSenders(now: () => number = () => performance.now()): SlowSenders {
  const spent = new Map<string, { since: number; ms: number }>();
  const current = (sender: string) => {
    const known = spent.get(sender);
    return known !== undefined && now() - known.since < WITHIN_MS ? known : null;
  };
  return {
    isSlow: (sender) => (current(sender)?.ms ?? 0) > BUDGET_MS,
    note(sender, milliseconds) {
      const known = current(sender);
      if (known) known.ms += milliseconds;
      else {
        if (spent.size >= MOST_SENDERS) spent.clear();
        spent.set(sender, { since: now(), ms: milliseconds });
      }
    },
  };
}

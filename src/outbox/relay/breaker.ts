/**
 * Spares letters and a relay that takes none: after a refusal that concerns every letter nothing is sent for a while,
 * then one letter to see, then all again. Letters that wait are not tried, so nothing is counted against them.
 */
export type Breaker = {
  /** Letters that may be under way now, when `underWay` are. */
  readonly room: (underWay: number) => number;
  /** The relay has answered about a letter itself. */
  readonly works: () => void;
  /** `refused`: it has answered that it takes none; else there was no answer. */
  readonly fails: (how: 'refused' | 'lost', reply: string) => void;
  /** Milliseconds until the next look is allowed; null while nothing is held back. */
  readonly pause: () => number | null;
  /**
   * What is wrong since when, once it is worth an alarm; null before. Since: milliseconds of the same clock as `now`.
   */
  readonly trouble: () => { readonly since: number; readonly reply: string } | null;
};

export type BreakerTimes = {
  /** The pauses between looks in milliseconds, the last one again and again. */
  readonly pauses: readonly number[];
  /** A relay that does not answer may be starting: only after this is it worth an alarm. Milliseconds. */
  readonly silentFor: number;
};

/** One lost connection may be chance. */
const LOST_IN_A_ROW = 2;

const TIMES: BreakerTimes = { pauses: [5, 10, 20, 40, 80, 160, 300].map((s) => s * 1_000), silentFor: 30_000 };

export function createBreaker(now: () => number, times: BreakerTimes = TIMES): Breaker {
  let lost = 0;
  /** Null while closed. `looks`: how often it has failed since it opened. */
  let open: { since: number; until: number; looks: number; refused: boolean; reply: string } | null = null;
  const pauseAfter = (looks: number): number => times.pauses[Math.min(looks, times.pauses.length) - 1] ?? 0;

  return {
    room(underWay) {
      if (open === null) return Number.POSITIVE_INFINITY;
      return now() < open.until || underWay > 0 ? 0 : 1;
    },
    works() {
      lost = 0;
      open = null;
    },
    fails(how, reply) {
      if (how === 'lost' && ++lost < LOST_IN_A_ROW && open === null) return;
      const refused = how === 'refused';
      // What was under way when it opened tells nothing new.
      if (open !== null && now() < open.until) return;
      const looks = (open?.looks ?? 0) + 1;
      open = { since: open?.since ?? now(), until: now() + pauseAfter(looks), looks, refused, reply };
    },
    pause: () => (open === null ? null : Math.max(0, open.until - now())),
    trouble() {
      if (open === null || open.looks < 2) return null;
      const { since, refused, reply } = open;
      return refused || now() - since >= times.silentFor ? { since, reply } : null;
    },
  };
}

/** Tickets one run takes: a run is part of a round, and clocks that are due wait for its end. */
export const MOST_A_RUN = 100;
/** Letters that may wait for a relay before an incident adds more: who writes meanwhile is not kept waiting by it. */
const MOST_WAITING = 500;
/** The share of a relay's daily quota that is left to everybody else. */
const LEFT_TO_OTHERS = 0.25;

/** What the pace depends on. `perMinute` and `perDay`: 0 for no limit. */
export type Pace = {
  readonly perMinute: number;
  /** Tickets that got words of an incident within the last minute. */
  readonly lastMinute: number;
  /** Letters in the outbox. */
  readonly waiting: number;
  /** Of each relay what it takes in a day, and what it has taken. */
  readonly relays: readonly { readonly perDay: number; readonly sent: number }[];
};

/**
 * How many tickets may get the words of an incident now. The relay with the least room counts, since nobody knows
 * beforehand which letters go by which.
 */
export function roomNow({ perMinute, lastMinute, waiting, relays }: Pace): number {
  const quotas = relays.flatMap(({ perDay, sent }) =>
    perDay === 0 ? [] : [Math.floor(perDay * (1 - LEFT_TO_OTHERS)) - sent - waiting],
  );
  const minute = perMinute === 0 ? MOST_A_RUN : perMinute - lastMinute;
  return Math.max(0, Math.min(MOST_A_RUN, minute, MOST_WAITING - waiting, ...quotas));
}

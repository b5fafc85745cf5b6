/** What became of the tickets under one contract in a period. */
export type ContractCounts = {
  readonly opened: number;
  /** First responses that were due in it, and those of them that were given in time. */
  readonly due: number;
  readonly kept: number;
  /** Progress notes that were late in it. */
  readonly lateUpdates: number;
};

/** `until`: its last local day, `YYYY-MM-DD`; null: without end. */
export type ContractFigures = ContractCounts & {
  readonly name: string;
  readonly until: string | null;
  readonly expired: boolean;
  readonly minutes: number;
  /** Null: no limit. */
  readonly minutesPerMonth: number | null;
};

/** Shares of the effort of a month of which supervisors are told, in per cent. */
const SHARES = ['100', '80'] as const;
export type EffortShare = (typeof SHARES)[number];

/** The highest of them that is reached; null below all. */
export const shareReached = (minutes: number, most: number): EffortShare | null =>
  SHARES.find((share) => minutes * 100 >= most * Number(share)) ?? null;

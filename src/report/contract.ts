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

/** Of which part of the effort of a month supervisors are told. */
const MOST = 0.8;

/** Whether all of it is used, or most; null below. */
export const shareReached = (minutes: number, ofMonth: number): 'most' | 'all' | null =>
  minutes >= ofMonth ? 'all' : minutes >= ofMonth * MOST ? 'most' : null;

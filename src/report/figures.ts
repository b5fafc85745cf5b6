import type { Channel, Urgency } from '../ticket/ticket.ts';
import type { ContractFigures } from './contract.ts';
import type { FrequentProblem } from './frequent.ts';
import type { Lessons } from './lessons.ts';
import type { Ratings } from './rating.ts';

/**
 * Figures of a period, counted by the store, and how a reader gets them: as plots in a letter or a page (`plots/`)
 * and as a table for spreadsheets (`csv.ts`). The digest sorts open tickets by what threatens them (`digest.ts`).
 */

/** Minutes are those of the calendar in force; null where nothing was counted. */
export type Spread = {
  readonly n: number;
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
};

/**
 * First responses given in the period. `withinDeadline` is a share of those that were due in it: a response counts when
 * it was given or when its deadline passed, whichever came first; `due` is how many.
 */
export type Responses = Spread & { readonly due: number; readonly withinDeadline: number | null };

export type EngineerFigures = {
  readonly address: string;
  /** Closings of tickets that are theirs. */
  readonly closed: number;
  /** Theirs and open at the end of the period. */
  readonly open: number;
  readonly medianResolutionMinutes: number | null;
};

export type DayFigures = { readonly day: string; readonly opened: number; readonly closed: number };

/** Incidents of a period: the tickets they resolved in it, and the customers who got words for all of them. */
export type IncidentFigures = {
  readonly opened: number;
  readonly resolved: number;
  readonly tickets: number;
  readonly customers: number;
};

/** What a period comes to. Closings and reopenings are counted as often as they happened. */
export type Figures = {
  readonly opened: number;
  readonly closed: number;
  readonly reopened: number;
  /** At the end of the period. */
  readonly open: number;
  /** Of the tickets opened in it, as they are classified now; most first. */
  readonly byCategory: Readonly<Record<string, number>>;
  readonly byUrgency: Readonly<Record<Urgency, number>>;
  readonly byChannel: Readonly<Record<Channel, number>>;
  readonly firstResponse: Readonly<Record<Urgency, Responses>>;
  /** From the arrival to the resolution that stood at the end of the period, of those resolved in it. */
  readonly resolution: Readonly<Record<Urgency, Spread>>;
  /** How many of these resolutions took so long, by `RESOLUTION_STEPS`. */
  readonly resolutionSteps: Readonly<Record<Urgency, readonly number[]>>;
  /** Of tickets closed in the period and not reopened since. */
  readonly satisfaction: { readonly n: number; readonly mean: number | null };
  readonly perEngineer: readonly EngineerFigures[];
  readonly incidents: IncidentFigures;
};

/**
 * Resolution times are counted in steps: below the first of these minutes, below the second …, and the last or more.
 */
export const RESOLUTION_STEPS = [60, 240, 480, 1440, 4320] as const;

/** Of the tickets of one company: an incident is that of many. */
export type CompanyFigures = Omit<Figures, 'incidents'>;

/** What the managers of a company read of their people's tickets. */
export type ServiceReport = CompanyFigures & {
  readonly from: string;
  readonly to: string;
  readonly frequent: readonly FrequentProblem[];
  /** Those of the company; absent: none. */
  readonly contracts?: readonly ContractFigures[];
  readonly previous: CompanyFigures & { readonly from: string; readonly to: string };
};

export type Report = Figures &
  Lessons & {
    readonly from: string;
    readonly to: string;
    readonly days: readonly DayFigures[];
    readonly frequent: readonly FrequentProblem[];
    /** Those there were tickets under, or effort for, first; absent: none. */
    readonly contracts?: readonly ContractFigures[];
    /** Absent where nobody has given any in either period. */
    readonly ratings?: { readonly now: Ratings; readonly before: Ratings };
    readonly previous: Figures & Pick<Lessons, 'kinds' | 'effort'> & { readonly from: string; readonly to: string };
  };

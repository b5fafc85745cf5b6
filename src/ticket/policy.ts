import type { Customer } from '../people/person.ts';
import type { Contract } from './contract/contract.ts';
import type { Urgency } from './ticket.ts';
import type { Calendar } from './time/calendar.ts';

/** The part of the configuration the support process goes by. All spans are milliseconds. */
export type Policy = {
  /** IANA zone of the desk: ticket numbers, rosters and times that staff write. */
  readonly timezone: string;
  readonly locale: string;
  readonly urgency: Readonly<Record<Urgency, { readonly respondWithin: number; readonly updateEvery: number }>>;
  readonly categories: readonly string[];
  readonly rules: readonly Rule[];
  readonly teams: readonly Team[];
  readonly acceptWithin: number;
  /** Offers that may fail before the supervisor gets the ticket. */
  readonly acceptRounds: number;
  readonly confirm: { readonly remindAfter: number; readonly closeAfter: number; readonly reopenWithin: number };
  readonly resolution: {
    readonly via: 'engineer' | 'frontline';
    /**
     * What becomes of a solution that does not say how it was verified: its author is asked, it is refused, nothing.
     */
    readonly verify: 'ask' | 'require' | 'off';
    /**
     * Whether a solution waits for a yes: for those that are asked for on the ticket (also when absent), for one in any
     * case, or for none.
     */
    readonly approval?: 'asked' | 'require' | 'off';
  };
  readonly progressToCustomer: 'whenAsked' | 'always' | 'never';
  /** Whether customers are asked for a rating, once a ticket. Absent: they are. */
  readonly satisfaction?: { readonly ask: boolean };
  readonly calendar: Calendar;
  /** The customers the configuration names. */
  readonly customers: readonly Customer[];
  /** What was promised to some of them. Absent: nothing beside what everybody has. */
  readonly contracts?: readonly Contract[];
};

/** Words: any of them in subject or reply text; `from`: a glob over the address. All that is given must hold. */
export type Rule = {
  readonly when: { readonly words?: readonly string[] | undefined; readonly from?: string | undefined };
  readonly set: { readonly urgency?: Urgency | undefined; readonly category?: string | undefined };
};

/** Line 1 gets new tickets of its categories and urgencies, line 2 what is still open after a resolution. */
export type Team = {
  readonly name: string;
  readonly categories: readonly string[];
  readonly urgencies: readonly Urgency[];
  readonly line: number;
  /** Null or absent: nobody is on call. */
  readonly onCall?: OnCall | null;
};

/**
 * Who takes what is urgent outside the hours of a team: its people in turn, a week each. `persons` are registered
 * addresses; the week of the first begins with the hand-over on or before `from`, a local day. Weekday and hour of the
 * hand-over are `mon 09:00`. `outside`: the team's own hours; null: the working hours of the calendar.
 */
export type OnCall = {
  readonly persons: readonly string[];
  readonly handOver: string;
  readonly from: string;
  readonly outside: Readonly<Record<string, string>> | null;
};

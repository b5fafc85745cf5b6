import type { Policy } from '../policy.ts';
import type { Ticket } from '../ticket.ts';
import type { Calendar } from '../time/calendar.ts';
import { type Contract, contractOf } from './contract.ts';

/** What the deadlines of a ticket come from. Spans are milliseconds of its calendar. */
export type Terms = {
  /** Null: those of the desk. */
  readonly contract: Contract | null;
  readonly respondWithin: number;
  readonly updateEvery: number;
  readonly calendar: Calendar;
};

type Bound = Pick<Ticket, 'requester' | 'createdAt' | 'urgency'>;

/** The terms of a ticket at its present urgency: what its contract leaves out is the desk's. */
export function termsFor(ticket: Bound, policy: Policy): Terms {
  const contract = contractOf(ticket, { contracts: policy.contracts ?? [], customers: policy.customers });
  const { urgency } = ticket;
  const own = policy.urgency[urgency];
  return {
    contract,
    respondWithin: contract?.urgency[urgency]?.respondWithin ?? own.respondWithin,
    updateEvery: contract?.urgency[urgency]?.updateEvery ?? own.updateEvery,
    calendar: (urgency === 'urgent' ? contract?.urgentCalendar : contract?.calendar) ?? policy.calendar,
  };
}

/** By which two terms of a ticket are compared: equal where they give the same deadlines under the same name. */
export function termsKey(ticket: Bound, policy: Policy): string {
  const { contract, respondWithin, updateEvery, calendar } = termsFor(ticket, policy);
  return JSON.stringify([contract?.name ?? null, respondWithin, updateEvery, policy.acceptWithin, calendar]);
}

/** The ticket with the name of its contract and what its deadlines come from. */
export const bound = <T extends Bound>(ticket: T, policy: Policy) => ({
  ...ticket,
  contract: termsFor(ticket, policy).contract?.name ?? null,
  terms: termsKey(ticket, policy),
});

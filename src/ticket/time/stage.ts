import type { Context } from '../context.ts';
import type { Closing, State, Ticket } from '../ticket.ts';
import type { Calendar } from './calendar.ts';
import { resume } from './clocks.ts';
import { spanBetween } from './deadline.ts';

const MINUTE = 60_000;

/** The ticket in another state; the time spent in the one it leaves is added up, and no reply is unclear any more. */
export function enter(ticket: Ticket, state: State, { now, policy }: Context): Ticket {
  if (ticket.state === state) return ticket;
  return { ...ticket, state, stateSince: now, unclearAt: null, spent: spentUntil(ticket, now, policy.calendar) };
}

/** Out of `pending`, back to the person who worked on it or was asked to; a ticket that is theirs stays as it is. */
export const goOn = (ticket: Ticket, context: Context): Ticket =>
  enter(
    resume(ticket, context.now, context.policy.calendar),
    ticket.acceptedAt === null ? 'assigned' : 'in_progress',
    context,
  );

/** Handling time: minutes of the calendar in force in each state up to `now`, and in all of them but `closed`. */
export function handlingTime(
  ticket: Ticket,
  { now, policy }: Context,
): Pick<Closing, 'handlingMinutes' | 'minutesByState'> {
  const spent = Object.entries(spentUntil(ticket, now, policy.calendar)).filter(([state]) => state !== 'closed');
  return {
    handlingMinutes: Math.round(spent.reduce((sum, [, span]) => sum + span, 0) / MINUTE),
    minutesByState: Object.fromEntries(spent.map(([state, span]) => [state, Math.round(span / MINUTE)])),
  };
}

const spentUntil = ({ state, stateSince, spent }: Ticket, now: Date, calendar: Calendar): Ticket['spent'] => ({
  ...spent,
  [state]: (spent[state] ?? 0) + spanBetween(stateSince, now, calendar),
});

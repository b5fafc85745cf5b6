import type { Context } from '../context.ts';
import type { Closing, State, Ticket } from '../ticket.ts';
import type { Calendar } from './calendar.ts';
import { resume } from './clocks.ts';
import { spanBetween } from './deadline.ts';
import { inUnits } from './parts.ts';

const MINUTE = 60_000;

/** The ticket in another state; the time spent in the one it leaves is added up, and no reply is unclear any more. */
export function enter(ticket: Ticket, state: State, { now, policy }: Context): Ticket {
  if (ticket.state === state) return ticket;
  return { ...ticket, state, stateSince: now, unclearAt: null, spent: spentUntil(ticket, now, policy.calendar) };
}

/** Out of `pending`, back to the person who worked on it or was asked to; a ticket that is theirs stays as it is. */
export const goOn = (ticket: Ticket, context: Context): Ticket =>
  enter(resume(ticket, context), ticket.acceptedAt === null ? 'assigned' : 'in_progress', context);

/** Minutes of the calendar in force in each state up to `now`, and in all of them but `closed`; the parts add up. */
export function handlingTime(
  ticket: Ticket,
  { now, policy }: Context,
): Pick<Closing, 'handlingMinutes' | 'minutesByState'> {
  const { whole, parts } = inUnits(worked(spentUntil(ticket, now, policy.calendar)), MINUTE);
  return { handlingMinutes: whole, minutesByState: Object.fromEntries(parts) };
}

/** What was spent in each state before the ticket was closed, in milliseconds. */
export const worked = ({ closed: _, ...states }: Ticket['spent']): Ticket['spent'] => states;

const spentUntil = ({ state, stateSince, spent }: Ticket, now: Date, calendar: Calendar): Ticket['spent'] => ({
  ...spent,
  [state]: (spent[state] ?? 0) + spanBetween(stateSince, now, calendar),
});

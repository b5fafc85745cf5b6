import type { Context } from '../context.ts';
import type { Ticket } from '../ticket.ts';
import { awaitUpdate } from '../time/clocks.ts';

/** The ticket on its own again: whoever works on it is asked for progress as on any other. */
export function leaving(ticket: Ticket, context: Context): Ticket {
  const { incident, ...alone } = ticket;
  const owed = ticket.state === 'in_progress' || ticket.state === 'pending';
  return incident?.told === true && owed ? awaitUpdate(alone, context) : alone;
}

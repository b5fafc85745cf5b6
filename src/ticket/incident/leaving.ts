import type { Context } from '../context.ts';
import type { Ticket } from '../ticket.ts';
import { awaitAcceptance, awaitUpdate } from '../time/clocks.ts';
import { isSpokenFor } from './incident.ts';

/** Where somebody has the ticket. */
const HELD: ReadonlySet<Ticket['state']> = new Set(['assigned', 'in_progress', 'pending']);

/**
 * The ticket on its own again: whoever was offered it is asked to accept it, and whoever works on it for progress, as
 * on any other. Where nobody has it, the end of that span has it dispatched once more.
 */
export function leaving(ticket: Ticket, context: Context): Ticket {
  const { incident: _, ...alone } = ticket;
  if (!isSpokenFor(ticket)) return alone;
  if (ticket.state === 'triaged') return awaitUpdate(alone, context);
  if (!HELD.has(ticket.state)) return alone;
  if (ticket.acceptedAt !== null) return awaitUpdate(alone, context);
  return awaitAcceptance(alone, context);
}

import { besides, letter, supervisors } from './audience.ts';
import { type Change, changed } from './change.ts';
import { awaitResponse, awaitUpdate, resume, stopWork } from './clocks.ts';
import { chooseTeam } from './dispatch.ts';
import type { Context, EventOf } from './event.ts';
import { enter } from './stage.ts';
import type { Ticket } from './ticket.ts';

/** Another urgency: its spans hold from now on, the response deadline still counted from the beginning. */
export function setUrgency(ticket: Ticket, { by, urgency }: EventOf<'urgency'>, context: Context): Change {
  const corrected: Ticket = { ...ticket, urgency, urgencyReason: { source: 'staff', detail: by.email } };
  const becomesUrgent = urgency === 'urgent' && ticket.urgency !== 'urgent';
  return changed(
    withSpans(corrected, context),
    { at: context.now, event: 'urgency_set', by: by.email, detail: `${ticket.urgency} → ${urgency}` },
    becomesUrgent
      ? letter('supervisor_notice', besides(supervisors(context), by.email), { values: { reason: 'urgent' } })
      : [],
    becomesUrgent ? [{ reason: 'urgent', number: ticket.number, urgency }] : [],
  );
}

const withSpans = (ticket: Ticket, context: Context): Ticket => {
  if (ticket.state === 'resolved') return ticket;
  const awaiting = awaitResponse(ticket, context);
  return ticket.updateBy === null ? awaiting : awaitUpdate(awaiting, context);
};

/** Another category. What lies with the front line goes to the team that lists it, at once. */
export function setCategory(ticket: Ticket, { by, category }: EventOf<'category'>, context: Context): Change {
  const corrected: Ticket = { ...ticket, category, categoryReason: { source: 'staff', detail: by.email } };
  const history = { at: context.now, event: 'category_set', by: by.email, detail: `${ticket.category} → ${category}` };
  const done = ticket.state === 'resolved' || ticket.state === 'closed';
  const team = ticket.team === null && !done ? chooseTeam(corrected, context.policy) : null;
  if (team === null) return changed(corrected, history);
  const free = enter(stopWork(resume(corrected, context.now, context.policy.calendar)), 'triaged', context);
  return changed({ ...free, team: team.name, assignee: null, acceptedAt: null, acceptRound: 0 }, history);
}

/** When the staff expect to be done; told to the customer in every answer to "any news?". */
export const setExpected = (ticket: Ticket, { by, at }: EventOf<'eta'>, context: Context): Change =>
  changed(
    { ...ticket, expectedBy: at },
    { at: context.now, event: 'expected', by: by.email, detail: at.toISOString() },
  );

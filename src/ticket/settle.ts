import { dispatchStep, triageStep } from './assignment.ts';
import { andThen, type Change, isRefusal } from './change.ts';
import type { Context } from './event.ts';
import { NEXT_STEP } from './states.ts';
import type { Ticket } from './ticket.ts';

/**
 * The change with all that follows from it at once: a new or reopened ticket is triaged, a triaged one dispatched. It
 * rests when a step has left state and team as they were (nobody is there to get it).
 */
export function settle(before: Ticket | null, change: Change, context: Context): Change {
  const { ticket } = change;
  const step = NEXT_STEP[ticket.state];
  const rests = before !== null && before.state === ticket.state && before.team === ticket.team;
  if (step === undefined || rests) return change;
  const next = andThen(change, (now) =>
    step === 'triage' ? triageStep(now, { name: step }, context) : dispatchStep(now, { name: step }, context),
  );
  return isRefusal(next) ? change : settle(ticket, next, context);
}

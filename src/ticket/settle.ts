import { andThen, type Change, isRefusal } from './change.ts';
import type { Context } from './context.ts';
import { dispatchStep, triageStep } from './events/assignment.ts';
import type { EventName } from './states.ts';
import { NEXT_STEP, STATE_TABLE } from './states.ts';
import type { State } from './ticket.ts';

/**
 * The change with all that follows from it at once: a new or reopened ticket is triaged, a triaged one dispatched. It
 * rests when an event leaves the state as it was, unless the state table says that it begins again, and when something
 * is taken back: it is where it was.
 */
export function settle(event: EventName | 'received', from: State, change: Change, context: Context): Change {
  const { state } = change.ticket;
  const step = NEXT_STEP[state];
  if (step === undefined || event === 'undo' || (state === from && !restarts(event, from))) return change;
  const next = andThen(change, (ticket) =>
    step === 'triage' ? triageStep(ticket, { name: step }, context) : dispatchStep(ticket, { name: step }, context),
  );
  return isRefusal(next) ? change : settle(step, state, next, context);
}

function restarts(event: EventName | 'received', from: State): boolean {
  const cell = event === 'received' ? null : STATE_TABLE[event][from];
  return cell === null || ('to' in cell && cell.restarts);
}

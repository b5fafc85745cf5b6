import { besides, isSame } from './audience.ts';
import type { Change } from './change.ts';
import type { Context } from './context.ts';
import { STATE_TABLE } from './states.ts';
import type { Ticket, Undoable } from './ticket.ts';

/** How long a command can be taken back, in milliseconds. */
export const UNDO_WITHIN_MS = 10 * 60_000;

/** What tells one stored ticket from another, whatever is in it. */
const OF_ITSELF: ReadonlySet<string> = new Set(['id', 'number', 'version', 'undoable']);

/**
 * The ticket as a mail of the staff leaves it, with what it takes to put it back. That cannot be done once something
 * has gone outside or to another ticket. A mail that changed nothing leaves what could be taken back before it.
 */
export function withUndo(before: Ticket, change: Change, by: string, { now, roster }: Context): Change {
  if (changedNothing(before, change)) return withUndoKept(before, change);
  const { undoable: _, ...after } = change.ticket;
  const known = (address: string): boolean => roster.some(({ staff }) => isSame(staff.email, address));
  const told = change.letters.flatMap(({ to }) => to);
  const cell = STATE_TABLE.undo[after.state];
  const leadsBack = 'to' in cell && cell.to.includes(before.state);
  const fields = differing(before, after);
  if (!leadsBack || fields.length === 0 || change.also.length > 0 || !told.every(known))
    return { ...change, ticket: after };
  const undoable: Undoable = {
    version: before.version + 1,
    at: now,
    by,
    told: besides(told, by).filter((each) => each !== null),
    before: Object.fromEntries(
      fields.flatMap((field) => (before[field] === undefined ? [] : [[field, before[field]]])),
    ),
    absent: fields.filter((field) => before[field] === undefined),
  };
  return { ...change, ticket: { ...after, undoable } };
}

/** A change that is only answered, or was refused: the ticket is stored under its next version all the same. */
export function withUndoKept(before: Ticket, change: Change): Change {
  const { undoable, version } = before;
  if (undoable?.version !== version || !changedNothing(before, change)) return change;
  return { ...change, ticket: { ...change.ticket, undoable: { ...undoable, version: version + 1 } } };
}

/** Whether it is this change that can be taken back, and nothing that was done before it. */
export const isUndoable = (before: Ticket, change: Change): boolean =>
  change.ticket.undoable !== undefined && !changedNothing(before, change);

const changedNothing = (before: Ticket, { ticket, history, also }: Change): boolean =>
  history.length === 0 && also.length === 0 && differing(before, ticket).length === 0;

function differing(before: Ticket, after: Ticket): (keyof Ticket)[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Ticket>;
  return [...fields].filter((field) => !OF_ITSELF.has(field) && before[field] !== after[field]);
}

/** Whether the last thing that happened to the ticket is what somebody did, and can still be taken back. */
export const canUndo = ({ undoable, version }: Ticket, by: string, now: Date): boolean =>
  undoable !== undefined &&
  undoable.version === version &&
  isSame(undoable.by, by) &&
  now.getTime() - undoable.at.getTime() <= UNDO_WITHIN_MS;

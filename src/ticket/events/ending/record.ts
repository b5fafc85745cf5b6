import { isSame } from '../../audience.ts';
import type { Context } from '../../context.ts';
import type { StaffEvent } from '../../states.ts';
import { type ReadResolution, readParts } from '../../text/resolution-text.ts';
import type { Resolution, Ticket } from '../../ticket.ts';
import { effortOf, resourcesOf, withWork } from '../../work.ts';

/** Parts of a solution that may come later; cause and steps only where there is no solution at all. */
const LATER = ['kind', 'workaround', 'verified', 'caution', 'suggestion', 'references'] as const;

/** A ticket with what was added to its record, and the names of the parts that were. */
type Completed = { readonly ticket: Ticket; readonly parts: readonly string[] };

/**
 * With what a mail adds to the record: a solution where there is none, parts that its solution lacks, and what it took.
 * What is there already stays as it is: it has gone to the customer.
 */
export function withAdded(
  ticket: Ticket,
  { resolution: told, work }: ReadResolution,
  by: string,
  { now }: Context,
): Completed {
  const { resolution } = ticket;
  const found =
    resolution === null && told.steps !== '' ? { ...told, by, at: now, released: true } : withLater(resolution, told);
  const parts = [
    ...(resolution === null && found !== null ? ['steps'] : []),
    ...(resolution === null ? [] : LATER.filter((part) => found?.[part] !== resolution[part])),
    ...(work.minutes === null ? [] : ['effort']),
    ...(work.resources === null ? [] : ['resources']),
  ];
  const whole = withWork({ ...ticket, resolution: found }, work, { at: now, by, on: 'record' });
  return {
    ticket: whole.closing === null ? whole : { ...whole, closing: { ...whole.closing, ...outcome(whole) } },
    parts,
  };
}

function withLater(resolution: Resolution | null, told: ReadResolution['resolution']): Resolution | null {
  if (resolution === null) return null;
  const lacking = LATER.filter((part) => !resolution[part] && told[part]);
  return { ...resolution, ...Object.fromEntries(lacking.map((part) => [part, told[part]])) };
}

/** What a ticket came to, for its closing record; the customer reads it, so a solution that still waits is none. */
export function outcome(ticket: Ticket) {
  const effortMinutes = effortOf(ticket);
  return {
    solution: ticket.resolution?.released ? ticket.resolution.steps : '',
    resources: resourcesOf(ticket),
    ...(effortMinutes === null ? {} : { effortMinutes }),
  };
}

/** Those who may add to the record by a note. */
const isInCharge = ({ assignee, follower }: Ticket, { by }: StaffEvent): boolean =>
  by.roles.includes('supervisor') || [assignee, follower].some((email) => isSame(email, by.email));

/** What labelled lines of a note add to the record, once there is one; null where they add nothing. */
export function completedByNote(
  ticket: Ticket,
  event: StaffEvent & { readonly words: string },
  context: Context,
): Completed | null {
  const hasRecord = ticket.state === 'closed' || ticket.resolution !== null;
  if (!hasRecord || !isInCharge(ticket, event)) return null;
  const added = withAdded(ticket, readParts(event.words), event.by.email, context);
  return added.parts.length > 0 ? added : null;
}

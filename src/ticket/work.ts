import type { Staff } from '../people/person.ts';
import type { Ticket, Work, WorkTold } from './ticket.ts';

/**
 * With what somebody tells that their part took. A resolution that is corrected corrects what it took, as far as the
 * correction speaks of it.
 */
export function withWork(ticket: Ticket, told: WorkTold, entry: Pick<Work, 'at' | 'by' | 'on'>): Ticket {
  if (told.minutes === null && told.resources === null) return ticket;
  const work = ticket.work ?? [];
  const round = ticket.reopenCount;
  const before = work.find((each) => entry.on === 'resolution' && each.on === 'resolution' && each.round === round);
  const now: Work = {
    ...entry,
    round,
    minutes: told.minutes ?? before?.minutes ?? null,
    resources: told.resources ?? before?.resources ?? null,
  };
  return { ...ticket, work: [...work.filter((each) => each !== before), now] };
}

/** With the effort that a line of a staff mail tells, whatever else the mail does. */
export const withMailWork = (
  ticket: Ticket,
  { by, work }: { readonly by: Staff; readonly work?: WorkTold },
  at: Date,
): Ticket => (work ? withWork(ticket, work, { at, by: by.email, on: 'mail' }) : ticket);

/** All the time that was told, in minutes; null where nobody told any. */
export function effortOf({ work = [] }: Pick<Ticket, 'work'>): number | null {
  const told = work.flatMap(({ minutes }) => minutes ?? []);
  return told.length === 0 ? null : told.reduce((sum, minutes) => sum + minutes, 0);
}

/** Whom and what it took, each once. */
export function resourcesOf({ work = [], resolution }: Pick<Ticket, 'work' | 'resolution'>): string | null {
  // Tickets that were resolved before work was kept have those of their resolution alone.
  const told = work.flatMap(({ resources }) => resources ?? []);
  const all = told.length > 0 ? told : [resolution?.resources ?? ''];
  return [...new Set(all.filter(Boolean))].join('\n') || null;
}

import type { Change } from '../ticket/change.ts';
import type { Desk } from './desk.ts';

/**
 * A ticket just given out. `knownAt`: a count of the database that began later has it; null while it is not written
 * down.
 */
type PendingAssignment = { readonly emails: readonly string[]; readonly at: Date; knownAt: number | null };

/** By ticket id; of all brands, since people may work for several. */
const pending = new WeakMap<Desk, Map<string, PendingAssignment>>();
const keptBy = (desk: Desk): Desk => desk.whole ?? desk;

/** A count that began this long ago is no longer in use, in milliseconds. */
const FORGOTTEN_MS = 30_000;

/**
 * Notes who gets a new ticket before that is written down, so that those decided meanwhile go to somebody else. To be
 * called at once with the decision, nothing awaited in between; `settlePending` ends it.
 */
export function notePending(desk: Desk, change: Change): Change {
  const open = pending.get(keptBy(desk)) ?? new Map<string, PendingAssignment>();
  pending.set(keptBy(desk), open);
  // Oldest first.
  for (const [id, { knownAt }] of open) {
    if (knownAt === null || performance.now() - knownAt <= FORGOTTEN_MS) break;
    open.delete(id);
  }
  const { id, assignee, follower } = change.ticket;
  const emails = [assignee, follower].filter((email) => email !== null);
  open.set(id, { emails, at: desk.now(), knownAt: null });
  return change;
}

/** The changes are in the database, or have come to nothing. */
export function settlePending(desk: Desk, changes: readonly Change[], written: boolean): void {
  const open = pending.get(keptBy(desk));
  for (const { ticket } of changes) {
    const settled = open?.get(ticket.id);
    if (settled === undefined) continue;
    if (written) settled.knownAt = performance.now();
    else open?.delete(ticket.id);
  }
}

/**
 * Since when somebody has tickets that a count begun at `countedAt` (`performance.now()`) does not know, oldest first.
 */
export function pendingSince(desk: Desk, email: string, countedAt: number): readonly Date[] {
  const since: Date[] = [];
  for (const { emails, at, knownAt } of pending.get(keptBy(desk))?.values() ?? [])
    if (emails.includes(email) && (knownAt === null || knownAt > countedAt)) since.push(at);
  return since;
}

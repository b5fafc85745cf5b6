import { besides, isSame, order } from '../ticket/audience.ts';
import type { LetterOrder } from '../ticket/letters.ts';
import type { Suggestions } from '../ticket/suggested/suggestion.ts';
import type { Ticket } from '../ticket/ticket.ts';

type Told = Pick<Ticket, 'assignee' | 'follower' | 'state' | 'handOver'>;

/**
 * The letters with which suggestions come to the staff: those that have waited for them, and one of their own for
 * whoever has the ticket by now, or was to know of it, and gets none of those. `untold`: what no letter has had.
 */
export function lettersToTell(
  ticket: Told,
  waiting: readonly LetterOrder[],
  untold: Suggestions,
  supervisors: readonly string[],
): readonly LetterOrder[] {
  const meant = waiting.filter((letter) => isStillMeant(ticket, letter));
  if (Object.keys(untold).length === 0 || isOver(ticket)) return meant;
  const has = ticket.assignee ?? ticket.follower;
  const above = untold.summary === undefined || !isTheirs(ticket) ? [] : supervisors;
  return [...meant, ...order('suggested', besides([has, ...above], ...meant.flatMap(({ to }) => to)))];
}

/** Meanwhile the ticket may have gone to somebody else, who has a letter of their own. */
const isStillMeant = ({ assignee, state }: Told, { kind, to }: LetterOrder): boolean =>
  state !== 'merged' && (kind !== 'dispatch' || to.some((reader) => isSame(assignee, reader)));

const isOver = ({ state }: Told): boolean => state === 'closed' || state === 'merged' || state === 'resolved';

/** Of these tickets the supervisors had a letter that waited for nothing. */
const isTheirs = ({ assignee, handOver }: Told): boolean => assignee === null || handOver?.why === 'escalated';

import { openSuggestions } from '../../assist/open-suggestions.ts';
import { suggestionsOf, ticketsToTell, waitingLettersOf } from '../../store/assist.ts';
import { loadTickets } from '../../store/ticket.ts';
import { isSame } from '../../ticket/audience.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import type { Suggestions } from '../../ticket/suggested/suggestion.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { applyLetters } from '../apply.ts';
import { composeOrdered } from '../compose.ts';
import type { Desk } from '../desk.ts';
import { blameOf } from '../health/trouble.ts';

/** Tickets that one look takes. */
const TICKETS_A_LOOK = 50;

/**
 * Writes the letters that wait no longer, with what has been suggested by now, and tells the staff what came after
 * their letters had gone. Of two processes one writes them. Rejects when the database is away.
 */
export async function tellSuggestions(desk: Desk): Promise<void> {
  for (const id of await ticketsToTell(desk.db, desk.now(), TICKETS_A_LOOK))
    try {
      await tell(desk, id);
    } catch (error) {
      if (blameOf(error) === 'desk') throw error;
      desk.log.error({ event: 'suggestions_untold', err: error });
    }
}

async function tell(desk: Desk, ticketId: string): Promise<void> {
  const [[ticket], waiting, stored] = await Promise.all([
    loadTickets(desk.db, [ticketId]),
    waitingLettersOf(desk.db, ticketId),
    suggestionsOf(desk.db, ticketId),
  ]);
  if (ticket === undefined) return;
  const untold = stored.filter(({ told }) => !told);
  const ordered = waiting.map(({ content }) => content).filter((letter) => isStillMeant(ticket, letter));
  const orders = waiting.length > 0 ? ordered : newsOf(ticket, openSuggestions(ticket, untold));
  const letters = await composeOrdered(desk, ticket, orders);
  const refusal = await applyLetters(desk, letters, {
    waitingLettersTold: waiting.map(({ id }) => id),
    suggestionsTold: untold.map(({ id }) => id),
  });
  desk.log.info({
    event: 'suggestions_told',
    ticket: ticket.number,
    suggestions: untold.length,
    letters: letters.length,
    result: refusal ?? 'written',
  });
}

/** Meanwhile the ticket may have gone to somebody else, who has a letter of their own. */
const isStillMeant = ({ assignee, state }: Ticket, { kind, to }: LetterOrder): boolean =>
  state !== 'merged' && (kind !== 'dispatch' || to.some((reader) => isSame(assignee, reader)));

/** A letter of its own, where the ticket is still worked on and there is something in it. */
function newsOf({ assignee, follower, state }: Ticket, open: Suggestions): readonly LetterOrder[] {
  const reader = assignee ?? follower;
  const isOver = state === 'closed' || state === 'merged' || state === 'resolved';
  return reader === null || isOver || Object.keys(open).length === 0 ? [] : [{ kind: 'suggested', to: [reader] }];
}

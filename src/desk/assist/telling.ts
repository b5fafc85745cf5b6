import { lettersToTell } from '../../assist/telling.ts';
import { putOffWaitingLetters, suggestionsOf, ticketsToTell, waitingLettersOf } from '../../store/assist.ts';
import { loadTickets } from '../../store/ticket.ts';
import { supervising } from '../../ticket/audience.ts';
import { applyLetters } from '../apply.ts';
import { deskOf } from '../brand/brand.ts';
import { composeOrdered } from '../compose.ts';
import type { Desk } from '../desk.ts';
import { blameOf, causeOf } from '../health/trouble.ts';
import { shownSuggestions } from './shown.ts';

/** Tickets that one look takes. */
const TICKETS_A_LOOK = 50;
/** The part of the desk that troubles with letters are reported for that waited. */
const PART = 'suggestions';
/** How long a letter that cannot be written makes room for others; shorter than a trouble is remembered. */
const PUT_OFF_MS = 60_000;

/**
 * Writes the letters that wait no longer, with what has been suggested by now, and tells the staff what came after
 * their letters had gone. Of two processes one writes them. Rejects when the database is away.
 */
export async function tellSuggestions(desk: Desk): Promise<void> {
  const wait = desk.config.assist?.wait ?? 0;
  for (const id of await ticketsToTell(desk.db, { now: desk.now(), wait, limit: TICKETS_A_LOOK })) {
    const failure = await failureAt(id, [desk, withoutModel(desk)]);
    if (failure === null) desk.troubles.settled(PART, id);
    else {
      desk.troubles.report(PART, id, causeOf(failure.error));
      await putOffWaitingLetters(desk.db, id, new Date(desk.now().getTime() + wait + PUT_OFF_MS));
    }
  }
}

/** What a suggestion breaks is written without any. */
const withoutModel = (desk: Desk): Desk => ({ ...desk, config: { ...desk.config, assist: null } });

/** Why none of these desks could write a ticket's letters, which must not stop those of others; null when one could. */
async function failureAt(ticketId: string, desks: readonly Desk[]): Promise<{ readonly error: unknown } | null> {
  let failure: { readonly error: unknown } | null = null;
  for (const desk of desks)
    try {
      await tell(desk, ticketId);
      return null;
    } catch (error) {
      if (blameOf(error) === 'desk') throw error;
      desk.log.error({ event: 'suggestions_untold', err: error });
      failure = { error };
    }
  return failure;
}

async function tell(desk: Desk, ticketId: string): Promise<void> {
  const [[ticket], waiting, stored] = await Promise.all([
    loadTickets(desk.db, [ticketId]),
    waitingLettersOf(desk.db, ticketId),
    suggestionsOf(desk.db, ticketId),
  ]);
  if (ticket === undefined) return;
  const untold = stored.filter(({ told }) => !told);
  const own = deskOf(desk, ticket.brand);
  const supervisors = supervising(own.directory.staff.map((staff) => ({ staff }))).map(({ staff }) => staff.email);
  const ordered = waiting.map(({ content }) => content);
  const open = desk.config.assist === null ? {} : (await shownSuggestions(own, ticket, untold)).suggested;
  const orders = lettersToTell(ticket, ordered, open, supervisors);
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

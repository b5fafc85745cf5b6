import { openSuggestions } from '../../assist/open-suggestions.ts';
import type { StoredSuggestion } from '../../store/assist.ts';
import { stillAlike } from '../../store/ticket-vector.ts';
import type { AlikeTicket } from '../../ticket/alike.ts';
import type { Suggestions } from '../../ticket/suggested/suggestion.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Desk } from '../desk.ts';

/** What staff are shown of suggestions, with the tickets that `alike` names. */
export type ShownSuggestions = { readonly suggested: Suggestions; readonly alike: readonly AlikeTicket[] };

/** What of stored suggestions still holds for a ticket, and for those it is said to be like; `desk` is its brand's. */
export async function shownSuggestions(
  { db, scope }: Pick<Desk, 'db' | 'scope'>,
  ticket: Ticket,
  stored: readonly StoredSuggestion[],
): Promise<ShownSuggestions> {
  const { alike: found, ...suggested } = openSuggestions(ticket, stored);
  const alike = found === undefined ? [] : await stillAlike(db, { ...ticket, scope }, found.tickets);
  return found === undefined || alike.length === 0
    ? { suggested, alike: [] }
    : { suggested: { ...suggested, alike: found }, alike };
}

import type { RefusalCode } from './command-outcome.ts';
import type { Copy, LetterOrder } from './letters.ts';
import type { HistoryEntry, Ticket, Urgency } from './ticket.ts';

/** What an event makes of a ticket: the new value, what is written into its history, and the letters it calls for. */
export type Change = {
  readonly ticket: Ticket;
  readonly history: readonly HistoryEntry[];
  readonly letters: readonly LetterOrder[];
  /** Letters whose readers get them collected. */
  readonly copies: readonly Copy[];
  /** Calls through the webhooks of the staff. */
  readonly alerts: readonly Alert[];
  /** Changes of other tickets that belong to the same commit: the target of a merge, the ticket a split opens. */
  readonly also: readonly Change[];
};

/** All a webhook may carry about a ticket beside the link (no content leaves the mail). */
export type Alert = {
  readonly reason: 'urgent' | 'breach' | 'escalation' | 'nobody_left';
  readonly number: string;
  readonly urgency: Urgency;
};

/** An expected "no": answered by a transcript line or silence, never an exception. */
export type Refusal = { readonly refused: RefusalCode; readonly detail?: string };

export const isRefusal = (result: Change | Refusal): result is Refusal => 'refused' in result;

/** A change of one ticket with its line in the history and the letters it calls for. */
export const changed = (
  ticket: Ticket,
  history: HistoryEntry | readonly HistoryEntry[],
  letters: readonly LetterOrder[] = [],
  alerts: readonly Alert[] = [],
): Change => ({ ticket, history: [history].flat(), letters, copies: [], alerts, also: [] });

/**
 * Two changes in a row as one; `next` gets the ticket as the first left it. A refusal of either is that of the whole.
 */
export const andThen = (first: Change, next: (ticket: Ticket) => Change | Refusal): Change | Refusal => {
  const second = next(first.ticket);
  if (isRefusal(second)) return second;
  return {
    ticket: second.ticket,
    history: [...first.history, ...second.history],
    letters: [...first.letters, ...second.letters],
    copies: [...first.copies, ...second.copies],
    alerts: [...first.alerts, ...second.alerts],
    also: [...first.also, ...second.also],
  };
};

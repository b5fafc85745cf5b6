import type { LetterOrder } from './letters.ts';
import type { HistoryEntry, Ticket, Urgency } from './ticket.ts';

/** What an event makes of a ticket: the new value, what is written into its history, and the letters it calls for. */
export type Change = {
  readonly ticket: Ticket;
  readonly history: readonly HistoryEntry[];
  readonly letters: readonly LetterOrder[];
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

/** Why an event or a command is refused; the detail goes with it where one is named. */
export type RefusalCode =
  // by the state
  | 'accepted_already'
  | 'closed'
  | 'dispatched_already'
  | 'merged' // the number it leads to
  | 'not_in_work'
  | 'nothing_to_release'
  | 'open'
  | 'resolved' // who may correct it
  | 'triaged_already'
  | 'unsettled'
  // by the clock
  | 'not_due'
  | 'not_running'
  | 'reopen_window_over'
  // by who writes
  | 'frontline_only'
  | 'not_yours'
  | 'supervisors_only'
  | 'now_with' // who has it
  // by what is written; the detail repeats it
  | 'held_back'
  | 'missing' // cause, steps
  | 'no_such_category'
  | 'no_such_copy' // those there are
  | 'no_such_period'
  | 'no_such_person'
  | 'no_such_side_thread'
  | 'no_such_team'
  | 'no_such_ticket'
  | 'no_such_urgency'
  | 'no_text'
  | 'no_time'
  | 'needs_ticket'
  | 'not_a_reply_to_a_draft'
  | 'not_about_a_ticket'
  | 'time_passed' // the time
  | 'unknown_command'
  // by what it speaks of
  | 'nobody_left' // the team
  | 'nothing_to_split'
  | 'other_customer' // the other ticket, as for the next two
  | 'same_ticket'
  | 'target_ended';

export const isRefusal = (result: Change | Refusal): result is Refusal => 'refused' in result;

/** A change of one ticket with its line in the history and the letters it calls for. */
export const changed = (
  ticket: Ticket,
  history: HistoryEntry | readonly HistoryEntry[],
  letters: readonly LetterOrder[] = [],
  alerts: readonly Alert[] = [],
): Change => ({ ticket, history: [history].flat(), letters, alerts, also: [] });

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
    alerts: [...first.alerts, ...second.alerts],
    also: [...first.also, ...second.also],
  };
};

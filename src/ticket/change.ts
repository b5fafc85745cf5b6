import type { HistoryEntry, Ticket } from './ticket.ts';

/** What an event makes of a ticket: the new value, what is written into its history, and the letters it calls for. */
export type Change = {
  readonly ticket: Ticket;
  readonly history: readonly HistoryEntry[];
  readonly letters: readonly LetterOrder[];
};

/** A letter a change calls for; the letter room turns it into bytes. `to` are addresses; one letter is made for each. */
export type LetterOrder = {
  readonly kind: LetterKind;
  readonly to: readonly string[];
  /** The words of a person it carries: a question, a progress note, the customer's mail. */
  readonly words?: string;
  /** Further named values for the template; strings only. */
  readonly values?: Readonly<Record<string, string>>;
  /** Attachments of the mail that caused it go along. */
  readonly withAttachments?: boolean;
};

/** Every letter the desk writes. letter/ has one row for each: template, Auto-Submitted, envelope, audience. */
export const LETTER_KINDS = [
  // to the customer
  'acknowledgement', 'short_acknowledgement', 'collected_acknowledgement', 'question', 'public_reply', 'progress_to_customer',
  'news', 'resolution', 'confirm_reminder', 'closing', 'closed_on_silence', 'reopened', 'confirm_ask_back', 'undo_notice',
  // to staff
  'dispatch', 'follower_copy', 'supervisor_notice', 'relay', 'progress', 'resolution_copy', 'release_request', 'accept_lapsed',
  'too_late', 'reminder', 'breach', 'escalation', 'unclear_reply', 'side_thread_question', 'side_thread_answer', 'side_thread_overdue',
  'transcript', 'help', 'challenge', 'held_alert', 'quarantine_notice', 'undeliverable', 'third_party_reply',
  'knowledge_draft', 'digest', 'report', 'alarm', 'canary',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** An expected "no": answered by a transcript line or silence, never an exception. */
export type Refusal = { readonly refused: string; readonly detail?: string };

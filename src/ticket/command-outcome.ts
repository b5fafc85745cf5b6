import { COMMANDS, type ToldCommand } from '../words/commands.ts';

/** Why an event or a command is refused; the detail goes with it where one is named. */
export type RefusalCode =
  // by the state
  | 'accepted_already' // who has it
  | 'yours_already'
  | 'closed'
  | 'dispatched_already'
  | 'merged' // the number it leads to
  | 'not_in_work'
  | 'nothing_to_release'
  | 'nothing_to_undo'
  | 'nothing_to_approve'
  | 'which_approval' // those there are
  | 'waits_for_approval' // of whom
  | 'needs_approval'
  | 'happened_since'
  | 'open'
  | 'resolved' // who may correct it
  | 'triaged_already'
  | 'unsettled'
  // by the clock
  | 'not_due'
  | 'not_running'
  | 'reopen_window_over'
  | 'too_late_to_undo'
  // by who writes
  | 'frontline_only'
  | 'not_yours'
  | 'not_your_team' // the team
  | 'supervisors_only'
  | 'own_approval'
  | 'not_your_approval' // whose
  | 'now_with' // who has it
  // by what is written; the detail repeats it
  | 'held_back'
  | 'missing' // cause, steps, verified
  | 'no_such_category'
  | 'no_such_copy' // those there are
  | 'no_such_period'
  | 'no_such_letters'
  | 'no_such_person'
  | 'no_such_side_thread'
  | 'no_such_follow_up' // those there are
  | 'which_follow_up' // those there are, as for the next
  | 'which_recurring'
  | 'no_such_team'
  | 'no_such_ticket'
  | 'no_such_urgency'
  | 'no_such_substitute'
  | 'no_period'
  | 'no_rule'
  | 'no_title'
  | 'no_such_customer'
  | 'no_such_recurring' // its number
  | 'no_such_certificate' // as it was written
  | 'several_certificates' // their addresses, as for the next two
  | 'certificate_confirmed'
  | 'certificate_over'
  | 'no_text'
  | 'no_time'
  | 'needs_ticket'
  | 'incident_unclear' // what was written
  | 'incident_ended' // its number
  | 'linked_already' // the ticket, as for the next
  | 'not_linked'
  | 'no_such_incident'
  | 'not_about_an_incident'
  | 'not_for_an_incident'
  | 'incident_not_undone'
  | 'nothing_linked'
  | 'not_a_reply_to_a_draft'
  | 'not_about_a_ticket'
  | 'time_passed' // the time
  | 'period_reversed' // its two ends, as for the next
  | 'absence_overlaps'
  | 'own_substitute'
  | 'one_substitute' // what was written
  | 'substitute_away' // who, and the two ends
  | 'not_away' // who
  | 'unknown_command'
  | 'no_such_answer' // the name, and those like it
  | 'no_value' // the variables, as they are given with the name
  | 'answer_changed' // its name
  | 'no_answer_name'
  | 'no_such_variable' // what stands in braces, and variables like it
  | 'answer_name_taken'
  | 'answer_too_long' // characters, as for the number of those kept
  | 'too_many_answers'
  | 'no_such_article_number'
  | 'article_not_approved' // its number and title
  // by what it speaks of
  | 'is_a_customer' // the address, as for the next
  | 'no_such_address'
  | 'no_such_option' // as it was written
  | 'one_outsider' // the second of several addresses
  | 'answer_in_answer' // the answer that another one names
  | 'names_the_customer' // what it names
  | 'too_many_outside' // how many may be open
  | 'too_many_approvals' // how many may wait
  | 'nobody_left' // the team
  | 'is_away' // who, until when, and who stands in
  | 'nothing_to_split'
  | 'nothing_to_send'
  | 'nothing_scheduled'
  | 'same_ticket' // the other ticket, as for the next two
  | 'target_ended'
  | 'target_not_yours';

/**
 * What became of a command, a line of a transcript each: done as its row says, refused, or one of the rest. The words
 * are typed by it (`outcomes` in words/language.ts; those of a command done stand in its row).
 */
export type OutcomeCode =
  | ToldCommand
  // refusals of the clock answer no command
  | Exclude<RefusalCode, 'not_due' | 'not_running'>
  // done, and there is more to say than the command does
  | 'kept_as_note'
  | 'side_answer'
  | 'record_completed' // the parts that were added
  | 'progress_internal' // who of the staff got it, as for the next two
  | 'progress_own_part'
  | 'progress_state'
  | 'waits_for_release'
  | 'gains_access' // the other ticket and who, as for the next
  | 'joins_unconfirmed'
  | 'admit' // who
  | 'follow_up_done' // what
  | 'later_off'
  | 'recurring_stopped' // its number and title
  | 'recorded' // the number, as for the next
  | 'internal_ticket'
  | 'incident_note' // how many of the staff got it
  | 'incident_open' // its number
  | 'incident_resolved' // how many tickets, as for the next
  | 'incident_dropped'
  | 'incident_gathers'
  | 'incident_left'
  | 'names_a_customer' // in words to all customers: which
  | 'one_language' // words to all customers are in that one only
  | 'files_stay' // attachments of words to all customers
  | 'mail_released'
  | 'article_approved' // its title, as for the next two
  | 'article_dropped'
  | 'article_corrected'
  // not done
  | 'below_words' // the first line is no command
  | 'replaced' // by a later answer of its author
  | 'files_stayed' // attached to a question that went outside without them
  | 'approval_open' // its author was asked for a yes or no, and wrote a note
  | 'answer_language' // in which it went out
  | 'not_sent' // the addresses, as for the next
  | 'not_sent_to'
  | 'no_such_kind' // what was written, as for the next
  | 'no_effort'
  | 'verify_missing' // a solution has gone out, and does not say how it was verified
  | 'solution_missing' // closed without one
  | 'parts_missing' // of a progress note: checked, current, next
  | 'nothing_waits'
  | 'no_such_article'
  | 'decided_already'
  | 'nothing_to_change';

/** Whether it is that of a command done, which its row puts into words. */
export const isToldCommand = (code: OutcomeCode): code is ToldCommand => Object.hasOwn(COMMANDS, code);

import type { Intent } from '../../../mail/mail.ts';
import { customers, order, supervisors, writerOf } from '../../audience.ts';
import { type Change, changed, type Refusal } from '../../change.ts';
import type { Context } from '../../context.ts';
import type { CustomerWrote, EventOf } from '../../states.ts';
import type { Ticket } from '../../ticket.ts';
import { arm, disarm } from '../../time/clocks.ts';
import { deadlineAfter } from '../../time/deadline.ts';
import { lacksApproval } from '../approval/solution.ts';
import { escalate } from '../escalation.ts';
import type { Handlings } from '../handling.ts';
import { closed } from './closing.ts';

/**
 * What an answer says when its text and the prepared address it was sent to (null: the ordinary one) are read together:
 * the address decides where the text does not. A text that contradicts it is unclear, and so is one that doubts or
 * limits "solved".
 */
export function combinedIntent(text: Intent, address: 'solved' | 'still_open' | null): Intent {
  if (address === null) return text;
  if (address === 'still_open') return text === 'solved' ? 'unclear' : 'still_open';
  return text === 'none' ? 'solved' : text === 'still_open' ? 'unclear' : text;
}

/**
 * An answer to the resolution. What it says decides whether the state changes; only proven words that are more than
 * thanks end the wait for an answer, since nothing else would ever close the ticket.
 */
export function answerToResolution(ticket: Ticket, event: CustomerWrote, context: Context): Change | Refusal {
  if (event.rights.mark !== null) return changed(ticket, []);
  if (event.intent === 'solved') return confirmed(ticket, event, context);
  if (event.intent === 'still_open' && event.rights.reopen) return escalate(ticket, event, context);
  if (event.intent === 'none' && event.onlyThanks) return changed(closesOnSilence(ticket, context), []);
  return unclear(ticket, event, context);
}

/**
 * Closed without further reminder when nothing more comes; staff who were asked what an answer means decide instead.
 */
function closesOnSilence(ticket: Ticket, { now, policy }: Context): Ticket {
  if (ticket.unclearAt !== null) return ticket;
  const closesAt = deadlineAfter(now, policy.confirm.closeAfter, policy.calendar);
  return arm(disarm(ticket, ['confirm_reminder']), 'confirm_close', closesAt);
}

/** The wait for the customer's answer begins: a reminder first. */
export function awaitConfirmation(ticket: Ticket, { now, policy }: Context): Ticket {
  const remindAt = deadlineAfter(now, policy.confirm.remindAfter, policy.calendar);
  return arm(disarm(ticket, ['confirm_close']), 'confirm_reminder', remindAt);
}

/** As much confirmation as the sender's evidence is good for; a weak one is asked back once, then staff decide. */
function confirmed(ticket: Ticket, event: CustomerWrote, context: Context): Change {
  const confirmedBy = event.toldBy === undefined ? 'mail' : ticket.channel === 'chat' ? 'chat' : 'phone';
  const closing = { confirmedBy, satisfaction: event.satisfaction, by: writerOf(event), said: event };
  switch (event.rights.confirm) {
    case 'yes':
      return closed(ticket, closing, context);
    case 'with_undo': {
      const change = closed(ticket, closing, context);
      return { ...change, letters: [...change.letters, ...order('undo_notice', [ticket.requester.address])] };
    }
    case 'ask_back':
      if (ticket.askedBackAt !== null) return unclear(ticket, event, context);
      return changed(
        { ...closesOnSilence(ticket, context), askedBackAt: context.now },
        { at: context.now, event: 'confirmation_asked_back', by: 'desk', detail: event.from.address },
        order('confirm_ask_back', [ticket.requester.address]),
      );
    case 'no':
      return unclear(ticket, event, context);
  }
}

/** Nothing changes by itself: the follower is asked what the customer means. */
function unclear(ticket: Ticket, event: CustomerWrote, context: Context): Change {
  const { from, words, hasAttachments, toldBy } = event;
  const to = ticket.follower === null ? supervisors(context) : [ticket.follower];
  return changed(
    { ...disarm(ticket, ['confirm_reminder', 'confirm_close']), unclearAt: context.now },
    { at: context.now, event: 'unclear_reply', by: writerOf(event), detail: '' },
    order('unclear_reply', to, {
      words,
      values: { from: from.address, ...(toldBy && { toldBy: toldBy.name }) },
      withAttachments: hasAttachments,
    }),
  );
}

/**
 * A mail to a closed ticket: a rating is noted, "still open" reopens, thanks and "solved" change nothing, everything
 * else is put to the follower. Refused with `reopen_window_over` when it comes later than that: it opens a new ticket.
 */
export function answerAfterClosing(ticket: Ticket, event: CustomerWrote, context: Context): Change | Refusal {
  if (isPastReopening(ticket, context)) return { refused: 'reopen_window_over' };
  if (event.rights.mark !== null) return changed(ticket, []);
  if (event.intent === 'still_open' && event.rights.reopen) return escalate(ticket, event, context);
  const rated = event.satisfaction !== null;
  if (!rated && !event.onlyThanks && event.intent !== 'solved') return unclear(ticket, event, context);
  return rated && ticket.closing
    ? changed(
        { ...ticket, closing: { ...ticket.closing, satisfaction: event.satisfaction } },
        { at: context.now, event: 'rated', by: writerOf(event), detail: String(event.satisfaction) },
      )
    : changed(ticket, []);
}

/** Whether a mail that comes now is too late to reopen the ticket; counted in days of the wall clock. */
export const isPastReopening = (ticket: Pick<Ticket, 'closedAt'>, { now, policy }: Omit<Context, 'roster'>): boolean =>
  ticket.closedAt !== null && now.getTime() - ticket.closedAt.getTime() > policy.confirm.reopenWithin;

/** The customer has not answered: a reminder, and the time to closing begins. */
function remindOfConfirmation(ticket: Ticket, _: EventOf<'confirm_reminder_due'>, context: Context): Change {
  const { now, policy } = context;
  const closesAt = deadlineAfter(now, policy.confirm.closeAfter, policy.calendar);
  return changed(
    arm(ticket, 'confirm_close', closesAt),
    { at: now, event: 'confirmation_reminded', by: 'clock', detail: '' },
    order('confirm_reminder', customers(ticket), {
      values: {
        closesAt: closesAt.toISOString(),
        ...(lacksApproval(ticket, context) && { added: 'unapproved' as const }),
      },
    }),
  );
}

/** Still no answer: closed, with a letter that says how to reopen. */
const closeOnSilence = (ticket: Ticket, _: EventOf<'confirm_close_due'>, context: Context): Change =>
  closed(ticket, { confirmedBy: 'silence', satisfaction: null, by: 'clock' }, context);

export const CONFIRMATION = {
  confirm_reminder_due: { apply: remindOfConfirmation },
  confirm_close_due: { apply: closeOnSilence },
} satisfies Handlings<'confirm_reminder_due' | 'confirm_close_due'>;

import type { Staff } from '../people/person.ts';
import { isSame } from './audience.ts';
import { andThen, type Change, isRefusal, type Refusal } from './change.ts';
import type { ClockEvent, Context, EventName, EventOf, StaffEvent, TicketEvent } from './event.ts';
import { accept, acceptLapsed, assign, decline, dispatchStep, triageStep } from './events/assignment.ts';
import { close } from './events/closing.ts';
import { closeOnSilence, remindOfConfirmation } from './events/confirmation.ts';
import { ask, note, progress, reply } from './events/conversation.ts';
import { setCategory, setExpected, setUrgency } from './events/correction.ts';
import { customerWrote } from './events/customer-mail.ts';
import { reopen } from './events/escalation.ts';
import { absorb, merge, split } from './events/merge.ts';
import { bounced, remindOfResponse, remindOfUpdate, responseBreached, updateBreached } from './events/overdue.ts';
import { admit } from './events/participant.ts';
import { release, resolve } from './events/resolution.ts';
import { involve, remindOfSideThread, sideAnswer, sideThreadOverdue } from './events/side-thread.ts';
import { settle } from './settle.ts';
import { STATE_TABLE } from './states.ts';
import type { Ticket } from './ticket.ts';
import { disarm } from './time/clocks.ts';

type Handler<N extends EventName> = (ticket: Ticket, event: EventOf<N>, context: Context) => Change | Refusal;

/** What each event does where the state table says it is possible. */
const HANDLERS: { readonly [N in EventName]: Handler<N> } = {
  triage: triageStep,
  dispatch: dispatchStep,
  customer_wrote: customerWrote,
  bounced,
  accept,
  decline,
  assign,
  urgency: setUrgency,
  category: setCategory,
  eta: setExpected,
  progress,
  ask,
  reply,
  note,
  resolve,
  release,
  close,
  reopen,
  merge,
  absorb,
  split,
  involve,
  side_answer: sideAnswer,
  admit,
  accept_due: acceptLapsed,
  respond_warning_due: remindOfResponse,
  respond_due: responseBreached,
  update_warning_due: remindOfUpdate,
  update_due: updateBreached,
  confirm_reminder_due: remindOfConfirmation,
  confirm_close_due: closeOnSilence,
  side_thread_warning_due: remindOfSideThread,
  side_thread_due: sideThreadOverdue,
};

/**
 * What an event makes of a ticket, by the state table, with everything that follows from it at once. The result keeps
 * `id`, `number` and `version`. Refused, with a code, when the table, the clock or the rights of the staff member say no.
 */
export function transition(ticket: Ticket, event: TicketEvent, context: Context): Change | Refusal {
  if ('clock' in event) return clockStruck(ticket, event, context);
  if (!('by' in event)) return apply(ticket, event, context);
  const refusal = notInCharge(ticket, event, context);
  if (refusal) return refusal;
  if (!takesFirst(ticket, event)) return apply(ticket, event, context);
  const accepted = apply(ticket, { name: 'accept', by: event.by }, context);
  return isRefusal(accepted) ? accepted : andThen(accepted, (taken) => apply(taken, event, context));
}

/** Only a clock that runs and is due strikes, and it strikes once. */
function clockStruck(ticket: Ticket, event: ClockEvent, context: Context): Change | Refusal {
  const { kind, subject } = event.clock;
  const running = ticket.clocks.find((clock) => clock.kind === kind && clock.subject === subject);
  if (running === undefined) return { refused: 'not_running' };
  if (running.dueAt > context.now) return { refused: 'not_due', detail: running.dueAt.toISOString() };
  return apply(disarm(ticket, [kind], subject), event, context);
}

function apply<N extends EventName>(ticket: Ticket, event: EventOf<N>, context: Context): Change | Refusal {
  const cell = STATE_TABLE[event.name][ticket.state];
  if ('refused' in cell) return { refused: cell.refused, detail: ticket.mergedInto ?? ticket.state };
  const change = HANDLERS[event.name](ticket, event, context);
  if (isRefusal(change)) return change;
  if (!cell.to.includes(change.ticket.state))
    throw new Error(
      `${event.name} led from ${ticket.state} to ${change.ticket.state}, which the state table rules out`,
    );
  return settle(event.name, ticket.state, change, context);
}

/** Anybody on the staff may leave a note; all else is for those in charge. Whoever comes too late hears who has it now. */
function notInCharge(ticket: Ticket, { name, by }: StaffEvent, { roster }: Context): Refusal | null {
  if (name === 'note' || name === 'side_answer' || by.roles.includes('supervisor')) return null;
  if ([ticket.assignee, ticket.follower].some((email) => isSame(email, by.email))) return null;
  if (ticket.assignee === null && (name === 'accept' || by.roles.includes('frontline'))) return null;
  const holder = roster.find(({ staff }) => isSame(staff.email, ticket.assignee))?.staff;
  return holder ? { refused: 'now_with', detail: holder.name } : { refused: 'not_yours' };
}

/** Work on a ticket that nobody has takes it. */
const TAKING: ReadonlySet<EventName> = new Set(['progress', 'ask', 'reply', 'resolve']);
const takes = ({ assignee, state }: Ticket, name: EventName): boolean =>
  assignee === null && state === 'triaged' && TAKING.has(name);

/** Whether the state table has room for what staff might do to the ticket as it stands, if need be by taking it first. */
export const isPossible = (ticket: Ticket, name: EventName): boolean =>
  'to' in STATE_TABLE[name][takes(ticket, name) ? 'in_progress' : ticket.state];

/** Any reply of the assignee but a refusal accepts first. */
function takesFirst(ticket: Ticket, { name, by }: StaffEvent): boolean {
  return takes(ticket, name) || (isOfferedTo(ticket, by) && name !== 'accept' && name !== 'decline');
}

/** Whether somebody was given the ticket and has not accepted it yet. */
export const isOfferedTo = ({ state, assignee, acceptedAt }: Ticket, { email }: Staff): boolean =>
  isSame(assignee, email) && acceptedAt === null && (state === 'assigned' || state === 'pending');

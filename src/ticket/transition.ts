import type { Staff } from '../people/person.ts';
import type { TicketCommand } from '../words/commands.ts';
import { hasLeft, represented } from './absence/absence.ts';
import { isSame } from './audience.ts';
import { andThen, type Change, isRefusal, type Refusal } from './change.ts';
import type { RefusalCode } from './command-outcome.ts';
import type { Context } from './context.ts';
import { withCopies } from './copies.ts';
import { withApprovalsEnded } from './events/approval/asking.ts';
import { withApprovalsRenewed } from './events/approval/solution.ts';
import { withFollowUpsEnded } from './events/follow-up.ts';
import type { Handling, Handlings, Reading } from './events/handling.ts';
import { HANDLINGS } from './events/handlings.ts';
import { withLatersSettled } from './events/later.ts';
import { settle } from './settle.ts';
import type { ClockEvent, EventName, EventOf, StaffEvent, TicketEvent } from './states.ts';
import { STATE_TABLE } from './states.ts';
import { withCalls } from './telephone.ts';
import type { Ticket } from './ticket.ts';
import { disarm } from './time/clocks.ts';

const handling = <N extends EventName>(name: N): Handling<N> => (HANDLINGS as Handlings<EventName>)[name];

/** How the text of a command becomes its event. */
export const readingOf = (name: TicketCommand): Reading => HANDLINGS[name].read;

/** What a transcript adds to an event that was done: who has it now, which value holds, when it is due; else ''. */
export const detailOf = <N extends EventName>(event: EventOf<N>, changed: Ticket, before: Ticket = changed): string =>
  handling(event.name).detail?.(event, changed, before) ?? '';

/**
 * What an event makes of a ticket, by the state table, with everything that follows from it at once. The result keeps
 * `id`, `number` and `version`. Refused, with a code, when the table, the clock or the rights of the staff member say
 * no.
 */
export function transition(ticket: Ticket, event: TicketEvent, context: Context): Change | Refusal {
  const change = happens(ticket, event, context);
  if (isRefusal(change)) return change;
  const by = authorOf(event);
  const asked = withApprovalsEnded(withApprovalsRenewed(ticket, event, change, context), by, context);
  const ended = withFollowUpsEnded(withCalls(asked, context), context);
  const settled = withLatersSettled(event.name, 'by' in event ? event.by.email : null, ended, context);
  return withCopies(settled, context);
}

function authorOf(event: TicketEvent): string {
  if ('by' in event) return event.by.email;
  if ('author' in event) return event.author.email;
  return event.name === 'customer_wrote' ? event.from.address : 'clock';
}

function happens(ticket: Ticket, event: TicketEvent, context: Context): Change | Refusal {
  if ('clock' in event) return clockFired(ticket, event, context);
  if (!('by' in event)) return apply(ticket, event, context);
  const refusal = notInCharge(ticket, event, context) ?? notInChargeOfTarget(event, context);
  if (refusal) return refusal;
  if (!takesFirst(ticket, event)) return apply(ticket, event, context);
  const accepted = apply(ticket, { name: 'accept', by: event.by }, context);
  return isRefusal(accepted) ? accepted : andThen(accepted, (taken) => apply(taken, event, context));
}

/** Only a clock that runs and is due fires, and it fires once. */
function clockFired(ticket: Ticket, event: ClockEvent, context: Context): Change | Refusal {
  const { kind, subject } = event.clock;
  const running = ticket.clocks.find((clock) => clock.kind === kind && clock.subject === subject);
  if (running === undefined) return { refused: 'not_running' };
  if (running.dueAt > context.now) return { refused: 'not_due', detail: running.dueAt.toISOString() };
  return apply(disarm(ticket, [kind], subject), event, context);
}

function apply<N extends EventName>(ticket: Ticket, event: EventOf<N>, context: Context): Change | Refusal {
  const cell = STATE_TABLE[event.name][ticket.state];
  if ('refused' in cell) return refusedBy(cell.refused, ticket, 'by' in event ? event.by.email : null);
  const change = handling(event.name).apply(ticket, event, context);
  if (isRefusal(change)) return change;
  if (!cell.to.includes(change.ticket.state))
    throw new Error(
      `${event.name} led from ${ticket.state} to ${change.ticket.state}, which the state table rules out`,
    );
  return settle(event.name, ticket.state, change, context);
}

/** Who has accepted it is not told that somebody has. */
function refusedBy(refused: RefusalCode, ticket: Ticket, by: string | null): Refusal {
  if (refused !== 'accepted_already') return { refused, detail: ticket.mergedInto ?? ticket.state };
  return isSame(ticket.assignee, by) ? { refused: 'yours_already' } : { refused, detail: ticket.assignee ?? '' };
}

/** Events that only tell colleagues something, or decide what their author is told: all staff may. */
const TELLING: ReadonlySet<EventName> = new Set([
  'note',
  'analysis',
  'side_answer',
  'follow',
  'mute',
  'remind',
  'follow_up_done',
]);
/** Of those who are asked, which the request says. */
const ASKED: ReadonlySet<EventName> = new Set(['agree', 'refuse']);

/** All staff may tell something; everything else is for those in charge. A former assignee is told who has it now. */
function notInCharge(ticket: Ticket, event: StaffEvent, { roster, now }: Context): Refusal | null {
  const { name, by } = event;
  // The customer has it: that cannot be refused any more.
  if (name === 'reply' && event.sentTo) return null;
  // Only what they did themselves, which may have given the ticket away.
  if (name === 'undo' || TELLING.has(name) || ASKED.has(name) || by.roles.includes('supervisor')) return null;
  const acts = [by, ...represented(roster, by.email, now)];
  if ([ticket.assignee, ticket.follower].some((email) => acts.some((each) => isSame(email, each.email)))) return null;
  const isFree = ticket.assignee === null || hasLeft(roster, ticket.assignee);
  if (isFree && (name === 'accept' || by.roles.includes('frontline'))) return null;
  const holder = roster.find(({ staff }) => isSame(staff.email, ticket.assignee))?.staff;
  return holder ? { refused: 'now_with', detail: holder.name } : { refused: 'not_yours' };
}

/**
 * Who merges a ticket into another shows it to others and adds people to it: that one has to be theirs too. So have the
 * tickets that are linked to an incident with it.
 */
function notInChargeOfTarget(event: StaffEvent, context: Context): Refusal | null {
  const targets = 'into' in event ? [event.into] : event.name === 'incident' ? event.others : [];
  const foreign = targets.find((target) => notInCharge(target, event, context) !== null);
  return foreign === undefined ? null : { refused: 'target_not_yours', detail: foreign.number };
}

/** Events that assign an unassigned ticket to their author. */
const TAKING: ReadonlySet<EventName> = new Set(['progress', 'ask', 'reply', 'resolve']);
const takes = ({ assignee, state }: Ticket, name: EventName): boolean =>
  assignee === null && state === 'triaged' && TAKING.has(name);

/** Whether the state table allows an event of the staff now, if necessary after they have taken the ticket. */
export const isPossible = (ticket: Ticket, name: EventName): boolean =>
  'to' in STATE_TABLE[name][takes(ticket, name) ? 'in_progress' : ticket.state];

const NOT_ACCEPTING: ReadonlySet<EventName> = new Set(['accept', 'decline', 'undo']);

/** Every reply of the assignee accepts the ticket first, except one that declines it or takes something back. */
function takesFirst(ticket: Ticket, { name, by }: StaffEvent): boolean {
  return takes(ticket, name) || (isOfferedTo(ticket, by) && !NOT_ACCEPTING.has(name));
}

/** Whether somebody was given the ticket and has not accepted it yet. */
export const isOfferedTo = ({ state, assignee, acceptedAt }: Ticket, { email }: Staff): boolean =>
  isSame(assignee, email) && acceptedAt === null && (state === 'assigned' || state === 'pending');

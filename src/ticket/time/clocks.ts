import type { Context } from '../context.ts';
import { isSpokenFor } from '../incident/incident.ts';
import type { Clock, ClockKind, Ticket } from '../ticket.ts';
import type { Calendar } from './calendar.ts';
import { deadlineAfter, spanBetween } from './deadline.ts';

/** The assignee is reminded once this share of a span has passed. */
export const WARNING_SHARE = 0.75;

/**
 * Clocks that stand still while the customer's answer is awaited. The clock of the first response has ended then: the
 * question was the response. What staff owe each other goes on.
 */
const PAUSABLE: ReadonlySet<ClockKind> = new Set(['accept', 'update_warning', 'update']);

const without = (clocks: readonly Clock[], kinds: readonly ClockKind[], subject?: string): readonly Clock[] =>
  clocks.filter((clock) => !(kinds.includes(clock.kind) && (subject === undefined || subject === clock.subject)));

/** Starts a clock and replaces one of the same kind and subject; on a paused ticket it is paused too. */
export function arm(ticket: Ticket, kind: ClockKind, dueAt: Date, subject = ''): Ticket {
  const { clocks, pausedClocks } = disarm(ticket, [kind], subject);
  const clock = { kind, dueAt, subject };
  return ticket.pausedAt !== null && PAUSABLE.has(kind)
    ? { ...ticket, clocks, pausedClocks: [...pausedClocks, clock] }
    : { ...ticket, clocks: [...clocks, clock], pausedClocks };
}

/** Takes clocks of these kinds away, running or paused; only those of one subject when it is given. */
export const disarm = (ticket: Ticket, kinds: readonly ClockKind[], subject?: string): Ticket => ({
  ...ticket,
  clocks: without(ticket.clocks, kinds, subject),
  pausedClocks: without(ticket.pausedClocks, kinds, subject),
});

/** Starts a span with its deadline and, before it, its warning; a warning that lies behind is left out. */
function armSpan(
  ticket: Ticket,
  kind: 'respond' | 'update',
  from: Date,
  span: number,
  { policy, now }: Context,
): Ticket {
  const dueAt = deadlineAfter(from, span, policy.calendar);
  const warnAt = deadlineAfter(from, span * WARNING_SHARE, policy.calendar);
  const armed = arm(disarm(ticket, [`${kind}_warning`]), kind, dueAt);
  return dueAt <= now ? armed : arm(armed, `${kind}_warning`, warnAt);
}

/** The time to the first response, counted from the ticket's creation, also when the urgency changes later. */
export function awaitResponse(ticket: Ticket, context: Context): Ticket {
  if (ticket.respondedAt !== null) return ticket;
  const { respondWithin } = context.policy.urgency[ticket.urgency];
  const respondBy = deadlineAfter(ticket.createdAt, respondWithin, context.policy.calendar);
  return { ...armSpan(ticket, 'respond', ticket.createdAt, respondWithin, context), respondBy };
}

/** Words of a person reached the customer: nothing they asked for or were promised is open. The first end the wait. */
export function responded(ticket: Ticket, now: Date): Ticket {
  const { newsAsked: _, promisedBy: __, ...heard } = ticket;
  return heard.respondedAt === null ? { ...disarm(heard, ['respond', 'respond_warning']), respondedAt: now } : heard;
}

/**
 * A new span for the next progress note begins; on a paused ticket it begins when the clocks go on. It ends with the
 * time the customer was promised to hear, where that comes first.
 */
export function awaitUpdate(ticket: Ticket, context: Context): Ticket {
  // Its incident speaks to the customer again, and its owner is asked for that.
  if (isSpokenFor(ticket)) return { ...disarm(ticket, ['update', 'update_warning']), updateBy: null };
  const { updateEvery } = context.policy.urgency[ticket.urgency];
  const { calendar } = context.policy;
  const from = ticket.pausedAt ?? context.now;
  const promised = ticket.promisedBy !== undefined && ticket.promisedBy > from ? ticket.promisedBy : null;
  const span = promised === null ? updateEvery : Math.min(updateEvery, spanBetween(from, promised, calendar));
  return { ...armSpan(ticket, 'update', from, span, context), updateBy: deadlineAfter(from, span, calendar) };
}

/** Nobody is asked to accept or to report any more, until the next one has the ticket. */
export const stopWork = (ticket: Ticket): Ticket => ({
  ...disarm(ticket, ['accept', 'update', 'update_warning']),
  acceptBy: null,
  updateBy: null,
});

/**
 * Every clock ends, as when a ticket is resolved, closed or merged. What staff want to be reminded of, or to send, goes
 * on while the ticket may.
 */
export const stopAll = (ticket: Ticket): Ticket => ({
  ...stopWork(ticket),
  clocks: ticket.clocks.filter(({ kind }) => kind === 'follow_up' || kind === 'send_later'),
  pausedClocks: [],
  pausedAt: null,
});

/** The clocks stand still from now on, except those of side threads. */
export const pause = (ticket: Ticket, now: Date): Ticket =>
  ticket.pausedAt !== null
    ? ticket
    : {
        ...ticket,
        pausedAt: now,
        clocks: ticket.clocks.filter(({ kind }) => !PAUSABLE.has(kind)),
        pausedClocks: ticket.clocks.filter(({ kind }) => PAUSABLE.has(kind)),
      };

/** The clocks go on with what each had left, in time of the calendar in force; the shown deadlines move along. */
export function resume(ticket: Ticket, now: Date, calendar: Calendar): Ticket {
  const { pausedAt } = ticket;
  if (pausedAt === null) return ticket;
  const moved = ticket.pausedClocks.map((clock) => ({
    ...clock,
    dueAt: deadlineAfter(now, spanBetween(pausedAt, clock.dueAt, calendar), calendar),
  }));
  const dueAt = (kind: ClockKind): Date | undefined => moved.find((clock) => clock.kind === kind)?.dueAt;
  return {
    ...ticket,
    pausedAt: null,
    clocks: [...ticket.clocks, ...moved],
    pausedClocks: [],
    acceptBy: dueAt('accept') ?? ticket.acceptBy,
    updateBy: dueAt('update') ?? ticket.updateBy,
  };
}

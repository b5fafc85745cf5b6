import type { Context } from '../context.ts';
import { bound, termsFor } from '../contract/terms.ts';
import { isSpokenFor } from '../incident/incident.ts';
import type { Clock, ClockKind, Ticket } from '../ticket.ts';
import { type Counting, countedDeadline, goesOn } from './counting.ts';
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

/** What is counted from a start of its own: the wait for an acceptance, and for a progress note. */
type Counted = 'accept' | 'update';

/**
 * Starts a span with its deadline and, before it, its warning; a warning that lies behind is left out. `warned`: it was
 * given already, and is not given again.
 */
function armSpan(
  ticket: Ticket,
  kind: 'respond' | 'update',
  { dueAt, warnAt }: { readonly dueAt: Date; readonly warnAt: Date },
  { now }: Context,
  warned: boolean,
): Ticket {
  const armed = arm(disarm(ticket, [`${kind}_warning`]), kind, dueAt);
  const at = (kind === 'update' ? ticket.pausedAt : null) ?? now;
  return warned || dueAt <= at ? armed : arm(armed, `${kind}_warning`, warnAt);
}

/** The time to the first response, counted from the ticket's creation, also when the urgency changes later. */
export function awaitResponse(ticket: Ticket, context: Context, warned = false): Ticket {
  const known = bound(ticket, context.policy);
  if (ticket.respondedAt !== null) return known;
  const { dueAt, warnAt } = responseDue(ticket, context);
  return { ...armSpan(known, 'respond', { dueAt, warnAt }, context, warned), respondBy: dueAt };
}

/** By when the first response is due, and when it is reminded of. */
function responseDue(ticket: Ticket, { policy }: Pick<Context, 'policy'>) {
  const { respondWithin, calendar } = termsFor(ticket, policy);
  return {
    dueAt: deadlineAfter(ticket.createdAt, respondWithin, calendar),
    warnAt: deadlineAfter(ticket.createdAt, respondWithin * WARNING_SHARE, calendar),
  };
}

/** Whoever was offered it accepts within a span of the calendar; on call all time counts. */
export function awaitAcceptance(ticket: Ticket, context: Context, always = false): Ticket {
  const counting: Counting = { since: context.now, runs: [], ...(always && { always }) };
  return countAcceptance(ticket, counting, context);
}

/** The deadline of an acceptance that is counted so. */
function countAcceptance(ticket: Ticket, counting: Counting, { policy }: Pick<Context, 'policy'>): Ticket {
  const acceptBy = countedDeadline(counting, policy.acceptWithin, termsFor(ticket, policy).calendar);
  return { ...arm(ticket, 'accept', acceptBy), acceptBy, counting: { ...ticket.counting, accept: counting } };
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
  const since = ticket.pausedAt ?? context.now;
  const { promisedBy } = ticket;
  const promised = promisedBy !== undefined && promisedBy > since ? { promised: promisedBy } : {};
  return countUpdate(ticket, { since, runs: [], ...promised }, context);
}

/** The deadline of a progress note that is counted so. */
function countUpdate(ticket: Ticket, counting: Counting, context: Context, warned = false): Ticket {
  const { updateEvery, calendar } = termsFor(ticket, context.policy);
  const { promised, since, runs } = counting;
  const start = runs[0]?.from ?? since;
  const span = promised === undefined ? updateEvery : Math.min(updateEvery, spanBetween(start, promised, calendar));
  const dueAt = countedDeadline(counting, span, calendar);
  const warnAt = countedDeadline(counting, span * WARNING_SHARE, calendar);
  const armed = armSpan(ticket, 'update', { dueAt, warnAt }, context, warned);
  return { ...armed, updateBy: dueAt, counting: { ...ticket.counting, update: counting } };
}

/** When a progress note would be due that is counted from now on: others who are asked have as long. */
export function nextUpdateBy(ticket: Ticket, { now, policy }: Pick<Context, 'now' | 'policy'>): Date {
  const { updateEvery, calendar } = termsFor(ticket, policy);
  return deadlineAfter(now, updateEvery, calendar);
}

/**
 * What runs, counted again from its start, under the terms that hold now. `again`: what was warned of, or broken, is
 * warned of again where its new deadline lies ahead.
 */
export function recounted(ticket: Ticket, context: Context, again: boolean): Ticket {
  const known = recountedResponse(bound(ticket, context.policy), context, again);
  const { accept, update } = ticket.counting ?? {};
  const accepting = accept && isArmed(known, 'accept') ? countAcceptance(known, accept, context) : known;
  if (ticket.updateBy === null) return accepting;
  // It was begun before starts were kept.
  if (update === undefined) return again ? awaitUpdate(accepting, context) : accepting;
  const counted = countUpdate(accepting, update, context, !again && !isArmed(ticket, 'update_warning'));
  const ahead = counted.updateBy !== null && counted.updateBy > (ticket.pausedAt ?? context.now);
  if (isArmed(ticket, 'update') || (again && ahead)) return counted;
  return { ...accepting, updateBy: counted.updateBy };
}

function recountedResponse(ticket: Ticket, context: Context, again: boolean): Ticket {
  if (ticket.respondedAt !== null || ticket.respondBy === null) return ticket;
  const { dueAt } = responseDue(ticket, context);
  const runs = isArmed(ticket, 'respond') || (again && dueAt > context.now);
  return runs
    ? awaitResponse(ticket, context, !again && !isArmed(ticket, 'respond_warning'))
    : { ...ticket, respondBy: dueAt };
}

const isArmed = ({ clocks, pausedClocks }: Ticket, kind: ClockKind): boolean =>
  [...clocks, ...pausedClocks].some((clock) => clock.kind === kind);

/** Nobody is asked to accept or to report any more, until the next one has the ticket. */
export const stopWork = ({ counting: _, ...ticket }: Ticket): Ticket => ({
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
export function resume(ticket: Ticket, { now, policy }: Pick<Context, 'now' | 'policy'>): Ticket {
  const { pausedAt } = ticket;
  if (pausedAt === null) return ticket;
  const { calendar } = termsFor(ticket, policy);
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
    ...countingOn(ticket, pausedAt, now),
  };
}

/** What stood still is counted on. */
function countingOn({ counting, pausedClocks }: Ticket, pausedAt: Date, now: Date): Pick<Ticket, 'counting'> {
  if (counting === undefined) return {};
  const stood = (kind: Counted): boolean => pausedClocks.some((clock) => clock.kind === kind);
  const entries = Object.entries(counting) as [Counted, Counting][];
  return {
    counting: Object.fromEntries(
      entries.map(([kind, each]) => [kind, stood(kind) ? goesOn(each, pausedAt, now) : each]),
    ),
  };
}

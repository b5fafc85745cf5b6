import { besides, order, watchers } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { EventOf } from '../states.ts';
import type { HandOver, Ticket } from '../ticket.ts';
import { awaitUpdate, resume, stopWork } from '../time/clocks.ts';
import { enter } from '../time/stage.ts';
import { commandWords, type Handlings } from './handling.ts';
import { withStaff } from './participant.ts';

/** Whoever has it knows how it came to them. */
const HELD = { handOver: null } as const;

/** The assignee takes it; so does a supervisor, or anybody of the staff while nobody has it. */
export function accept(ticket: Ticket, { by }: EventOf<'accept'>, context: Context): Change {
  const taken = { ...withStaff(ticket, by), assignee: by.email, acceptedAt: context.now, acceptRound: 0, ...HELD };
  const state = ticket.pausedAt === null ? 'in_progress' : 'pending';
  const working = awaitUpdate(enter(stopWork(taken), state, context), context);
  const before = besides([ticket.assignee], by.email);
  return changed(
    working,
    { at: context.now, event: 'accepted', by: by.email, detail: '' },
    order('reassigned', before, { values: { nowWith: by.name, by: by.email } }),
  );
}

/** The assignee gives it back; the next in line gets it. */
function decline(ticket: Ticket, { by, reason }: EventOf<'decline'>, context: Context): Change {
  return changed(
    passOn(ticket, { why: 'declined', by: by.email, words: reason }, context),
    { at: context.now, event: 'declined', by: by.email, detail: reason },
    order('note', besides(watchers(ticket, context), by.email), { words: reason, values: { by: by.email } }),
  );
}

/** Nobody accepted in time: the next in line gets it, and the silent one is told. */
function acceptLapsed(ticket: Ticket, _: EventOf<'accept_due'>, context: Context): Change {
  return changed(
    passOn(ticket, { why: 'lapsed', by: ticket.assignee ?? '', words: '' }, context),
    { at: context.now, event: 'accept_lapsed', by: 'clock', detail: ticket.assignee ?? '' },
    order('accept_lapsed', [ticket.assignee]),
  );
}

/** To the next in line. That a customer is still waiting for a solution matters more than who passed it on. */
const passOn = (ticket: Ticket, handOver: HandOver, context: Context): Ticket => ({
  ...takenBack(ticket, context),
  handOver: ticket.handOver?.why === 'escalated' ? ticket.handOver : handOver,
  assignee: null,
  passedOver: ticket.assignee === null ? ticket.passedOver : [...ticket.passedOver, ticket.assignee],
  acceptRound: ticket.acceptRound + 1,
});

/** Takes it from its assignee, to be dispatched again; a pause ends with it. */
export const takenBack = (ticket: Ticket, context: Context): Ticket => ({
  ...enter(stopWork(resume(ticket, context)), 'triaged', context),
  acceptedAt: null,
});

/** What a transcript adds: who has it now. */
export const assigneeOf = (_: unknown, changed: Ticket): string => changed.assignee ?? '';

export const ACCEPTANCE = {
  accept: { read: (_, { by }) => ({ name: 'accept', by }), apply: accept },
  decline: {
    read: (command, { by }) => ({ name: 'decline', by, reason: commandWords(command) }),
    apply: decline,
    detail: assigneeOf,
  },
  accept_due: { apply: acceptLapsed },
} satisfies Handlings<'accept' | 'decline' | 'accept_due'>;

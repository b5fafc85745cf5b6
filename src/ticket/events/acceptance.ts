import { besides, order, watchers } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { EventOf } from '../states.ts';
import type { Ticket } from '../ticket.ts';
import { awaitUpdate, resume, stopWork } from '../time/clocks.ts';
import { enter } from '../time/stage.ts';
import { commandWords, type Handlings } from './handling.ts';
import { withStaff } from './participant.ts';

/** The assignee takes it; so does a supervisor, or anybody of the staff while nobody has it. */
export function accept(ticket: Ticket, { by }: EventOf<'accept'>, context: Context): Change {
  const taken = { ...withStaff(ticket, by), assignee: by.email, acceptedAt: context.now, acceptRound: 0 };
  const state = ticket.pausedAt === null ? 'in_progress' : 'pending';
  const working = awaitUpdate(enter(stopWork(taken), state, context), context);
  const before = besides([ticket.assignee], by.email);
  return changed(
    working,
    { at: context.now, event: 'accepted', by: by.email, detail: '' },
    order('reassigned', before, { values: { nowWith: by.name, by: by.name } }),
  );
}

/** The assignee gives it back; the next in line gets it. */
function decline(ticket: Ticket, { by, reason }: EventOf<'decline'>, context: Context): Change {
  return changed(
    passOn(ticket, context),
    { at: context.now, event: 'declined', by: by.email, detail: reason },
    order('note', besides(watchers(ticket, context), by.email), { words: reason, values: { by: by.name } }),
  );
}

/** Nobody accepted in time: the next in line gets it, and the silent one is told. */
function acceptLapsed(ticket: Ticket, _: EventOf<'accept_due'>, context: Context): Change {
  return changed(
    passOn(ticket, context),
    { at: context.now, event: 'accept_lapsed', by: 'clock', detail: ticket.assignee ?? '' },
    order('accept_lapsed', [ticket.assignee]),
  );
}

const passOn = (ticket: Ticket, context: Context): Ticket => ({
  ...takenBack(ticket, context),
  assignee: null,
  passedOver: ticket.assignee === null ? ticket.passedOver : [...ticket.passedOver, ticket.assignee],
  acceptRound: ticket.acceptRound + 1,
});

/** Takes it from its assignee, to be dispatched again; a pause ends with it. */
export const takenBack = (ticket: Ticket, context: Context): Ticket => ({
  ...enter(stopWork(resume(ticket, context.now, context.policy.calendar)), 'triaged', context),
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

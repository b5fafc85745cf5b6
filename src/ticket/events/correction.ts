import { besides, isSame, order, supervisors } from '../audience.ts';
import { type Change, changed, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { chooseTeam } from '../dispatch.ts';
import type { EventOf } from '../states.ts';
import { futureTime } from '../text/human-time.ts';
import type { Ticket, Urgency, ValueReason } from '../ticket.ts';
import { recounted, resume, stopWork } from '../time/clocks.ts';
import { enter } from '../time/stage.ts';
import { categoryNamed, urgencyNamed } from '../triage.ts';
import { canUndo } from '../undoable.ts';
import type { Handlings, Reading } from './handling.ts';

/** Another urgency: its spans hold from now on, each counted from when it began. */
const setUrgency = (ticket: Ticket, { by, urgency }: EventOf<'urgency'>, context: Context): Change =>
  withUrgency(ticket, urgency, { by: by.email, reason: { source: 'staff', detail: by.email } }, context);

/** Who says that a ticket is of another urgency or category, and why it counts. */
type Correction = { readonly by: string; readonly reason: ValueReason };

export function withUrgency(ticket: Ticket, urgency: Urgency, { by, reason }: Correction, context: Context): Change {
  const becomesUrgent = urgency === 'urgent' && ticket.urgency !== 'urgent';
  return changed(
    recounted({ ...ticket, urgency, urgencyReason: reason }, context, true),
    { at: context.now, event: 'urgency_set', by, detail: `${ticket.urgency} → ${urgency}` },
    becomesUrgent
      ? order('supervisor_notice', besides(supervisors(context), by), { values: { reason: 'urgent' } })
      : [],
    becomesUrgent ? [{ reason: 'urgent', number: ticket.number, urgency }] : [],
  );
}

/** Another category. What lies with the front line goes to the team that lists it, at once. */
function setCategory(ticket: Ticket, { by, category }: EventOf<'category'>, context: Context): Change {
  const done = ticket.state === 'resolved' || ticket.state === 'closed';
  const corrected = withCategory(
    ticket,
    category,
    { by: by.email, reason: { source: 'staff', detail: by.email } },
    context,
  );
  return done ? corrected : { ...corrected, ticket: toItsTeam(corrected.ticket, context) };
}

export const withCategory = (ticket: Ticket, category: string, { by, reason }: Correction, { now }: Context): Change =>
  changed(
    { ...ticket, category, categoryReason: reason },
    { at: now, event: 'category_set', by, detail: `${ticket.category} → ${category}` },
  );

/** From the front line to the team that lists its category, if there is one. */
export function toItsTeam(ticket: Ticket, context: Context): Ticket {
  const team = ticket.team === null ? chooseTeam(ticket, context.policy) : null;
  if (team === null) return ticket;
  const free = enter(stopWork(resume(ticket, context)), 'triaged', context);
  return { ...free, team: team.name, assignee: null, acceptedAt: null, acceptRound: 0 };
}

/** When the staff expect to be done; told to the customer in every answer to "any news?". */
const setExpected = (ticket: Ticket, { by, at }: EventOf<'eta'>, context: Context): Change =>
  changed(
    { ...ticket, expectedBy: at },
    { at: context.now, event: 'expected', by: by.email, detail: at.toISOString() },
  );

/** What the author's last mail did is taken back, and who was told of it hears that. */
function undo(ticket: Ticket, { by }: EventOf<'undo'>, { now }: Context): Change | Refusal {
  const { undoable, ...rest } = ticket;
  if (undoable === undefined || !isSame(undoable.by, by.email)) return { refused: 'nothing_to_undo' };
  if (undoable.version !== ticket.version) return { refused: 'happened_since' };
  if (!canUndo(ticket, by.email, now)) return { refused: 'too_late_to_undo' };
  const kept = Object.fromEntries(Object.entries(rest).filter(([field]) => !undoable.absent.includes(field)));
  const restored = { ...(kept as Omit<Ticket, 'undoable'>), ...undoable.before };
  return changed(
    { ...restored, ...withNumbersKept(restored, ticket, { by: by.email, at: now }) },
    { at: now, event: 'undone', by: by.email, detail: '' },
    order('note', undoable.told, { values: { by: by.email, is: 'taken_back' } }),
  );
}

/**
 * What was asked stays, withdrawn: its number must not be that of another question, which an older letter would answer.
 */
function withNumbersKept(
  { approvals = [] }: Pick<Ticket, 'approvals'>,
  { approvals: asked = [] }: Ticket,
  { by, at }: { readonly by: string; readonly at: Date },
): Pick<Ticket, 'approvals'> {
  const taken = asked.filter(({ id }) => !approvals.some((each) => each.id === id));
  const withdrawn = taken.map((each) => ({ ...each, answer: { is: 'withdrawn', by, at, words: '' } as const }));
  return withdrawn.length === 0 ? {} : { approvals: [...approvals, ...withdrawn] };
}

const readUrgency: Reading = ({ argument }, { by }) => {
  const urgency = urgencyNamed(argument);
  return urgency === null ? { refused: 'no_such_urgency', detail: argument } : { name: 'urgency', by, urgency };
};

const readCategory: Reading = ({ argument }, { by }, _, { policy }) => {
  const category = categoryNamed(argument, policy.categories);
  return category === null ? { refused: 'no_such_category', detail: argument } : { name: 'category', by, category };
};

const readExpected: Reading = ({ argument }, { by }, _, context) => {
  const at = futureTime(argument, context);
  return 'refused' in at ? at : { name: 'eta', by, at: at.time };
};

export const CORRECTION = {
  urgency: { read: readUrgency, apply: setUrgency, detail: (_, { urgency }) => urgency },
  category: { read: readCategory, apply: setCategory, detail: (_, { category }) => category },
  undo: { read: (_, { by }) => ({ name: 'undo', by }), apply: undo },
  eta: { read: readExpected, apply: setExpected, detail: ({ at }) => at.toISOString() },
} satisfies Handlings<'urgency' | 'category' | 'eta' | 'undo'>;

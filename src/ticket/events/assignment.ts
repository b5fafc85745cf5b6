import { isAway, standIn } from '../absence/absence.ts';
import { awayRefusal } from '../absence/asked.ts';
import { besides, isSame, order, supervisors } from '../audience.ts';
import { type Alert, type Change, changed, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { type Choice, chooseAssignee, chooseFollower, chooseTeam } from '../dispatch.ts';
import type { LetterOrder } from '../letters.ts';
import type { EventOf } from '../states.ts';
import { personNamed, teamNamed, unknownPerson } from '../text/named.ts';
import type { Ticket } from '../ticket.ts';
import { awaitAcceptance, awaitResponse, awaitUpdate, stopWork } from '../time/clocks.ts';
import { enter } from '../time/stage.ts';
import { accept, assigneeOf, takenBack } from './acceptance.ts';
import type { Handlings, Reading } from './handling.ts';
import { withStaff } from './participant.ts';

/** Which team works on it and who follows it; the response deadline starts, unless a response was given before. */
export function triageStep(ticket: Ticket, _: EventOf<'triage'>, context: Context): Change {
  const follower = ticket.follower ?? chooseFollower(context)?.email ?? null;
  const team = ticket.assignee === null ? (chooseTeam(ticket, context.policy)?.name ?? null) : ticket.team;
  const triaged = awaitResponse(enter({ ...ticket, follower, team }, 'triaged', context), context);
  const { source, detail: words } = ticket.urgencyReason;
  const why = source === 'impact' ? ` (impact: ${words})` : '';
  const detail = `${ticket.urgency}${why} ${ticket.category} → ${team ?? 'front line'}`;
  return changed(triaged, { at: context.now, event: 'triaged', by: 'desk', detail });
}

/**
 * Offers the ticket to the person named for it, else to the next in line. With nobody left it waits, all supervisors
 * know, and dispatch is tried again when the progress note falls due that nobody wrote.
 */
export function dispatchStep(ticket: Ticket, _: EventOf<'dispatch'>, context: Context): Change {
  const { roster, now } = context;
  const meant = isAway(roster, ticket.assignee, now) ? standIn(roster, ticket.assignee, now) : null;
  const holder = isAway(roster, ticket.assignee, now) ? (meant?.email ?? null) : ticket.assignee;
  const named = roster.find(({ staff }) => isSame(staff.email, holder))?.staff;
  const choice: Choice | null = named ? { staff: named, offered: true } : chooseAssignee(ticket, context);
  return choice === null ? waitForSupervisors(ticket, context) : offer(ticket, choice, context);
}

function offer(ticket: Ticket, { staff, offered, onCall }: Choice, context: Context): Change {
  const { now } = context;
  const assigned = enter({ ...withStaff(ticket, staff), assignee: staff.email, acceptedAt: null }, 'assigned', context);
  // An assignee who cannot pass it on any more owes progress notes instead.
  const waiting = offered
    ? awaitAcceptance(stopWork(assigned), context, onCall)
    : awaitUpdate(stopWork(assigned), context);
  const dispatched = { at: now, event: 'dispatched', by: 'desk', detail: staff.email };
  return changed(waiting, dispatched, dispatchLetters(waiting, context), urgentAlert(ticket));
}

function dispatchLetters(ticket: Ticket, context: Context): readonly LetterOrder[] {
  const told = [ticket.assignee, ticket.follower];
  // Of an escalation they have a letter of its own.
  const isNews = ticket.urgency === 'urgent' && ticket.handOver?.why !== 'escalated';
  const urgent = isNews ? besides(supervisors(context), ...told) : [];
  return [
    ...order('dispatch', [ticket.assignee], { withAttachments: true }),
    ...order('follower_copy', besides([ticket.follower], ticket.assignee), { withAttachments: true }),
    ...order('supervisor_notice', urgent, { values: { reason: 'urgent' }, withAttachments: true }),
  ];
}

function waitForSupervisors(ticket: Ticket, context: Context): Change {
  const waiting = awaitUpdate({ ...stopWork(ticket), assignee: null }, context);
  const to = [...supervisors(context), ticket.follower];
  return changed(
    waiting,
    { at: context.now, event: 'nobody_left', by: 'desk', detail: ticket.team ?? 'front line' },
    order('supervisor_notice', to, { values: { reason: 'nobody_left' }, withAttachments: true }),
    [{ reason: 'nobody_left', number: ticket.number, urgency: ticket.urgency }],
  );
}

const urgentAlert = ({ number, urgency }: Ticket): readonly Alert[] =>
  urgency === 'urgent' ? [{ reason: 'urgent', number, urgency }] : [];

/** To a person, who is offered it whatever the roster says (to oneself: taken at once), or to a team. */
function assign(ticket: Ticket, event: EventOf<'assign'>, context: Context): Change | Refusal {
  const { by, to } = event;
  const person = 'person' in to ? to.person : null;
  if (person && isSame(person.email, by.email)) return accept(ticket, { name: 'accept', by }, context);
  if (person && isAway(context.roster, person.email, context.now)) return awayRefusal(person, context);
  const team = 'team' in to ? to.team : (person?.teams[0] ?? ticket.team);
  const line = context.policy.teams.find(({ name }) => name === team)?.line ?? ticket.line;
  const handOver = { why: 'assigned', by: by.email, words: '' } as const;
  const fresh = { team, line, assignee: person?.email ?? null, passedOver: [], acceptRound: 0, handOver };
  const nowWith = person?.name ?? team ?? '';
  return changed(
    { ...takenBack(ticket, context), ...fresh },
    { at: context.now, event: 'reassigned', by: by.email, detail: person?.email ?? team ?? '' },
    order('reassigned', besides([ticket.assignee], by.email, person?.email ?? null), {
      values: { nowWith, by: by.email },
    }),
  );
}

/**
 * Who has it is away: it is offered to who stands in, else to the next in line. That a customer still waits for a
 * solution matters more than why it comes to them.
 */
function standInStep(ticket: Ticket, _: EventOf<'stand_in'>, context: Context): Change {
  const { assignee } = ticket;
  const next = standIn(context.roster, assignee, context.now)?.email ?? null;
  const away = { why: 'away', by: assignee ?? '', words: '' } as const;
  const handOver = ticket.handOver?.why === 'escalated' ? ticket.handOver : away;
  const passedOver = next === null && assignee !== null ? [assignee] : [];
  return changed(
    { ...takenBack(ticket, context), assignee: next, passedOver, acceptRound: 0, handOver },
    { at: context.now, event: 'stand_in', by: 'desk', detail: [assignee, next].filter(Boolean).join(' → ') },
  );
}

const readAssign: Reading = ({ argument }, { by }, _, context) => {
  const named = personNamed(argument, context) ?? teamNamed(argument, context);
  return named === null ? unknownPerson(argument, context) : { name: 'assign', by, to: named.to };
};

export const ASSIGNMENT = {
  triage: { apply: triageStep },
  dispatch: { apply: dispatchStep },
  stand_in: { apply: standInStep },
  assign: { read: readAssign, apply: assign, detail: assigneeOf },
} satisfies Handlings<'triage' | 'dispatch' | 'stand_in' | 'assign'>;

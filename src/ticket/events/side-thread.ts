import { isAway } from '../absence/absence.ts';
import { awayRefusal } from '../absence/asked.ts';
import { besides, isSame, order, supervisors } from '../audience.ts';
import { type Change, changed, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { chooseHelper } from '../dispatch.ts';
import type { EventOf } from '../states.ts';
import { nearPeople, personNamed, teamNamed, unknownPerson } from '../text/named.ts';
import { questionWithTime, timePassed } from '../text/question.ts';
import type { SideThread, Ticket } from '../ticket.ts';
import { arm, disarm, nextUpdateBy, WARNING_SHARE } from '../time/clocks.ts';
import { withMailWork } from '../work.ts';
import { effortApart, type Handlings, type Reading } from './handling.ts';
import { involveOutsider, outsideLetter, readOutside } from './outside/asking.ts';
import { withStaff } from './participant.ts';

/**
 * Help from a colleague or another team: somebody is responsible and has a date; without one, the next progress note's
 * span. They get everything that is known, files included.
 */
function involve(ticket: Ticket, event: EventOf<'involve'>, context: Context): Change | Refusal {
  const { by, team, question } = event;
  const { now } = context;
  if (event.person && isAway(context.roster, event.person.email, now)) return awayRefusal(event.person, context);
  const helper = event.person ?? chooseHelper(team, by, context);
  if (helper === null || isSame(helper.email, by.email)) return { refused: 'nobody_left', detail: team };
  const dueAt = event.dueAt ?? nextUpdateBy(ticket, context);
  const warnAt = new Date(now.getTime() + (dueAt.getTime() - now.getTime()) * WARNING_SHARE);
  const id = String(ticket.sideThreads.length + 1);
  const thread = { id, team, question, responsible: helper.email, askedBy: by.email, dueAt, answeredAt: null };
  const asked = {
    ...withStaff(withMailWork(ticket, event, now), helper),
    sideThreads: [...ticket.sideThreads, thread],
  };
  const values = { sideThread: id, by: by.email, responsible: helper.name, dueAt: dueAt.toISOString() };
  const above = besides(supervisors(context), helper.email, by.email);
  return changed(
    arm(arm(asked, 'side_thread', dueAt, id), 'side_thread_warning', warnAt, id),
    { at: now, event: 'involved', by: by.email, detail: [team, helper.email].filter(Boolean).join(': ') },
    [
      ...order('side_thread_question', [helper.email], { words: question, values, withAttachments: true }),
      ...order('supervisor_notice', above, { words: question, values: { ...values, reason: 'side_thread' } }),
    ],
  );
}

/** An answer goes to the person who asked and to the assignee; never to the customer. */
function sideAnswer(ticket: Ticket, event: EventOf<'side_answer'>, context: Context): Change | Refusal {
  const { by, words, hasAttachments } = event;
  const thread = find(ticket, event.sideThread);
  if (thread === undefined) return { refused: 'no_such_side_thread', detail: event.sideThread };
  const answered = { ...thread, answeredAt: thread.answeredAt ?? context.now };
  const sideThreads = ticket.sideThreads.map((each) => (each === thread ? answered : each));
  const values = { sideThread: thread.id, by: by.email };
  return changed(
    disarm(
      { ...withMailWork(ticket, event, context.now), sideThreads },
      ['side_thread', 'side_thread_warning'],
      thread.id,
    ),
    { at: context.now, event: 'side_answered', by: by.email, detail: thread.team },
    order('side_thread_answer', besides([thread.askedBy, ticket.assignee], by.email), {
      words,
      values,
      withAttachments: hasAttachments,
    }),
  );
}

/** The question somebody is to answer, when a mail of theirs does not name it: their oldest open one. */
export const openSideThread = (ticket: Pick<Ticket, 'sideThreads'>, email: string): SideThread | null =>
  ticket.sideThreads.find((each) => isSame(each.responsible, email) && each.answeredAt === null) ?? null;

const find = (ticket: Ticket, id: string): SideThread | undefined => ticket.sideThreads.find((each) => each.id === id);

/** Three quarters of the time have passed: the responsible one is reminded. */
function remindOfSideThread(
  ticket: Ticket,
  { clock }: EventOf<'side_thread_warning_due'>,
  context: Context,
): Change | Refusal {
  const thread = find(ticket, clock.subject);
  if (thread === undefined) return { refused: 'no_such_side_thread', detail: clock.subject };
  const { question, dueAt, outside } = thread;
  const values = { span: 'side_thread', question, dueAt: dueAt?.toISOString() ?? '' } as const;
  return changed(
    ticket,
    { at: context.now, event: 'side_thread_reminded', by: 'clock', detail: thread.responsible },
    outside === undefined
      ? order('reminder', [thread.responsible], { values })
      : [outsideLetter('outside_reminder', ticket, { ...thread, outside }, thread.askedBy)],
  );
}

/**
 * No answer in time: the responsible one, unless they are outside, the person who asked and the supervisors are told.
 */
function sideThreadOverdue(ticket: Ticket, { clock }: EventOf<'side_thread_due'>, context: Context): Change | Refusal {
  const thread = find(ticket, clock.subject);
  if (thread === undefined) return { refused: 'no_such_side_thread', detail: clock.subject };
  const { id, responsible, askedBy, question, outside } = thread;
  return changed(
    ticket,
    { at: context.now, event: 'side_thread_overdue', by: 'clock', detail: responsible },
    order('side_thread_overdue', [...(outside === undefined ? [responsible] : []), askedBy, ...supervisors(context)], {
      values: { sideThread: id, responsible, question },
    }),
  );
}

/** A person, somebody outside by their address, or a team, of whom the least loaded on duty is asked. */
const readInvolve: Reading = (written, author, loaded, context) => {
  const { by } = author;
  const { command, ...told } = effortApart(written);
  const { argument, text } = command;
  const person = personNamed(argument, context);
  const outside = person === null ? readOutside(argument, text, author, loaded, context) : null;
  if (outside !== null) return 'refused' in outside ? outside : { ...outside, ...told };
  const named = person ?? teamNamed(argument, context);
  if (named === null)
    return nearPeople(argument, context).length === 0
      ? { refused: 'no_such_team', detail: argument }
      : unknownPerson(argument, context);
  const { question, dueAt } = questionWithTime(named.rest, text, context);
  const passed = dueAt === null ? timePassed(named.rest, context) : null;
  if (passed !== null) return passed;
  if (question === '') return { refused: 'no_text' };
  const asked = person === null ? {} : { person: person.to.person };
  const team = 'team' in named.to ? named.to.team : (named.to.person.teams[0] ?? '');
  return { name: 'involve', by, team, ...asked, question, dueAt, ...told };
};

export const SIDE_THREAD = {
  involve: { read: readInvolve, apply: involve, detail: (_, { sideThreads }) => sideThreads.at(-1)?.responsible ?? '' },
  involve_outside: { apply: involveOutsider, detail: ({ outsider }) => outsider.address.address },
  side_answer: { apply: sideAnswer },
  side_thread_warning_due: { apply: remindOfSideThread },
  side_thread_due: { apply: sideThreadOverdue },
} satisfies Handlings<'involve' | 'involve_outside' | 'side_answer' | 'side_thread_warning_due' | 'side_thread_due'>;

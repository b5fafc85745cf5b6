import { cut } from '../../../lib/cut.ts';
import type { Staff } from '../../../people/person.ts';
import { isAway } from '../../absence/absence.ts';
import { awayRefusal } from '../../absence/asked.ts';
import { besides, isSame, order, supervising } from '../../audience.ts';
import { andThen, type Change, changed, isRefusal, type Refusal } from '../../change.ts';
import type { Context } from '../../context.ts';
import type { EventOf } from '../../states.ts';
import { personNamed, unknownPerson } from '../../text/named.ts';
import type { Approval, State, Ticket } from '../../ticket.ts';
import { arm, disarm, nextUpdateBy, WARNING_SHARE } from '../../time/clocks.ts';
import { commandWords, type Handlings, type Reading } from '../handling.ts';
import { withStaff } from '../participant.ts';

/** Those that nobody has answered yet, oldest first. */
export const openApprovals = ({ approvals = [] }: Pick<Ticket, 'approvals'>): readonly Approval[] =>
  approvals.filter(({ answer }) => answer === null);

/** What somebody is asked to approve. */
export const approvalsOf = (ticket: Pick<Ticket, 'approvals'>, email: string): readonly Approval[] =>
  openApprovals(ticket).filter(({ approvers }) => approvers.some((each) => isSame(each, email)));

/**
 * Who a request is for now, by registered address. What the desk demands is for whoever is a supervisor by now, and
 * never for who asked.
 */
export const approversOf = ({ demanded, approvers, askedBy }: Approval, { roster }: Pick<Context, 'roster'>) =>
  demanded
    ? supervising(roster).flatMap(({ staff }) => (isSame(staff.email, askedBy) ? [] : [staff.email]))
    : approvers;

/** Registered addresses of all who are asked at present. */
export const askedToApprove = (ticket: Pick<Ticket, 'approvals'>): readonly string[] => [
  ...new Set(openApprovals(ticket).flatMap(({ approvers }) => approvers)),
];

/** Requests that may wait on one ticket. */
const MOST_OPEN = 10;
/** Characters of it that the history repeats. */
const SHOWN = 200;

type Asking = {
  readonly approvers: readonly Staff[];
  readonly by: Pick<Staff, 'email'>;
  readonly what: string;
  readonly demanded?: true;
  /** By when, where that is known. */
  readonly dueAt?: Date;
};

/** The highest number that a request of the ticket has had: none is given out twice. */
export const lastNumber = ({ approvals = [] }: Pick<Ticket, 'approvals'>): number =>
  Math.max(0, ...approvals.map(({ id }) => Number(id)));

/** Somebody is responsible and has a date: the span of a progress note. */
export function withApproval(ticket: Ticket, { approvers, by, what, ...more }: Asking, context: Context): Change {
  const { now } = context;
  const { dueAt = nextUpdateBy(ticket, context), demanded } = more;
  const warnAt = new Date(now.getTime() + (dueAt.getTime() - now.getTime()) * WARNING_SHARE);
  const { approvals = [] } = ticket;
  const approval: Approval = {
    id: String(lastNumber(ticket) + 1),
    what,
    approvers: approvers.map(({ email }) => email),
    askedBy: by.email,
    askedAt: now,
    dueAt,
    ...(demanded && { demanded }),
    answer: null,
  };
  const asked = { ...approvers.reduce(withStaff, ticket), approvals: [...approvals, approval] };
  const names = approvers.map(({ name }) => name).join(', ');
  return changed(arm(arm(asked, 'approval', dueAt, approval.id), 'approval_warning', warnAt, approval.id), {
    at: now,
    event: 'approval_asked',
    by: by.email,
    detail: `${names}: ${cut(what, SHOWN)}`,
  });
}

/** A yes or no is asked of a colleague. */
function ask(ticket: Ticket, event: EventOf<'approval'>, context: Context): Change | Refusal {
  const { by, person, words, hasAttachments } = event;
  if (isSame(person.email, by.email)) return { refused: 'own_approval' };
  if (isAway(context.roster, person.email, context.now)) return awayRefusal(person, context);
  if (openApprovals(ticket).length >= MOST_OPEN) return { refused: 'too_many_approvals', detail: String(MOST_OPEN) };
  const asked = withApproval(ticket, { approvers: [person], by, what: words }, context);
  const dueAt = openApprovals(asked.ticket).at(-1)?.dueAt.toISOString() ?? '';
  const values = { by: by.email, dueAt, about: 'words' } as const;
  const letters = order('approval_request', [person.email], { words, values, withAttachments: hasAttachments });
  return { ...asked, letters };
}

const MOVED_ON: ReadonlySet<State> = new Set(['resolved', 'closed', 'merged']);

/** What is still asked for when a ticket has moved on is asked no more; who was asked hears so. */
export function withApprovalsEnded(change: Change, by: string, context: Context): Change {
  const open = openApprovals(change.ticket);
  if (open.length === 0 || !MOVED_ON.has(change.ticket.state)) return change;
  const ended = andThen(change, (ticket) => withdrawn(ticket, open, by, context));
  return isRefusal(ended) ? change : ended;
}

/** Some requests are asked no more, and who was asked hears so. */
export function withdrawn(ticket: Ticket, some: readonly Approval[], by: string, { now }: Context): Change {
  const answer = { is: 'withdrawn', by, at: now, words: '' } as const;
  const approvals = ticket.approvals?.map((each) => (some.includes(each) ? { ...each, answer } : each));
  const rest = some.reduce((left, { id }) => disarm(left, ['approval', 'approval_warning'], id), ticket);
  return changed(
    approvals ? { ...rest, approvals } : rest,
    some.map(({ what }) => ({ at: now, event: 'approval_withdrawn', by, detail: cut(what, SHOWN) })),
    some.flatMap(({ approvers, what }) =>
      order('approval_answer', besides(approvers, by), { values: { by, answer: 'withdrawn', question: what } }),
    ),
  );
}

/** `#请批 王主管 变更窗口今晚22点`: who is asked, and for what. */
const readApproval: Reading = (command, author, _, context) => {
  const named = personNamed(command.argument, context);
  if (named === null) return unknownPerson(command.argument, context);
  const words = commandWords({ ...command, argument: named.rest });
  return words === '' ? { refused: 'no_text' } : { name: 'approval', person: named.to.person, words, ...author };
};

/** Three quarters of the time have passed: who is asked is reminded. */
function remind(ticket: Ticket, { clock }: EventOf<'approval_warning_due'>, context: Context): Change | Refusal {
  const approval = openApprovals(ticket).find(({ id }) => id === clock.subject);
  if (approval === undefined) return { refused: 'nothing_to_approve' };
  const { what, dueAt } = approval;
  const approvers = approversOf(approval, context);
  return changed(
    ticket,
    { at: context.now, event: 'approval_reminded', by: 'clock', detail: approvers.join(', ') },
    order('reminder', approvers, { values: { span: 'approval', question: what, dueAt: dueAt.toISOString() } }),
  );
}

/** No answer in time: who is asked, who asked, and the supervisors, any of whom may answer. */
function overdue(ticket: Ticket, { clock }: EventOf<'approval_due'>, context: Context): Change | Refusal {
  const approval = openApprovals(ticket).find(({ id }) => id === clock.subject);
  if (approval === undefined) return { refused: 'nothing_to_approve' };
  const { askedBy, what } = approval;
  const approvers = approversOf(approval, context);
  const above = supervising(context.roster).map(({ staff }) => staff.email);
  return changed(
    ticket,
    { at: context.now, event: 'approval_overdue', by: 'clock', detail: approvers.join(', ') },
    order('approval_overdue', [...approvers, askedBy, ...above], {
      values: { responsible: approvers[0] ?? '', question: what },
    }),
  );
}

export const APPROVAL_ASKED = {
  approval: { read: readApproval, apply: ask, detail: ({ person }) => person.email },
  approval_warning_due: { apply: remind },
  approval_due: { apply: overdue },
} satisfies Handlings<'approval' | 'approval_warning_due' | 'approval_due'>;

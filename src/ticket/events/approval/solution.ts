import type { Staff } from '../../../people/person.ts';
import { besides, isSame, order, supervising } from '../../audience.ts';
import { andThen, type Change, changed, isRefusal, type Refusal } from '../../change.ts';
import type { Context } from '../../context.ts';
import type { EventOf, TicketEvent } from '../../states.ts';
import type { Approval, Resolution, State, Ticket } from '../../ticket.ts';
import { approversOf, askedToApprove, openApprovals, withApproval, withdrawn } from './asking.ts';

/**
 * The yes that a solution waits for. It is for the solution and the ticket that whoever gave it was shown: words of the
 * customer, another word in the solution or a reopening are a reason to ask again, under a new number, so that an older
 * letter cannot say yes to what it does not show.
 */

/** Whether the solution there is waits for a yes that somebody is asked for. */
export const awaitsApproval = (ticket: Ticket, { policy }: Context): boolean =>
  policy.resolution.approval !== 'off' && ticket.resolution?.released === false && openApprovals(ticket).length > 0;

/** Whether the solution lacks the yes it needs before it may go out, be somebody asked for it or not. */
export function lacksApproval({ resolution }: Pick<Ticket, 'resolution'>, { policy, roster }: Context): boolean {
  const { approval = 'asked' } = policy.resolution;
  if (resolution === null || approval === 'off') return false;
  if (resolution.approval === 'asked') return true;
  return approval === 'require' && resolution.approval !== 'agreed_above' && !isSupervisor(resolution.by, { roster });
}

const isSupervisor = (email: string, { roster }: Pick<Context, 'roster'>): boolean =>
  roster.some(({ staff }) => isSame(staff.email, email) && staff.roles.includes('supervisor'));

type Holding = Pick<EventOf<'resolve'>, 'words' | 'hasAttachments'> & {
  readonly by: Pick<Staff, 'name' | 'email' | 'roles'>;
  readonly anew?: Anew;
};

/** Why it is asked about again. */
type Anew = 'customer_wrote' | 'completed' | 'moved_on';

/**
 * A solution that waits for what is asked: for every request that is open, and for a yes of the supervisors, where it
 * needs one that nobody is asked for yet. Null where it need not wait. `proposed` has the solution in it.
 */
export function heldForApproval(proposed: Ticket, holding: Holding, context: Context): Change | Refusal | null {
  const { by, words, hasAttachments, anew } = holding;
  const { approval = 'asked' } = context.policy.resolution;
  if (approval === 'off') return null;
  const renewed = withNewNumbers(proposed, by.email, context);
  const asked = andThen(renewed, (ticket) => askedOnce(ticket, holding, context));
  if (isRefusal(asked)) return asked;
  if (openApprovals(asked.ticket).length === 0) return null;
  const isAskedMore = asked.history.length > renewed.history.length;
  const { resolution } = asked.ticket;
  const dueAt = openApprovals(asked.ticket).at(-1)?.dueAt.toISOString() ?? '';
  return {
    ...asked,
    ticket: { ...asked.ticket, resolution: resolution && { ...resolution, approval: 'asked' } },
    history: [
      ...asked.history,
      { at: context.now, event: 'resolution_awaits_approval', by: by.email, detail: resolution?.cause ?? '' },
    ],
    letters: [
      // Whoever is asked anew reads so in the new request.
      ...(isAskedMore ? [] : asked.letters),
      ...order('approval_request', besides(askedToApprove(asked.ticket), by.email), {
        words,
        values: { by: solvedBy(asked.ticket, context) || by.email, dueAt, about: 'solution', ...(anew && { anew }) },
        withAttachments: hasAttachments,
      }),
    ],
  };
}

/** Empty for who has left. */
const solvedBy = ({ resolution }: Ticket, { roster }: Context): string =>
  roster.find(({ staff }) => isSame(staff.email, resolution?.by ?? null))?.staff.email ?? '';

/**
 * Without the requests there were: nobody's yes is for a solution they have not read. Those of colleagues are made
 * again under new numbers, those who gave the last solution back among them; the desk's own only where they are needed.
 */
function withNewNumbers(ticket: Ticket, by: string, context: Context): Change {
  const open = openApprovals(ticket);
  const demanded = open.filter((each) => each.demanded);
  const asked = open.filter((each) => !each.demanded);
  const ended = withdrawn(withoutEarlier(ticket), demanded, by, context);
  return renumbered(ended, asked, context, [...asked, ...saidNo(ticket)]);
}

/**
 * The requests that were answered with a no, to a solution or before there was one, and which nobody has made again: a
 * yes that has not come.
 */
const saidNo = ({ approvals = [] }: Ticket): readonly Approval[] =>
  approvals.filter(
    ({ answer, demanded, what, askedBy }, at) =>
      answer?.is === 'refused' &&
      demanded === undefined &&
      !approvals.slice(at + 1).some((later) => later.what === what && isSame(later.askedBy, askedBy)),
  );

/** The change with the open requests ended, and these made again under new numbers, which no letter tells yet. */
function renumbered(
  change: Change,
  open: readonly Approval[],
  context: Context,
  again: readonly Approval[] = open,
): Change {
  let { ticket, history } = withdrawn(change.ticket, open, DESK, context);
  const author = ticket.resolution?.by ?? '';
  for (const approval of again) {
    const next = withApproval(ticket, sameAsking(approval, author, context), context);
    ({ ticket } = next);
    history = [...history, ...next.history];
  }
  return { ...change, ticket, history: [...change.history, ...history] };
}

/** With a request to the supervisors, where the solution needs a yes that nobody is asked for. */
function askedOnce(ticket: Ticket, { by, words }: Holding, context: Context): Change | Refusal {
  const open = openApprovals(ticket);
  const above = supervising(context.roster).map(({ staff }) => staff);
  const asksAbove = open.some((each) => each.approvers.some((one) => above.some(({ email }) => isSame(email, one))));
  const isAsked = context.policy.resolution.approval === 'require' ? asksAbove : open.length > 0;
  if (by.roles.includes('supervisor') || isAsked || !lacksApproval(ticket, context)) return changed(ticket, []);
  const approvers = above.filter(({ email }) => !isSame(email, by.email));
  if (approvers.length === 0) return { refused: 'nobody_left', detail: '' };
  return withApproval(ticket, { approvers, by, what: words, demanded: true }, context);
}

/** The solution with somebody's yes; one of a supervisor, or in a supervisor's place, is worth more. */
export function withYes(resolution: Resolution, isAbove: boolean): Resolution {
  return { ...resolution, approval: isAbove || resolution.approval === 'agreed_above' ? 'agreed_above' : 'agreed' };
}

/**
 * The change with a solution that waits asked about again, where what has happened is not what its approvers were
 * shown. One that has its yes and waits for its release is asked about when it is released. What others than a
 * supervisor add to one that the customer has takes its yes away, so that no later letter tells it.
 */
export function withApprovalsRenewed(before: Ticket, event: TicketEvent, change: Change, context: Context): Change {
  const { ticket } = change;
  const { resolution } = ticket;
  const anew = whyAnew(before, event, ticket);
  if (anew === null || resolution === null) return change;
  const isNeeded = resolution.approval !== undefined || context.policy.resolution.approval === 'require';
  if (resolution.released && (anew !== 'completed' || !isNeeded || isOfSupervisor(event))) return change;
  if (resolution.approval === undefined && !resolution.released && !awaitsApproval(ticket, context)) return change;
  const stale = { ...change, ticket: { ...ticket, resolution: { ...resolution, approval: 'asked' } as const } };
  if (!awaitsApproval(ticket, context)) return stale;
  const asked = andThen(stale, (now) => askedAnew(now, anew, 'words' in event ? event.words : '', context));
  return isRefusal(asked) ? stale : asked;
}

const isOfSupervisor = (event: TicketEvent): boolean => 'by' in event && event.by.roles.includes('supervisor');

function whyAnew(before: Ticket, event: TicketEvent, after: Ticket): Anew | null {
  if (event.name === 'customer' || (event.name === 'customer_wrote' && !event.onlyThanks && event.rights.mark === null))
    return 'customer_wrote';
  if (ENDED.has(before.state) && !ENDED.has(after.state)) return 'moved_on';
  const isCompleted = event.name === 'note' && before.resolution !== after.resolution;
  return isCompleted && wording(before.resolution) !== wording(after.resolution) ? 'completed' : null;
}

const ENDED: ReadonlySet<State> = new Set(['resolved', 'closed']);

/** What of a solution the customer would read. */
const wording = (resolution: Resolution | null): string =>
  JSON.stringify({ ...resolution, resources: null, approval: undefined });

/** Every request that is open, under a new number, and one letter to all who are asked: the solution as it is now. */
function askedAnew(ticket: Ticket, anew: Anew, words: string, context: Context): Change {
  const again = renumbered(changed(withoutEarlier(ticket), []), openApprovals(ticket), context);
  const dueAt = openApprovals(again.ticket).at(-1)?.dueAt.toISOString() ?? '';
  const values = { by: solvedBy(ticket, context), dueAt, about: 'solution', anew } as const;
  const letters = order('approval_request', askedToApprove(again.ticket), { words, values, withAttachments: true });
  return { ...again, letters };
}

/** Whoever asks again leaves the last one behind, however often: the history has them all. */
const withoutEarlier = (ticket: Ticket): Ticket => ({
  ...ticket,
  approvals: (ticket.approvals ?? []).filter(({ answer }) => answer?.by !== DESK),
});

/** By whom a request is withdrawn that is asked anew. */
const DESK = 'desk';

/**
 * The request as it would be made now. Nobody decides about their own work: where those who were asked have left, or
 * the one who was has written the solution, it is the supervisors' to answer.
 */
function sameAsking({ what, askedBy, demanded, dueAt, ...approval }: Approval, author: string, context: Context) {
  const emails = approversOf({ ...approval, what, askedBy, dueAt, ...(demanded && { demanded }) }, context);
  const above = supervising(context.roster).map(({ staff }) => staff);
  const there = context.roster.flatMap(({ staff }) =>
    emails.some((each) => isSame(each, staff.email)) &&
    (!isSame(staff.email, author) || staff.roles.includes('supervisor'))
      ? [staff]
      : [],
  );
  const others = above.filter(({ email }) => !isSame(email, author) && !isSame(email, askedBy));
  const approvers = [there, others, above].find((some) => some.length > 0) ?? [];
  // Whoever is slow is not given more time by a customer who writes again.
  const sooner = dueAt > context.now ? { dueAt } : {};
  return { approvers, by: { email: askedBy }, what, ...sooner, ...(demanded && { demanded }) };
}

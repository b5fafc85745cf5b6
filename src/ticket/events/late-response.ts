import { besides, inCharge, order, supervisors } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { EventOf } from '../states.ts';
import type { Ticket } from '../ticket.ts';
import { approversOf, openApprovals } from './approval/asking.ts';
import { awaitsApproval } from './approval/solution.ts';
import type { Handlings } from './handling.ts';

type Span = 'respond' | 'update';

const deadline = (ticket: Ticket, span: Span): Date | null => (span === 'respond' ? ticket.respondBy : ticket.updateBy);
const dueAt = (ticket: Ticket, span: Span): string => deadline(ticket, span)?.toISOString() ?? '';

/** Whether the supervisors hear about now that the ticket is late: with this round of the clocks, or a moment ago. */
const hearsOfBreach = ({ clocks, respondBy, respondedAt, updateBy }: Ticket, { now }: Context): boolean =>
  clocks.some(({ kind, dueAt }) => (kind === 'respond' || kind === 'update') && dueAt <= now) ||
  [respondedAt === null ? respondBy : null, updateBy].some(
    (at) => at !== null && at <= now && now.getTime() - at.getTime() < MOMENT_MS,
  );
const MOMENT_MS = 10 * 60_000;

/**
 * Three quarters of a span have passed: the person who owes the next word is reminded. After a stop of the desk all of
 * it may have. A supervisor who owes the word needs no letter beside that of a breach, be it of the other span.
 */
const remind =
  (span: Span) =>
  (ticket: Ticket, _: EventOf<`${Span}_warning_due`>, context: Context): Change => {
    if (awaitsApproval(ticket, context)) return remindOfApproval(ticket, span, context);
    const unreleased = ticket.resolution?.released === false;
    const owing = unreleased ? ticket.follower : ticket.assignee;
    const reminded = owing === null ? inCharge(ticket, context) : [owing];
    const due = deadline(ticket, span);
    const late = due !== null && due <= context.now;
    // A release is asked for by this letter alone.
    const to = hearsOfBreach(ticket, context) && !unreleased ? besides(reminded, ...supervisors(context)) : reminded;
    const values = {
      span: unreleased ? ('release' as const) : span,
      dueAt: dueAt(ticket, span),
      ...(late && { late: 'yes' as const }),
    };
    return changed(
      ticket,
      { at: context.now, event: `${span}_reminded`, by: 'clock', detail: owing ?? '' },
      order('reminder', to, { values }),
    );
  };

/** The solution is written, and a yes is all that it waits for. */
function remindOfApproval(ticket: Ticket, span: Span, context: Context): Change {
  const approvers = [...new Set(openApprovals(ticket).flatMap((each) => approversOf(each, context)))];
  const question = openApprovals(ticket)[0]?.what ?? '';
  return changed(
    ticket,
    { at: context.now, event: `${span}_reminded`, by: 'clock', detail: approvers.join(', ') },
    order('reminder', approvers, { values: { span: 'approval', question, dueAt: dueAt(ticket, span) } }),
  );
}

/** The span is over: the supervisors are told. */
const breach =
  (span: Span) =>
  (ticket: Ticket, _: EventOf<`${Span}_due`>, context: Context): Change =>
    changed(
      ticket,
      { at: context.now, event: `${span}_breached`, by: 'clock', detail: ticket.assignee ?? '' },
      order('breach', supervisors(context), { values: { span, dueAt: dueAt(ticket, span) } }),
      [{ reason: 'breach', number: ticket.number, urgency: ticket.urgency }],
    );

export const LATE_RESPONSE = {
  respond_warning_due: { apply: remind('respond') },
  respond_due: { apply: breach('respond') },
  update_warning_due: { apply: remind('update') },
  update_due: { apply: breach('update') },
} satisfies Handlings<'respond_warning_due' | 'respond_due' | 'update_warning_due' | 'update_due'>;

import { besides, customers, managers, order, supervisors, writerOf } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import { chooseTeam } from '../dispatch.ts';
import { leaving } from '../incident/leaving.ts';
import type { LetterOrder } from '../letters.ts';
import type { CustomerWrote, EventOf } from '../states.ts';
import { type HistoryEntry, type Ticket, URGENCIES, type Urgency } from '../ticket.ts';
import { nextUpdateBy, stopAll } from '../time/clocks.ts';
import { enter } from '../time/stage.ts';
import { commandWords, type Handlings } from './handling.ts';

/**
 * The customer says it is still open: the analysis starts again one level more urgent, with the second line where there
 * is one, else with another engineer; the supervisors get the customer's words.
 */
export function escalate(ticket: Ticket, event: CustomerWrote, context: Context): Change {
  const { from, words, hasAttachments, toldBy } = event;
  const urgency = oneUp(ticket.urgency);
  const secondLine = chooseTeam({ ...ticket, urgency, line: 2 }, context.policy) !== null;
  const again: Ticket = {
    ...reopened({ ...ticket, urgency }, context),
    urgencyReason: { source: 'escalation', detail: ticket.urgency },
    line: secondLine ? 2 : ticket.line,
    assignee: null,
    passedOver: ticket.assignee === null ? [] : [ticket.assignee],
    handOver: { why: 'escalated', by: ticket.assignee ?? '', words: '' },
  };
  const values = { from: from.address, ...(toldBy && { toldBy: toldBy.name }) };
  const content = { words, values, withAttachments: hasAttachments };
  return changed(
    again,
    [...left(ticket, context), { at: context.now, event: 'reopened', by: writerOf(event), detail: 'still_open' }],
    [
      ...order('escalation', supervisors(context), content),
      ...order('reassigned', [ticket.assignee], { words, values: { by: '', why: 'escalated' } }),
      ...told(again),
      ...order('company_escalation', managers(again, context), { values: promised(again) }),
    ],
    [{ reason: 'escalation', number: ticket.number, urgency }],
  );
}

/** Staff reopen it; it goes back to its last assignee, at the urgency it had. */
function reopen(ticket: Ticket, { by, reason }: EventOf<'reopen'>, context: Context): Change {
  const again: Ticket = { ...reopened(ticket, context), handOver: { why: 'reopened', by: by.email, words: reason } };
  const history = [...left(ticket, context), { at: context.now, event: 'reopened', by: by.email, detail: reason }];
  return changed(again, history, [
    ...order('note', besides([ticket.follower], by.email), { words: reason, values: { by: by.email } }),
    ...told(again),
  ]);
}

/** What one solution for many has not solved is a matter of its own from now on. */
const left = ({ incident }: Ticket, { now }: Context): readonly HistoryEntry[] =>
  incident === undefined ? [] : [{ at: now, event: 'incident_unlinked', by: 'desk', detail: incident.number }];

/** The customer hears that it is open again, and by when they hear more. */
const told = (ticket: Ticket): readonly LetterOrder[] =>
  order('reopened', customers(ticket), { values: promised(ticket) });

const promised = ({ promisedBy }: Ticket) => ({ answerBy: promisedBy?.toISOString() ?? '' });

/**
 * Open again, with a new promise in place of the old one; the last resolution stays with it, so that nobody starts from
 * nothing.
 */
const reopened = (ticket: Ticket, context: Context): Ticket => ({
  ...enter(stopAll(leaving(ticket, context)), 'reopened', context),
  passedOver: [],
  acceptRound: 0,
  acceptedAt: null,
  resolvedAt: null,
  closedAt: null,
  closing: null,
  askedBackAt: null,
  expectedBy: null,
  promisedBy: nextUpdateBy(ticket, context),
  reopenCount: ticket.reopenCount + 1,
});

const oneUp = (urgency: Urgency): Urgency => URGENCIES[URGENCIES.indexOf(urgency) - 1] ?? urgency;

export const ESCALATION = {
  reopen: { read: (command, { by }) => ({ name: 'reopen', by, reason: commandWords(command) }), apply: reopen },
} satisfies Handlings<'reopen'>;

import { isRobotAddress } from '../../../people/acknowledgement.ts';
import { customers, inCharge, order, supervisors, writerOf } from '../../audience.ts';
import { type Change, changed, type Refusal } from '../../change.ts';
import type { Context } from '../../context.ts';
import { isSpokenFor } from '../../incident/incident.ts';
import type { CustomerWrote, EventOf } from '../../states.ts';
import { readParts } from '../../text/resolution-text.ts';
import type { Closing, Ticket } from '../../ticket.ts';
import { stopAll } from '../../time/clocks.ts';
import { enter, handlingTime } from '../../time/stage.ts';
import { askedToApprove, openApprovals } from '../approval/asking.ts';
import { awaitsApproval, lacksApproval } from '../approval/solution.ts';
import { commandWords, type Handlings, type Reading, unsignedCommandWords } from '../handling.ts';
import { outcome, withAdded } from './record.ts';

/**
 * How it came to be closed: `confirmedBy` is `mail`, `silence`, or what staff wrote (`电话确认`). `said`: the mail of
 * the customer that did it.
 */
type Confirmation = Pick<Closing, 'confirmedBy' | 'satisfaction'> & {
  readonly by: string;
  readonly said?: CustomerWrote;
};

/** The ticket closed with its record, which goes to its staff, and the letter that says so and asks for a rating. */
export function closed(
  ticket: Ticket,
  { by, confirmedBy, satisfaction, said }: Confirmation,
  context: Context,
): Change {
  const { now, policy } = context;
  const reopenUntil = new Date(now.getTime() + policy.confirm.reopenWithin).toISOString();
  const closing: Closing = {
    ...handlingTime(ticket, context),
    ...outcome(ticket),
    confirmedBy,
    satisfaction,
  };
  const kind = confirmedBy === 'silence' ? 'closed_on_silence' : 'closing';
  return changed(
    withRatingAsked({ ...enter(stopAll(ticket), 'closed', context), closedAt: now, closing }, context),
    { at: now, event: 'closed', by, detail: confirmedBy },
    [
      ...order(kind, customers(ticket), { values: { reopenUntil } }),
      ...order('closing_record', recordReaders(ticket, context), {
        ...(said ? { words: said.words, withAttachments: said.hasAttachments } : {}),
        values: said ? { from: writerOf(said) } : {},
      }),
    ],
  );
}

/** A rating is asked for once a ticket, of people who have given none, and of nobody where the desk is set so. */
function withRatingAsked(ticket: Ticket, { now, policy }: Context): Ticket {
  const { ratingAskedAt, closing, requester } = ticket;
  const asks = policy.satisfaction?.ask !== false && ratingAskedAt === undefined && closing?.satisfaction == null;
  return asks && !isRobotAddress(requester.address) ? { ...ticket, ratingAskedAt: now } : ticket;
}

/** Whether the letter of its closing asks for a rating. */
export const asksForRating = ({ ratingAskedAt, closedAt }: Pick<Ticket, 'ratingAskedAt' | 'closedAt'>): boolean =>
  closedAt !== null && ratingAskedAt?.getTime() === closedAt.getTime();

/** Who worked on it and who follows it; the supervisors where something was urgent or went wrong. */
const recordReaders = (ticket: Ticket, context: Context): readonly (string | null)[] => [
  // A thousand tickets with one solution are a thousand records that say the same.
  ...(isSpokenFor(ticket) ? [] : inCharge(ticket, context)),
  ...(ticket.followers ?? []),
  ...((ticket.urgency === 'urgent' && !isSpokenFor(ticket)) || ticket.reopenCount > 0 ? supervisors(context) : []),
];

/**
 * Staff close it, best with the way it was confirmed: `#close 电话确认`; a solution below it goes into the record. The
 * customer reads that: but for supervisors it is no way around a yes that the solution waits for, or would have to, and
 * for engineers none around the front line.
 */
function close(ticket: Ticket, { by, how, record }: EventOf<'close'>, context: Context): Change | Refusal {
  const { approval = 'asked', via } = context.policy.resolution;
  const tells = ticket.resolution === null && Boolean(record?.resolution.steps);
  if (!by.roles.includes('supervisor') && approval !== 'off') {
    if (awaitsApproval(ticket, context) || (tells && openApprovals(ticket).length > 0))
      return { refused: 'waits_for_approval', detail: askedToApprove(ticket).join(', ') };
    if (tells && approval === 'require') return { refused: 'needs_approval' };
  }
  if (tells && via === 'frontline' && ticket.follower !== null && by.roles.every((role) => role === 'engineer'))
    return { refused: 'frontline_only' };
  const known = by.roles.includes('supervisor') ? ticket : withoutUnapproved(ticket, context);
  const whole = record ? withAdded(known, record, by.email, context).ticket : known;
  return closed(whole, { confirmedBy: how || 'staff', satisfaction: null, by: by.email }, context);
}

/** A solution that the record got once the ticket was closed, and nobody approved, has not gone to the customer yet. */
function withoutUnapproved(ticket: Ticket, context: Context): Ticket {
  const { resolution, state } = ticket;
  if (resolution === null || state === 'resolved' || !lacksApproval(ticket, context)) return ticket;
  return { ...ticket, resolution: { ...resolution, released: false } };
}

/** What stands before the first label tells how it was confirmed; without labels all of it does. */
const readClose: Reading = (command, author) => {
  const { before, ...record } = readParts(unsignedCommandWords(command, author));
  const { resolution, work } = record;
  const tells = [resolution.steps, resolution.verified, work.minutes, work.resources].some(Boolean);
  return tells
    ? { name: 'close', by: author.by, how: before, record }
    : { name: 'close', by: author.by, how: commandWords(command) };
};

export const CLOSING = {
  close: { read: readClose, apply: close },
} satisfies Handlings<'close'>;

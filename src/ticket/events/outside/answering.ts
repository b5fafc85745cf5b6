import { besides, order } from '../../audience.ts';
import { type Change, changed } from '../../change.ts';
import type { Context } from '../../context.ts';
import type { EventOf } from '../../states.ts';
import type { Ticket } from '../../ticket.ts';
import { disarm } from '../../time/clocks.ts';
import type { Handlings } from '../handling.ts';

/**
 * What an outsider answers is an internal note: it goes to who asked, the assignee and the follower, and never to the
 * customer. In a ticket that another was merged into it finds no question of its own.
 */
function outsideAnswer(ticket: Ticket, event: EventOf<'outside_answer'>, { now }: Context): Change {
  const { from, words, asked, askedBy, sideThread, hasAttachments, quiet } = event;
  const isIt = (each: Ticket['sideThreads'][number]): boolean => each.id === sideThread && each.outside !== undefined;
  const sideThreads = ticket.sideThreads.map((each) =>
    isIt(each) ? { ...each, answeredAt: each.answeredAt ?? now } : each,
  );
  const answered = ticket.sideThreads.some(isIt)
    ? disarm({ ...ticket, sideThreads }, ['side_thread', 'side_thread_warning'], sideThread)
    : ticket;
  const readers = quiet ? [] : besides([askedBy, ticket.assignee, ticket.follower], from.address);
  return changed(
    answered,
    { at: now, event: 'outside_answered', by: from.address, detail: asked === from.address ? '' : asked },
    order('outside_answer', readers, {
      words,
      values: { from: from.address, ...(asked === from.address ? {} : { asked }) },
      withAttachments: hasAttachments,
    }),
  );
}

export const OUTSIDE_ANSWERED = { outside_answer: { apply: outsideAnswer } } satisfies Handlings<'outside_answer'>;

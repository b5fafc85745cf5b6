import { customers, order } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { EventOf } from '../states.ts';
import type { Closing, Ticket } from '../ticket.ts';
import { stopAll } from '../time/clocks.ts';
import { enter, handlingTime } from '../time/stage.ts';
import { commandWords, type Handlings } from './handling.ts';

/** How it came to be closed: `confirmedBy` is `mail`, `silence`, or what staff wrote (`电话确认`). */
type Confirmation = Pick<Closing, 'confirmedBy' | 'satisfaction'> & { readonly by: string };

/** The ticket closed with its record, and the letter that says so and asks for a rating. */
export function closed(ticket: Ticket, { by, confirmedBy, satisfaction }: Confirmation, context: Context): Change {
  const { now, policy } = context;
  const reopenUntil = new Date(now.getTime() + policy.confirm.reopenWithin).toISOString();
  const closing: Closing = {
    ...handlingTime(ticket, context),
    solution: ticket.resolution?.steps ?? '',
    resources: ticket.resolution?.resources ?? null,
    confirmedBy,
    satisfaction,
  };
  const kind = confirmedBy === 'silence' ? 'closed_on_silence' : 'closing';
  return changed(
    { ...enter(stopAll(ticket), 'closed', context), closedAt: now, closing },
    { at: now, event: 'closed', by, detail: confirmedBy },
    order(kind, customers(ticket), { values: { reopenUntil } }),
  );
}

/** Staff close it, best with the way it was confirmed: `#close 电话确认`. */
const close = (ticket: Ticket, { by, how }: EventOf<'close'>, context: Context): Change =>
  closed(ticket, { confirmedBy: how || 'staff', satisfaction: null, by: by.email }, context);

export const CLOSING = {
  close: { read: (command, { by }) => ({ name: 'close', by, how: commandWords(command) }), apply: close },
} satisfies Handlings<'close'>;

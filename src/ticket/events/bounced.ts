import { inCharge, isSame, order, supervisors } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { EventOf } from '../states.ts';
import type { Ticket } from '../ticket.ts';
import type { Handlings } from './handling.ts';

/**
 * A letter about the ticket came back, or was never sent: those in charge are told, the supervisors when it was for one
 * of those. One that is only delayed leaves a line in the history, and no letter.
 */
function bounced(ticket: Ticket, event: EventOf<'bounced'>, context: Context): Change {
  const { recipient, status, permanent, why } = event;
  const charged = inCharge(ticket, context);
  const to = charged.some((address) => isSame(address, recipient)) ? supervisors(context) : charged;
  return changed(
    ticket,
    { at: context.now, event: permanent ? 'undeliverable' : 'delayed', by: 'desk', detail: `${recipient} ${status}` },
    permanent ? order('undeliverable', to, { values: { recipient, status, why } }) : [],
  );
}

export const BOUNCED = { bounced: { apply: bounced } } satisfies Handlings<'bounced'>;

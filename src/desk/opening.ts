import { v7 as uuid } from 'uuid';
import type { Place } from '../lib/in-order.ts';
import { openWithTheSameError } from '../store/alike.ts';
import { nextInDay } from '../store/ticket-counter.ts';
import { open } from '../ticket/events/open.ts';
import { remember } from '../ticket/remembered.ts';
import { formatNumber, localDay } from '../ticket/text/number.ts';
import { deskOf } from './brand/brand.ts';
import type { Decision } from './decision.ts';
import type { Desk } from './desk.ts';
import type { IncomingMail } from './incoming.ts';
import { openedAs } from './opened.ts';
import { notePending } from './pending-assignments.ts';
import { loadStaffing } from './staffing.ts';

/**
 * The next ticket number and the time it was given out: in the order of the mails, and the later number at the later
 * time. `place` is the mail's place among those decided beside it.
 */
export function nextNumber(desk: Desk, place: Place): Promise<{ readonly number: string; readonly at: Date }> {
  const { timezone, numberPrefix } = desk.config.desk;
  return place.pass(async () => {
    const sequence = await nextInDay(desk.db, localDay(desk.now(), timezone));
    return { number: formatNumber(numberPrefix, sequence), at: desk.now() };
  });
}

/**
 * The decision with the ticket it opens: numbered, given to somebody, and noted as theirs until `settlePending` is
 * called with its changes. A decision that opens none is returned as it is.
 */
export async function withTicketOpened(
  whole: Desk,
  { mailbox, brand }: Pick<IncomingMail, 'mailbox' | 'brand'>,
  decision: Decision,
  place: Place,
): Promise<Decision> {
  const { opens } = decision;
  if (opens === undefined) return decision;
  const desk = deskOf(whole, brand);
  const [staffing, { number, at }, alike] = await Promise.all([
    loadStaffing(desk),
    nextNumber(desk, place),
    openWithTheSameError(desk.db, { ...opens.received, scope: desk.scope }, desk.now()),
  ]);
  const received = { ...opens.received, id: uuid(), number, alike, brand: desk.brand ?? null };
  const change =
    opens.remembered === undefined
      ? notePending(desk, open(received, { ...staffing(), now: at }))
      : remember(received, opens.remembered, desk);
  return openedAs(decision, opens, change, { mailbox: mailbox.name, now: desk.now() });
}

import { isSame, order } from '../audience.ts';
import { type Change, changed, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import type { EventName, EventOf } from '../states.ts';
import type { LaterAnswer, Ticket } from '../ticket.ts';
import { arm, disarm } from '../time/clocks.ts';
import type { Handlings, Reading } from './handling.ts';

/** An answer to the customer waits for its time; the mail that has it is decided then (`intake/waiting/later.ts`). */
function later(ticket: Ticket, event: EventOf<'later'>, { now }: Context): Change {
  const { by, mailId, at, words, composed } = event;
  const one: LaterAnswer = {
    ...{ mailId, by: by.email, at, words, overtakenAt: null, toldAt: null },
    ...(composed ? { composed } : {}),
  };
  return changed(arm({ ...ticket, laters: [...(ticket.laters ?? []), one] }, 'send_later', at, String(mailId)), {
    at: now,
    event: 'answer_scheduled',
    by: by.email,
    detail: at.toISOString(),
  });
}

/** Its author calls off all of theirs on the ticket. */
function calledOff(ticket: Ticket, { by }: EventOf<'later_off'>, { now }: Context): Change | Refusal {
  const own = (ticket.laters ?? []).filter((each) => isSame(each.by, by.email));
  if (own.length === 0) return { refused: 'nothing_scheduled' };
  const after = own.reduce((left, { mailId }) => withoutLater(left, mailId), ticket);
  return changed(after, { at: now, event: 'answer_called_off', by: by.email, detail: String(own.length) });
}

/** The ticket without that answer. */
export function withoutLater(ticket: Ticket, mailId: number): Ticket {
  const { laters = [], ...rest } = disarm(ticket, ['send_later'], String(mailId));
  const left = laters.filter((each) => each.mailId !== mailId);
  return left.length === 0 ? rest : { ...rest, laters: left };
}

/**
 * Its time has come, and nobody of the staff has written it any more: it is not sent, and whoever has the ticket hears.
 */
export function laterOrphaned(ticket: Ticket, { mailId, by, words }: LaterAnswer, now: Date): Change {
  return changed(
    withoutLater(ticket, mailId),
    { at: now, event: 'answers_called_off', by: 'desk', detail: by },
    order('later_ended', [by], { words, values: { why: 'author_left' } }),
  );
}

/** Its author has been shown what overtook it: it waits for them, and for no time any more. */
export const withLaterTold = (ticket: Ticket, mailId: number, now: Date): Ticket => ({
  ...disarm(ticket, ['send_later'], String(mailId)),
  laters: (ticket.laters ?? []).map((each) => (each.mailId === mailId ? { ...each, toldAt: now } : each)),
});

/** Words of the customer, and what the staff send them, that overtake what others have scheduled. */
const OVERTAKING: ReadonlySet<EventName> = new Set([
  'customer_wrote',
  'customer',
  'ask',
  'reply',
  'resolve',
  'release',
  'incident_told',
  'incident_resolved',
]);

/** A yes overtakes them where it has sent a solution on. */
const isOvertaking = (name: EventName, { state }: Ticket): boolean =>
  OVERTAKING.has(name) || (name === 'agree' && state === 'resolved');

/**
 * The change with the answers that wait overtaken by it: they come up at once, and their authors are asked. With a
 * ticket that has ended they end, and their authors get their words back.
 */
export function withLatersSettled(name: EventName, by: string | null, change: Change, { now }: Context): Change {
  const { ticket } = change;
  const waiting = (ticket.laters ?? []).filter(({ toldAt }) => toldAt === null);
  if (ticket.laters === undefined) return change;
  if (ticket.state === 'closed' || ticket.state === 'merged') return ended(change, ticket.laters, now);
  const overtaken = isOvertaking(name, ticket) ? waiting.filter((each) => by === null || !isSame(each.by, by)) : [];
  const after = overtaken.reduce((left, { mailId }) => arm(left, 'send_later', now, String(mailId)), ticket);
  const laters = ticket.laters.map((each) => (overtaken.includes(each) ? { ...each, overtakenAt: now } : each));
  return overtaken.length === 0 ? change : { ...change, ticket: { ...after, laters } };
}

function ended(change: Change, laters: readonly LaterAnswer[], now: Date): Change {
  const after = laters.reduce((left, { mailId }) => withoutLater(left, mailId), change.ticket);
  const unsent = laters.filter(({ toldAt }) => toldAt === null);
  return {
    ...change,
    ticket: after,
    history: [
      ...change.history,
      { at: now, event: 'answers_called_off', by: 'desk', detail: laters.map(({ by }) => by).join(', ') },
    ],
    letters: [...change.letters, ...unsent.flatMap(({ by, words }) => order('later_ended', [by], { words }))],
  };
}

const CANCELS = /^(?:取消|撤销|不发了?|cancel(?:led)?|off)$/iu;

/** With something to send the whole mail waits, which intake sees to; else it calls off what waits. */
const readLater: Reading = ({ argument }, { by }) =>
  CANCELS.test(argument.normalize('NFKC').trim()) ? { name: 'later_off', by } : { refused: 'nothing_to_send' };

export const LATER = {
  later: { read: readLater, apply: later, detail: ({ at }) => at.toISOString() },
  later_off: { apply: calledOff },
  // The mail itself is decided when its time has come; the clock only finds it.
  send_later_due: { apply: () => ({ refused: 'not_running' }) },
} satisfies Handlings<'later' | 'later_off' | 'send_later_due'>;

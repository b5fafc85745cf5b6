import type { MailboxConfig } from '../config/settings.ts';
import type { Place } from '../lib/in-order.ts';
import { mayOffer } from '../people/signed.ts';
import type { NewCopy } from '../store/commit/change.ts';
import { mailboxOfTicket } from '../store/mail.ts';
import type { Change } from '../ticket/change.ts';
import type { Incident } from '../ticket/incident/incident.ts';
import type { IncidentChange } from '../ticket/incident/work.ts';
import type { LetterOrder } from '../ticket/letters.ts';
import { confidentially, isSecret } from '../ticket/text/confidential.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Assisted, withAssistance } from './assist/assistance.ts';
import { deskOf, writingMailbox } from './brand/brand.ts';
import type { Decision, Learned } from './decision.ts';
import { type Desk, mailboxOf } from './desk.ts';
import type { IncomingMail } from './incoming.ts';
import { learnedBoth, NOTHING_LEARNED } from './learned.ts';
import { draftLetters, learnFrom } from './learning.ts';
import type { Occasion } from './letters/entries.ts';
import { withHeldBack } from './letters/held-back.ts';
import { letterData } from './letters/letter-data.ts';
import { loadLetterMaterial } from './letters/letter-loading.ts';
import { type Written, writeLetters } from './letters/letters.ts';
import { withTicketOpened } from './opening.ts';
import { settlePending } from './pending-assignments.ts';
import { causingMail, flatten, saidSafely } from './records.ts';

/**
 * What a decision comes to, ready to be written down: finished letters, and the changes with those they bring along.
 */
export type Composed = {
  readonly changes: readonly Change[];
  readonly letters: readonly Written[];
  readonly copies: readonly NewCopy[];
  readonly learned: Learned;
  /** What a model is asked, and the letters that wait for it. */
  readonly assisted: Omit<Assisted, 'changes'>;
};

export type ComposedDecision = Composed & {
  /** With the ticket it opens. */
  readonly decision: Decision;
};

/**
 * Composes what was decided about a mail: draws the number of a ticket it opens, learns from resolutions, loads what
 * the letters show, and writes their octets. `applyDecision` must follow: it lets go of who was given the new ticket.
 */
export async function composeDecision(
  desk: Desk,
  incoming: IncomingMail,
  decided: Decision,
  place: Place,
): Promise<ComposedDecision> {
  const opened = await withTicketOpened(desk, incoming, decided, place);
  try {
    const isOpened = ({ id }: Ticket): boolean => decided.opens !== undefined && id === opened.ticket?.id;
    const remembersSecret = decided.opens?.remembered !== undefined && isSecret(incoming, null);
    const held = await withHeldBack(desk, flatten(opened.changes));
    const closed = confidentially(withSigned(held, incoming), (ticket) =>
      isSecret(incoming, isOpened(ticket) ? null : ticket),
    );
    const decision = { ...opened, said: saidSafely(incoming, opened, closed) };
    const { changes, ...assisted } = await withAssistance(desk, closed, incoming.mail.language);
    const learned = learnedBoth(await learnFrom(desk, changes), remembersSecret ? NOTHING_LEARNED : decision.learned);
    const occasion = { incoming, said: decision.said };
    const { mailbox } = incoming;
    const letters = [
      ...(await lettersAbout(desk, mailbox, occasion, learned, [
        ...changes.map(({ ticket, letters: orders }) => ({ ticket, orders })),
        ...(decision.letters.length > 0
          ? [{ ticket: decision.ticket, incident: decision.about ?? null, orders: decision.letters }]
          : []),
      ])),
      ...(await draftLetters(desk, mailbox, learned.asked, incoming.stored.id)),
      ...(await incidentLetters(
        desk,
        mailbox,
        occasion,
        decision.incidents ?? [],
        changes.map(({ ticket }) => ticket),
      )),
    ];
    const copies = copiesOf(changes, { mailbox: mailbox.name, at: desk.now() });
    return { decision, changes, learned, letters, copies, assisted };
  } catch (error) {
    settlePending(desk, opened.changes, false);
    throw error;
  }
}

/** Composes what was done to a ticket without a mail, by the clock or at the command line; `said`: its words. */
export async function composeWithoutMail(desk: Desk, change: Change, said: Occasion['said'] = []): Promise<Composed> {
  const closed = confidentially(await withHeldBack(desk, flatten([change])));
  const { changes, ...assisted } = await withAssistance(desk, closed);
  const mailbox = mailboxOf(desk.config, await mailboxOfTicket(desk.db, change.ticket.id));
  const about = changes.map(({ ticket, letters: orders }) => ({ ticket, orders }));
  const learned = await learnFrom(desk, changes);
  const letters = [
    ...(await lettersAbout(desk, mailbox, { incoming: null, said }, learned, about)),
    ...(await draftLetters(desk, mailbox, learned.asked, null)),
  ];
  const copies = copiesOf(changes, { mailbox: mailbox.name, at: desk.now() });
  return { changes, learned, letters, copies, assisted };
}

/** Writes letters that were ordered before, about a ticket as it is now. */
export async function composeOrdered(desk: Desk, ticket: Ticket, orders: readonly LetterOrder[]): Promise<Written[]> {
  const mailbox = mailboxOf(desk.config, await mailboxOfTicket(desk.db, ticket.id));
  return lettersAbout(desk, mailbox, { incoming: null, said: [] }, NOTHING_LEARNED, [{ ticket, orders }]);
}

/** The letters to the staff that incidents call for. `tickets`: those of the same commit, which may have joined one. */
export const incidentLetters = (
  desk: Desk,
  mailbox: MailboxConfig,
  occasion: Occasion,
  changes: readonly IncidentChange[],
  tickets: readonly Ticket[] = [],
): Promise<Written[]> =>
  lettersAbout(
    desk,
    mailbox,
    occasion,
    NOTHING_LEARNED,
    changes.map(({ incident, letters: orders }) => ({ ticket: null, incident, orders, joining: tickets })),
  );

/** What a customer's signature proves is shown to the staff with their words. */
function withSigned(changes: readonly Change[], incoming: IncomingMail): readonly Change[] {
  if (incoming.person?.kind === 'staff') return changes;
  const signed = incoming.signed && {
    ...incoming.signed,
    ...(mayOffer(incoming) ? {} : { unproven: true as const }),
  };
  return changes.map((change) => {
    const { signed: _, ...ticket } = change.ticket;
    return { ...change, ticket: signed === null ? ticket : { ...ticket, signed } };
  });
}

const copiesOf = (changes: readonly Change[], where: { readonly mailbox: string; readonly at: Date }): NewCopy[] =>
  changes.flatMap(({ ticket, copies }) => copies.map((each) => ({ ...each, ...where, ticketId: ticket.id })));

/** Loads what these letters show, and writes them, each as the brand of what it is about. */
async function lettersAbout(
  whole: Desk,
  came: MailboxConfig,
  occasion: Occasion,
  { known }: Learned,
  about: readonly {
    readonly ticket: Ticket | null;
    readonly incident?: Incident | null;
    readonly orders: readonly LetterOrder[];
    readonly joining?: readonly Ticket[];
  }[],
): Promise<Written[]> {
  const written = await Promise.all(
    about.map(async ({ ticket, incident = null, orders, joining = [] }) => {
      const desk = deskOf(whole, (ticket ?? incident ?? occasion.incoming)?.brand);
      const mailbox = writingMailbox(desk, came.name);
      const cause = occasion.incoming && causingMail(occasion.incoming, ticket);
      const seen = { ...occasion, incoming: occasion.incoming && { ...occasion.incoming, mailbox } };
      const loaded = await loadLetterMaterial(desk, seen, { ticket, incident, joining }, orders);
      const saidAlready = known.find(({ ticketId }) => ticketId === ticket?.id)?.article ?? null;
      const material = { ...loaded, saidAlready };
      return writeLetters(desk, mailbox, { ticket, incident, orders, cause }, (order, recipient) =>
        letterData(desk, material, order, recipient),
      );
    }),
  );
  return written.flat();
}

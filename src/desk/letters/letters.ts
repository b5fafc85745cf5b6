/**
 * From an order to finished octets. What a letter shows is loaded once for all letters of a ticket
 * (`letter-loading.ts`); the rest is made from values: what each of them shows (`letter-data.ts`), how it is addressed,
 * threaded and signed (`letter-facts.ts`, `reader.ts`, `tokens.ts`). Only the loading and this file know a database.
 */
import { v7 as uuid } from 'uuid';
import type { MailboxConfig } from '../../config/settings.ts';
import type { Letter } from '../../letter/compose.ts';
import type { ComposedLetter } from '../../letter/composing/composer.ts';
import type { LetterFacts } from '../../letter/facts.ts';
import { LETTERS, RATED, unaskedIn } from '../../letter/kinds.ts';
import { asRead } from '../../letter/readers.ts';
import type { DkimKey } from '../../letter/secrecy/dkim.ts';
import type { Seal } from '../../letter/secrecy/seal.ts';
import type { Address } from '../../mail/mail.ts';
import { type CanonicalAddress, canonicalAddress, limitKey, sameAddress } from '../../people/address.ts';
import { customerOf } from '../../people/identify.ts';
import { aboutOutside } from '../../people/token.ts';
import { absences } from '../../store/absence.ts';
import { confirmedCertificates } from '../../store/certificate.ts';
import type { NewLetter } from '../../store/commit/change.ts';
import { automaticLettersToday, isDead, threadHeads } from '../../store/letter.ts';
import { unsubscribedAmong } from '../../store/letter-wish.ts';
import type { Incident } from '../../ticket/incident/incident.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { quietUntil } from '../../ticket/time/quiet.ts';
import type { Desk } from '../desk.ts';
import { attendanceOf } from '../roster.ts';
import { closedLetter, outsideSubject, ownKeysFor, wayOf, writableTo } from '../secrecy/closing.ts';
import { dkimKeyFor } from '../secrecy/dkim-key.ts';
import {
  type Cause,
  courtesyFacts,
  factsOf,
  isLimited,
  type LetterData,
  type LetterSetting,
  threadOf,
  threadOfIncident,
  type Wanted,
  withinDay,
} from './letter-facts.ts';
import { isWritable, recipientOf } from './reader.ts';
import { outsideReference, outsiderReference } from './tokens.ts';
import { withheldFacts } from './withheld.ts';

/** A finished letter: its row for the outbox, and its words for the ticket. */
export type Written = {
  readonly row: NewLetter;
  readonly letter: Letter;
  /** By what an answer finds the ticket, beside its Message-ID. */
  readonly aliases?: readonly string[];
};

/**
 * Writes the letters an event calls for, one for each recipient. `data` gives what a letter of that kind shows beside
 * the ticket. Throws when a template asks for what is not there.
 */
export async function writeLetters(
  desk: Desk,
  mailbox: MailboxConfig,
  about: {
    readonly ticket: Ticket | null;
    readonly incident?: Incident | null;
    readonly orders: readonly LetterOrder[];
    readonly cause: Cause | null;
    /** The mail behind a letter that is no part of its conversation. */
    readonly mailId?: number | null;
  },
  data: (order: LetterOrder, recipient: Address) => LetterData = () => ({}),
): Promise<Written[]> {
  const { ticket, incident = null, cause, mailId = cause?.mailId ?? null } = about;
  const orders = await readBy(desk, { ...about, incident });
  const { wanted, unsubscribed } = await subscribed(desk, await permitted(desk, { ticket, orders }));
  const [dead, heads] = await Promise.all([
    Promise.all(wanted.map(({ address }) => isDead(desk.db, { address: canonicalAddress(address), now: desk.now() }))),
    isNew(ticket) ? new Map<CanonicalAddress, string>() : threadHeads(desk.db, ticket.id),
  ]);
  return Promise.all(
    wanted.map(({ order, address }, at) => {
      const recipient = recipientOf(desk, ticket, address);
      const own = threadOf(cause, recipient, heads);
      const thread = incident === null || own.inReplyTo ? own : threadOfIncident(incident, desk.config.desk.domain);
      const setting = { id: uuid(), mailbox, ticket, incident, order, recipient, thread };
      const heldBack = !isWritable(desk, address) ? NO_ADDRESS : dead[at] ? DEAD : null;
      const declined = unsubscribed.has(canonicalAddress(address));
      const shown = { ...data(order, recipient), ...courtesyFacts(setting, declined) };
      const confidential = ticket?.confidential === true || cause?.confidential === true;
      const row = { mailId, heldBack, ...quietFor(desk, setting) };
      return written(desk, setting, shown, { ...row, confidential });
    }),
  );
}

/** With the staff as they are now: who is away is represented, and nothing goes to who has left. */
async function readBy(
  desk: Desk,
  {
    ticket,
    incident,
    orders,
    cause,
  }: {
    readonly ticket: Ticket | null;
    readonly incident: Incident | null;
    readonly orders: readonly LetterOrder[];
    readonly cause: Cause | null;
  },
): Promise<readonly LetterOrder[]> {
  const { db, config, directory, now } = desk;
  const isToStaff = ({ kind, to }: LetterOrder) => LETTERS[kind].audience === 'staff' && !isToDesk(config, to);
  if (!orders.some(isToStaff)) return orders;
  const roster = attendanceOf(directory.staff, await absences(db, now()));
  return asRead(orders, { roster, now: now(), ticket, incident, author: cause?.from.address ?? null });
}

const isToDesk = ({ mailboxes }: Desk['config'], to: readonly string[]): boolean =>
  to.every((address) => mailboxes.some((mailbox) => sameAddress(mailbox.address, address)));

/** Without what answers nothing, for those who want none of it; and who of the others is asked for no rating. */
async function subscribed(desk: Desk, all: readonly Wanted[]) {
  const isCourtesy = ({ order }: Wanted): boolean => unaskedIn(order) === 'courtesy';
  const asked = all.filter((each) => isCourtesy(each) || RATED.has(each.order.kind));
  const unsubscribed = await unsubscribedAmong(
    desk.db,
    asked.map(({ address }) => address),
  );
  const wanted = all.filter((each) => !(isCourtesy(each) && unsubscribed.has(canonicalAddress(each.address))));
  return { wanted, unsubscribed };
}

/** Until when its reader has quiet hours: those of their company, else of the desk. */
function quietFor({ config, now }: Desk, { order, ticket, recipient }: LetterSetting): Pick<NewLetter, 'notBefore'> {
  if (LETTERS[order.kind].audience !== 'customer' || unaskedIn(order) === null) return {};
  const hours = customerOf(recipient.address, config.customers)?.quietHours ?? config.quietHours;
  const until = quietUntil(now(), hours, ticket?.timezone ?? config.desk.timezone);
  return until === null ? {} : { notBefore: until };
}

const DEAD = 'held back: letters to this address have come back too often';
const NO_ADDRESS = 'held back: this is no address that mail can be sent to';

const isNew = (ticket: Ticket | null): ticket is null => ticket === null || ticket.version === 0;

/** One letter for each recipient, without automatic ones beyond what the customer of a ticket may get in a day. */
async function permitted(
  desk: Desk,
  { ticket, orders }: { readonly ticket: Ticket | null; readonly orders: readonly LetterOrder[] },
): Promise<readonly Wanted[]> {
  const wanted = orders.flatMap((order) => order.to.map((address): Wanted => ({ order, address })));
  const limit = desk.config.limits.automaticPerTicketDay;
  if (isNew(ticket) || limit === 0) return wanted;
  const inboxes = [...new Set(wanted.filter(isLimited).map(({ address }) => limitKey(address)))];
  const sent = await Promise.all(
    inboxes.map(async (to) => [to, await automaticLettersToday(desk.db, ticket.id, to, desk.now())] as const),
  );
  const { allowed, limited } = withinDay(wanted, new Map(sent), limit);
  for (const { order } of limited)
    desk.log.warn({ event: 'automatic_letter_limited', ticket: ticket.number, kind: order.kind });
  return allowed;
}

async function written(
  desk: Desk,
  setting: LetterSetting,
  data: LetterData,
  { confidential, ...row }: Pick<NewLetter, 'mailId' | 'heldBack' | 'notBefore'> & { readonly confidential: boolean },
): Promise<Written> {
  const { id, mailbox, ticket, order, recipient } = setting;
  const { letter, subject, octets, reduced, now } = await leaving(desk, setting, data, confidential);
  const { delivery, priority } = LETTERS[order.kind];
  return {
    letter,
    aliases: aliasesOf(setting),
    row: {
      id,
      kind: order.kind,
      mailbox: mailbox.name,
      ticketId: ticket?.id ?? null,
      to: recipient,
      subject,
      messageId: letter.messageId,
      envelopeFrom: letter.envelope.from,
      octets,
      reduced,
      automatic: delivery === 'once',
      priority,
      createdAt: now,
      ...row,
    },
  };
}

/** The letter as it is written and as it leaves: closed for its reader, or without its words where it cannot be. */
async function leaving(desk: Desk, setting: LetterSetting, data: LetterData, confidential: boolean) {
  const { mailbox, recipient } = setting;
  const dkim = dkimKeyFor(desk, mailbox);
  const now = desk.now();
  const confirmed =
    desk.secrecy === null ? [] : await confirmedCertificates(desk.db, canonicalAddress(recipient.address));
  const certificates = await writableTo(confirmed, now);
  const way = wayOf(desk.secrecy, { confidential, from: mailbox.address, certificates, now });
  if (!way.withheld) {
    const letter = await composed(desk, factsOf(desk, setting, withOwnKeys(desk, setting, data)));
    try {
      return await closed(desk, letter, way.seal, dkim);
    } catch (error) {
      // A certificate is somebody else's octets: to one that cannot be written to, nothing is told.
      if (way.seal === null || way.seal.certificates.length === 0) throw error;
      desk.log.warn({ event: 'letter_not_closed', letter: setting.id, form: way.seal.form, err: error });
    }
  }
  const { seal } = wayOf(desk.secrecy, { confidential, from: mailbox.address, certificates: [], now });
  return closed(desk, await composed(desk, withheldFacts(desk, setting)), seal, dkim);
}

type Composed = ComposedLetter & { readonly now: Date };

const composed = async ({ compose }: Desk, facts: LetterFacts): Promise<Composed> => ({
  ...(await compose(facts)),
  now: facts.now,
});

const closed = async (desk: Desk, { letter, smaller, now }: Composed, seal: Seal | null, dkim: DkimKey | null) => ({
  letter,
  // What is kept of a letter is what stands outside of it.
  subject: seal !== null && seal.certificates.length > 0 ? outsideSubject(letter.subject) : letter.subject,
  octets: await closedLetter(desk, letter, seal, dkim),
  reduced: smaller && (await closedLetter(desk, smaller, seal, dkim)),
  now,
});

/** Whoever writes encrypted, and not to a key of the desk, gets those it has. */
function withOwnKeys(desk: Desk, { ticket, order, mailbox }: LetterSetting, data: LetterData): LetterData {
  const isWanted = ticket?.encrypted === true && LETTERS[order.kind].audience === 'customer';
  const ownKeys = isWanted ? ownKeysFor(desk.secrecy, mailbox.address, desk.now()) : [];
  return ownKeys.length === 0 ? data : { ...data, ownKeys };
}

/** A question to somebody outside is found by what its token is about, which names no ticket, and by who was asked. */
function aliasesOf({ ticket, order, recipient }: LetterSetting): readonly string[] {
  const { values } = order;
  if (
    LETTERS[order.kind].audience !== 'outside' ||
    ticket === null ||
    values === undefined ||
    !('sideThread' in values)
  )
    return [];
  return [outsideReference(aboutOutside(ticket.id, values.sideThread)), outsiderReference(recipient.address)];
}

import { v7 as uuid } from 'uuid';
import type { MailboxConfig } from '../config/settings.ts';
import { composeLetter, type Letter } from '../letter/compose.ts';
import type { LetterFacts } from '../letter/facts.ts';
import { LETTERS } from '../letter/kinds.ts';
import type { Address } from '../mail/mail.ts';
import { canonicalAddress, sameAddress } from '../people/address.ts';
import { isReached } from '../people/limits.ts';
import { ownMessageId } from '../people/token.ts';
import type { NewLetter } from '../store/commit.ts';
import { automaticLettersToday, isDead, threadHeads } from '../store/letter.ts';
import type { LetterKind, LetterOrder } from '../ticket/letters.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Locale, localeFor } from '../words/locale.ts';
import type { Desk } from './desk.ts';
import { answerAddresses, bounceAddress, ticketTokens } from './tokens.ts';

/** The mail that caused a letter: what the letter answers in the reader's mail program. */
export type Cause = {
  readonly mailId: number;
  readonly messageId: string | null;
  readonly references: readonly string[];
  readonly from: Address;
};

/** What a letter knows beside its order, by name; see LetterFacts. */
export type LetterData = Partial<
  Omit<
    LetterFacts,
    'kind' | 'locale' | 'timezone' | 'now' | 'desk' | 'recipient' | 'ticket' | 'addresses' | 'messageId'
  >
> & { readonly addresses?: Partial<LetterFacts['addresses']> };

/** A finished letter: its row for the outbox, and its words for the ticket. */
export type Written = { readonly row: NewLetter; readonly letter: Letter };

/**
 * Writes the letters an event calls for, one for each recipient. `data` gives what a letter of that kind shows beside
 * the ticket. Throws when a template asks for what is not there.
 */
export async function writeLetters(
  desk: Desk,
  mailbox: MailboxConfig,
  about: { readonly ticket: Ticket | null; readonly orders: readonly LetterOrder[]; readonly cause: Cause | null },
  data: (order: LetterOrder, recipient: Address) => LetterData = () => ({}),
): Promise<Written[]> {
  const wanted = await permitted(desk, about);
  const [dead, heads] = await Promise.all([
    Promise.all(wanted.map(({ address }) => isDead(desk.db, address))),
    isNew(about.ticket) ? new Map<string, string>() : threadHeads(desk.db, about.ticket.id),
  ]);
  return Promise.all(
    wanted.map(({ order, address }, at) => {
      const recipient = recipientOf(desk, about.ticket, address);
      const thread = threadOf(about.cause, recipient, heads);
      const heldBack = dead[at] ? 'held back: letters to this address have come back too often' : null;
      return writeLetter(desk, mailbox, { ...about, order, recipient, thread, heldBack }, data(order, recipient));
    }),
  );
}

const isNew = (ticket: Ticket | null): ticket is null => ticket === null || ticket.version === 0;

type Wanted = { readonly order: LetterOrder; readonly address: string };

/** One letter for each recipient, without automatic ones beyond what the customer of a ticket may get in a day. */
async function permitted(
  desk: Desk,
  { ticket, orders }: { readonly ticket: Ticket | null; readonly orders: readonly LetterOrder[] },
): Promise<Wanted[]> {
  const wanted = orders.flatMap((order) => order.to.map((address) => ({ order, address })));
  const limit = desk.config.limits.automaticPerTicketDay;
  if (isNew(ticket) || limit === 0) return wanted;
  const room = new Map<string, number>();
  const allowed: Wanted[] = [];
  for (const each of wanted) {
    const { audience, delivery } = LETTERS[each.order.kind];
    if (audience === 'customer' && delivery === 'once') {
      const sent =
        room.get(each.address) ?? (await automaticLettersToday(desk.db, ticket.id, each.address, desk.now()));
      room.set(each.address, sent + 1);
      if (isReached(sent, limit)) {
        desk.log.warn({ event: 'automatic_letter_limited', ticket: ticket.number, kind: each.order.kind });
        continue;
      }
    }
    allowed.push(each);
  }
  return allowed;
}

async function writeLetter(
  desk: Desk,
  mailbox: MailboxConfig,
  about: {
    readonly ticket: Ticket | null;
    readonly order: LetterOrder;
    readonly recipient: Address;
    readonly cause: Cause | null;
    readonly thread: Pick<LetterFacts, 'inReplyTo' | 'references'>;
    readonly heldBack: string | null;
  },
  data: LetterData,
): Promise<Written> {
  const { ticket, order, recipient, cause } = about;
  const now = desk.now();
  const id = uuid();
  const traits = LETTERS[order.kind];
  const token = ticketTokens(desk, ticket, { address: recipient.address, audience: traits.audience });
  const facts: LetterFacts = {
    kind: order.kind,
    locale: localeOf(desk, ticket, order.kind, recipient.address),
    timezone: (traits.audience === 'customer' ? ticket?.timezone : null) ?? desk.config.desk.timezone,
    now,
    desk: { name: desk.config.desk.name, address: mailbox.address, domain: desk.config.desk.domain },
    recipient,
    readerRoles: desk.directory.staff.find(({ email }) => sameAddress(email, recipient.address))?.roles ?? [],
    ticket,
    names: Object.fromEntries(desk.directory.staff.map((each) => [each.email, each.name])),
    ...(order.words === undefined ? {} : { words: order.words }),
    ...(order.values === undefined ? {} : { values: order.values }),
    ref: token('ref'),
    messageId: ownMessageId(token('own'), id.slice(-12), desk.config.desk.domain),
    ...about.thread,
    bounceAddress: bounceAddress(desk, mailbox, id, recipient.address),
    envelopeFrom: mailbox.smtp.envelopeFrom,
    ...data,
    addresses: { ...answerAddresses(mailbox, token), ...data.addresses },
  };
  const letter = await composeLetter(facts, desk.render);
  return {
    letter,
    row: {
      id,
      kind: order.kind,
      mailbox: mailbox.name,
      ticketId: ticket?.id ?? null,
      mailId: cause?.mailId ?? null,
      to: recipient,
      subject: letter.subject,
      messageId: letter.messageId,
      envelopeFrom: letter.envelope.from,
      octets: letter.bytes,
      automatic: traits.delivery === 'once',
      priority: traits.priority,
      createdAt: now,
      heldBack: about.heldBack,
    },
  };
}

/**
 * A letter answers the mail that caused it where that mail is its reader's own; else the newest they have of the
 * ticket, so that their mail program shows one conversation.
 */
function threadOf(
  cause: Cause | null,
  { address }: Address,
  heads: ReadonlyMap<string, string>,
): Pick<LetterFacts, 'inReplyTo' | 'references'> {
  if (cause !== null && sameAddress(cause.from.address, address))
    return { inReplyTo: cause.messageId, references: cause.references };
  const head = heads.get(address.toLowerCase());
  return head === undefined ? {} : { inReplyTo: head, references: [] };
}

/** The name somebody is known by; the desk never makes one up. */
function recipientOf(desk: Desk, ticket: Ticket | null, address: string): Address {
  const staff = desk.directory.staff.find((each) => sameAddress(each.email, address));
  if (staff) return { name: staff.name, address: staff.email };
  const known = ticket?.participants.find((each) => canonicalAddress(each.address) === canonicalAddress(address));
  if (ticket && sameAddress(ticket.requester.address, address)) return ticket.requester;
  return { name: known?.name ?? '', address };
}

function localeOf(desk: Desk, ticket: Ticket | null, kind: LetterKind, address: string): Locale {
  if (LETTERS[kind].audience === 'staff') return staffLocale(desk, address);
  return localeFor(ticket?.locale ?? null) ?? desk.config.desk.locale;
}

/** The language of a member of the staff; the desk's for everybody else. */
export const staffLocale = (desk: Desk, address: string): Locale =>
  localeFor(desk.directory.staff.find((each) => sameAddress(each.email, address))?.locale ?? null) ??
  desk.config.desk.locale;

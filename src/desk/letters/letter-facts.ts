import type { MailboxConfig } from '../../config/settings.ts';
import type { LetterFacts } from '../../letter/facts.ts';
import { LETTERS, RATED, unaskedIn } from '../../letter/kinds.ts';
import type { Address } from '../../mail/mail.ts';
import { type CanonicalAddress, canonicalAddress, type LimitKey, limitKey, sameAddress } from '../../people/address.ts';
import { isReached } from '../../people/limits.ts';
import { ownMessageId } from '../../people/token.ts';
import { asksForRating } from '../../ticket/events/ending/closing.ts';
import { type Incident, partiesOf } from '../../ticket/incident/incident.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { type Locale, localeFor } from '../../words/locale.ts';
import type { Desk } from '../desk.ts';
import { contractFacts } from './contract-facts.ts';
import { staffLocale } from './reader.ts';
import { answerAddresses, bounceAddress, outsideToken, replyTo, ticketTokens } from './tokens.ts';

/** The mail that caused a letter: what the letter answers in the reader's mail program. */
export type Cause = {
  readonly mailId: number;
  readonly messageId: string | null;
  readonly references: readonly string[];
  readonly from: Address;
  /** It came encrypted: what its letters say is not for everybody. */
  readonly confidential?: true;
};

/** What a letter knows beside its order, by name; see LetterFacts. */
export type LetterData = Partial<
  Omit<
    LetterFacts,
    'kind' | 'locale' | 'timezone' | 'now' | 'desk' | 'recipient' | 'ticket' | 'addresses' | 'messageId'
  >
> & { readonly addresses?: Partial<LetterFacts['addresses']> };

type Thread = Pick<LetterFacts, 'inReplyTo' | 'references'>;

/** One letter: an order, and one of those it is for. */
export type Wanted = { readonly order: LetterOrder; readonly address: string };

/** Whether the letter counts against what the customer of a ticket may get by itself in a day. */
export const isLimited = ({ order }: Wanted): boolean =>
  LETTERS[order.kind].audience === 'customer' && LETTERS[order.kind].delivery === 'once';

/**
 * The letters without automatic ones beyond the limit a day for each inbox, 0 for none; `sent` counts those of today.
 */
export function withinDay(
  wanted: readonly Wanted[],
  sent: ReadonlyMap<LimitKey, number>,
  limit: number,
): { readonly allowed: readonly Wanted[]; readonly limited: readonly Wanted[] } {
  const room = new Map(sent);
  const isOver = (each: Wanted): boolean => {
    if (limit === 0 || !isLimited(each)) return false;
    const inbox = limitKey(each.address);
    const before = room.get(inbox) ?? 0;
    room.set(inbox, before + 1);
    return isReached(before, limit);
  };
  const judged = wanted.map((each) => ({ each, over: isOver(each) }));
  return {
    allowed: judged.flatMap(({ each, over }) => (over ? [] : [each])),
    limited: judged.flatMap(({ each, over }) => (over ? [each] : [])),
  };
}

/**
 * A letter answers the mail that caused it where that mail is its reader's own; else the newest they have of the
 * ticket (`heads`), so that their mail program shows one conversation.
 */
export function threadOf(
  cause: Cause | null,
  { address }: Address,
  heads: ReadonlyMap<CanonicalAddress, string>,
): Thread {
  if (cause !== null && sameAddress(cause.from.address, address))
    return { inReplyTo: cause.messageId, references: cause.references };
  const head = heads.get(canonicalAddress(address));
  return head === undefined ? {} : { inReplyTo: head, references: [] };
}

/**
 * Letters about an incident make one conversation in their reader's mail program: all of them name the same first mail,
 * which nobody has got.
 */
export function threadOfIncident({ number }: Pick<Incident, 'number'>, domain: string): Thread {
  const root = `<${number.toLowerCase()}@${domain}>`;
  return { inReplyTo: root, references: [root] };
}

/** What a letter is about and how it is written. */
export type LetterSetting = {
  readonly id: string;
  readonly mailbox: MailboxConfig;
  readonly ticket: Ticket | null;
  /** Of a letter about no ticket. */
  readonly incident: Incident | null;
  readonly order: LetterOrder;
  readonly recipient: Address;
  readonly thread: Thread;
};

/** Everything one letter is made of, its tokens minted; `data` is what it shows beside the ticket. */
export function factsOf(
  desk: Pick<Desk, 'config' | 'directory' | 'policy' | 'keys' | 'now' | 'logo' | 'signature'>,
  setting: LetterSetting,
  data: LetterData,
): LetterFacts {
  const { id, mailbox, ticket, incident, order, recipient, thread } = setting;
  const { config, directory } = desk;
  const { audience } = LETTERS[order.kind];
  if (audience === 'outside') return outsideFacts(desk, setting, data);
  const reader = directory.staff.find(({ email }) => sameAddress(email, recipient.address));
  const subject = ticket ?? (incident && partiesOf(incident));
  const token = ticketTokens(desk, subject, { address: recipient.address, audience });
  return {
    kind: order.kind,
    locale: localeOf(desk, ticket, order, recipient.address),
    timezone: (audience === 'customer' ? ticket?.timezone : null) ?? config.desk.timezone,
    now: desk.now(),
    desk: {
      name: config.desk.name,
      address: mailbox.address,
      domain: config.desk.domain,
      accent: config.desk.accent,
      logo: desk.logo,
      ...signatureOf(desk),
    },
    recipient,
    readerRoles: reader?.roles ?? [],
    eventInSubject: reader?.subjects === 'event',
    ...speakerOf(directory, order),
    ...(order.standingInFor === undefined
      ? {}
      : {
          inPlaceOf: {
            address: order.standingInFor,
            name: nameOf(directory, order.standingInFor),
            hasLeft: order.hasLeft === true,
          },
        }),
    ticket,
    ...(audience === 'staff' && ticket ? contractFacts(desk, ticket) : {}),
    ...(incident && { incident: { number: incident.number, title: incident.title } }),
    names: {
      ...Object.fromEntries(directory.staff.map(({ email, name }) => [email, name])),
      ...(audience === 'customer' && authorNamed(directory, order)),
    },
    ...(order.words === undefined ? {} : { words: order.words }),
    ...(order.values === undefined ? {} : { values: order.values }),
    ref: token('ref'),
    messageId: ownMessageId(token('own'), id.slice(-12), config.desk.domain),
    ...thread,
    bounceAddress: bounceAddress(desk, mailbox, id, recipient.address),
    envelopeFrom: mailbox.smtp.envelopeFrom,
    ...data,
    addresses: { ...answerAddresses(mailbox, token), ...data.addresses },
  };
}

/** Whether it asks for a rating, and where its reader says that they want none of such letters. */
export function courtesyFacts(
  { mailbox, ticket, order }: Pick<LetterSetting, 'mailbox' | 'ticket' | 'order'>,
  unsubscribed: boolean,
): Pick<LetterFacts, 'unrated' | 'unsubscribe'> {
  const rates = RATED.has(order.kind) && !unsubscribed && ticket !== null && asksForRating(ticket);
  return {
    ...(RATED.has(order.kind) && !rates && { unrated: true }),
    ...((rates || unaskedIn(order) === 'courtesy') && { unsubscribe: mailbox.address }),
  };
}

/**
 * A letter to somebody outside is one about no ticket: what its order does not say they cannot be told, and no token of
 * it leads further than to the question.
 */
function outsideFacts(
  desk: Pick<Desk, 'config' | 'directory' | 'keys' | 'now' | 'logo' | 'signature'>,
  { id, mailbox, ticket, order, recipient, thread }: LetterSetting,
  data: LetterData,
): LetterFacts {
  const { config, directory } = desk;
  const { values } = order;
  if (ticket === null || values === undefined || !('sideThread' in values))
    throw new Error(`${order.kind} is about a question on a ticket`);
  const token = outsideToken(desk, ticket.id, values.sideThread, recipient.address);
  const { name, domain, accent } = config.desk;
  return {
    kind: order.kind,
    locale: localeOf(desk, null, order, recipient.address),
    timezone: config.desk.timezone,
    now: desk.now(),
    desk: { name, address: mailbox.address, domain, accent, logo: desk.logo, ...signatureOf(desk) },
    recipient,
    ...speakerOf(directory, order),
    names: authorNamed(directory, order),
    ticket: null,
    ...(order.words === undefined ? {} : { words: order.words }),
    values,
    ref: token,
    messageId: ownMessageId(token, id.slice(-12), domain),
    ...thread,
    bounceAddress: bounceAddress(desk, mailbox, id, recipient.address),
    envelopeFrom: mailbox.smtp.envelopeFrom,
    ...data,
    addresses: { reply: replyTo(mailbox, token) },
  };
}

const signatureOf = ({ signature }: Pick<Desk, 'signature'>): Pick<LetterFacts['desk'], 'signature'> =>
  signature ? { signature } : {};

const nameOf = ({ staff }: Desk['directory'], address: string): string =>
  staff.find(({ email }) => sameAddress(email, address))?.name ?? address;

/** Whose words an order carries, as it says; by name in one that was written down before 0.2.0. */
const authorOf = ({ values }: LetterOrder): string => (values !== undefined && 'by' in values ? values.by : '');

/** Nobody but the staff reads the address of a colleague who has left: their name is not known any more. */
function authorNamed(directory: Desk['directory'], order: LetterOrder): Readonly<Record<string, string>> {
  const by = authorOf(order);
  return by.includes('@') ? { [by]: speakerOf(directory, order).speaker?.name ?? '' } : {};
}

/** The member of the staff whose words the letter carries; nobody, where they do not work for its brand any more. */
function speakerOf({ staff }: Desk['directory'], order: LetterOrder): Pick<LetterFacts, 'speaker'> {
  const by = authorOf(order);
  const author = staff.find(({ email }) => sameAddress(email, by));
  return author ? { speaker: { name: author.name, title: author.title ?? '', phone: author.phone ?? '' } } : {};
}

function localeOf(
  desk: Pick<Desk, 'config' | 'directory'>,
  ticket: Ticket | null,
  { kind, values }: LetterOrder,
  address: string,
): Locale {
  if (LETTERS[kind].audience === 'staff') return staffLocale(desk, address);
  const told = values !== undefined && 'locale' in values ? values.locale : null;
  return localeFor(told ?? ticket?.locale ?? null) ?? desk.config.desk.locale;
}

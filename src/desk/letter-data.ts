import { displayName } from '../letter/display-name.ts';
import { type Forwarding, forwardable } from '../letter/forwardable.ts';
import { letterRow, type Section, shows } from '../letter/kinds.ts';
import type { Address } from '../mail/mail.ts';
import { nextHops } from '../people/hops.ts';
import { customerBackground } from '../store/ticket.ts';
import type { LetterKind, LetterOrder } from '../ticket/letters.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { nextHoliday } from '../ticket/time/calendar.ts';
import { conversationOf, forwardingOf, resolutionEntry } from './conversation.ts';
import type { Said } from './decision.ts';
import type { Desk } from './desk.ts';
import type { IncomingMail } from './incoming.ts';
import { knownData } from './knowledge.ts';
import type { LetterData } from './letters.ts';
import { reportData } from './report.ts';
import { challengeToken, releaseToken, replyTo } from './tokens.ts';

/** What letters are written on: the mail that caused them, null for the clock, and what it adds to conversations. */
type Occasion = { readonly incoming: IncomingMail | null; readonly said: readonly Said[] };

/** Loads what letters show beside their ticket, and returns it for each of them. */
export async function loadLetterData(
  desk: Desk,
  occasion: Occasion,
  ticket: Ticket | null,
  orders: readonly LetterOrder[],
): Promise<(order: LetterOrder, recipient: Address) => LetterData> {
  const { incoming } = occasion;
  const { forwarded, withheld } = forwardable(incoming?.mail.attachments ?? []);
  const mailFiles = { attachments: forwarded, leftOut: withheld };
  const [story, known, report] = await Promise.all([
    storyOf(desk, occasion, ticket, orders),
    knownData(desk, ticket, orders, occasion.said),
    reportData(desk, orders),
  ]);
  return (order, recipient) => ({
    ...(order.withAttachments ? mailFiles : {}),
    ...(ticket && shows(order.kind, 'hours') ? hoursOf(desk, ticket) : {}),
    ...(order.lines ? { transcript: order.lines } : {}),
    ...(incoming ? mailData(desk, incoming, order, recipient) : {}),
    ...story(order),
    ...known(order),
    ...report(order, recipient),
  });
}

/**
 * What comes from the ticket's past: the problem as it was first told, what was written since, a resolution's files.
 */
async function storyOf(
  desk: Desk,
  occasion: Occasion,
  ticket: Ticket | null,
  orders: readonly LetterOrder[],
): Promise<(order: LetterOrder) => LetterData> {
  const wants = (section: Section): boolean => orders.some(({ kind }) => shows(kind, section));
  const released = !occasion.incoming?.mail.commands.some(({ name }) => name === 'resolve') && wants('solution_files');
  if (ticket === null || !(wants('problem') || released)) return () => ({});
  const [customer, entries] = await Promise.all([
    wants('background') ? customerBackground(desk.db, ticket) : null,
    conversationOf(desk, ticket, occasion),
  ]);
  const [problem, ...since] = entries;
  const problemGoesAlong = orders.some(({ kind, withAttachments }) => shows(kind, 'problem') && withAttachments);
  const [problemFiles, resolutionFiles] = await Promise.all([
    problemGoesAlong ? forwardingOf(desk, problem ?? null) : null,
    released ? forwardingOf(desk, resolutionEntry(ticket, entries)) : null,
  ]);
  // A mail at hand is shown as it was laid out; of an older one its text is.
  const html = ticket.version === 0 ? (occasion.incoming?.mail.html ?? null) : null;
  return ({ kind, words, withAttachments }) => ({
    ...(shows(kind, 'problem') && problem && words === undefined
      ? { words: problem.words, original: { from: problem.from, text: problem.text, html } }
      : {}),
    ...(shows(kind, 'problem') && withAttachments && problemFiles ? filesOf(problemFiles) : {}),
    ...(shows(kind, 'solution_files') && withAttachments && resolutionFiles ? filesOf(resolutionFiles) : {}),
    ...(shows(kind, 'background') && customer ? { customer, since } : {}),
  });
}

const filesOf = ({ forwarded, withheld }: Forwarding): LetterData => ({ attachments: forwarded, leftOut: withheld });

/** What comes from the mail at hand. */
function mailData(desk: Desk, incoming: IncomingMail, { kind, words }: LetterOrder, recipient: Address): LetterData {
  const { mail, from } = incoming;
  return {
    ...(shows(kind, 'reply') && words === undefined ? { words: mail.reply } : {}),
    ...(shows(kind, 'received')
      ? { received: mail.attachments.filter(({ inline }) => !inline).map(({ name }) => displayName(name)) }
      : {}),
    ...(shows(kind, 'original') && from !== null ? { original: { from, text: mail.text, html: mail.html } } : {}),
    ...(letterRow(kind).decides === 'release' ? release(desk, incoming, recipient) : {}),
    ...hopsOf(desk, incoming, kind),
    ...(letterRow(kind).decides === 'challenge' && incoming.verdict !== 'F'
      ? confirmation(desk, incoming, recipient)
      : {}),
  };
}

/** Without plus-addressing the token goes into the prepared answer's `ref:` line. */
function confirmation(
  desk: Desk,
  { stored, mailbox }: IncomingMail,
  { address }: Address,
): Pick<LetterData, 'addresses' | 'ref'> {
  const token = challengeToken(desk, stored.id, address);
  return { ref: token, addresses: { confirm: replyTo(mailbox, token) } };
}

/** Without plus-addressing the token stands in the letter's `ref:` line, which an answer quotes. */
function release(
  desk: Desk,
  { stored, mailbox }: IncomingMail,
  { address }: Address,
): Pick<LetterData, 'addresses' | 'ref'> {
  const token = releaseToken(desk, stored.id, address);
  return mailbox.plusAddressing ? { addresses: { reply: replyTo(mailbox, token) } } : { ref: token };
}

/** Automatic letters count how often a conversation has been through this desk. */
function hopsOf(desk: Desk, { mail }: IncomingMail, kind: LetterKind): Pick<LetterData, 'hops'> {
  return letterRow(kind).autoSubmitted === null ? {} : { hops: nextHops(mail, desk.config.desk.domain, desk.keys) };
}

/** In the language of the customer. */
function hoursOf(desk: Desk, { locale }: Ticket): Pick<LetterData, 'workingHours'> {
  const { calendar } = desk.policy;
  if (calendar.kind === 'always') return {};
  return { workingHours: { hours: calendar.hours, nextHoliday: nextHoliday(desk.now(), calendar, locale) } };
}

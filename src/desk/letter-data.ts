import { displayName } from '../letter/display-name.ts';
import { type Forwarding, forwardable } from '../letter/forwardable.ts';
import { KINDS } from '../letter/kinds.ts';
import type { Address } from '../mail/mail.ts';
import { nextHops } from '../people/hops.ts';
import { customerBackground } from '../store/background.ts';
import type { LetterKind, LetterOrder } from '../ticket/change.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { nextHoliday } from '../ticket/time/calendar.ts';
import { conversationOf, forwardingOf, resolutionPassage } from './conversation.ts';
import type { Said } from './decision.ts';
import type { Desk } from './desk.ts';
import type { IncomingMail } from './incoming.ts';
import { knownSections } from './knowledge.ts';
import type { LetterData } from './letters.ts';
import { reportSections } from './report.ts';
import { challengeToken, releaseToken, replyTo } from './tokens.ts';

/** Letters about the problem as such: the mail that opened the ticket and what was written since, whatever caused them. */
const ABOUT_PROBLEM: ReadonlySet<LetterKind> = new Set(['dispatch', 'follower_copy', 'supervisor_notice']);
const ABOUT_RESOLUTION: ReadonlySet<LetterKind> = new Set(['resolution', 'resolution_copy']);
/** Letters that show the whole mail below its new words. */
const WITH_ORIGINAL: ReadonlySet<LetterKind> = new Set(['relay', 'unclear_reply', 'escalation', 'third_party_reply']);
const WITH_BACKGROUND: ReadonlySet<LetterKind> = new Set(['dispatch', 'follower_copy']);
/** Letters that show the new words of the mail unless their order has words of its own. */
const WITH_WORDS: ReadonlySet<LetterKind> = new Set([
  'challenge',
  'held_alert',
  'transcript',
  'reopened',
  'undo_notice',
  'confirm_ask_back',
  'third_party_reply',
]);
/** Letters whose reader is asked to confirm the mail they are about. */
const CONFIRMED: ReadonlySet<LetterKind> = new Set(['challenge', 'held_alert']);

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
    knownSections(desk, ticket, orders, occasion.said),
    reportSections(desk, orders),
  ]);
  return (order, recipient) => ({
    ...(order.withAttachments ? mailFiles : {}),
    ...(ticket && order.kind === 'acknowledgement' ? hoursOf(desk, ticket) : {}),
    ...(order.lines ? { transcript: order.lines } : {}),
    ...(incoming ? mailSections(desk, incoming, order, recipient) : {}),
    ...story(order),
    ...known(order),
    ...report(order, recipient),
  });
}

/** What comes from the ticket's past: the problem as it was first told, what was written since, a resolution's files. */
async function storyOf(
  desk: Desk,
  occasion: Occasion,
  ticket: Ticket | null,
  orders: readonly LetterOrder[],
): Promise<(order: LetterOrder) => LetterData> {
  const wants = (kinds: ReadonlySet<LetterKind>): boolean => orders.some(({ kind }) => kinds.has(kind));
  const released = !occasion.incoming?.mail.commands.some(({ name }) => name === 'resolve') && wants(ABOUT_RESOLUTION);
  if (ticket === null || !(wants(ABOUT_PROBLEM) || released)) return () => ({});
  const [customer, passages] = await Promise.all([
    wants(WITH_BACKGROUND) ? customerBackground(desk.db, ticket) : null,
    conversationOf(desk, ticket, occasion),
  ]);
  const [problem, ...since] = passages;
  const withFiles = (kinds: ReadonlySet<LetterKind>): boolean =>
    orders.some(({ kind, withAttachments }) => kinds.has(kind) && withAttachments);
  const [problemFiles, resolutionFiles] = await Promise.all([
    withFiles(ABOUT_PROBLEM) ? forwardingOf(desk, problem ?? null) : null,
    released ? forwardingOf(desk, resolutionPassage(ticket, passages)) : null,
  ]);
  // A mail at hand is shown as it was laid out; of an older one its text is.
  const html = ticket.version === 0 ? (occasion.incoming?.mail.html ?? null) : null;
  return ({ kind, words, withAttachments }) => ({
    ...(ABOUT_PROBLEM.has(kind) && problem && words === undefined
      ? { words: problem.words, original: { from: problem.from, text: problem.text, html } }
      : {}),
    ...(ABOUT_PROBLEM.has(kind) && withAttachments && problemFiles ? filesOf(problemFiles) : {}),
    ...(ABOUT_RESOLUTION.has(kind) && withAttachments && resolutionFiles ? filesOf(resolutionFiles) : {}),
    ...(WITH_BACKGROUND.has(kind) && customer ? { customer, since } : {}),
  });
}

const filesOf = ({ forwarded, withheld }: Forwarding): LetterData => ({ attachments: forwarded, leftOut: withheld });

/** What comes from the mail at hand. */
function mailSections(
  desk: Desk,
  incoming: IncomingMail,
  { kind, words }: LetterOrder,
  recipient: Address,
): LetterData {
  const { mail, from } = incoming;
  return {
    ...(WITH_WORDS.has(kind) && words === undefined ? { words: mail.reply } : {}),
    ...(kind === 'acknowledgement'
      ? { received: mail.attachments.filter(({ inline }) => !inline).map(({ name }) => displayName(name)) }
      : {}),
    ...(WITH_ORIGINAL.has(kind) && from !== null ? { original: { from, text: mail.text, html: mail.html } } : {}),
    ...(kind === 'third_party_reply' ? release(desk, incoming, recipient) : {}),
    ...hopsOf(desk, incoming, kind),
    ...(CONFIRMED.has(kind) && incoming.verdict !== 'F' ? confirmation(desk, incoming, recipient) : {}),
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
  return KINDS[kind].autoSubmitted === null ? {} : { hops: nextHops(mail, desk.config.desk.domain, desk.keys) };
}

/** In the language of the customer. */
function hoursOf(desk: Desk, { locale }: Ticket): Pick<LetterData, 'workingHours'> {
  const { calendar } = desk.policy;
  if (calendar.kind === 'always') return {};
  return { workingHours: { hours: calendar.hours, nextHoliday: nextHoliday(desk.now(), calendar, locale) } };
}

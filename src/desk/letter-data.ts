import { challengeToken, releaseToken } from '../intake/confirmation.ts';
import type { MailContext } from '../intake/context.ts';
import type { Said } from '../intake/decision.ts';
import { displayName } from '../letter/display-name.ts';
import { type Forwarding, forwardable } from '../letter/forwardable.ts';
import { KINDS } from '../letter/kinds.ts';
import type { Address } from '../mail/mail.ts';
import { nextHops } from '../people/hops.ts';
import { replyAddress } from '../people/token.ts';
import { customerBackground } from '../store/background.ts';
import type { LetterKind, LetterOrder } from '../ticket/change.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { nextHoliday } from '../ticket/time/calendar.ts';
import { conversationOf, forwardingOf, resolutionPassage } from './conversation.ts';
import type { Desk } from './desk.ts';
import { knownSections } from './knowledge.ts';
import type { LetterData } from './letters.ts';
import { reportSections } from './report.ts';

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
type Occasion = { readonly visit: MailContext | null; readonly said: readonly Said[] };

/** Loads what letters show beside their ticket, and returns it for each of them. */
export async function loadLetterData(
  desk: Desk,
  occasion: Occasion,
  ticket: Ticket | null,
  orders: readonly LetterOrder[],
): Promise<(order: LetterOrder, recipient: Address) => LetterData> {
  const { visit } = occasion;
  const { forwarded, withheld } = forwardable(visit?.mail.attachments ?? []);
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
    ...(visit ? mailSections(visit, order, recipient) : {}),
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
  const released = !occasion.visit?.mail.commands.some(({ name }) => name === 'resolve') && wants(ABOUT_RESOLUTION);
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
  const html = ticket.version === 0 ? (occasion.visit?.mail.html ?? null) : null;
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
function mailSections(visit: MailContext, { kind, words }: LetterOrder, recipient: Address): LetterData {
  const { mail, from } = visit;
  return {
    ...(WITH_WORDS.has(kind) && words === undefined ? { words: mail.reply } : {}),
    ...(kind === 'acknowledgement'
      ? { received: mail.attachments.filter(({ inline }) => !inline).map(({ name }) => displayName(name)) }
      : {}),
    ...(WITH_ORIGINAL.has(kind) && from !== null ? { original: { from, text: mail.text, html: mail.html } } : {}),
    ...(kind === 'third_party_reply' ? release(visit, recipient) : {}),
    ...hopsOf(visit, kind),
    ...(CONFIRMED.has(kind) && visit.verdict !== 'F' ? confirmation(visit, recipient) : {}),
  };
}

/** Without plus-addressing the token goes into the prepared answer's `ref:` line. */
function confirmation(visit: MailContext, { address }: Address): Pick<LetterData, 'addresses' | 'ref'> {
  const { desk, stored, mailbox } = visit;
  const token = challengeToken(desk, stored.id, address);
  return {
    ref: token,
    addresses: { confirm: mailbox.plusAddressing ? replyAddress(mailbox.address, token) : mailbox.address },
  };
}

/** Without plus-addressing the token stands in the letter's `ref:` line, which an answer quotes. */
function release({ desk, stored, mailbox }: MailContext, { address }: Address): Pick<LetterData, 'addresses' | 'ref'> {
  const token = releaseToken(desk, stored.id, address);
  return mailbox.plusAddressing ? { addresses: { reply: replyAddress(mailbox.address, token) } } : { ref: token };
}

/** Automatic letters count how often a conversation has been through this desk. */
function hopsOf({ mail, desk }: MailContext, kind: LetterKind): Pick<LetterData, 'hops'> {
  return KINDS[kind].autoSubmitted === null ? {} : { hops: nextHops(mail, desk.config.desk.domain, desk.keys) };
}

/** In the language of the customer. */
function hoursOf(desk: Desk, { locale }: Ticket): Pick<LetterData, 'workingHours'> {
  const { calendar } = desk.policy;
  if (calendar.kind === 'always') return {};
  return { workingHours: { hours: calendar.hours, nextHoliday: nextHoliday(desk.now(), calendar, locale) } };
}

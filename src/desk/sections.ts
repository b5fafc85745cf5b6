import { displayName } from '../letter/display-name.ts';
import { forwardable } from '../letter/forwardable.ts';
import { KINDS } from '../letter/kinds.ts';
import type { Address } from '../mail/mail.ts';
import { nextHops } from '../people/hops.ts';
import { replyAddress } from '../people/token.ts';
import { customerBackground } from '../store/background.ts';
import { nextHoliday } from '../ticket/calendar.ts';
import type { LetterKind, LetterOrder } from '../ticket/change.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Sections } from './correspondence.ts';
import type { Desk } from './desk.ts';
import { challengeToken, releaseToken } from './held.ts';
import type { Visit } from './visit.ts';

/** Letters that show the whole mail below its new words. */
const WITH_ORIGINAL: ReadonlySet<LetterKind> = new Set([
  'dispatch',
  'follower_copy',
  'relay',
  'unclear_reply',
  'escalation',
  'third_party_reply',
]);
const WITH_BACKGROUND: ReadonlySet<LetterKind> = new Set(['dispatch', 'follower_copy']);
/** Letters that show the new words of the mail unless their order has words of its own. */
const WITH_WORDS: ReadonlySet<LetterKind> = new Set([
  'dispatch',
  'follower_copy',
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
const WITH_HOURS: ReadonlySet<LetterKind> = new Set(['acknowledgement']);

/** Loads what the letters of a mail show beside their ticket, and returns it for each of them. */
export async function sectionsFor(
  visit: Visit,
  ticket: Ticket | null,
  orders: readonly LetterOrder[],
): Promise<(order: LetterOrder, recipient: Address) => Sections> {
  const { mail, from, desk } = visit;
  const wants = (kinds: ReadonlySet<LetterKind>): boolean => orders.some(({ kind }) => kinds.has(kind));
  const customer = ticket !== null && wants(WITH_BACKGROUND) ? await customerBackground(desk.db, ticket) : null;
  const { forwarded, withheld } = forwardable(mail.attachments);
  return ({ kind, words, withAttachments, lines }, recipient) => ({
    ...(WITH_WORDS.has(kind) && words === undefined ? { words: mail.reply } : {}),
    ...(kind === 'acknowledgement'
      ? { received: mail.attachments.filter(({ inline }) => !inline).map(({ name }) => displayName(name)) }
      : {}),
    ...(withAttachments ? { attachments: forwarded, leftOut: withheld } : {}),
    ...(WITH_ORIGINAL.has(kind) && from !== null ? { original: { from, text: mail.text, html: mail.html } } : {}),
    ...(WITH_BACKGROUND.has(kind) && customer ? { customer } : {}),
    ...(WITH_HOURS.has(kind) ? hoursOf(desk) : {}),
    ...(lines ? { transcript: lines } : {}),
    ...(kind === 'third_party_reply' ? release(visit, recipient) : {}),
    ...hopsOf(visit, kind),
    ...(CONFIRMED.has(kind) && visit.verdict !== 'F' ? confirmation(visit, recipient) : {}),
  });
}

/** Without plus-addressing the token goes into the prepared answer's `ref:` line. */
function confirmation(visit: Visit, { address }: Address): Pick<Sections, 'addresses' | 'ref'> {
  const { desk, stored, mailbox } = visit;
  const token = challengeToken(desk, stored.id, address);
  return {
    ref: token,
    addresses: { confirm: mailbox.plusAddressing ? replyAddress(mailbox.address, token) : mailbox.address },
  };
}

/** Without plus-addressing the mail is let go with `tsdesk mail release`. */
function release({ desk, stored, mailbox }: Visit, { address }: Address): Pick<Sections, 'addresses'> {
  if (!mailbox.plusAddressing) return {};
  return { addresses: { reply: replyAddress(mailbox.address, releaseToken(desk, stored.id, address)) } };
}

/** Automatic letters count how often a conversation has been through this desk. */
function hopsOf({ mail, desk }: Visit, kind: LetterKind): Pick<Sections, 'hops'> {
  return KINDS[kind].autoSubmitted === null ? {} : { hops: nextHops(mail, desk.config.desk.domain, desk.keys) };
}

function hoursOf(desk: Desk): Pick<Sections, 'workingHours'> {
  const { calendar, locale } = desk.policy;
  if (calendar.kind === 'always') return {};
  return { workingHours: { hours: calendar.hours, nextHoliday: nextHoliday(desk.now(), calendar, locale) } };
}

import { order, supervisors } from './audience.ts';
import type { Change } from './change.ts';
import type { Context } from './context.ts';
import type { CallAbout, LetterOrder } from './letters.ts';
import type { Channel } from './ticket.ts';

/**
 * Customers who have no address. They are known by their telephone, a `tel:` URI (RFC 3966) where others have their
 * address; `tel:` alone where they left none. No mail can be sent there: whoever follows the ticket is asked to call.
 */
const SCHEME = 'tel:';

export const isTelephone = (address: string): boolean => address.startsWith(SCHEME);

/** The address of somebody who left this for contact; null where it holds no telephone. */
export function telephoneAddress(written: string): string | null {
  const found = /\+?\d(?:[\d\s()-]{4,18})\d/.exec(written.normalize('NFKC'))?.[0];
  return found === undefined ? null : SCHEME + found.replace(/[^\d+]/g, '');
}

/** Of a customer who left nothing. */
export const NO_TELEPHONE = SCHEME;

/** As people read it: the number, or the address. */
export const withoutScheme = (address: string): string =>
  isTelephone(address) ? address.slice(SCHEME.length) : address;

const CHANNEL_WORDS: readonly (readonly [channel: Channel, pattern: RegExp])[] = [
  ['phone', /电话|来电|致电|热线|\b(?:tele)?phone\b|\bcall\b|\bhotline\b/iu],
  ['chat', /客服|聊天|微信|企微|钉钉|飞书|在线|\bqq\b|\b(?:live )?chat\b|\bwechat\b|\bteams\b|\bslack\b/iu],
  ['website', /网站|官网|网页|表单|\bweb(?:site)?\b|\bportal\b/iu],
  ['mail', /邮件|邮箱|\be-?mail\b/iu],
];

/** The channel that words of a form name; null when they name none. */
export const channelNamed = (written: string): Channel | null =>
  CHANNEL_WORDS.find(([, pattern]) => pattern.test(written))?.[0] ?? null;

/** What a call may be about: every letter that a customer without an address would get. */
export const CALLS: readonly CallAbout[] = [
  'acknowledgement',
  'question',
  'public_reply',
  'progress_to_customer',
  'news',
  'resolution',
  'confirm_reminder',
  'closing',
  'closed_on_silence',
  'reopened',
];

/** The change with a call in the place of each letter that no mail can carry. */
export function withCalls(change: Change, context: Context): Change {
  if (!isTelephone(change.ticket.requester.address)) return change;
  const { follower, assignee } = change.ticket;
  const nearest = follower ?? assignee;
  const callers = nearest === null ? supervisors(context) : [nearest];
  return { ...change, letters: change.letters.flatMap((each) => orCall(each, callers)) };
}

function orCall(letter: LetterOrder, callers: readonly string[]): readonly LetterOrder[] {
  const reached = letter.to.filter((address) => !isTelephone(address));
  if (reached.length === letter.to.length) return [letter];
  const about = CALLS.find((kind) => kind === letter.kind);
  const { words, values = {}, withAttachments = false } = letter;
  const call =
    about === undefined
      ? []
      : order('call_customer', callers, {
          ...(words === undefined ? {} : { words }),
          values: { ...values, about },
          withAttachments,
        });
  return reached.length === 0 ? call : [{ ...letter, to: reached }, ...call];
}

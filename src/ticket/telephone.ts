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

/** Digits of a number, or of several, with what people set between them. */
const NUMBERS = /\+?\d[\d().\p{Pd} \t]{4,38}\d/u;
const EXTENSION = /^[ \t]*(?:转|分机号?|ext(?:ension|n)?\.?|x|#)[:：]?[ \t]*(\d{1,6})(?!\d)/iu;

/**
 * The address of somebody who left this for contact; null where it holds no telephone. Of several numbers it is the
 * first; with its extension, since others of the same switchboard are other people.
 */
export function telephoneAddress(written: string): string | null {
  const text = written.normalize('NFKC');
  const found = NUMBERS.exec(text);
  if (found === null) return null;
  const all = found[0];
  const beginnings = [...all.matchAll(/[ \t]+|$/g)].map(({ index }) => all.slice(0, index));
  const first = beginnings.findLast(isOneNumber) ?? all;
  const extension = EXTENSION.exec(text.slice(found.index + first.length))?.[1];
  return SCHEME + first.replace(/[^\d+]/g, '') + (extension === undefined ? '' : `${OF_EXTENSION}${extension}`);
}

const OF_EXTENSION = ';ext=';

/** No longer than E.164 §6 has it, with the 00 that some countries dial before it; at home no longer than any is. */
function isOneNumber(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  return digits.length <= (written.startsWith('+') ? 15 : digits.startsWith('00') ? 17 : 13);
}

/** Of a customer who left nothing. */
export const NO_TELEPHONE = SCHEME;

/** As people read it: the number, or the address. */
export const withoutScheme = (address: string): string =>
  isTelephone(address) ? address.slice(SCHEME.length).replace(OF_EXTENSION, '-') : address;

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

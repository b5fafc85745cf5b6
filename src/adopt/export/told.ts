import type { ExportedMessage, ExportedTicket } from './exported-ticket.ts';
import { readTime } from './time-told.ts';
import { peopleIn } from './values.ts';

/** A file that is not what its format says; the message tells where. */
export class NoExport extends Error {
  override name = 'NoExport';
}

/** What of a file cannot be taken in: where it stands, and why. */
export type LeftOut = { readonly place: string; readonly why: string };

/** What a file tells; a ticket may have no messages, where the other program wrote them all. */
export type ExportTold = ExportedTicket | LeftOut;

/** A message, or why it is none; null for what the other program wrote by itself, which is nobody's words. */
export type MessageTold = ExportedMessage | string | null;

export const NOBODY = { name: '', address: '' };

type Place = { readonly place: string; readonly message: MessageTold };

/**
 * A ticket with those of its messages that can be read, in the order of their times. Without the first of them it waits
 * as a whole: another one would begin it, and come once more when the first is there.
 */
export function ticketTold(
  place: string,
  ticket: Omit<ExportedTicket, 'messages'>,
  messages: readonly Place[],
): ExportTold[] {
  if (ticket.id === '') return [{ place, why: 'has no ticket number' }];
  if (messages.length === 0) return [{ place, why: 'has no messages' }];
  const refused = messages.flatMap(({ place, message }) =>
    typeof message === 'string' ? [{ place, why: message }] : [],
  );
  const told = messages.flatMap(({ message }) => (typeof message === 'string' || message === null ? [] : [message]));
  if (typeof messages[0]?.message === 'string' && told.length > 0)
    return [...refused, { place, why: `waits for its first message, with ${told.length} more` }];
  if (told.length === 0 && refused.length > 0) return refused;
  const author = told.find(({ by, from }) => by === 'customer' && from?.address)?.from;
  const customer = ticket.customer.address === '' && author ? author : ticket.customer;
  if (customer.address === '' && told.length > 0)
    return [...refused, { place, why: `names no address of a customer; its ${told.length} messages are left out` }];
  const inOrder = told.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return [...refused, { ...ticket, customer, messages: inOrder }];
}

type Written = Pick<ExportedMessage, 'id' | 'by' | 'internal' | 'text' | 'isHtml'> & {
  readonly at: string;
  readonly from: string;
  readonly cc: string;
  readonly messageId: string;
};

export function messageTold({ at: written, from, cc, messageId: claimed, ...told }: Written): MessageTold {
  const at = readTime(written);
  if (typeof at === 'string') return at;
  const messageId = claimed.trim();
  // Ours are given by us alone: whoever wrote one into a mail of theirs would have the answers to another's.
  const isKept = /^<[^<>\s@]+@[^<>\s]+>$/.test(messageId) && !/@import\.invalid>$/i.test(messageId);
  if (told.id === '' && !isKept) return 'has neither an id nor a Message-ID';
  return {
    ...told,
    at,
    from: peopleIn(from)[0] ?? (from.trim() === '' ? null : { name: from.trim(), address: '' }),
    cc: peopleIn(cc),
    messageId: isKept ? messageId : null,
  };
}

import type { Address, Attachment } from '../../mail/mail.ts';
import { sameAddress } from '../../people/address.ts';
import type { loadMessages } from '../../store/message.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Said } from '../decision.ts';
import type { IncomingMail } from '../incoming.ts';

/** Something a person wrote on a ticket: its new words, the whole of it, and what was attached. */
export type ConversationEntry = {
  readonly from: Address;
  readonly at: Date;
  readonly words: string;
  readonly text: string;
  readonly attachments: readonly AttachmentRecord[];
};

/** An attachment as the ticket remembers it; its content is in the store, or in the mail at hand. */
type AttachmentRecord = Omit<Attachment, 'content'> & { readonly content?: Uint8Array };

/** What letters are written on: the mail that caused them, null for the clock, and what it adds to conversations. */
export type Occasion = { readonly incoming: IncomingMail | null; readonly said: readonly Said[] };

/**
 * Everything people wrote on a ticket, oldest first: the stored messages, and what the mail at hand adds, said `now`
 * without one.
 */
export function entriesOf(
  ticket: Pick<Ticket, 'id'>,
  stored: Awaited<ReturnType<typeof loadMessages>>,
  { incoming, said }: Occasion,
  now: Date,
): readonly ConversationEntry[] {
  const before = stored
    .filter(({ direction }) => direction === 'in')
    .map(({ fromName, fromAddress, at, text, fullText, attachments }) => ({
      from: { name: fromName, address: fromAddress },
      at,
      words: text,
      text: fullText ?? text,
      attachments: attachments.map((each) => ({ ...each, cid: null })),
    }));
  const added = said
    .filter(({ ticketId }) => ticketId === ticket.id)
    .map(({ from, text, fullText, withAttachments }) => ({
      from,
      at: incoming?.stored.receivedAt ?? now,
      words: text,
      text: fullText ?? text,
      attachments: withAttachments && incoming ? incoming.mail.attachments : [],
    }));
  return [...before, ...added];
}

/** The mail in which somebody proposed the resolution that stands; null when it is not there. */
export const resolutionEntry = (
  { resolution }: Ticket,
  entries: readonly ConversationEntry[],
): ConversationEntry | null =>
  entries.findLast(({ from, at }) => resolution && sameAddress(from.address, resolution.by) && at <= resolution.at) ??
  null;

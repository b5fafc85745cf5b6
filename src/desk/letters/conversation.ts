import { type Forwarding, forwardable } from '../../letter/forwardable.ts';
import type { Address, Attachment } from '../../mail/mail.ts';
import { sameAddress } from '../../people/address.ts';
import { readAttachment } from '../../store/blob.ts';
import { loadMessages } from '../../store/message.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Said } from '../decision.ts';
import type { Desk } from '../desk.ts';
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

type Occasion = { readonly incoming: IncomingMail | null; readonly said: readonly Said[] };

/** Everything people wrote on a ticket, oldest first, with what the mail at hand adds to it. */
export async function conversationOf(
  desk: Desk,
  ticket: Ticket,
  occasion: Occasion,
): Promise<readonly ConversationEntry[]> {
  const stored = ticket.version === 0 ? [] : await loadMessages(desk.db, ticket.id);
  return entriesOf(ticket, stored, occasion, desk.now());
}

/** The same from the stored messages; what no mail adds is said `now`. */
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

/**
 * What of an entry's attachments goes along with a letter. A content that cannot be read is named among those left out.
 */
export async function forwardingOf(desk: Desk, entry: ConversationEntry | null): Promise<Forwarding> {
  const found: Attachment[] = [];
  const lost: Forwarding['withheld'][number][] = [];
  for (const each of entry?.attachments ?? []) {
    const content = each.content ?? (await storedContent(desk, each.sha256));
    if (content === null) lost.push({ name: each.name, reason: 'unreadable' });
    else found.push({ ...each, content });
  }
  const { forwarded, withheld } = forwardable(found);
  return { forwarded, withheld: [...withheld, ...lost] };
}

async function storedContent(desk: Desk, sha256: string): Promise<Uint8Array | null> {
  try {
    return await readAttachment(desk.db, desk.config.storage.attachments, sha256);
  } catch (error) {
    desk.log.error({ event: 'attachment_unreadable', sha256, err: error });
    return null;
  }
}

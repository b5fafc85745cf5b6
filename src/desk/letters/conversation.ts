import { type Forwarding, forwardable } from '../../letter/forwardable.ts';
import type { Attachment } from '../../mail/mail.ts';
import { readAttachment } from '../../store/blob.ts';
import { loadMessages } from '../../store/message.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Desk } from '../desk.ts';
import { type ConversationEntry, entriesOf, type Occasion } from './entries.ts';

/** Everything people wrote on a ticket, oldest first, with what the mail at hand adds to it. */
export async function loadConversation(
  desk: Desk,
  ticket: Ticket,
  occasion: Occasion,
): Promise<readonly ConversationEntry[]> {
  const stored = ticket.version === 0 ? [] : await loadMessages(desk.db, ticket.id);
  return entriesOf(ticket, stored, occasion, desk.now());
}

/**
 * What of the attachments of these entries goes along with a letter, each once. A content that cannot be read is named
 * among those left out.
 */
export async function forwardingOf(
  desk: Desk,
  among: ConversationEntry | readonly ConversationEntry[] | null,
): Promise<Forwarding> {
  const entries = among === null ? [] : [among].flat();
  const once = new Map(entries.flatMap(({ attachments }) => attachments.map((each) => [each.sha256, each] as const)));
  const found: Attachment[] = [];
  const lost: Forwarding['withheld'][number][] = [];
  for (const each of once.values()) {
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

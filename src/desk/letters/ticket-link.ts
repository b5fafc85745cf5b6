import type { MailboxConfig } from '../../config/settings.ts';
import type { DigestRow } from '../../letter/facts.ts';
import { replyTo, ticketTokens } from './tokens.ts';

type Linked = Parameters<typeof ticketTokens>[1];

/**
 * An address of the reader's own for each ticket of a letter about several; without plus-addressing the token goes into
 * the prepared answer.
 */
export const linkFor =
  (desk: Parameters<typeof ticketTokens>[0], mailbox: MailboxConfig, reader: Parameters<typeof ticketTokens>[2]) =>
  (ticket: Linked): Pick<DigestRow, 'reply' | 'ref'> => {
    const token = ticketTokens(desk, ticket, reader);
    return { reply: replyTo(mailbox, token('reply')), ref: mailbox.plusAddressing ? '' : token('ref') };
  };

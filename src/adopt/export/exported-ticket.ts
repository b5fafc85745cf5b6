import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OldMail } from '../take-in.ts';

/** A ticket as another help desk exports it. */
export type ExportedTicket = {
  /** Its number or id there: with the format it names the ticket for good. */
  readonly id: string;
  readonly subject: string;
  readonly closed: boolean;
  readonly customer: ExportedPerson;
  /** Oldest first. */
  readonly messages: readonly ExportedMessage[];
};

export type ExportedPerson = { readonly name: string; readonly address: string };

export type ExportedMessage = {
  readonly id: string;
  readonly at: Date;
  readonly by: 'customer' | 'staff';
  /** Whoever wrote it, as far as the export tells; of the staff only the name is kept. */
  readonly from: ExportedPerson | null;
  /** Nobody outside saw it. */
  readonly internal: boolean;
  readonly cc: readonly ExportedPerson[];
  readonly text: string;
  readonly isHtml: boolean;
  /** As it went over the wire, so that a late answer finds the ticket; null where the export does not tell. */
  readonly messageId: string | null;
};

/** A mail of an exported message. */
export type ExportedMail = OldMail & {
  /** Its Message-ID where that was made here, of the ids of the ticket and the message; null where it had one. */
  readonly madeId: string | null;
};

/**
 * The messages of a ticket as the mails that they were, or would have been. The same export gives the same octets every
 * time: so the ledger knows what it has, and a second run imports nothing twice. `desk` is the address of the desk,
 * from which the staff wrote, whoever they were.
 */
export async function* mailsOfTicket(
  format: string,
  ticket: ExportedTicket,
  desk: string,
): AsyncGenerator<ExportedMail> {
  const ids = ticket.messages.map(
    ({ id, messageId }) => messageId ?? `<${[format, ticket.id, id].map(idPart).join('.')}@import.invalid>`,
  );
  const [first = ''] = ids;
  for (const [at, message] of ticket.messages.entries()) {
    const staff = { name: message.from?.name ?? '', address: desk };
    const customer = message.from?.address ? message.from : ticket.customer;
    const raw = await new MailComposer({
      from: message.by === 'staff' ? staff : customer,
      to: message.by === 'customer' || message.internal ? { name: '', address: desk } : ticket.customer,
      ...(message.cc.length > 0 && !message.internal ? { cc: [...message.cc] } : {}),
      subject: at === 0 ? ticket.subject : `Re: ${ticket.subject}`,
      date: message.at,
      messageId: ids[at] ?? '',
      ...(at === 0 ? {} : { inReplyTo: first, references: first }),
      // One part alone: a boundary between two would be another one in the next run.
      ...(message.isHtml ? { html: message.text } : { text: message.text }),
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
    const madeId = message.messageId === null ? (ids[at] ?? null) : null;
    yield { raw, receivedAt: message.at, as: ticket.closed ? 'closed' : 'open', madeId };
  }
}

/**
 * An export may call its tickets anything; a Message-ID may not. Where it cannot say all of an id, a digest of the exact
 * one follows, behind a sign that no id keeps: an id that shares another's Message-ID would share its ticket.
 */
function idPart(id: string): string {
  const kept = id.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60);
  // In UTF-16, since UTF-8 has one replacement for all halves of characters.
  return kept === id && id !== ''
    ? id
    : `${kept}_${createHash('sha256').update(id, 'utf16le').digest('hex').slice(0, DIGEST)}`;
}

/** Hexadecimal digits: 128 bits, which nobody makes meet. */
const DIGEST = 32;

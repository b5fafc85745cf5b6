import { DomUtils, parseDocument } from 'htmlparser2';
import { type ParsedMail, simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { DemoPerson } from './demo-team.ts';
import type { AccountMail } from './mail/imap-account.ts';
import type { MailServer } from './mail/mail-server.ts';

/** A mail as somebody sees it in their mail program. */
export interface ReadMail extends ParsedMail {
  uid: number;
  /**
   * What has happened, as the title of the HTML part says it; empty where there is none. The subject is the same in
   * every letter of a ticket.
   */
  event: string;
}

/** What somebody is about to send. */
export interface Draft {
  to: string;
  subject: string;
  text: string;
  /** Message-IDs of the mail that is answered, and of those before it. */
  inReplyTo?: string;
  references?: string[];
}

export async function readMail({ uid, raw }: AccountMail): Promise<ReadMail> {
  const mail = await simpleParser(raw, { skipImageLinks: true });
  const [title] = DomUtils.getElementsByTagName('title', parseDocument(mail.html || ''), true, 1);
  return { ...mail, uid, event: title ? DomUtils.textContent(title) : '' };
}

/** An answer as mail programs prepare it: to Reply-To, `Re:`, the thread's Message-IDs, the letter quoted below. */
export function draftReply(letter: ReadMail, words: string): Draft {
  const references = [letter.references ?? []].flat();
  const quoted = (letter.text ?? '').trimEnd().replace(/^/gm, '> ');
  return {
    to: (letter.replyTo ?? letter.from)?.value[0]?.address ?? '',
    subject: `Re: ${(letter.subject ?? '').replace(/^(re:\s*)+/i, '')}`,
    text: `${words}\n\n${letter.from?.text ?? ''} wrote:\n${quoted}\n`,
    ...(letter.messageId !== undefined && {
      inReplyTo: letter.messageId,
      references: [...references, letter.messageId],
    }),
  };
}

/** Sends it in the person's name. Throws when the mail server knows no such recipient. */
export async function sendMail(server: MailServer, author: DemoPerson, draft: Draft): Promise<void> {
  const raw = await new MailComposer({
    from: { name: author.name, address: author.address },
    ...draft,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  const [unknown] = server.submit({ from: author.address, to: [draft.to] }, raw);
  if (unknown !== undefined) throw new UnknownRecipient(`the sandbox's mail server knows nobody at ${unknown}`);
}

class UnknownRecipient extends Error {
  readonly statusCode = 422;
}

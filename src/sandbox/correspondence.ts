import { DomUtils, parseDocument } from 'htmlparser2';
import { type ParsedMail, simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { DemoPerson } from './demo-team.ts';
import type { AccountMail } from './mail/imap-account.ts';
import type { MailServer } from './mail/mail-server.ts';
import type { AuthorVerdict } from './mail/trace.ts';

/** A mail as somebody sees it in their mail program. */
export interface ReadMail extends ParsedMail {
  uid: number;
  seen: boolean;
  raw: Buffer;
  /**
   * What has happened, as the title of the HTML part says it; empty where there is none. The subject is the same in
   * every letter of a ticket.
   */
  event: string;
  /** What its links that write a mail are called, in their order. */
  buttons: readonly string[];
}

/** What somebody is about to send; several addresses are separated by commas. */
export interface Draft {
  to: string;
  cc?: string;
  subject: string;
  text: string;
  /** Message-IDs of the mail that is answered, and of those before it. */
  inReplyTo?: string;
  references?: string[];
  headers?: Record<string, string>;
}

/** When it is sent, what the mail system finds about its author, and whether it stays among what they have sent. */
export interface Sending {
  date?: Date;
  verdict?: AuthorVerdict;
  keep?: boolean;
}

type Parsed = ParsedMail & Pick<ReadMail, 'event' | 'buttons'>;

/** A list shows every mail again whenever one arrives. */
const parsed = new WeakMap<Buffer, Promise<Parsed>>();

export async function readMail({ uid, seen, raw }: AccountMail): Promise<ReadMail> {
  const reading = parsed.get(raw) ?? parse(raw);
  parsed.set(raw, reading);
  return { ...(await reading), uid, seen, raw };
}

async function parse(raw: Buffer): Promise<Parsed> {
  const mail = await simpleParser(raw);
  const document = parseDocument(mail.html || '');
  const [title] = DomUtils.getElementsByTagName('title', document, true, 1);
  const links = DomUtils.getElementsByTagName('a', document, true);
  return {
    ...mail,
    event: title ? DomUtils.textContent(title) : '',
    buttons: links
      .filter(({ attribs }) => attribs.href?.startsWith('mailto:'))
      .map((link) => DomUtils.textContent(link).trim()),
  };
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

/** Sends it in the person's name; returns it as it was sent. Throws when the mail server does not know a recipient. */
export async function sendMail(
  server: MailServer,
  author: DemoPerson,
  draft: Draft,
  { date = new Date(), verdict, keep = true }: Sending = {},
): Promise<AccountMail> {
  const message = new MailComposer({
    from: { name: author.name, address: author.address },
    ...draft,
    date,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { to } = message.getEnvelope();
  if (to.length === 0) throw new UnknownRecipient('the mail names nobody to send it to');
  const raw = await message.build();
  const [unknown] = server.submit({ from: author.address, to }, raw, verdict);
  if (unknown !== undefined) throw new UnknownRecipient(`the sandbox's mail server knows nobody at ${unknown}`);
  return keep ? server.keepSent(author.user, raw) : { uid: 0, seen: true, raw };
}

class UnknownRecipient extends Error {
  readonly statusCode = 422;
}

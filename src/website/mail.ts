import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Submission } from '../http/tickets/submission.ts';

/** Where a submission came from, and where it goes. */
export type Posting = {
  /** The name of the key. */
  readonly website: string;
  readonly request: string;
  /** The desk's address. */
  readonly to: string;
  readonly at: Date;
};

/**
 * A submission as the mail that the visitor would have written: the fields are labelled lines above the text. No part
 * of it is believed for being here; that it came with a key stands in the ledger, not in the mail.
 */
export async function mailOfSubmission(
  { name, address, subject, text, form, files }: Submission,
  { website, request, to, at }: Posting,
): Promise<Buffer> {
  const id = createHash('sha256')
    .update(JSON.stringify([website, request]))
    .digest('hex')
    .slice(0, 32);
  const lines = form.map(({ label, value }) => `${label}: ${value}`);
  const mail = new MailComposer({
    from: { name, address },
    to: { name: '', address: to },
    subject,
    date: at,
    messageId: `<${id}@website.invalid>`,
    text: [...lines, ...(lines.length > 0 ? [''] : []), text].join('\n'),
    attachments: files.map(({ name: filename, type, content }) => ({ filename, contentType: type, content })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  // A form has no envelope: an acknowledgement goes to the address in it, as far as the limits for unproven ones allow.
  const raw = await mail.build();
  return Buffer.concat([Buffer.from(`Return-Path: <${mail.getEnvelope().from || ''}>\r\n`), raw]);
}

/** What tells one submission from another under the same request; hex SHA-256. */
export function fingerprintOfSubmission({ files, ...said }: Submission, { website, request }: Posting): string {
  const hash = createHash('sha256').update(JSON.stringify([website, request, said, files.length]));
  for (const { name, type, content } of files)
    hash.update(JSON.stringify([name, type, content.length])).update(content);
  return hash.digest('hex');
}

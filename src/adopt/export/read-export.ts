import { readFile } from 'node:fs/promises';
import type { MailFile, Unreadable } from '../mail-files.ts';
import type { OldMail } from '../take-in.ts';
import { mailsOfTicket } from './exported-ticket.ts';
import { FORMATS, type Format, NoExport } from './formats.ts';

/** The mails of exports, file by file; what cannot be read is noted and passed over. `desk`: the desk's address. */
export async function* mailsOfExports(
  files: readonly MailFile[],
  format: Format,
  desk: string,
  unreadable: Unreadable,
): AsyncGenerator<OldMail> {
  for (const { path } of files)
    try {
      const content = await readFile(path, 'utf8');
      for (const ticket of FORMATS[format](content)) yield* mailsOfTicket(format, ticket, desk);
    } catch (error) {
      if (!(error instanceof NoExport) && !(error instanceof Error && 'code' in error)) throw error;
      unreadable.set(path, error.message);
    }
}

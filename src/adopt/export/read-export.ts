import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { MailFile, Unreadable } from '../mail-files.ts';
import type { OldMail } from '../take-in.ts';
import { mailsOfTicket } from './exported-ticket.ts';
import { textOfFile } from './file-text.ts';
import { FORMATS, type Format } from './formats.ts';
import { NoExport } from './told.ts';

/** What is noted of files while they are read: those that cannot be, and what was left out of the others, by its place. */
export type Noted = { readonly unreadable: Unreadable; readonly leftOut: string[] };

/** The mails of exports, file by file; what cannot be read is noted and passed over. `desk`: the desk's address. */
export async function* mailsOfExports(
  files: readonly MailFile[],
  format: Format,
  desk: string,
  { unreadable, leftOut }: Noted,
): AsyncGenerator<OldMail> {
  for (const { path } of files)
    try {
      const content = textOfFile(path === '-' ? await buffer(process.stdin) : await readFile(path));
      let tickets = 0;
      for (const told of FORMATS[format](content))
        if ('why' in told) leftOut.push(`${path}, ${told.place}: ${told.why}`);
        else {
          tickets++;
          yield* mailsOfTicket(format, told, desk);
        }
      if (tickets === 0) throw new NoExport(`has no ticket that --format ${format} can take in`);
    } catch (error) {
      if (!(error instanceof NoExport) && !(error instanceof Error && 'code' in error)) throw error;
      unreadable.set(path, error.message);
    }
}

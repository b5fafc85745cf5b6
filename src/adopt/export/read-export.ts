import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { identityOfMail } from '../../store/fingerprint.ts';
import type { MailFile, Unreadable } from '../mail-files.ts';
import type { OldMail } from '../take-in.ts';
import { type ExportedMail, mailsOfTicket } from './exported-ticket.ts';
import { textOfFile } from './file-text.ts';
import { FORMATS, type Format } from './formats.ts';
import { type ExportTold, NoExport } from './told.ts';

/** What is noted of files while they are read: those that cannot be, and what was left out of the others, by its place. */
export type Noted = { readonly unreadable: Unreadable; readonly leftOut: string[] };

/** The fingerprints of the mails that the ledger has under these Message-IDs. */
export type KnownMails = (messageIds: readonly string[]) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;

/** Whom the staff wrote as, and what was taken in before. */
type Into = { readonly address: string; readonly known: KnownMails };

/** The mails of exports, file by file; what cannot be read is noted and passed over. */
export async function* mailsOfExports(
  files: readonly MailFile[],
  format: Format,
  { address, known }: Into,
  { unreadable, leftOut }: Noted,
): AsyncGenerator<OldMail> {
  const isAnother = ticketsSeen(known);
  for (const { path } of files)
    for (const told of await toldBy(path, format, unreadable)) {
      if ('why' in told) {
        leftOut.push(`${path}, ${told.place}: ${told.why}`);
        continue;
      }
      const mails: ExportedMail[] = [];
      for await (const mail of mailsOfTicket(format, told, address)) mails.push(mail);
      const at = await isAnother(mails);
      if (at < 0) yield* mails.map(({ madeId: _, ...mail }) => mail);
      else leftOut.push(`${path}, ticket ${told.id}: ${anotherTicket(told.messages[at]?.id ?? '')}`);
    }
}

async function toldBy(path: string, format: Format, unreadable: Unreadable): Promise<readonly ExportTold[]> {
  try {
    const told = FORMATS[format](textOfFile(path === '-' ? await buffer(process.stdin) : await readFile(path)));
    if (told.every((each) => 'why' in each)) unreadable.set(path, `has no ticket that --format ${format} can take in`);
    return told;
  } catch (error) {
    if (!(error instanceof NoExport) && !(error instanceof Error && 'code' in error)) throw error;
    unreadable.set(path, error.message);
    return [];
  }
}

const anotherTicket = (message: string): string =>
  `was taken in before with other words, people or times as its message ${message}; another help desk's ticket needs another number, and newer messages stand behind the others`;

/**
 * Tells which mail of a ticket has the Message-ID of another mail, in the ledger or before in these files; -1 where none
 * has. Two help desks have a ticket 1 each: with the second the answers to its customer would join the ticket of the
 * first's.
 */
function ticketsSeen(known: KnownMails): (mails: readonly ExportedMail[]) => Promise<number> {
  const seen = new Map<string, string>();
  return async (mails) => {
    const before = await known(mails.flatMap(({ madeId }) => madeId ?? []));
    const prints = mails.map(({ raw }) => identityOfMail(raw).fingerprint);
    const at = mails.findIndex(({ madeId }, place) => {
      const print = prints[place] ?? '';
      return madeId !== null && ((seen.get(madeId) ?? print) !== print || before.get(madeId)?.has(print) === false);
    });
    if (at < 0)
      for (const [place, { madeId }] of mails.entries()) if (madeId !== null) seen.set(madeId, prints[place] ?? '');
    return at;
  };
}

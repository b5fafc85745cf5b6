import { requireDatabase } from '../config/settings.ts';
import { BackupRefused, type Manifest, restoreBackup, takeBackup } from '../store/backup.ts';
import { localDay } from '../ticket/text/number.ts';
import { CommandError, EXIT } from './exit.ts';
import { type Run, reaching } from './run.ts';

/** `tsdesk backup [FOLDER]`: default a folder named for the time. */
export async function backup(run: Run, given: string | undefined): Promise<undefined> {
  const settings = run.settings();
  const folder = given ?? `tsdesk-backup-${new Date().toISOString().replace(/\W/g, '').slice(0, 15)}`;
  const url = requireDatabase(settings);
  const manifest = await refusing(() =>
    reaching(url, () => takeBackup(url, settings.config.storage.attachments, folder)),
  );
  report(run, folder, manifest, 'Backed up');
}

/** `tsdesk restore FOLDER` */
export async function restore(run: Run, folder: string): Promise<undefined> {
  const settings = run.settings();
  const url = settings.migrateDatabaseUrl ?? requireDatabase(settings);
  const { storage, desk } = settings.config;
  const manifest = await refusing(() =>
    reaching(url, () => restoreBackup(url, storage.attachments, folder, localDay(new Date(), desk.timezone))),
  );
  report(run, folder, manifest, 'Restored');
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    throw new CommandError(EXIT.failed, `Not done: ${error.message}.`, { cause: error });
  }
}

function report(run: Run, folder: string, { takenAt, tables, attachments }: Manifest, done: string): void {
  const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]));
  if (run.output.json) run.output.object({ folder, takenAt, rows, attachments });
  else
    run.output.line(
      `${done}: ${rows.ticket} tickets, ${rows.mail} mails, ${rows.letter} letters, ${attachments} attachments as of ${takenAt}, in ${folder}.`,
    );
}

import { requireDatabase } from '../config/settings.ts';
import { checkBackup } from '../store/backup/check.ts';
import { BackupRefused, type Manifest } from '../store/backup/manifest.ts';
import { restoreBackup } from '../store/backup/restore.ts';
import { leftBehind, takeBackup } from '../store/backup/take.ts';
import { localDay } from '../ticket/text/number.ts';
import { counted } from './counted.ts';
import { CommandError, EXIT } from './exit.ts';
import { type Run, reaching } from './run.ts';

/** `tsdesk backup [FOLDER]`: default a folder named for the time. With `--check` it looks whether a backup is whole. */
export async function backup(run: Run, given: string | undefined, { check }: { check?: boolean }): Promise<undefined> {
  if (check) return checkFolder(run, given);
  const settings = run.settings('database');
  const folder = given ?? `tsdesk-backup-${new Date().toISOString().replace(/\W/g, '').slice(0, 15)}`;
  const url = requireDatabase(settings);
  const manifest = await refusing(() =>
    reaching(url, () => takeBackup(url, settings.config.storage.attachments, folder)),
  );
  report(run, folder, manifest, 'Backed up');
  for (const path of await leftBehind(folder)) warn(`An earlier attempt has left ${path} behind; it may be deleted.`);
}

/** Needs neither a configuration nor a database. */
async function checkFolder(run: Run, folder: string | undefined): Promise<undefined> {
  if (folder === undefined) throw new CommandError(EXIT.usage, 'tsdesk backup --check needs the folder of a backup.');
  const { manifest } = await refusing(() => checkBackup(folder));
  report(run, folder, manifest, 'Whole');
}

/** `tsdesk restore FOLDER` */
export async function restore(run: Run, folder: string): Promise<undefined> {
  const settings = run.settings('database');
  const url = settings.migrateDatabaseUrl ?? requireDatabase(settings);
  const { storage, desk } = settings.config;
  const manifest = await refusing(() =>
    reaching(url, () => restoreBackup(url, storage.attachments, folder, localDay(new Date(), desk.timezone))),
  );
  report(run, folder, manifest, 'Restored');
}

/** More faults than this are counted. */
const MOST_FAULTS = 200;

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = refusalOf(error);
    if (message === null) throw error;
    throw new CommandError(EXIT.failed, message, { cause: error });
  }
}

/** A refusal or an error of the file system in words for the administrator; null for anything else. */
function refusalOf(error: unknown): string | null {
  if (error instanceof BackupRefused) {
    const { message, faults } = error;
    const more = faults.length > MOST_FAULTS ? [`and ${faults.length - MOST_FAULTS} more`] : [];
    const lines = [...faults.slice(0, MOST_FAULTS), ...more].map((each) => `\n  ${each}`);
    return `Not done: ${message}${lines.length > 0 ? `:${lines.join('')}` : '.'}`;
  }
  if (error instanceof Error && 'syscall' in error && 'code' in error && !('address' in error))
    return `Not done: ${'path' in error ? error.path : 'a file'} cannot be read or written (${error.syscall} ${error.code}).`;
  return null;
}

function report(run: Run, folder: string, { takenAt, tables, attachments, lost }: Manifest, done: string): void {
  const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]));
  const files = attachments - lost.filter(({ what }) => !what.startsWith('mail ')).length;
  if (run.output.json) run.output.object({ folder, takenAt, rows, attachments: files, lost });
  else
    run.output.line(
      `${done}: ${counted(rows.ticket ?? 0, 'ticket')}, ${counted(rows.mail ?? 0, 'mail')}, ${counted(rows.letter ?? 0, 'letter')}, ${counted(files, 'attachment')} as of ${takenAt}, in ${folder}.`,
    );
  for (const { what, why } of lost) warn(`Not in the backup: ${what}: ${why}`);
}

const warn = (line: string): void => void process.stderr.write(`${line}\n`);

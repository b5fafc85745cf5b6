import { openDesk, requireDatabase } from '../daemon.ts';
import type { Desk } from '../desk/desk.ts';
import { createLogger } from '../lib/log.ts';
import { databaseAddress, databaseError, isTransient } from '../store/connection.ts';
import { CommandError, EXIT } from './exit.ts';
import type { Run } from './tsdesk.ts';

/** Runs something that needs the database; one that is not reachable ends the command with its host and port. */
export async function reaching<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CommandError || !isTransient(error)) throw error;
    const detail = databaseError(error)?.message || databaseError(error)?.code;
    throw new CommandError(EXIT.unavailable, `The database at ${databaseAddress(url)} is not reachable (${detail}).`, {
      cause: error,
    });
  }
}

/** Opens the desk for a command and closes it again, however the command ends. */
export async function withDesk<T>(run: Run, work: (desk: Desk) => Promise<T>): Promise<T> {
  const settings = run.settings();
  return reaching(requireDatabase(settings), async () => {
    const { desk, close } = await openDesk(
      settings,
      createLogger(settings.logLevel === 'info' ? 'warn' : settings.logLevel),
    );
    try {
      return await work(desk);
    } finally {
      await close();
    }
  });
}

import { loadSettings, requireDatabase, type Settings } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import { createLogger } from '../lib/log.ts';
import { databaseAddress } from '../store/connection/connection.ts';
import { databaseError, isTransient } from '../store/connection/error.ts';
import { CommandError, EXIT } from './exit.ts';
import { databaseRefusal } from './failure.ts';
import { type Output, outputTo } from './output.ts';

/**
 * What every command gets: the settings, a place for its results, and the desk. Commands import this file, tsdesk.ts
 * imports the commands: nothing imports the other way. It is loaded when a command runs, not for `--help`.
 */
export type Run = {
  /** Reads the configuration. Throws ConfigError with every fault. */
  readonly settings: () => Settings;
  readonly output: Output;
};

/** The options that every command has. */
export type CommonOptions = { readonly config?: string; readonly json?: boolean };

export const createRun = ({ config, json = false }: CommonOptions): Run => ({
  settings: () => loadSettings(config === undefined ? {} : { file: config }),
  output: outputTo(json, (text) => process.stdout.write(text)),
});

/** Runs work that needs the database. When it is not reachable, the error names host and port (exit code 69). */
export async function reaching<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // One that is there and refuses is told with its remedy.
    if (error instanceof CommandError || !isTransient(error) || databaseRefusal(error) !== null) throw error;
    const detail = databaseError(error)?.message || databaseError(error)?.code;
    throw new CommandError(EXIT.unavailable, `The database at ${databaseAddress(url)} is not reachable (${detail}).`, {
      cause: error,
    });
  }
}

/** Opens the desk for a command and closes it afterwards, also when the work throws. Logs warnings and errors only. */
export async function withDesk<T>(run: Run, work: (desk: Desk) => Promise<T>): Promise<T> {
  const settings = run.settings();
  // Loaded here because it brings every server's client with it, and some commands need no desk.
  const { openDesk } = await import('../desk/open.ts');
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

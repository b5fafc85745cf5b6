import { type ConfigNeeds, loadSettings, requireDatabase, type Settings } from '../config/settings.ts';
import type { Desk, DeskStore } from '../desk/desk.ts';
import { createLogger, type Logger } from '../lib/log.ts';
import { databaseAddress } from '../store/connection/connection.ts';
import { databaseError, isTransient } from '../store/connection/error.ts';
import { databaseRefusal } from './database-refusal.ts';
import { CommandError, EXIT } from './exit.ts';
import { type Output, outputTo } from './output.ts';
import { printable } from './printable.ts';

/**
 * What every command gets: the settings, a place for its results, and the desk. Commands import this file, tsdesk.ts
 * imports the commands: nothing imports the other way. It is loaded when a command runs, not for `--help`.
 */
export type Run = {
  /**
   * Reads the configuration, with the secrets that are needed: those of the desk unless more or less is asked for.
   * Throws ConfigError with every fault.
   */
  readonly settings: (needs?: ConfigNeeds) => Settings;
  readonly output: Output;
};

/** The options that every command has. */
export type CommonOptions = { readonly config?: string; readonly json?: boolean };

export function createRun({ config, json = false }: CommonOptions): Run {
  const said = new Set<string>();
  return {
    settings(needs = 'desk') {
      const settings = loadSettings({ ...(config === undefined ? {} : { file: config }), needs });
      // Whoever talks to servers (the daemon, the doctor) has a place of its own for them.
      if (needs !== 'servers')
        for (const warning of settings.warnings.filter((each) => !said.has(each))) {
          said.add(warning);
          process.stderr.write(`Warning: ${printable(warning)}\n`);
        }
      return settings;
    },
    output: outputTo(json, (text) => process.stdout.write(text)),
  };
}

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

/**
 * Opens the desk for a command that writes letters, and closes it afterwards, also when the work throws. Logs warnings
 * and errors only.
 */
export async function withDesk<T>(run: Run, work: (desk: Desk) => Promise<T>): Promise<T> {
  const settings = run.settings();
  // Loaded here because it brings templates and much else with it, and most commands need none of it.
  const { openDesk } = await import('../desk/open.ts');
  return reaching(requireDatabase(settings), async () => {
    const { desk, close } = await openDesk(settings, quietLogger(settings));
    try {
      return await work(desk);
    } finally {
      await close();
    }
  });
}

/** The same for a command that writes none: it starts sooner, and needs no secret but that of the database. */
export async function withStore<T>(run: Run, work: (desk: DeskStore) => Promise<T>): Promise<T> {
  const settings = run.settings('database');
  const { openStore } = await import('../desk/open-store.ts');
  return reaching(requireDatabase(settings), async () => {
    const { store, close } = await openStore(settings, quietLogger(settings));
    try {
      return await work(store);
    } finally {
      await close();
    }
  });
}

const quietLogger = ({ logLevel }: Settings): Logger => createLogger(logLevel === 'info' ? 'warn' : logLevel);

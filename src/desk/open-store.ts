import type { Settings } from '../config/settings.ts';
import type { Logger } from '../lib/log.ts';
import { connect } from '../store/connection/connection.ts';
import { type DeskStore, directoryOf, policyOf } from './desk.ts';
import { CONNECTIONS_REMEDY, type FitDatabase, requireFitDatabase } from './health/database-fit.ts';

export type OpenedStore = {
  readonly store: DeskStore;
  readonly database: FitDatabase;
  readonly close: () => Promise<void>;
};

/**
 * Opens what the desk knows, for those who write no letters: without templates, keys and whatever else takes its time
 * to load. Throws when the desk cannot work on the database.
 */
export async function openStore(
  settings: Settings,
  log: Logger,
  now: () => Date = () => new Date(),
): Promise<OpenedStore> {
  const { config } = settings;
  const database = await requireFitDatabase(settings);
  if (database.plan.short !== null)
    log.warn({ event: 'connections_short', detail: database.plan.short, remedy: CONNECTIONS_REMEDY });
  const { db, close } = connect(database.url, database.pool);
  return { store: { config, policy: policyOf(config), directory: directoryOf(config), db, log, now }, database, close };
}

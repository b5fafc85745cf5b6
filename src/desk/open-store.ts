import type { Config, Settings } from '../config/settings.ts';
import type { Logger } from '../lib/log.ts';
import { connect, type Database } from '../store/connection/connection.ts';
import { VECTOR_REMEDIES, vectorState } from '../store/vector-table.ts';
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
  const database = await requireFitDatabase(settings);
  if (database.plan.short !== null)
    log.warn({ event: 'connections_short', detail: database.plan.short, remedy: CONNECTIONS_REMEDY });
  const { db, close } = connect(database.url, database.pool);
  const config = await withoutVectors(settings.config, db, log).catch(async (error) => {
    await close();
    throw error;
  });
  return { store: { config, policy: policyOf(config), directory: directoryOf(config), db, log, now }, database, close };
}

/** Without pgvector nothing is asked that would need it: the desk works as if look-alikes were not wanted. */
async function withoutVectors(config: Config, db: Database, log: Logger): Promise<Config> {
  const { assist } = config;
  if (!assist?.purposes.includes('alike')) return config;
  const state = await vectorState(db);
  if (state === 'ready') return config;
  log.warn({ event: 'look_alikes_off', why: state, remedy: VECTOR_REMEDIES[state] });
  return { ...config, assist: { ...assist, purposes: assist.purposes.filter((purpose) => purpose !== 'alike') } };
}

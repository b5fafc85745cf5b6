import { ConfigError, environmentFault } from '../../config/fault.ts';
import { requireDatabase, type Settings } from '../../config/settings.ts';
import type { connect } from '../../store/connection/connection.ts';
import { type ConnectionPlan, planConnections } from '../../store/connection/need.ts';
import { examineSession, type SessionFacts } from '../../store/connection/session.ts';
import { schemaDifference } from '../../store/schema-version.ts';

/** What to do where the role, the database or the server allows few connections. */
export const CONNECTIONS_REMEDY = 'raise CONNECTION LIMIT or max_connections, or lower database.connections';

/** A database the desk can work on, and how it is to be used. */
export type FitDatabase = {
  readonly url: string;
  readonly session: SessionFacts;
  readonly plan: ConnectionPlan;
  /** For the pool of the desk's own statements. */
  readonly pool: NonNullable<Parameters<typeof connect>[1]>;
};

/**
 * Looks whether the database is at this version, and whether its encoding, its sessions and its limits let the desk
 * work. Throws ConfigError with everything that does not, and the driver's error when the database does not answer.
 */
export async function requireFitDatabase(settings: Settings): Promise<FitDatabase> {
  const url = requireDatabase(settings);
  const session = await examineSession(url);
  const { connections, prepare } = settings.config.database;
  const plan = planConnections(session, connections, settings.redisUrl === null);
  const { missing, unknown } = await schemaDifference(url);
  const faults = [
    ...session.unfit,
    ...(typeof plan === 'string' ? [`has too few connections: ${plan}: ${CONNECTIONS_REMEDY}`] : []),
    ...(unknown > 0
      ? ['was migrated by a newer version of tsdesk: install that version']
      : missing.length > 0
        ? [`is not at this version (missing: ${missing.join(', ')}): run tsdesk migrate`]
        : []),
  ];
  if (faults.length > 0 || typeof plan === 'string')
    throw new ConfigError(faults.map((fault) => environmentFault('DATABASE_URL', `the database ${fault}`)));
  const { shared } = session;
  const prepared = prepare === 'auto' ? !shared : prepare === 'on';
  return { url, session, plan, pool: { max: plan.desk, shared, prepare: prepared } };
}

import { requireDatabase, type Settings } from '../../config/settings.ts';
import { CONNECTIONS_REMEDY, type FitDatabase, requireFitDatabase } from '../../desk/health/database-fit.ts';
import { type NetworkFault, networkFault } from '../../lib/network-fault.ts';
import { tlsMismatch } from '../../lib/tls-mismatch.ts';
import { connect, type Database, databaseAddress } from '../../store/connection/connection.ts';
import { planConnections } from '../../store/connection/need.ts';
import { grantsOf, type LackOfRights, missingRights, rightsText } from '../../store/connection/rights.ts';
import { rolePowers, type ServerFacts, serverFacts } from '../../store/connection/server.ts';
import { examineSession, type SessionFacts } from '../../store/connection/session.ts';
import { schemaDifference } from '../../store/schema-version.ts';
import { databaseRefusal } from '../database-refusal.ts';
import { contentFindings } from './content.ts';
import { type Finding, messageOf, note, well, wrong } from './finding.ts';

/** What was found about the database and in it; `fit` is null where the desk cannot work on it. */
type Looked = { readonly fit: FitDatabase | null; readonly findings: readonly Finding[] };

/**
 * Everything about the database and what is in it, from the ground up: what stands on something that is not as it
 * should be is not looked at, so that one fault is one finding.
 */
export async function databaseFindings(settings: Settings): Promise<Looked> {
  const url = requireDatabase(settings);
  let facts: ServerFacts;
  let session: SessionFacts;
  try {
    facts = await serverFacts(url);
    session = await examineSession(url);
  } catch (error) {
    return { fit: null, findings: [unreachable('database', error, url)] };
  }
  const server = serverFinding(url, facts);
  const usual = [server, sessionFinding(session), connectionFinding(settings, session), clockFinding(facts)];
  const structure = await structureFindings(settings, url, session);
  const sound = [...usual, ...structure].every(({ ok }) => ok);
  const { fit, unfit } = sound ? await fitness(settings, url) : { fit: null, unfit: [] };
  return {
    fit,
    findings: [
      ...usual,
      ...structure,
      ...unfit,
      ...(await migratingFindings(settings)),
      ...(fit === null ? [] : await contentFindings(settings, fit)),
    ],
  };
}

/** What `tsdesk start` asks of the database: where that refuses it although nothing else is wrong, its reason. */
async function fitness(
  settings: Settings,
  url: string,
): Promise<{ readonly fit: FitDatabase | null; readonly unfit: readonly Finding[] }> {
  try {
    return { fit: await requireFitDatabase(settings), unfit: [] };
  } catch (error) {
    return { fit: null, unfit: [unreachable('database', error, url)] };
  }
}

const start = (place: string): string => `start PostgreSQL at ${place}`;
const MENDING: Readonly<Record<NetworkFault['kind'], (place: string) => string>> = {
  refused: start,
  closed: () => 'see the log of PostgreSQL for why',
  // The name of a container goes with it.
  unknown: start,
  unreachable: start,
  silent: () => 'let this machine through the firewall to it',
};

/** Why no connection comes about; `variable` is where its URL comes from. */
export function unreachable(check: string, error: unknown, url: string, variable = 'DATABASE_URL'): Finding {
  const refused = databaseRefusal(error, variable, url);
  if (refused !== null) return wrong(check, refused.finding, refused.remedy);
  const mismatch = tlsMismatch(messageOf(error));
  if (mismatch !== null) return { check, ok: false, ...mismatch };
  const place = databaseAddress(url);
  const network = networkFault(error, place);
  const remedy = `${MENDING[network?.kind ?? 'refused'](place)}, or correct ${variable}; what is in it was not looked at`;
  return wrong(check, network?.finding ?? messageOf(error), remedy);
}

/** The oldest PostgreSQL whose statements the desk was tried with. */
const OLDEST = 14;

/** @internal tests look at it */
export function serverFinding(
  url: string,
  { version, fsync, standby }: Pick<ServerFacts, 'version' | 'fsync' | 'standby'>,
): Finding {
  const check = 'database';
  if (Number.parseInt(version, 10) < OLDEST)
    return wrong(check, `PostgreSQL ${version} is too old`, `install PostgreSQL ${OLDEST} or newer`);
  if (standby)
    return wrong(
      check,
      `PostgreSQL at ${databaseAddress(url)} is a standby and only reads`,
      'name the primary in DATABASE_URL',
    );
  if (!fsync)
    return wrong(
      check,
      `PostgreSQL ${version} runs with fsync off and may lose mail`,
      'set fsync = on in postgresql.conf',
    );
  return well(check, `PostgreSQL ${version} at ${databaseAddress(url)}`);
}

/** @internal tests look at it */
export function sessionFinding({ shared, unfit }: Pick<SessionFacts, 'shared' | 'unfit'>): Finding {
  const check = 'sessions';
  // As connection/session.ts says it: what is unfit, and what to do.
  const parts = unfit.map((each) => [each.replace(/: .*/s, ''), each.replace(/^.*?: /s, '')] as const);
  if (parts.length > 0)
    return wrong(
      check,
      parts.map(([what]) => `the database ${what}`).join('; '),
      parts.map(([, remedy]) => remedy).join('; '),
    );
  return well(
    check,
    shared ? 'through a pooler: nothing is kept in a session' : 'of our own, with the settings the desk needs',
  );
}

/** Fewer than configured is a note; fewer than the daemon can live with is not. */
function connectionFinding({ config, redisUrl }: Settings, session: SessionFacts): Finding {
  const check = 'connections';
  const plan = planConnections(session, config.database.connections, redisUrl === null);
  if (typeof plan === 'string') return wrong(check, plan, CONNECTIONS_REMEDY);
  const { desk, queue, short } = plan;
  if (short !== null) return note(check, short, CONNECTIONS_REMEDY);
  const allowed = session.limit === null ? '' : ` of ${session.limit.connections}`;
  return well(check, `${desk + queue}${allowed} for each daemon`);
}

/** Leases and deadlines compare the two clocks. */
const SKEW_MS = 2_000;
/** @internal tests look at it */
export function clockFinding({ now, askedAt, heardAt }: Pick<ServerFacts, 'now' | `${'asked' | 'heard'}At`>): Finding {
  // An answer that takes long is no other clock.
  const skew = Math.max(0, askedAt - now.getTime(), now.getTime() - heardAt);
  return skew > SKEW_MS
    ? wrong(
        'clock',
        `this machine and the database are ${(skew / 1000).toFixed(1)} s apart`,
        'set the clocks of both machines by NTP',
      )
    : well('clock', `within ${skew} ms of the database`);
}

/** Whether the tables are those of this version, and the role may do with them what the daemon does. */
async function structureFindings(settings: Settings, url: string, { shared }: SessionFacts): Promise<Finding[]> {
  const queueHere = settings.redisUrl === null && (settings.queueDatabaseUrl ?? null) === null;
  let lacking: LackOfRights;
  try {
    lacking = await withDatabase(url, shared, (db) => missingRights(db, { queueHere, forEverything: true }));
  } catch (error) {
    return [wrong('rights', messageOf(error), 'run tsdesk migrate')];
  }
  // A role that may not see what is migrated cannot tell what is missing.
  const mayLook = !lacking.missing.some(({ on }) => on === 'tsdesk_migration' || on === 'SCHEMA public');
  const schema = mayLook ? await schemaFinding(url) : null;
  if (schema !== null && !schema.ok) return [schema];
  return [
    ...(schema === null ? [] : [schema]),
    rightsFinding(lacking, hasMigratingRole(settings)),
    await roleFinding(settings, url),
  ];
}

async function schemaFinding(url: string): Promise<Finding> {
  const check = 'schema';
  try {
    const { missing, unknown } = await schemaDifference(url);
    if (unknown > 0)
      return wrong(
        check,
        'the database was migrated by a newer version of tsdesk',
        'install that version, or restore a backup of this one',
      );
    return missing.length > 0
      ? wrong(check, `missing: ${missing.join(', ')}`, 'run tsdesk migrate')
      : well(check, 'at this version');
  } catch (error) {
    return wrong(check, messageOf(error), 'run tsdesk migrate');
  }
}

/** @internal tests look at it */
export function rightsFinding(lacking: LackOfRights, mayMigrate = true): Finding {
  const check = 'rights';
  const { role, missing, gone } = lacking;
  if (gone.length > 0)
    return wrong(
      check,
      rightsText(lacking),
      'somebody has removed what a migration made: restore a backup (tsdesk restore)',
    );
  if (missing.length > 0)
    return wrong(
      check,
      `the role ${role} has ${rightsText(lacking)}`,
      `${mayMigrate ? '' : 'name the owner of the database in MIGRATE_DATABASE_URL and '}run tsdesk migrate, which grants it; or as that owner:\n${grantsOf(lacking)}`,
    );
  return well(check, 'all that the daemon needs');
}

/** A role with more power than the daemon needs is mentioned; the check does not fail. */
async function roleFinding({ databaseUrl, migrateDatabaseUrl }: Settings, url: string): Promise<Finding> {
  const check = 'database role';
  try {
    const { role, isSuperuser, changesSchema, rewritesHistory } = await rolePowers(url);
    const powers = [
      ...(isSuperuser ? ['is a superuser'] : []),
      ...(changesSchema
        ? [databaseUrl === migrateDatabaseUrl ? 'is the one that migrates too' : 'may change the schema']
        : []),
      ...(rewritesHistory ? ['may rewrite the history'] : []),
    ];
    return powers.length === 0
      ? well(check, 'no superuser, and changes neither the schema nor the history')
      : note(
          check,
          `the daemon’s role ${role} ${powers.join(', ')}`,
          'docs/install.md, section 2, has the SQL for a lesser one; tsdesk migrate gives it what it needs, as the owner named in MIGRATE_DATABASE_URL',
        );
  } catch (error) {
    return wrong(check, messageOf(error), 'run tsdesk migrate');
  }
}

const hasMigratingRole = ({ databaseUrl, migrateDatabaseUrl }: Settings): boolean => migrateDatabaseUrl !== databaseUrl;

/** The role that migrates, where it is another one: needed at the next version, and missed only then. */
async function migratingFindings(settings: Settings): Promise<Finding[]> {
  const check = 'migrating role';
  const { migrateDatabaseUrl } = settings;
  if (migrateDatabaseUrl === null || !hasMigratingRole(settings)) return [];
  try {
    const { role, changesSchema, ownsTables } = await rolePowers(migrateDatabaseUrl);
    return [
      changesSchema && ownsTables
        ? well(check, `${role} may change the schema`)
        : wrong(
            check,
            `the role ${role} of MIGRATE_DATABASE_URL may not change the schema`,
            'name the role that owns the database in MIGRATE_DATABASE_URL (docs/install.md, section 2)',
          ),
    ];
  } catch (error) {
    return [unreachable(check, error, migrateDatabaseUrl, 'MIGRATE_DATABASE_URL')];
  }
}

async function withDatabase<T>(url: string, shared: boolean, use: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = connect(url, { max: 1, shared });
  try {
    return await use(db);
  } finally {
    await close();
  }
}

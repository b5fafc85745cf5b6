import type { Settings } from '../../config/settings.ts';
import { differences, fingerprintOf } from '../../desk/health/agreement.ts';
import { CONNECTIONS_REMEDY, type FitDatabase, requireFitDatabase } from '../../desk/health/database-fit.ts';
import { SECRET_REMEDY } from '../../desk/open.ts';
import { tlsMismatch } from '../../lib/tls-mismatch.ts';
import { connect, type Database, databaseAddress } from '../../store/connection/connection.ts';
import { planConnections } from '../../store/connection/need.ts';
import { missingRights } from '../../store/connection/rights.ts';
import { examineSession, type SessionFacts } from '../../store/connection/session.ts';
import { otherProcesses } from '../../store/desk-process.ts';
import { isKeySecret, loadKeys } from '../../store/key.ts';
import { rolePowers, schemaDifference, serverFacts } from '../../store/migrate.ts';
import { type Finding, look, messageOf } from './finding.ts';

type Facts = Awaited<ReturnType<typeof serverFacts>>;

/** What was found about the database and in it; `fit` is null where the desk cannot work on it. */
type Looked = {
  readonly reached: boolean;
  readonly fit: FitDatabase | null;
  readonly findings: readonly Finding[];
};

/** Everything about the database and what is in it. When it does not answer, that is the only finding. */
export async function databaseFindings(settings: Settings, url: string): Promise<Looked> {
  let facts: Facts;
  let session: SessionFacts;
  try {
    facts = await serverFacts(url);
    session = await examineSession(url);
  } catch (error) {
    const mismatch = tlsMismatch(messageOf(error));
    if (mismatch !== null)
      return { reached: false, fit: null, findings: [{ check: 'database', ok: false, ...mismatch }] };
    const remedy = `start PostgreSQL at ${databaseAddress(url)}, or correct DATABASE_URL; what is in it was not looked at`;
    return {
      reached: false,
      fit: null,
      findings: [{ check: 'database', ok: false, finding: messageOf(error), remedy }],
    };
  }
  const atThisVersion = await look('schema', 'run tsdesk migrate', () => schema(url));
  return {
    reached: true,
    // Why it is not fit is what the findings below say.
    fit: await requireFitDatabase(settings).catch(() => null),
    findings: [
      await look('database', 'set fsync = on in postgresql.conf', async () => server(url, facts)),
      await look('sessions', 'as it says', async () => sessions(session)),
      connections(settings, session),
      atThisVersion,
      await look('rights', 'run tsdesk migrate, then the grants of docs/install.md', () => rights(url, session)),
      await look('secret', SECRET_REMEDY, () => secret(settings, url, session)),
      await look('clock', 'set the clocks of both machines by NTP', () => clock(url)),
      await look('database role', 'run tsdesk migrate', () => role(settings, url)),
      await look(
        'other daemons',
        'give all daemons on this database the same configuration and secret, and restart them',
        () => otherDaemons(settings, url, session),
      ),
    ],
  };
}

function sessions({ shared, unfit }: SessionFacts): string {
  if (unfit.length > 0) throw new Error(unfit.map((each) => `the database ${each}`).join('; '));
  return shared ? 'through a pooler: nothing is kept in a session' : 'of our own, with the settings the desk needs';
}

/** Fewer than configured is a note; fewer than the daemon can live with is not. */
function connections({ config, redisUrl }: Settings, session: SessionFacts): Finding {
  const check = 'connections';
  const plan = planConnections(session, config.database.connections, redisUrl === null);
  if (typeof plan === 'string') return { check, ok: false, finding: plan, remedy: CONNECTIONS_REMEDY };
  const { desk, queue, short } = plan;
  if (short !== null) return { check, ok: true, finding: short, remedy: CONNECTIONS_REMEDY };
  const allowed = session.limit === null ? '' : ` of ${session.limit.connections}`;
  return { check, ok: true, finding: `${desk + queue}${allowed} for each daemon`, remedy: '' };
}

async function rights(url: string, { shared }: SessionFacts): Promise<string> {
  const missing = await withDatabase(url, shared, missingRights);
  if (missing.length > 0) throw new Error(missing.join(', '));
  return 'all that the daemon needs';
}

async function otherDaemons(settings: Settings, url: string, { shared }: SessionFacts): Promise<string> {
  return withDatabase(url, shared, async (db) => {
    const living = (await otherProcesses(db, null)).filter(({ alive }) => alive);
    if (living.length === 0) return 'none is running';
    const own = fingerprintOf(settings.config, await loadKeys(db, settings.secret));
    const differing = living.flatMap(({ role, host, configuration }) => {
      const parts = differences(own, configuration);
      return parts.length === 0 ? [] : [`${role} on ${host} goes by another configuration: ${parts.join(', ')}`];
    });
    if (differing.length > 0) throw new Error(differing.join('; '));
    return `${living.length} running, by this configuration`;
  });
}

async function withDatabase<T>(url: string, shared: boolean, use: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = connect(url, { max: 1, shared });
  try {
    return await use(db);
  } finally {
    await close();
  }
}

function server(url: string, { version, fsync }: Facts): string {
  if (!fsync) throw new Error(`PostgreSQL ${version} runs with fsync off and may lose mail`);
  return `PostgreSQL ${version} at ${databaseAddress(url)}`;
}

async function schema(url: string): Promise<string> {
  const { missing, unknown } = await schemaDifference(url);
  if (unknown > 0) throw new Error('the database was migrated by a newer version of tsdesk');
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
  return 'at this version';
}

/** A role with more power than the daemon needs is mentioned; the check does not fail. */
async function role({ databaseUrl, migrateDatabaseUrl }: Settings, url: string): Promise<string> {
  const { changesSchema, rewritesHistory } = await rolePowers(url);
  const powers = [
    ...(databaseUrl === migrateDatabaseUrl ? ['is the one that migrates too'] : []),
    ...(changesSchema ? ['may change the schema'] : []),
    ...(rewritesHistory ? ['may rewrite the history'] : []),
  ];
  return powers.length === 0
    ? 'writes what it must and no more'
    : `the daemon’s role ${powers.join(', ')}; docs/install.md has the SQL for a lesser one and MIGRATE_DATABASE_URL`;
}

/** Leases and deadlines compare the two clocks. */
const SKEW_MS = 2_000;
async function clock(url: string): Promise<string> {
  const { now } = await serverFacts(url);
  const skew = Math.abs(Date.now() - now.getTime());
  if (skew > SKEW_MS) throw new Error(`this machine and the database are ${(skew / 1000).toFixed(1)} s apart`);
  return `within ${skew} ms of the database`;
}

async function secret({ secret: given }: Settings, url: string, { shared }: SessionFacts): Promise<string> {
  if (!(await withDatabase(url, shared, (db) => isKeySecret(db, given))))
    throw new Error(`TSDESK_SECRET is ${given === null ? 'not set, but was' : 'another one'} when the keys were made`);
  return given === null ? 'none, as when the keys were made' : 'the one the keys were made with';
}

import type { Settings } from '../../config/settings.ts';
import { SECRET_REMEDY } from '../../daemon.ts';
import { connect, databaseAddress } from '../../store/connection.ts';
import { isKeySecret } from '../../store/key.ts';
import { rolePowers, schemaDifference, serverFacts } from '../../store/migrate.ts';
import { type Finding, look, messageOf } from './finding.ts';

type Facts = Awaited<ReturnType<typeof serverFacts>>;

/** Everything about the database and what is in it. When it does not answer, that is the only finding. */
export async function databaseFindings(
  settings: Settings,
  url: string,
): Promise<{ readonly reached: boolean; readonly current: boolean; readonly findings: readonly Finding[] }> {
  let facts: Facts;
  try {
    facts = await serverFacts(url);
  } catch (error) {
    const remedy = `start PostgreSQL at ${databaseAddress(url)}, or correct DATABASE_URL; what is in it was not looked at`;
    return {
      reached: false,
      current: false,
      findings: [{ check: 'database', ok: false, finding: messageOf(error), remedy }],
    };
  }
  const atThisVersion = await look('schema', 'run tsdesk migrate', () => schema(url));
  return {
    reached: true,
    current: atThisVersion.ok,
    findings: [
      await look('database', 'set fsync = on in postgresql.conf', async () => server(url, facts)),
      atThisVersion,
      await look('secret', SECRET_REMEDY, () => secret(settings, url)),
      await look('clock', 'set the clocks of both machines by NTP', () => clock(url)),
      await look('database role', 'run tsdesk migrate', () => role(settings, url)),
    ],
  };
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

async function secret({ secret: given }: Settings, url: string): Promise<string> {
  const { db, close } = connect(url, { max: 1 });
  try {
    if (!(await isKeySecret(db, given)))
      throw new Error(
        `TSDESK_SECRET is ${given === null ? 'not set, but was' : 'another one'} when the keys were made`,
      );
    return given === null ? 'none, as when the keys were made' : 'the one the keys were made with';
  } finally {
    await close();
  }
}

import { requireDatabase, type Settings } from '../config/settings.ts';
import { databaseError } from '../store/connection/error.ts';
import { grantMissing, INSUFFICIENT_PRIVILEGE } from '../store/connection/grant.ts';
import { grantsOf, rightsText } from '../store/connection/rights.ts';
import { migrate } from '../store/migrate.ts';
import { makeVectorTable, VECTOR_REMEDIES, type VectorTableMade } from '../store/vector-table.ts';
import { databaseRefusal } from './database-refusal.ts';
import { messageOf } from './doctor/finding.ts';
import { EXIT } from './exit.ts';
import { type Run, reaching } from './run.ts';

/**
 * `tsdesk migrate`; where look-alikes are wanted of a model, it makes the table they need, too. A daemon with a role of
 * its own is given what that lacks; where it still lacks something, the command ends with 1.
 */
export async function migrateDatabase({ settings, output }: Run): Promise<number> {
  const given = settings('database');
  const url = given.migrateDatabaseUrl ?? requireDatabase(given);
  const wanted = given.config.assist?.purposes.includes('alike') === true;
  const { applied, vectors } = await reaching(url, async () => ({
    applied: await migrate(url),
    vectors: wanted ? await makeVectorTable(url) : null,
  }));
  const { granted = null, lacks = false } = await grantDaemon(given, url);
  const ending = lacks ? EXIT.failed : EXIT.done;
  if (output.json) {
    output.object({ applied, ...(vectors !== null && { vectors }), ...(granted !== null && { granted }) });
    return ending;
  }
  output.line(applied.length === 0 ? 'The database is at this version already.' : `Applied: ${applied.join(', ')}`);
  if (vectors !== null) output.line(vectorsText(vectors));
  if (granted !== null) output.line(`Granted: the role ${granted} has what the daemon needs now.`);
  return ending;
}

/**
 * `granted`: the role that was given what it lacked. `lacks`: it still does. Neither where the daemon has no other role,
 * where that lacked nothing, and where it could not be looked at: that is said, and the migration is done all the same.
 */
async function grantDaemon(
  { databaseUrl, ...settings }: Settings,
  owner: string,
): Promise<{ readonly granted?: string; readonly lacks?: boolean }> {
  if (databaseUrl === null || databaseUrl === owner) return {};
  const queueHere = settings.redisUrl === null && (settings.queueDatabaseUrl ?? null) === null;
  try {
    const lack = await grantMissing(owner, databaseUrl, queueHere);
    if (lack === null) return {};
    if (lack.missing.length === 0) return { granted: lack.role };
    warn(
      `The role ${lack.role} could not be given what the daemon needs: it has ${rightsText(lack)}. As a superuser:\n${grantsOf(lack)}`,
    );
    return { lacks: true };
  } catch (error) {
    const remedy = databaseRefusal(error, 'DATABASE_URL', databaseUrl)?.remedy ?? 'tsdesk doctor says what that is.';
    warn(`The daemon’s role was not given what it may lack: ${messageOf(error)}. ${remedy}`);
    // One that may not even connect is known to lack that.
    return { lacks: databaseError(error)?.code === INSUFFICIENT_PRIVILEGE };
  }
}

const warn = (line: string): void => void process.stderr.write(`${line}\n`);

const FOUND: Readonly<Record<VectorTableMade, string>> = {
  ready: 'Look-alikes by a model: the table is there.',
  unavailable: 'Look-alikes by a model: off, since this database server has no pgvector.',
  not_permitted: 'Look-alikes by a model: off, since this role may not create the extension vector.',
  not_created: 'Look-alikes by a model: off, since the table could not be made.',
  no_rights: 'Look-alikes by a model: off, since this role may not use the table.',
};

const vectorsText = (made: VectorTableMade): string =>
  made === 'ready' ? FOUND.ready : `${FOUND[made]} To have them: ${VECTOR_REMEDIES[made]}.`;

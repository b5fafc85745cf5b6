import { requireDatabase, type Settings } from '../config/settings.ts';
import { grantMissing } from '../store/connection/grant.ts';
import { grantsOf, rightsText } from '../store/connection/rights.ts';
import { migrate } from '../store/migrate.ts';
import { makeVectorTable, VECTOR_REMEDIES, type VectorTableMade } from '../store/vector-table.ts';
import { messageOf } from './doctor/finding.ts';
import { type Run, reaching } from './run.ts';

/**
 * `tsdesk migrate`; where look-alikes are wanted of a model, it makes the table they need, too. A daemon with a role of
 * its own is given what that lacks.
 */
export async function migrateDatabase({ settings, output }: Run): Promise<undefined> {
  const given = settings('database');
  const url = given.migrateDatabaseUrl ?? requireDatabase(given);
  const wanted = given.config.assist?.purposes.includes('alike') === true;
  const { applied, vectors } = await reaching(url, async () => ({
    applied: await migrate(url),
    vectors: wanted ? await makeVectorTable(url) : null,
  }));
  const granted = await grantDaemon(given, url);
  if (output.json) {
    output.object({ applied, ...(vectors !== null && { vectors }), ...(granted !== null && { granted }) });
    return;
  }
  output.line(applied.length === 0 ? 'The database is at this version already.' : `Applied: ${applied.join(', ')}`);
  if (vectors !== null) output.line(vectorsText(vectors));
  if (granted !== null) output.line(`Granted: the role ${granted} has what the daemon needs now.`);
}

/**
 * The role that was given what it lacked. Null where the daemon has no other, where that lacked nothing, and where it
 * could not be looked at or given all: that is said, and the migration is done all the same.
 */
async function grantDaemon({ databaseUrl, ...settings }: Settings, owner: string): Promise<string | null> {
  if (databaseUrl === null || databaseUrl === owner) return null;
  const queueHere = settings.redisUrl === null && (settings.queueDatabaseUrl ?? null) === null;
  try {
    const lack = await grantMissing(owner, databaseUrl, queueHere);
    if (lack === null || lack.missing.length === 0) return lack?.role ?? null;
    warn(`The role ${lack.role} still has ${rightsText(lack)}. As a superuser: ${grantsOf(lack)}`);
  } catch (error) {
    warn(`The daemon’s role was not given what it may lack: ${messageOf(error)}. tsdesk doctor says what that is.`);
  }
  return null;
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

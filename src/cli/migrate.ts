import { requireDatabase } from '../config/settings.ts';
import { migrate } from '../store/migrate.ts';
import { makeVectorTable, VECTOR_REMEDIES, type VectorTableMade } from '../store/vector-table.ts';
import { type Run, reaching } from './run.ts';

/** `tsdesk migrate`; where look-alikes are wanted of a model, it makes the table they need, too. */
export async function migrateDatabase({ settings, output }: Run): Promise<undefined> {
  const given = settings('database');
  const url = given.migrateDatabaseUrl ?? requireDatabase(given);
  const wanted = given.config.assist?.purposes.includes('alike') === true;
  const { applied, vectors } = await reaching(url, async () => ({
    applied: await migrate(url),
    vectors: wanted ? await makeVectorTable(url) : null,
  }));
  if (output.json) {
    output.object({ applied, ...(vectors !== null && { vectors }) });
    return;
  }
  output.line(applied.length === 0 ? 'The database is at this version already.' : `Applied: ${applied.join(', ')}`);
  if (vectors !== null) output.line(vectorsText(vectors));
}

const FOUND: Readonly<Record<VectorTableMade, string>> = {
  ready: 'Look-alikes by a model: the table is there.',
  unavailable: 'Look-alikes by a model: off, since this database server has no pgvector.',
  not_permitted: 'Look-alikes by a model: off, since this role may not create the extension vector.',
  not_created: 'Look-alikes by a model: off, since the table could not be made.',
  no_rights: 'Look-alikes by a model: off, since this role may not use the table.',
};

const vectorsText = (made: VectorTableMade): string =>
  made === 'ready' ? FOUND.ready : `${FOUND[made]} To have them: ${VECTOR_REMEDIES[made]}.`;

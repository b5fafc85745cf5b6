import { requireDatabase } from '../config/settings.ts';
import { migrate } from '../store/migrate.ts';
import { type Run, reaching } from './run.ts';

/** `tsdesk migrate` */
export async function migrateDatabase({ settings, output }: Run): Promise<undefined> {
  const given = settings('database');
  const url = given.migrateDatabaseUrl ?? requireDatabase(given);
  const applied = await reaching(url, () => migrate(url));
  if (output.json) output.object({ applied });
  else
    output.line(applied.length === 0 ? 'The database is at this version already.' : `Applied: ${applied.join(', ')}`);
}

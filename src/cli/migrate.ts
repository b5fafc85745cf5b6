import { ConfigError } from '../config/settings.ts';
import { migrate } from '../store/migrate.ts';
import { reaching } from './reach.ts';
import type { Run } from './tsdesk.ts';

/** `tsdesk migrate` */
export async function migrateDatabase({ settings, output }: Run): Promise<undefined> {
  const { migrateDatabaseUrl } = settings();
  if (migrateDatabaseUrl === null) {
    const message = 'is needed: the URL of the PostgreSQL database, postgres://user:password@host:5432/name';
    throw new ConfigError([{ file: 'environment', line: null, key: 'DATABASE_URL', message }]);
  }
  const applied = await reaching(migrateDatabaseUrl, () => migrate(migrateDatabaseUrl));
  if (output.json) output.object({ applied });
  else
    output.line(applied.length === 0 ? 'The database is at this version already.' : `Applied: ${applied.join(', ')}`);
}

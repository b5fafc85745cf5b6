import { Document, isNode } from 'yaml';
import { effectiveConfig, withoutPassword } from '../config/effective.ts';
import { keyText } from '../config/fault.ts';
import { configJsonSchema } from '../config/schema/json-schema.ts';
import type { Output } from './output.ts';
import type { Run } from './run.ts';

/** `tsdesk config schema`: what an editor completes and checks the configuration file by. Needs no configuration. */
export function showSchema(output: Output): undefined {
  const schema = configJsonSchema();
  if (output.json) output.object(schema);
  else output.line(JSON.stringify(schema, null, 2));
}

/**
 * `tsdesk config show`: every key in force with where its value comes from, as a configuration file with the sources
 * behind it, and what the environment says beside it. Secrets are hidden. Reaches no server.
 */
export function showConfig({ settings, output }: Run): undefined {
  const found = settings();
  const keys = effectiveConfig(found);
  const url = (value: string | null): string | null => (value === null ? null : withoutPassword(value));
  const environment = {
    TSDESK_CONFIG: found.file,
    DATABASE_URL: url(found.databaseUrl),
    MIGRATE_DATABASE_URL: url(found.migrateDatabaseUrl),
    QUEUE_DATABASE_URL: url(found.queueDatabaseUrl ?? null),
    REDIS_URL: url(found.redisUrl),
    TSDESK_SECRET: found.secret === null ? null : '•••',
    LOG_LEVEL: found.logLevel,
  };
  if (output.json) {
    for (const { path, value, source } of keys) output.object({ key: keyText(path), value, source });
    for (const [key, value] of Object.entries(environment)) output.object({ key, value, source: 'environment' });
    return;
  }
  for (const [name, value] of Object.entries(environment)) output.line(`# ${name}: ${value ?? 'not set'}`);
  const document = new Document({});
  for (const { path, value, source } of keys) {
    document.setIn(path, document.createNode(value, { flow: true }));
    const node = document.getIn(path, true);
    if (isNode(node)) node.comment = ` ${source}`;
  }
  output.line(document.toString({ lineWidth: 0 }).trimEnd());
}

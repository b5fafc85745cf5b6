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
  const environment = [
    {
      key: 'TSDESK_CONFIG',
      value: found.file,
      unset: found.file === null ? 'no file is read' : `${found.file} is read`,
    },
    { key: 'DATABASE_URL', value: url(found.databaseUrl) },
    { key: 'MIGRATE_DATABASE_URL', value: url(found.migrateDatabaseUrl), unset: 'DATABASE_URL is used' },
    {
      key: 'QUEUE_DATABASE_URL',
      value: url(found.queueDatabaseUrl ?? null),
      unset: found.redisUrl === null ? 'DATABASE_URL is used' : 'the queue is in Redis',
    },
    { key: 'REDIS_URL', value: url(found.redisUrl), unset: 'the queue is in PostgreSQL' },
    { key: 'TSDESK_SECRET', value: found.secret === null ? null : '•••' },
    { key: 'LOG_LEVEL', value: found.logLevel, unset: found.logLevel },
  ];
  if (output.json) {
    for (const { path, value, source } of keys) output.object({ key: keyText(path), value, source });
    for (const { key, value } of environment) output.object({ key, value, source: found.setAs.get(key) ?? 'default' });
    return;
  }
  for (const { key, value, unset } of environment) {
    const source = found.setAs.get(key);
    const said = source === undefined ? ['not set', unset] : [value, source === key ? null : `from ${source}`];
    output.line(`# ${key}: ${said.filter(Boolean).join(', ')}`);
  }
  const document = new Document({});
  for (const { path, value, source } of keys) {
    document.setIn(path, document.createNode(value, { flow: true }));
    const node = document.getIn(path, true);
    if (isNode(node)) node.comment = ` ${source}`;
  }
  output.line(document.toString({ lineWidth: 0 }).trimEnd());
}

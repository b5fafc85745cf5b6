import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { showConfig } from '../../src/cli/config.ts';
import { outputTo } from '../../src/cli/output.ts';
import { loadSettings } from '../../src/config/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdesk-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const holding = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};
const file = holding('tsdesk.yaml', 'desk: { domain: desk.example }\n');

function shown(environment: Record<string, string>, json = false): string[] {
  let text = '';
  const settings = () => loadSettings({ file, environment });
  showConfig({ settings, output: outputTo(json, (more) => (text += more)) });
  return text.split('\n').filter((line) => (json ? /"key":"[A-Z_]+"/.test(line) : line.startsWith('# ')));
}

it('says what is not set, and what is used in its place', () =>
  expect(shown({ DATABASE_URL: 'postgres://desk:hunter2@127.0.0.1/desk' })).toEqual([
    `# TSDESK_CONFIG: not set, ${file} is read`,
    '# DATABASE_URL: postgres://desk:•••@127.0.0.1/desk',
    '# MIGRATE_DATABASE_URL: not set, DATABASE_URL is used',
    '# QUEUE_DATABASE_URL: not set, DATABASE_URL is used',
    '# REDIS_URL: not set, the queue is in PostgreSQL',
    '# TSDESK_SECRET: not set',
    '# LOG_LEVEL: not set, info',
  ]));

it('names the variable that names a file, for every one of them', () => {
  const url = 'postgres://desk:hunter2@127.0.0.1/desk';
  const values = {
    DATABASE_URL: url,
    MIGRATE_DATABASE_URL: url,
    QUEUE_DATABASE_URL: url,
    REDIS_URL: 'redis://:hunter2@127.0.0.1',
    TSDESK_SECRET: 'hunter2 hunter2 hunter2',
    LOG_LEVEL: 'warn',
  };
  const files = Object.entries(values).map(([name, value]) => [`${name}_FILE`, holding(name, value)]);
  const lines = shown(Object.fromEntries(files));
  expect(lines.slice(1).map((line) => line.replace(/: .*, /, ': '))).toEqual(
    Object.keys(values).map((name) => `# ${name}: from ${name}_FILE`),
  );
  expect(lines.join()).not.toContain('hunter2');
  const json = shown(Object.fromEntries(files), true).map((line) => JSON.parse(line));
  expect(json.map(({ source }) => source)).toEqual(['default', ...Object.keys(values).map((name) => `${name}_FILE`)]);
});

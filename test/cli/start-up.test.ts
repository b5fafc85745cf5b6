import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const CLI = join(import.meta.dirname, '../../src/cli');

/** A static import of values, or a re-export; what is imported with `await import(…)` is loaded when it is needed. */
const LOADED = /^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)';/gm;

/** Every package that is loaded with a file, with the way to it. */
function packagesOf(entry: string): Map<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const walk = (file: string, way: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, name = ''] of text.matchAll(LOADED))
      if (name.startsWith('.')) walk(join(dirname(file), name), `${way} → ${name}`);
      else if (!found.has(name)) found.set(name, way);
    for (const [, name = ''] of text.matchAll(/= require\('([^']+)'\);/g)) if (!found.has(name)) found.set(name, way);
  };
  walk(entry, '');
  return found;
}

/** What takes its time to load: the queue, templates, mail servers, reading mail, HTTP. */
const HEAVY =
  /^(?:bullmq|ioredis|openpgp|handlebars|imapflow|nodemailer|mailauth|piscina|fastify|sanitize-html|htmlparser2|css-select|chrono-node|iconv-lite)\b/;

it.each([
  ['help and usage errors', ['main.ts']],
  ['a command that only looks', ['run.ts', '../desk/open-store.ts']],
  ['tsdesk ticket', ['ticket.ts']],
  ['tsdesk mail', ['mail.ts']],
  ['tsdesk outbox', ['outbox.ts']],
  ['tsdesk keys', ['keys.ts']],
  ['tsdesk certs', ['certs.ts']],
  ['tsdesk backup', ['backup.ts']],
  ['tsdesk config', ['config.ts']],
])('%s load nothing heavy', (_what, files) => {
  for (const file of files) {
    const heavy = [...packagesOf(join(CLI, file))].filter(([name]) => HEAVY.test(name));
    expect(heavy).toEqual([]);
  }
});

it('what writes letters does load them, which shows that the way is walked', () => {
  expect([...packagesOf(join(CLI, '../desk/open.ts')).keys()]).toContain('handlebars');
});

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Child } from '../support/child.ts';

/** A package whose program starts a thread, which tells where it has its compile cache. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdesk-cache-'));
  cpSync(join(import.meta.dirname, '../../bin'), join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'dist/fingerprint'), '');
  writeFileSync(
    join(folder, 'dist/tsdesk.js'),
    `import { Worker } from 'node:worker_threads';
    new Worker("console.log(require('node:module').getCompileCacheDir() ?? 'none')", { eval: true });`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each<[string, (folder: string) => Record<string, string>, string]>([
  ['in the folder for temporary files', (path) => ({ TMPDIR: path }), 'node-compile-cache'],
  ['where the environment says', (path) => ({ NODE_COMPILE_CACHE: join(path, 'own') }), 'own'],
])('threads have a compile cache too: %s', async (_, env, where) => {
  const child = new Child({
    command: process.execPath,
    args: [join(folder, 'bin/tsdesk.js'), 'start'],
    env: { PATH: process.env.PATH, ...env(folder) },
    cwd: folder,
  });
  expect(await child.exited).toMatchObject({ code: 0 });
  expect(child.stdout).toHaveLength(1);
  expect(child.stdout[0]?.startsWith(join(folder, where))).toBe(true);
});

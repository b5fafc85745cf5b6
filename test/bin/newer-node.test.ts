import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Child } from '../support/child.ts';

/** A package whose program tells how it is run, and a Node that says that it is older than it is. */
let folder: string;
const write = (path: string, content: string): void => writeFileSync(join(folder, path), content);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdesk-node-'));
  cpSync(join(import.meta.dirname, '../../bin'), join(folder, 'bin'), { recursive: true });
  for (const path of ['dist', 'node_modules/node/bin']) mkdirSync(join(folder, path), { recursive: true });
  write('package.json', '{ "type": "module" }');
  write('dist/fingerprint', '');
  write(
    'dist/tsdesk.js',
    // It listens before it says that it is there.
    `process.on('SIGTERM', () => process.exit(75));
    console.log(process.argv.slice(2).join(' '));
    if (process.argv[2] === 'start') setInterval(() => undefined, 1000);
    else if (process.argv[2] === 'abort') process.kill(process.pid, 'SIGKILL');
    else process.exitCode = 69;`,
  );
  write('old.mjs', `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.1' } });`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onOldNode = (...args: string[]): Child =>
  new Child({
    command: process.execPath,
    args: ['--import', join(folder, 'old.mjs'), join(folder, 'bin/tsdesk.js'), ...args],
    env: { PATH: process.env.PATH },
    cwd: folder,
  });

it('says what to do where there is no newer one', async () => {
  const child = onOldNode('doctor');
  expect(await child.exited).toMatchObject({ code: 1 });
  expect(child.stdout).toEqual([]);
  expect(child.stderr).toEqual([
    expect.stringMatching(/^tsdesk needs Node 22\.19 or newer, this is 20\.18\.1\. Install/),
  ]);
});

it('runs with the Node among its packages: arguments, exit code and signals are handed on', async () => {
  write('node_modules/node/package.json', '{ "name": "node" }');
  write('node_modules/node/bin/node', `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
  chmodSync(join(folder, 'node_modules/node/bin/node'), 0o755);
  const [doctor, daemon, killed] = [onOldNode('doctor', '--probe'), onOldNode('start'), onOldNode('abort')];
  expect(await doctor.exited).toMatchObject({ code: 69 });
  expect(doctor.stdout).toEqual(['doctor --probe']);
  expect(doctor.stderr).toEqual([]);
  await daemon.waitForLine((line) => line === 'start', 60_000);
  // To the one process, not to its group.
  process.kill(daemon.pid, 'SIGTERM');
  expect(await daemon.exited).toMatchObject({ code: 75 });
  expect(await killed.exited).toMatchObject({ signal: 'SIGKILL' });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownVariables } from './known.ts';

const root = join(import.meta.dirname, '../..');
const units = join(root, 'deploy/systemd');
const names = readdirSync(units);
const services = names.filter((name) => name.endsWith('.service'));
const read = (name: string): string => readFileSync(join(units, name), 'utf8');

const installed = spawnSync('systemd-analyze', ['--version']).status === 0;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdesk-units-'));
  // systemd looks whether the program is there.
  for (const name of names)
    writeFileSync(
      join(folder, name),
      read(name).replace(/^ExecStart=tsdesk/m, `ExecStart=${join(root, 'bin/tsdesk.js')}`),
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.skipIf(!installed)('the units are what systemd takes', () => {
  const paths = names.map((name) => join(folder, name));
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

describe.each(services)('%s', (name) => {
  const unit = read(name);

  it.skipIf(!installed)('exposes at most 2.5', () => {
    const args = ['security', '--offline=true', '--threshold=25', '--no-pager', join(folder, name)];
    const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    expect(stdout).toContain('Overall exposure level');
    expect(
      status,
      stdout
        .split('\n')
        .filter((line) => line.startsWith('✗'))
        .join('\n'),
    ).toBe(0);
  });

  it('gives each credential it loads to a variable, and no other', () => {
    const loaded = [...unit.matchAll(/^LoadCredential=(\w+):\/etc\/tsdesk\/credentials\/(\w+)$/gm)];
    expect(loaded.filter(([, credential, file]) => credential !== file)).toEqual([]);
    const used = [...unit.matchAll(/(\w+)_FILE=%d\/(\w+)/g)];
    expect(used.map(([, , credential]) => credential).sort()).toEqual(
      loaded.map(([, credential]) => credential).sort(),
    );
  });

  it('sets what the desk reads', () => {
    const set = [...unit.matchAll(/(?:^Environment=| )([A-Z][A-Z_]+)=/gm)].map(([, variable]) => variable ?? '');
    expect(set.length).toBeGreaterThan(2);
    expect(set.filter((variable) => !knownVariables.has(variable.replace(/_FILE$/, '')))).toEqual([]);
  });
});

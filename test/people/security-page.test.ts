import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Files are named from their room, those of other rooms from `src`. */
const ROOMS = ['src/people', 'src/letter', 'src'];
const PAGE = readFileSync('docs/security.md', 'utf8');

it('docs/security.md names only tests and files that exist', () => {
  const tests = [...PAGE.matchAll(/\btest\/[\w/.-]+\.ts\b/g)].map(([path]) => path);
  const sources = [...PAGE.matchAll(/`(?:src\/people\/)?([\w/-]+\.ts)`/g)].map(([, name]) => name ?? '');
  const missing = [
    ...tests.filter((path) => !existsSync(path)),
    ...sources.filter((name) => ROOMS.every((room) => !existsSync(`${room}/${name}`))),
  ];
  expect(tests.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

it('every command in it is a script of the package', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...PAGE.matchAll(/`npm run ([\w:-]+)/g)].map(([, name]) => name ?? '');
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

it('every threat in it has a test', () => {
  const rows =
    PAGE.split('### Figures')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('| ')) ?? [];
  for (const row of rows.slice(1)) expect(row).toMatch(/\| .*test\/.* \|$/);
});

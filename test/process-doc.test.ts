import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { read } from './support/edited-project.ts';

const [, section = ''] = read('docs/process.md').split('## Every requirement and its test\n');
const rows = [...section.matchAll(/^\| (\d+) \| (.+?) \| (.+?) \| ?(.*?) ?\|$/gm)].map(
  ([, number, requirement = '', proof = '', missing = '']) => ({ number: Number(number), requirement, proof, missing }),
);

/** What is quoted as proof: a file, and how the names in it begin. */
const proofs = rows
  .filter(({ proof }) => proof !== '–')
  .flatMap(({ number, proof }) =>
    proof.split(/; (?=`test\/)/).map((each) => {
      const [file = '', ...names] = [...each.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
      return { number, file, names };
    }),
  );

it('docs/process.md numbers every requirement, in a line of its own', () => {
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1));
  expect(section.match(/^\| \d/gm)).toHaveLength(rows.length);
  expect(new Set(rows.map(({ requirement }) => requirement)).size).toBe(rows.length);
});

it('a requirement that no test proves says what is missing', () => {
  expect(rows.filter(({ proof, missing }) => proof === '–' && missing === '')).toEqual([]);
});

it.each(proofs)('$number: $file has tests of these names', ({ file, names }) => {
  expect(file).toMatch(/^test\/\S+\.test\.ts$/);
  expect(existsSync(join(import.meta.dirname, '..', file))).toBe(true);
  expect(names).not.toEqual([]);
  const text = read(file);
  expect(names.filter((name) => !["'", '"', '`'].some((quote) => text.includes(quote + name)))).toEqual([]);
});

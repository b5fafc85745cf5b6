import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const src = join(import.meta.dirname, '../../src');

/** biome's noProcessEnv finds `process.env`; these are the ways around it. */
const AROUND = /(?:=|\bof|\(|,)\s*(?:globalThis\.)?process\s*[;,)\n]/;

it.each(['const { env } = process;', 'read(process)', 'const all = globalThis.process\n'])(
  '%j is a way around',
  (line) => expect(line).toMatch(AROUND),
);

it('no file hands the process on, so that noProcessEnv finds every read of the environment', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.filter((file) => AROUND.test(readFileSync(join(src, file), 'utf8')))).toEqual([]);
});

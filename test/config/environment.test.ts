import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { terminalLanguage } from '../../src/config/environment.ts';

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

it.each([
  [{ LANG: 'en_US.UTF-8' }, 'en-US'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{ LANG: 'de' }, 'de'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN' }, 'zh-CN'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN', LC_ALL: 'fr_FR@euro' }, 'fr-FR'],
  [{ LANG: 'C.UTF-8' }, null],
  [{ LANG: 'POSIX', LC_ALL: '' }, null],
  [{}, null],
])('the language of a terminal with %o is %s', (environment, language) => {
  expect(terminalLanguage(environment)).toBe(language);
});

import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTsdesk } from '../support/daemon.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tsdesk-built-'));
const CHANGED = 'zh-CN/acknowledgement.hbs';
const ADDED = '改过的一句';

/** Every letter with sample values, by the name of its file. */
async function lettersOf(name: string, program: string): Promise<ReadonlyMap<string, string>> {
  const out = join(folder, name);
  const run = runTsdesk(['letters', '--out', out], { program, cwd: folder });
  expect(await run.exited).toMatchObject({ code: 0 });
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('.'));
  return new Map(files.map((file) => [file, readFileSync(join(out, file), 'utf8')]));
}

/** As it is installed: without its sources. */
function copyOfPackage(name: string): string {
  const copy = join(folder, name);
  for (const part of ['bin', 'dist', 'templates', 'assets', 'package.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

describe('the templates of the built program', () => {
  let fromSources: ReadonlyMap<string, string>;
  beforeAll(async () => {
    fromSources = await lettersOf('sources', join(ROOT, 'src/cli/main.ts'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('write the same letters as the sources', async () => {
    expect(fromSources.size).toBeGreaterThan(200);
    expect(await lettersOf('built', join(ROOT, 'bin/tsdesk.js'))).toEqual(fromSources);
  });

  it('are those that are used, and not compiled once more', async () => {
    const copy = copyOfPackage('marked');
    const compiled = join(copy, 'dist/templates/en/acknowledgement.cjs');
    writeFileSync(compiled, readFileSync(compiled, 'utf8').replaceAll('Your request is on record', 'from the build'));
    const text = (await lettersOf('marked-letters', join(copy, 'bin/tsdesk.js'))).get('en/acknowledgement.txt');
    expect(fromSources.get('en/acknowledgement.txt')).toContain('Your request is on record');
    expect(text).toContain('from the build');
  });

  it('give way to a template that was changed since', async () => {
    const copy = copyOfPackage('package');
    appendFileSync(join(copy, 'templates', CHANGED), `\n${ADDED}\n`);
    const letters = await lettersOf('changed', join(copy, 'bin/tsdesk.js'));
    const differing = [...letters].filter(([file, text]) => text !== fromSources.get(file));
    for (const [file, text] of differing) expect([file, text.includes(ADDED)]).toEqual([file, true]);
    expect(new Set(differing.map(([file]) => file.split('.')[0]))).toEqual(new Set(['index', 'zh-CN/acknowledgement']));
  });
});

/**
 * The project as it would be with some edits: what the compiler says of it, and a copy of it that runs. Nothing of the
 * tree itself is changed. Tests hold with it how many files one more row of a table touches.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makeScratch } from './scratch.ts';

const root = join(import.meta.dirname, '../..');
const COMPILER = join(root, 'node_modules/typescript-native/bin/tsc');
/** `src/a.ts(1,2): error TS1234: words`, and further lines that are indented. */
const COMPLAINT = /^(\S+?)\(\d+,\d+\): error TS\d+: (.*(?:\n +.*)*)\n/gm;

/** The text of a file of the project, by its path from the root. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The source files of the project, as paths from the root. */
export const sources: readonly string[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name}`);

/** Files of the tree with an edit each; one that does not exist yet is made from an empty text. */
export type Edits = Readonly<Record<string, (text: string) => string>>;

/** Puts lines behind the first place where `before` stands, which must be there. */
export const behind = (before: string, added: string) => (text: string) => {
  expect(text).toContain(before);
  return text.replace(before, () => `${before}\n${added}`);
};

/** What the compiler complains of in the sources once the edits are made, by file. */
export async function complaintsAbout(edits: Edits): Promise<Record<string, string>> {
  const copy = await copyWith(edits);
  try {
    writeFileSync(
      join(copy.path, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.json'), include: [join(copy.path, 'src')] }),
    );
    const how = ['--project', '.', '--pretty', 'false', '--singleThreaded'];
    // A quarter of its time would go into collecting garbage, which begins at this limit only.
    const env = { ...process.env, GOGC: 'off', GOMEMLIMIT: '1GiB' };
    const ran = spawnSync(process.execPath, [COMPILER, ...how], { cwd: copy.path, encoding: 'utf8', env });
    const found = [...ran.stdout.matchAll(COMPLAINT)];
    expect(ran).toMatchObject({ stdout: found.map(([whole]) => whole).join(''), stderr: '' });
    expect(ran.status === 0).toBe(found.length === 0);
    const complaints = Map.groupBy(found, ([, path]) => String(path));
    return Object.fromEntries([...complaints].map(([path, all]) => [path, all.map(([, , text]) => text).join('\n')]));
  } finally {
    await copy.remove();
  }
}

/** A copy of sources and templates with the edits made, which Node can run. */
export async function copyWith(edits: Edits): Promise<{ path: string; remove(): Promise<void> }> {
  const copy = await makeScratch('edited');
  for (const name of ['src', 'templates', 'package.json'])
    cpSync(join(root, name), join(copy.path, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy.path, 'node_modules'));
  for (const [path, edit] of Object.entries(edits)) {
    const known = sources.includes(path) ? read(path) : '';
    writeFileSync(join(copy.path, path), edit(known));
  }
  return copy;
}

/**
 * The project as it would be with some edits: what the compiler says of it, and a copy of it that runs. Nothing of the
 * tree itself is changed. Tests hold with it how many files one more row of a table touches.
 */
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect } from 'vitest';
import { makeScratch } from './scratch.ts';

const root = join(import.meta.dirname, '../..');

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

const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler complains of once the edits are made, by those of the `asked` source files that it does so in. */
export function complaintsAbout(asked: readonly string[], edits: Edits): Record<string, string> {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const edited = new Map(Object.entries(edits).map(([path, edit]) => [join(root, path), edit(read(path))]));
  const host = ts.createCompilerHost(options);
  const { readFile, getSourceFile } = host;
  host.readFile = (path) => edited.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...how) => {
    if (edited.has(path)) return getSourceFile(path, ...how);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, ...how));
    return parsed.get(path);
  };
  const program = ts.createProgram(
    asked.map((path) => join(root, path)),
    options,
    host,
  );
  const complaints = asked.map((path) => {
    const file = program.getSourceFile(join(root, path));
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return [path, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join('\n')];
  });
  return Object.fromEntries(complaints.filter(([, text]) => text !== ''));
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

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { COMMAND_NAMES, commandRow } from '../../src/words/commands.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The source files of the project. */
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name}`);

/** Files of the tree with an edit each. */
type Edits = Readonly<Record<string, (text: string) => string>>;

/** Puts lines behind the first place where `before` stands, which must be there. */
const behind = (before: string, added: string) => (text: string) => {
  expect(text).toContain(before);
  return text.replace(before, () => `${before}\n${added}`);
};

/** The rooms that may know a command: the others import neither its table nor a type made from it. */
const knowing = sources.filter((path) => /^src\/(?:words|mail|people|ticket|intake|letter)\//.test(path));

const parsed = new Map<string, ts.SourceFile | undefined>();

/** The source files in which the compiler complains once the edits are made; nothing is written. */
function complaintsAbout(edits: Edits): string[] {
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
    knowing.map((path) => join(root, path)),
    options,
    host,
  );
  return knowing.filter((path) => {
    const file = program.getSourceFile(join(root, path));
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].length > 0;
  });
}

const rowOf = (name: string, answeredBy: 'ticket' | 'desk'): string => `
  ${name}: {
    words: { en: ['${name}'], 'zh-CN': ['${name}'] },
    needs: 'own',
    answeredBy: '${answeredBy}',
    help: { en: [{ argument: '', does: '' }], 'zh-CN': [{ argument: '', does: '' }] },
    done: { en: '', 'zh-CN': '' },
  },`;

/** A command about a ticket and one that the desk answers, each in its row. */
const ROWS: Edits = {
  'src/words/commands.ts': behind('export const COMMANDS = {', rowOf('snooze', 'ticket') + rowOf('ping', 'desk')),
};

/** The code of both: an event, its row of the state table, its handling; an answer. */
const CODE: Edits = {
  'src/ticket/states.ts': (text) =>
    behind(
      'export const STATE_TABLE: Readonly<Record<EventName, Row>> = {',
      "  snooze: otherwise('not_in_work', stays('assigned')),",
    )(behind('type MailEvents = {', '  snooze: ByStaff;')(text)),
  'src/ticket/events/closing.ts': (text) =>
    behind(
      'export const CLOSING = {',
      `  snooze: { read: (_, { by }) => ({ name: 'snooze', by }), apply: (ticket) => changed(ticket, []) },`,
    )(text).replace(/(satisfies Handlings<)/, "$1'snooze' | "),
  'src/intake/desk-commands.ts': behind(
    'const ANSWERS: Readonly<Record<DeskCommand, (asked: Asked) => DeskAnswer | Refusal>> = {',
    "  ping: () => said('ping', ''),",
  ),
};

test('a row without its code is what the compiler complains about, where the code belongs', () => {
  expect(complaintsAbout(ROWS)).toEqual(['src/intake/desk-commands.ts', 'src/ticket/events/handlings.ts'].toSorted());
});

test('three source files make a command about a ticket, two one that the desk answers, and nothing else is asked for', () => {
  expect(complaintsAbout({ ...ROWS, ...CODE })).toEqual([]);
});

test('the page says what a new command touches: these source files, and no more than six files in all', () => {
  const section = read('docs/commands.md').split('## Add a command')[1] ?? '';
  const list = section.slice(section.indexOf('1. '), section.indexOf('\n\nA command that the desk answers'));
  expect([...list.matchAll(/(?:^|, |\n)(\d)\. /g)].map(([, step]) => Number(step))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(list.match(/src\/[a-z/-]+\/(?:[a-z-]+\.ts|…)/g)).toEqual([
    'src/words/commands.ts',
    'src/ticket/states.ts',
    'src/ticket/events/…',
  ]);
});

/** A command in a text, in either language; not the name of a private field, which follows a dot. */
const spelling = new RegExp(
  `(?<![.\\w])[#＃](?:${COMMAND_NAMES.flatMap((name) => Object.values(commandRow(name).words).flat()).join('|')})(?![a-z])`,
  'giu',
);
const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

/** The sandbox plays people, who write their commands themselves. */
const writesAsPeople = /^src\/sandbox\//;

test.each(sources.filter((path) => path !== 'src/words/commands.ts' && !writesAsPeople.test(path)))(
  '%s spells no command: what the desk writes takes the words from the row',
  (path) => expect(withoutComments(read(path)).match(spelling) ?? []).toEqual([]),
);

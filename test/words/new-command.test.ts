import { expect, test } from 'vitest';
import { COMMAND_NAMES, commandRow } from '../../src/words/commands.ts';
import { behind, complaintsAbout, type Edits, read, sources } from '../support/edited-project.ts';

/** The rooms that may know a command: the others import neither its table nor a type made from it. */
const knowing = sources.filter((path) => /^src\/(?:words|mail|people|ticket|intake|letter)\//.test(path));

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
  'src/ticket/events/ending/closing.ts': (text) =>
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
  expect(complaintsAbout(knowing, ROWS)).toEqual(
    ['src/intake/desk-commands.ts', 'src/ticket/events/handlings.ts'].toSorted(),
  );
});

test('three source files make a command about a ticket, two one that the desk answers, and nothing else is asked for', () => {
  expect(complaintsAbout(knowing, { ...ROWS, ...CODE })).toEqual([]);
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

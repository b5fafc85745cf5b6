import { expect, test } from 'vitest';
import { COMMAND_NAMES, commandRow } from '../../src/words/commands.ts';
import { read, sources } from '../support/edited-project.ts';

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

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { viewOf } from '../../src/letter/view/view.ts';
import { readCommands } from '../../src/mail/meaning/command.ts';
import type { Role } from '../../src/people/person.ts';
import { readResolution } from '../../src/ticket/text/resolution-text.ts';
import { COMMAND_NAMES, type CommandName, type CommandNeed, commandRow } from '../../src/words/commands.ts';
import { LOCALES } from '../../src/words/locale.ts';
import { wordsOf } from '../../src/words/words.ts';

const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');

/** A row of the page: the command in each language with what follows it, and the heading it stands below. */
const rows = page.split(/^## /m).flatMap((section) =>
  [...section.matchAll(/^\| `(#(?:\\\||[^`])+)`( \+ text)? \| `(#(?:\\\||[^`])+)`( \+ 正文)? \|/gm)].map(
    ([, english = '', text, chinese = '', chineseText]) => ({
      heading: section.split('\n')[0] ?? '',
      english: english.replaceAll('\\|', '|'),
      chinese: chinese.replaceAll('\\|', '|'),
      text: text !== undefined,
      chineseText: chineseText !== undefined,
    }),
  ),
);
const nameOf = (line: string): string | undefined => readCommands(line).commands[0]?.name;
const [wordOf, argumentOf] = [
  (line: string) => line.split(' ')[0],
  (line: string) => line.split(' ').slice(1).join(' '),
];

test.each(rows)('$english and $chinese are one command with the same after it', (row) => {
  expect(nameOf(row.english)).toBeDefined();
  expect(nameOf(row.chinese)).toBe(nameOf(row.english));
  expect([row.chineseText, argumentOf(row.chinese) === '']).toEqual([row.text, argumentOf(row.english) === '']);
});

/** Below which headings a command stands that needs this. */
const HEADINGS: Readonly<Record<CommandNeed, readonly string[]>> = {
  nothing: ['About none'],
  ticket: ['About a ticket'],
  own: ['About a ticket'],
  frontline: ['About a ticket', 'For supervisors'],
  supervisor: ['For supervisors'],
};

describe.each(COMMAND_NAMES)('the page says of %s', (name) => {
  const { words, takesText = false, needs, help } = commandRow(name);
  const described = rows.filter(({ english }) => nameOf(english) === name);

  test('how it is spelled', () => {
    expect(described.length).toBeGreaterThanOrEqual(help.en.length);
    for (const { english, chinese } of described)
      expect([wordOf(english), wordOf(chinese)]).toEqual([`#${words.en[0]}`, `#${words['zh-CN'][0]}`]);
  });

  test('who needs it for what', () => {
    expect([...new Set(described.map(({ heading }) => heading))]).toEqual(HEADINGS[needs]);
  });

  // The reason of #reopen may be left out, and the help letter does not ask for it.
  test('what follows it', () => {
    expect(takesText || described.every(({ text }) => !text)).toBe(true);
    const follows = described.some(({ english, text }) => text || argumentOf(english) !== '');
    expect(follows).toBe(takesText || help.en.some(({ argument }) => argument !== '') || name === 'reopen');
  });
});

/** What only some of the staff read in their help letter, written down once more. */
const HIDDEN: Readonly<Record<Role, readonly CommandName[]>> = {
  engineer: ['keep', 'forget', 'report', 'approve', 'release', 'onduty', 'recurring', 'certificate'],
  frontline: ['keep', 'forget', 'report', 'approve', 'onduty', 'recurring', 'certificate'],
  supervisor: [],
};
const readers = (['engineer', 'frontline', 'supervisor'] as const).flatMap((role) =>
  LOCALES.map((locale) => [role, locale] as const),
);
const render = createRenderer(readTemplates(null));

test.each(readers)('the help letter of %s in %s lists what they may use, a line for each form', (role, locale) => {
  const view = viewOf({ ...sampleFacts('help', locale), readerRoles: [role] });
  const { text, html } = render(locale, 'help', view);
  const shown = COMMAND_NAMES.filter((name) => !HIDDEN[role].includes(name)).flatMap((name) =>
    commandRow(name).help[locale].map(({ argument }) => `#${commandRow(name).words[locale][0]} ${argument}`.trim()),
  );
  const listed = text.split('\n').filter((line) => line.trim().startsWith('#'));
  expect(listed.map((line, at) => line.trim().startsWith(shown[at] ?? '?'))).toEqual(shown.map(() => true));
  for (const name of HIDDEN[role]) expect(html).not.toContain(`#${commandRow(name).words[locale][0]}`);
});

const kindRead = (words: string): unknown => {
  const read = readResolution(`原因：磁盘满\n解决步骤：清理\n${words}`);
  return 'refused' in read ? read : [read.resolution.kind, read.unknownKind];
};
const [zh, en] = [wordsOf('zh-CN').ticket, wordsOf('en').ticket];
const kinds = (Object.keys(zh.resolutionKind) as (keyof typeof zh.resolutionKind)[]).map((kind) => [kind] as const);

test.each(kinds)('the kind of a solution %s is on the page and in the help, and is read', (kind) => {
  expect(page).toContain(`| ${en.resolutionKind[kind]} | ${zh.resolutionKind[kind]} |`);
  expect(kindRead(`类型：${zh.resolutionKind[kind]}。`)).toEqual([kind, null]);
  expect(kindRead(`Kind: ${en.resolutionKind[kind]}`)).toEqual([kind, null]);
  const help = (locale: 'zh-CN' | 'en'): string => render(locale, 'help', viewOf(sampleFacts('help', locale))).text;
  expect(help('zh-CN')).toContain(zh.resolutionKind[kind]);
  expect(help('en')).toContain(en.resolutionKind[kind].toLowerCase());
});

test('another kind is none, and what was written is told', () => {
  expect(kindRead('类型：更换')).toEqual([null, '更换']);
  expect(kindRead('')).toEqual([null, null]);
});

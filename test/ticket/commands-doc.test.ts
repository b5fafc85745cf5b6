import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createRenderer } from '../../src/letter/render.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { viewOf } from '../../src/letter/view/view.ts';
import { readCommands } from '../../src/mail/meaning/command.ts';
import { readResolution } from '../../src/ticket/text/resolution-text.ts';
import { COMMAND_NAMES } from '../../src/words/commands.ts';
import { wordsOf } from '../../src/words/words.ts';
import { sampleFacts } from '../letter/sample.ts';

const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `(#[^`]+)`(?: \+ text)? \| `(#[^`]+)`/gm)].map(([, english = '', chinese = '']) => [
  english.replaceAll('\\|', '|'),
  chinese.replaceAll('\\|', '|'),
]);
const nameOf = (line: string): string | undefined => readCommands(line).commands[0]?.name;

test.each(rows)('%s and %s are one command', (english, chinese) => {
  expect(nameOf(english ?? '')).toBeDefined();
  expect(nameOf(chinese ?? '')).toBe(nameOf(english ?? ''));
});

test('every command is on the page', () => {
  expect(new Set(rows.map(([english]) => nameOf(english ?? '')))).toEqual(new Set(COMMAND_NAMES));
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
  const help = (locale: 'zh-CN' | 'en'): string =>
    createRenderer(readTemplates(null))(locale, 'help', viewOf(sampleFacts('help', locale))).text;
  expect(help('zh-CN')).toContain(zh.resolutionKind[kind]);
  expect(help('en')).toContain(en.resolutionKind[kind].toLowerCase());
});

test('another kind is none, and what was written is told', () => {
  expect(kindRead('类型：更换')).toEqual([null, '更换']);
  expect(kindRead('')).toEqual([null, null]);
});

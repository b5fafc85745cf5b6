import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { parseConfig } from '../src/config/load.ts';
import { composeLetter } from '../src/letter/compose.ts';
import { createRenderer } from '../src/letter/render.ts';
import { sampleFacts } from '../src/letter/sample/sample.ts';
import { readTemplates } from '../src/letter/templates.ts';
import { readCommands } from '../src/mail/meaning/command.ts';
import { readForm } from '../src/mail/meaning/form.ts';
import { readIntent } from '../src/mail/meaning/intent.ts';
import { lettingIn } from '../src/mail/meaning/letting-in.ts';
import { asksForTickets } from '../src/mail/meaning/list-request/open-tickets.ts';
import { asksForNews, onlyDeclinesProgress } from '../src/mail/meaning/news.ts';
import { readSatisfaction } from '../src/mail/meaning/satisfaction.ts';
import type { LetterKind } from '../src/ticket/letters.ts';
import { readResolution } from '../src/ticket/text/resolution-text.ts';
import { commandRow } from '../src/words/commands.ts';
import { LOCALES, type Locale } from '../src/words/locale.ts';
import { blocksOf, proseOf } from './support/markdown.ts';

const GUIDES = ['customer', 'engineer', 'supervisor'] as const;
type Guide = (typeof GUIDES)[number];
const ALL = GUIDES.flatMap((guide) => LOCALES.map((locale) => [guide, locale] as const));
const render = createRenderer(readTemplates(null));

const guideOf = (guide: Guide, locale: Locale): string =>
  readFileSync(`docs/guides/${guide}${locale === 'en' ? '' : `.${locale}`}.md`, 'utf8');

/** The example that somebody writes. */
const mailIn = (guide: Guide, locale: Locale): string =>
  blocksOf(guideOf(guide, locale)).find(({ info }) => info === 'text mail')?.text ?? '';

/** What `sed` replaces by what, in the command that makes the guides one's own. */
const SUBSTITUTIONS = [...readFileSync('docs/README.md', 'utf8').matchAll(/\bs\/(\S+?)\/(\S+?)\/g/g)].map(
  ([, ...both]) => both,
);

const shapeOf = (page: string): string[] => [...page.matchAll(/^(#+ |\| |- |```.*)/gm)].map(([part]) => part);

describe.each(ALL)('the guide for a %s in %s', (guide, locale) => {
  const page = guideOf(guide, locale);
  const blocks = blocksOf(page);

  it('is one page', () => {
    expect(page.split('\n').length).toBeLessThanOrEqual(70);
  });

  it('begins with the first minute', () => {
    const [, first = ''] = [...page.matchAll(/^## (.+)$/gm)][0] ?? [];
    expect(first).toMatch(/一分钟|minute/);
  });

  it('has the same parts in both languages', () => {
    expect(shapeOf(page)).toEqual(shapeOf(guideOf(guide, 'en')));
  });

  it('shows what a letter says, word for word', async () => {
    const letters = blocks.filter(({ info }) => info !== 'text mail');
    expect(letters.length).toBeGreaterThan(0);
    for (const { info, text } of letters) {
      const kind = info.replace('text ', '') as LetterKind;
      const letter = composeLetter(sampleFacts(kind, locale), render);
      const said = `${letter.subject}\n${letter.text}`.split('\n').map((line) => line.trim());
      expect(text.split('\n').filter((line) => !said.includes(line.trim()))).toEqual([]);
    }
  });

  it('names commands that there are, as its readers spell them', () => {
    const written = [...proseOf(page).matchAll(/`(#[^`]+)`/g)].map(([, line = '']) => line);
    const lines = [...written, ...mailIn(guide, locale).split('\n')].filter((line) => line.startsWith('#'));
    if (guide === 'customer') expect(lines).toEqual([]);
    else expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) {
      const [command] = readCommands(line).commands;
      expect([line, command === undefined]).toEqual([line, false]);
      if (command !== undefined)
        expect(commandRow(command.name).words[locale].map((word) => `#${word}`)).toContain(line.split(' ')[0]);
    }
  });

  it('is made one’s own by the command of docs/README.md', () => {
    const own = SUBSTITUTIONS.reduce((text, [from = '', to = '']) => text.replace(new RegExp(from, 'g'), to), page);
    expect(own).toContain('help@your.example');
    expect(own).not.toContain('desk.example');
  });
});

test.each(LOCALES)('what the customer writes in the example in %s is understood', (locale) => {
  const form = readForm(mailIn('customer', locale), '');
  const { errorCode, businessImpact } = sampleFacts('acknowledgement', locale).ticket?.form ?? {};
  expect(form).toMatchObject({
    errorCode,
    businessImpact,
    urgency: 'high',
    wanted: expect.stringMatching(/18:00|6 pm/),
  });
});

const said = (words: string) => ({ commands: [], reply: words });
/** What the customer’s guide says to write, and what the desk makes of it. */
const PHRASES: readonly (readonly [Locale, string, (words: string) => unknown, unknown])[] = [
  ['zh-CN', '有进展吗？', asksForNews, true],
  ['zh-CN', '不用再发进展了', onlyDeclinesProgress, true],
  ['zh-CN', '同意 xu@bigcustomer.example 查看', (words) => lettingIn(said(words)), ['xu@bigcustomer.example']],
  ['zh-CN', '问题已解决', readIntent, 'solved'],
  ['zh-CN', '仍有疑问', readIntent, 'still_open'],
  ['zh-CN', '满意度：5', readSatisfaction, 5],
  ['zh-CN', '我还有哪些问题没解决？', (reply) => asksForTickets({ reply, subject: '' }), true],
  ['zh-CN', '环境信息：Chrome 130，Windows 11', (words) => readForm(words, '').environment, 'Chrome 130，Windows 11'],
  ['en', 'Any news?', asksForNews, true],
  ['en', 'No more updates, please', onlyDeclinesProgress, true],
  ['en', 'Yes, xu@bigcustomer.example', (words) => lettingIn(said(words)), ['xu@bigcustomer.example']],
  ['en', 'Solved', readIntent, 'solved'],
  ['en', 'Still open', readIntent, 'still_open'],
  ['en', 'Satisfaction: 5', readSatisfaction, 5],
  ['en', 'What is open for me?', (reply) => asksForTickets({ reply, subject: '' }), true],
  ['en', 'Environment: Chrome 130, Windows 11', (words) => readForm(words, '').environment, 'Chrome 130, Windows 11'],
];

test.each(PHRASES)('the customer’s guide in %s: %j is heard', (locale, words, read, heard) => {
  expect(guideOf('customer', locale)).toContain(words);
  expect(read(words)).toEqual(heard);
});

test.each(LOCALES)('the engineer’s solution in %s is read as it is shown', (locale) => {
  const [command] = readCommands(mailIn('engineer', locale)).commands;
  expect(command?.name).toBe('resolve');
  const { cause, steps, kind } = sampleFacts('resolution', locale).ticket?.resolution ?? {};
  const read = readResolution(mailIn('engineer', locale).split('\n').slice(1).join('\n'));
  expect(read).toMatchObject({
    resolution: {
      cause,
      kind,
      verified: expect.any(String),
      steps: expect.stringContaining(steps?.split('\n')[0] ?? '–'),
    },
    work: { minutes: 120 },
    unknownKind: null,
  });
});

test.each(LOCALES)('the supervisor’s answer in %s assigns, and leaves a note', (locale) => {
  expect(readCommands(mailIn('supervisor', locale)).commands.map(({ name }) => name)).toEqual(['assign', 'note']);
});

const { urgency, acceptWithin, confirm, reports } = parseConfig('{}', 'tsdesk.yaml', {});
const hours = (milliseconds: number): number => milliseconds / 3_600_000;
const RESPONSES = Object.values(urgency).map(({ respondWithin }) => hours(respondWithin));

test.each([
  ['customer', 'zh-CN', RESPONSES.map((span) => `| ${span} 小时内 `).join('')],
  ['customer', 'en', RESPONSES.map((span) => `| within ${span} hours `).join('')],
  ['customer', 'zh-CN', `${hours(confirm.remindAfter)} 小时没有回复`],
  ['customer', 'en', `after ${hours(confirm.remindAfter)} hours`],
  ['customer', 'zh-CN', `再过 ${hours(confirm.closeAfter)} 小时`],
  ['customer', 'en', `${hours(confirm.closeAfter)} hours later`],
  ['customer', 'zh-CN', `${hours(confirm.reopenWithin) / 24} 天内`],
  ['customer', 'en', `within ${hours(confirm.reopenWithin) / 24} days`],
  ['engineer', 'zh-CN', `${hours(acceptWithin) * 60} 分钟内没有接收`],
  ['engineer', 'en', `After ${hours(acceptWithin) * 60} minutes`],
  ['engineer', 'zh-CN', `首次响应 ${RESPONSES.join('、')} 小时`],
  ['engineer', 'en', `${RESPONSES.join(', ')} hours to a first response`],
  ['supervisor', 'zh-CN', `每天 ${reports.digestAt}`],
  ['supervisor', 'en', `at ${reports.digestAt}`],
] as const)('the guide for a %s in %s has the default %j', (guide, locale, words) => {
  expect(guideOf(guide, locale)).toContain(words);
});

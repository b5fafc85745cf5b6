import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeLetter } from '../../src/letter/compose.ts';
import type { Figure } from '../../src/letter/facts.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { LOCALES, type Locale } from '../../src/words/locale.ts';
import { wordsOf } from '../../src/words/words.ts';
import { browserMissing, openBrowser } from '../support/browser.ts';

const render = createRenderer(readTemplates(null));
const NUMBER = 'TS20261126001';
const KINDS = ['report', 'service_report', 'digest'] as const;
const CASES = KINDS.flatMap((kind) =>
  LOCALES.flatMap((locale) => [320, 390, 1280].map((width) => [kind, locale, width] as const)),
);

/** As a desk with a thousand mails a day has them, in the longest words there are. */
function largeFigures(locale: Locale): readonly Figure[] {
  const words = wordsOf(locale).figures;
  const before = `+1,234,567 · ${words.before.replace('{}', '1,234,567')}`;
  const { opened, closed, open, reopenRate, satisfaction, effort } = words;
  const series = (label: string) => ({ label, values: Array.from({ length: 14 }, (_, at) => 1204 + at) });
  return [
    {
      kind: 'tiles',
      heading: '',
      tiles: [opened, closed, open, reopenRate, satisfaction, effort].map((label) => ({
        ...{ label, value: '1,234,567', before },
      })),
    },
    {
      kind: 'columns',
      heading: words.period,
      labels: Array.from({ length: 14 }, (_, at) => `11/${10 + at}*`),
      series: [series(opened), series(closed)],
    },
    {
      kind: 'table',
      heading: words.lowRatings,
      columns: [words.ticket, words.rating, words.said],
      rows: [
        [
          NUMBER,
          '1',
          locale === 'en'
            ? 'It works now, but we waited far too long.'
            : '问题是解决了，但等了太久，也没有人说明原因。',
        ],
        [NUMBER, '2', 'a'.repeat(100)],
      ],
    },
  ];
}

describe.skipIf(browserMissing)('figures in a browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each(CASES)('of a %s in %s stand beside each other and within a page of %i', async (kind, locale, width) => {
    const facts = sampleFacts(kind, locale);
    const figures = [...largeFigures(locale), ...(facts.figures ?? []).filter((each) => each.kind !== 'tiles')];
    await page.setViewportSize({ width, height: 800 });
    await page.setContent(composeLetter({ ...facts, figures }, render).html);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await page.evaluate(OVERLAPPING)).toEqual([]);
    expect(await page.evaluate(LINES)).toEqual([1, 1]);
  });
});

/** How many lines each cell with the number takes. */
const LINES = `[...document.querySelectorAll('td')].filter((cell) => cell.textContent === '${NUMBER}').map((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getClientRects().length;
})`;

/** Lines of text that are printed over another, or beyond the page. What is invisible has no size. */
const OVERLAPPING = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (texts.nextNode()) {
    const { currentNode: node } = texts;
    if (node.data.trim() === '' || getComputedStyle(node.parentElement).fontSize === '1px') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 0) lines.push({ text: node.data.trim(), box });
  }
  const shared = (a, b) => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    // Boxes of fonts are higher than their lines.
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) - Math.min(a.height, b.height) / 2,
  ];
  const over = lines.flatMap((a, at) =>
    lines.slice(at + 1).filter((b) => shared(a.box, b.box).every((each) => each > 0.5)).map((b) => a.text + ' over ' + b.text));
  return [...over, ...lines.filter(({ box }) => box.right > innerWidth || box.left < 0).map(({ text }) => text + ' outside')];
})()`;

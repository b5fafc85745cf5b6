import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeLetter } from '../../src/letter/compose.ts';
import type { LetterFacts } from '../../src/letter/facts.ts';
import { LETTER_KINDS } from '../../src/letter/kinds.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { RISKS } from '../../src/report/digest.ts';
import { LOCALES, type Locale } from '../../src/words/locale.ts';
import { browserMissing, openBrowser } from '../support/browser.ts';

const render = createRenderer(readTemplates(null));
const ALL = LETTER_KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const));
const FAINT_TEXTS = new URL('faint-texts.js', import.meta.url).pathname;
const LONG = `https://logs.example/${'a'.repeat(300)}`;

/** With tickets under every risk, of more people than a section names, and as many figures as a digest has. */
function fullDigest(locale: Locale): LetterFacts {
  const facts = sampleFacts('digest', locale);
  const { digest, figures = [] } = facts;
  const [first] = digest?.first ?? [];
  if (digest === undefined || first === undefined) throw new Error('the sample has no digest');
  const people = Array.from({ length: 20 }, (_, at) => ({
    who: `${locale === 'en' ? 'Engineer' : '工程师'}${at}`,
    count: 5,
  }));
  const trouble = { ...first, number: '', urgency: null, reply: '', ref: '' };
  const loads = {
    kind: 'bars',
    heading: 'x',
    rows: people.slice(0, 6).map(({ who }) => ({ label: who, value: '5', share: 1 })),
  } as const;
  return {
    ...facts,
    digest: {
      ...digest,
      open: 600,
      first: Array.from({ length: 5 }, () => first),
      sections: [
        ...RISKS.map((name) => ({ name, total: 100, people, rows: [] })),
        ...(['quarantined', 'undeliverable'] as const).map((name) => ({
          name,
          total: 5,
          people: [],
          rows: [trouble, trouble],
        })),
      ],
    },
    figures: [
      ...figures.filter(({ kind }) => kind === 'tiles' || kind === 'columns'),
      ...figures.filter(({ kind }) => kind === 'bars').slice(0, 1),
      loads,
    ],
  };
}

describe.skipIf(browserMissing)('in a browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const requests: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    context = await browser.newContext();
    await context.route('**/*', (route) => {
      requests.push(route.request().url());
      return route.abort();
    });
    await context.addInitScript({ path: FAINT_TEXTS });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each(ALL)(
    '%s in %s fits a phone and a desk, asks nobody for anything and can be read by day and night',
    async (kind, locale) => {
      const facts = { ...sampleFacts(kind, locale), words: `${sampleFacts(kind, locale).words}\n${LONG}` };
      const { html } = composeLetter(facts, render);
      await page.setContent(html);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await page.evaluate('faintTexts()')).toEqual([]);
      }
      expect(requests).toEqual([]);
    },
  );

  it('keeps a mail that is too wide within the letter', async () => {
    const facts = sampleFacts('relay', 'en');
    const cells = Array.from({ length: 40 }, (_, at) => `<td>column${at}</td>`).join('');
    const html = `<pre>${'x '.repeat(400)}</pre><table><tr>${cells}</tr></table>`;
    const original = { from: { name: '', address: 'a@x.example' }, text: 'see', html };
    await page.setContent(composeLetter({ ...facts, original }, render).html);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it.each(LOCALES)(
    'a dispatch in %s tells on the first screens of a phone what there is to do, for whom and why',
    async (locale) => {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.setContent(composeLetter(sampleFacts('dispatch', locale), render).html);
      const words = page.getByText(locale === 'en' ? /Another browser makes no difference/ : /换浏览器也一样/).first();
      const box = await words.boundingBox();
      expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0)).toBeLessThanOrEqual(900);
    },
  );

  it.each(LOCALES)('a digest of 600 open tickets in %s is at most three screens of a phone', async (locale) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.setContent(composeLetter(fullDigest(locale), render).html);
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    expect(height).toBeGreaterThan(844);
    expect(height).toBeLessThanOrEqual(3 * 844);
  });

  it('has a button that can be pressed', async () => {
    const { html } = composeLetter(sampleFacts('dispatch', 'en'), render);
    await page.setContent(html);
    const button = page.getByRole('link', { name: 'Accept', exact: true });
    expect(await button.getAttribute('href')).toMatch(/^mailto:support\+.*body=%23accept$/);
    const box = await button.locator('xpath=ancestor::td[1]').boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(40);
  });
});

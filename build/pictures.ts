/**
 * `npm run pictures`: takes the pictures of README.md and README.zh-CN.md from the program as it is, into docs/pictures/: two
 * letters with sample values on a phone, and the page of the sandbox once its story has been played. Needs Chromium.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { composeLetter } from '../src/letter/compose.ts';
import { createRenderer } from '../src/letter/render.ts';
import { sampleFacts } from '../src/letter/sample/sample.ts';
import { readTemplates } from '../src/letter/templates.ts';
import { createLogger } from '../src/lib/log.ts';
import { openDemoDesk } from '../src/sandbox/demo-desk.ts';
import { createBell } from '../src/sandbox/page/news.ts';
import { servePage } from '../src/sandbox/page/page.ts';
import { pageDesk } from '../src/sandbox/page/page-desk.ts';
import { openSandbox } from '../src/sandbox/sandbox.ts';
import { playStory } from '../src/sandbox/story.ts';
import { nextMorning } from '../src/sandbox/time/jumps.ts';
import { LOCALES, type Locale } from '../src/words/locale.ts';
import { openBrowser } from '../test/support/browser.ts';

const FOLDER = join(import.meta.dirname, '../docs/pictures');
const PHONE = { width: 390, height: 700 };
const SCREEN = { width: 1280, height: 600 };

const fileOf = (name: string, locale: Locale): string =>
  join(FOLDER, `${name}${locale === 'en' ? '' : `.${locale}`}.png`);

const { values } = parseArgs({ options: { chromium: { type: 'string' } } });
const browser = await openBrowser(values.chromium);
try {
  await takeLetters(browser);
  for (const locale of LOCALES) await takeSandbox(browser, locale);
} finally {
  await browser.close();
}

async function takeLetters(from: Browser): Promise<void> {
  const render = createRenderer(readTemplates(null));
  const page = await from.newPage({ viewport: PHONE, deviceScaleFactor: 1.5, colorScheme: 'light' });
  for (const kind of ['acknowledgement', 'digest'] as const)
    for (const locale of LOCALES) {
      const { html } = composeLetter(sampleFacts(kind, locale), render);
      await page.setContent(html);
      await page.screenshot({ path: fileOf(kind, locale) });
    }
}

async function takeSandbox(from: Browser, locale: Locale): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'tsdesk-pictures-'));
  const sandbox = await openSandbox({ directory, logLevel: 'error', locale });
  try {
    const { clock, mail, settings } = sandbox;
    clock.push(nextMorning(clock.now(), settings.config.desk.timezone));
    const demoDesk = await openDemoDesk(sandbox, createLogger('error'));
    const shown = await servePage(mail, pageDesk(demoDesk, sandbox), createBell());
    try {
      await playStory(mail, locale, () => undefined);
      const page = await from.newPage({ viewport: SCREEN, colorScheme: 'light' });
      await page.goto(`${shown.url}/li/1?lang=${locale}`);
      await page.screenshot({ path: fileOf('sandbox', locale) });
      await page.close();
    } finally {
      await shown.close();
      await demoDesk.stop();
    }
  } finally {
    await sandbox.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

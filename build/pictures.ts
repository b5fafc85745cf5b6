/**
 * `npm run pictures`: takes the pictures of README.md and README.zh-CN.md from the program as it is, into docs/pictures/: two
 * letters with sample values on a phone, and the page of the sandbox once its story has been played. Needs Chromium.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { startDaemon } from '../src/daemon.ts';
import { composeLetter } from '../src/letter/compose.ts';
import { createRenderer } from '../src/letter/render.ts';
import { sampleFacts } from '../src/letter/sample/sample.ts';
import { readTemplates } from '../src/letter/templates.ts';
import { createLogger } from '../src/lib/log.ts';
import { createBell } from '../src/sandbox/page/news.ts';
import { servePage } from '../src/sandbox/page/page.ts';
import { pageDesk } from '../src/sandbox/page/page-desk.ts';
import { openSandbox } from '../src/sandbox/sandbox.ts';
import { playStory } from '../src/sandbox/story.ts';
import { nextMorning } from '../src/sandbox/time/jumps.ts';
import { LOCALES, type Locale } from '../src/words/locale.ts';
import { until } from '../test/support/until.ts';

const FOLDER = join(import.meta.dirname, '../docs/pictures');
const PHONE = { width: 390, height: 700 };
const SCREEN = { width: 1280, height: 620 };
/** Where the page is opened. */
const OPEN: Readonly<Record<Locale, string>> = { 'zh-CN': 'li/1', en: 'emily/1' };

const fileOf = (name: string, locale: Locale): string =>
  join(FOLDER, `${name}${locale === 'en' ? '' : `.${locale}`}.png`);

const { values } = parseArgs({ options: { chromium: { type: 'string', default: '/usr/bin/chromium' } } });
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox', '--disable-gpu'] });
try {
  await takeLetters(browser);
  await takeSandbox(browser);
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

async function takeSandbox(from: Browser): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'tsdesk-pictures-'));
  const sandbox = await openSandbox({ directory, logLevel: 'error' });
  try {
    const { clock, mail, settings } = sandbox;
    clock.push(nextMorning(clock.now(), settings.config.desk.timezone));
    const daemon = await startDaemon(settings, 'all', createLogger('error'), clock.now);
    const shown = await servePage(mail, pageDesk(daemon.desk, clock), createBell());
    try {
      await until('the desk to be ready', async () => (await daemon.ready()).every(({ ok }) => ok));
      await playStory(mail, () => undefined);
      const page = await from.newPage({ viewport: SCREEN, colorScheme: 'light' });
      for (const locale of LOCALES) {
        await page.goto(`${shown.url}/${OPEN[locale]}?lang=${locale}`);
        await page.screenshot({ path: fileOf('sandbox', locale) });
      }
    } finally {
      await shown.close();
      await daemon.stop();
    }
  } finally {
    await sandbox.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

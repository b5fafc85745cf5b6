import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIMEZONE } from '../../../src/sandbox/demo-team.ts';
import { type Jump, landing } from '../../../src/sandbox/time/jumps.ts';
import { browserMissing, openBrowser } from '../../support/browser.ts';
import { startDaemon } from '../../support/daemon.ts';
import { makeScratch } from '../../support/scratch.ts';

const FAINT_TEXTS = new URL('../../letter/faint-texts.js', import.meta.url).pathname;
/** A whole desk from nothing, on a machine that may be busy with other tests. */
const START_MS = 180_000;
const PATIENCE_MS = 60_000;

describe.skipIf(browserMissing)('the page of the sandbox, in a browser', () => {
  let scratch: Awaited<ReturnType<typeof makeScratch>>;
  let daemon: ReturnType<typeof startDaemon>;
  let browser: Browser;
  let url: string;
  /** What browsers found wrong, a policy that refused something included. */
  const complaints: string[] = [];

  beforeAll(async () => {
    scratch = await makeScratch('sandbox-page');
    daemon = startDaemon({ cwd: scratch.path });
    const line = await daemon.waitForLog((each) => each.startsWith('The demo desk is open'), START_MS);
    url = line.slice(line.indexOf('http'));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await daemon?.stop('SIGINT');
    await scratch?.remove();
  });

  async function open(width: number, colorScheme: 'light' | 'dark', locale: string): Promise<[Page, BrowserContext]> {
    const context = await browser.newContext({ viewport: { width, height: 840 }, colorScheme, locale });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript({ path: FAINT_TEXTS });
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    return [page, context];
  }

  /** Opens what the guide names, presses a button of the letter, says more, and sends. */
  async function answer(page: Page, turn: RegExp, button: string, more = ''): Promise<void> {
    await page.locator('#guide', { hasText: turn }).waitFor();
    await page.locator('#guide a').click();
    await page.frameLocator('#body').getByRole('link', { name: button, exact: true }).first().click();
    const text = page.locator('textarea[name=text]');
    await text.waitFor();
    if (more !== '') await text.fill(`${await text.inputValue()}\n${more}`);
    await page.locator('#write button.main').click();
    await page.locator('[role=status].done').waitFor();
  }

  /** Presses a button beside the clock, and waits for the page that its work leads to. */
  async function press(page: Page, button: string): Promise<void> {
    await page.waitForLoadState();
    // Whenever the page looks again it makes these buttons anew, and a click that has begun on the old one is lost.
    await Promise.all([page.waitForEvent('load'), page.locator(`#clock ${button}`).press('Enter')]);
  }

  const timeOf = async (page: Page): Promise<number> => Number(await page.locator('#time').getAttribute('data-now'));

  /** Pushes the clock, and waits until the page shows the time there. */
  async function push(page: Page, jump: Jump): Promise<void> {
    const there = landing(jump, new Date(await timeOf(page)), TIMEZONE).getTime();
    await press(page, `button[value=${jump}]`);
    await expect.poll(() => timeOf(page), { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(there);
  }

  const fits = async (page: Page): Promise<void> => {
    // Before its style has come a page is wider, which nobody sees.
    await page.waitForLoadState();
    const [width, room] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as [
      number,
      number,
    ];
    expect(width).toBeLessThanOrEqual(room);
  };

  it.each([
    [1280, 'light', 'zh-CN'],
    [390, 'dark', 'en'],
    [390, 'light', 'zh-CN'],
    [1280, 'dark', 'en'],
  ] as const)('a ticket from problem to 问题已解决 by clicking, %i wide, %s, %s', async (width, scheme, locale) => {
    const [page, context] = await open(width, scheme, locale);
    const turn = TURNS[locale];
    // At the first time a mail is on its way already.
    if (await page.locator('#guide', { hasText: turn.closed }).isVisible())
      await page.locator('button[value=fault]').click();
    await answer(page, turn.assigned, '接收');
    await fits(page);
    await page.locator('#why:not(.waits)').waitFor();
    await answer(page, turn.working, '提交解决方案', '原因：连接没有释放\n解决步骤：重启导出服务\n验证：已导出成功');
    await answer(page, turn.resolved, '问题已解决');
    await page.locator('#guide', { hasText: turn.closed }).waitFor();
    await expect
      .poll(() => page.locator('#ticket .state').getAttribute('class'), { timeout: PATIENCE_MS })
      .toContain('state-closed');
    await fits(page);
    await context.close();
  });

  it('what happens before the page listens is not missed', async () => {
    const [page, context] = await open(1280, 'light', 'zh-CN');
    // Of one browser only one page listens, and tells the others.
    const [late, other] = await open(1280, 'light', 'zh-CN');
    const listening = Promise.withResolvers<void>();
    await late.route('**/news', async (route) => {
      await listening.promise;
      await route.continue();
    });
    const looked = late.waitForResponse(
      (response) => response.request().resourceType() === 'fetch' && response.url().endsWith('/wang'),
    );
    await late.goto(`${url}/wang`);
    // It looks once by itself, and then shows what it has seen.
    const seen = JSON.stringify(await (await looked).text());
    const people = `new DOMParser().parseFromString(${seen}, 'text/html').getElementById('people')`;
    const shown = `document.getElementById('people').innerHTML === ${people}.innerHTML`;
    await expect.poll(() => late.evaluate(shown), { timeout: PATIENCE_MS }).toBe(true);
    const before = await late.locator('#people').innerText();
    await page.locator('button[value=fault]').click();
    await page.locator('#guide', { hasText: TURNS['zh-CN'].assigned }).waitFor();
    expect(await late.locator('#people').innerText()).toBe(before);
    listening.resolve();
    await expect.poll(() => late.locator('#people').innerText(), { timeout: PATIENCE_MS }).not.toBe(before);
    await context.close();
    await other.close();
  });

  it('eight tabs of one browser, two more than it may have connections, hear of a mail, also once the first is closed', async () => {
    const [first, context] = await open(1280, 'light', 'en');
    const tabs: Page[] = [];
    for (let tab = 1; tab < 8; tab++) {
      const page = await context.newPage();
      await page.goto(url);
      tabs.push(page);
    }
    await first.close();
    const unread = (page: Page) => page.locator('#people').innerText();
    const before = await Promise.all(tabs.map(unread));
    await tabs[0]?.locator('button[value=urgent]').click();
    for (const [at, page] of tabs.entries())
      if (at > 0) await expect.poll(() => unread(page), { timeout: PATIENCE_MS }).not.toBe(before[at]);
    await context.close();
  });

  it('what the desk makes of each example is said beside it, and unread badges follow by themselves', async () => {
    const [page, context] = await open(1280, 'light', 'zh-CN');
    const watching = await context.newPage();
    await watching.goto(`${url}/emily`);
    const judged = async (example: string): Promise<string> => {
      await page.goto(url);
      await page.locator(`button[value=${example}]`).click();
      await page.locator('#why:not(.waits)').waitFor();
      return (await page.locator('#why').textContent()) ?? '';
    };
    // Once the page goes on to another, the next of its browser listens.
    const listening = watching.waitForResponse('**/news');
    await page.goto(url);
    await listening;
    expect(await judged('foreign')).toContain('建立了新问题');
    await watching.locator('a[data-user=emily] .badge').waitFor();
    await expect.poll(() => watching.locator('#live').textContent(), { timeout: PATIENCE_MS }).toContain('收到新邮件');
    expect(await judged('forged')).toMatch(/隔离.*DMARC 没有通过/s);
    expect(await judged('auto_reply')).toMatch(/忽略.*自动回复/s);
    expect(await judged('bounce')).toMatch(/退信/);
    expect(await judged('urgent')).toContain('建立了新问题');
    await page.locator('a[data-user=wang] .badge').waitFor();
    await context.close();
  });

  it('a pushed clock brings the lapse, the reminder, what is late and the digest', async () => {
    const [page, context] = await open(1280, 'dark', 'zh-CN');
    const before = await timeOf(page);
    // The outage has not been accepted.
    await push(page, 'half_hour');
    expect((await timeOf(page)) - before).toBeGreaterThanOrEqual(30 * 60_000);
    await page.locator('#ticket .timeline', { hasText: '逾期未接收' }).waitFor();
    await push(page, 'four_hours');
    await page.locator('#ticket .timeline', { hasText: '首次响应超时，通知主管' }).waitFor();
    await push(page, 'monday');
    expect(await page.locator('#time').textContent()).toBe('今天 08:30');
    await page.goto(`${url}/wang`);
    await page.locator('.column[data-focus] .mails', { hasText: '每日概况' }).waitFor();
    await context.close();
  });

  it('a solution that nobody answers is reminded of once, and closes by itself', async () => {
    const [page, context] = await open(1280, 'light', 'zh-CN');
    await page.locator('button[value=fault]').click();
    await answer(page, TURNS['zh-CN'].assigned, '接收');
    await answer(page, TURNS['zh-CN'].working, '提交解决方案', '原因：连接没有释放\n解决步骤：重启导出服务');
    await page.locator('#guide', { hasText: TURNS['zh-CN'].resolved }).waitFor();
    for (const _ of [1, 2]) await push(page, 'monday');
    const timeline = page.locator('#ticket .timeline');
    await timeline.filter({ hasText: /关闭[\s\S]*提醒客户确认[\s\S]*提交解决方案/ }).waitFor();
    await page.goto(`${url}/zhang`);
    await page.locator('.column[data-focus] .mails a', { hasText: '已关闭' }).first().click();
    await page.locator('#why', { hasText: '起因：时钟到点' }).waitFor();
    await context.close();
  });

  it('a month brings its tickets, the digest and the report with its plots', async () => {
    const [page, context] = await open(1280, 'light', 'zh-CN');
    await press(page, 'form[action="/month"] button');
    await page.locator('#clock .loaded').waitFor();
    const report = page.locator('.column[data-focus] .mails a', { hasText: '报表' }).first();
    await report.click();
    const letter = page.frameLocator('#body');
    await expect.poll(() => letter.locator('table').count(), { timeout: PATIENCE_MS }).toBeGreaterThan(3);
    await fits(page);
    for (const look of ['纯文本', '源码', '深色', '手机']) {
      await page.locator('.looks a', { hasText: look }).click();
      await page.locator('.looks a[aria-current]', { hasText: look }).waitFor();
    }
    await expect
      .poll(() => page.locator('iframe').evaluate((frame) => frame.clientWidth), { timeout: PATIENCE_MS })
      .toBeLessThanOrEqual(390);
    await context.close();
  });

  it('a keyboard and a screen reader find everything, and nothing moves by itself', async () => {
    const [page, context] = await open(390, 'light', 'en');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    for (const path of ['/', '/li/1', '/li/1/reply', '/support', '/zhang/sent']) {
      await page.goto(url + path);
      const found = await page.evaluate(LOOK);
      expect(found, path).toEqual({ nameless: [], doubled: [], mains: 1, headings: 1, lang: 'en' });
      await fits(page);
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await page.evaluate('faintTexts()'), `${path} ${colorScheme}`).toEqual([]);
      }
    }
    const shift = await page.evaluate(SHIFT);
    expect(shift).toBeLessThan(0.05);
    await page.locator('a[hreflang="zh-CN"]').click();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await context.close();
  });

  it('another language is another desk: its people, and what they write', async () => {
    const [page, context] = await open(1280, 'light', 'zh-CN');
    await page.locator('a[hreflang="en"]').click();
    await page.locator('a[data-user=li]', { hasText: 'Leo Li' }).waitFor();
    await page.locator('button[value=fault]').click();
    await page
      .locator('#guide', { hasText: /(?:Leo Li|Amy Chen) has it now: open the assignment, press Accept/ })
      .waitFor();
    await page.locator('#ticket .subject', { hasText: 'Monthly report export fails' }).waitFor();
    // A tab that chose the other one before follows, and does not choose it once more.
    const tab = await context.newPage();
    await tab.goto(`${url}/?lang=en`);
    await page.locator('a[hreflang="zh-CN"]').click();
    await page.locator('a[data-user=li]', { hasText: '李工' }).waitFor();
    await page.goto(url);
    await page.locator('button[value=urgent]').click();
    await tab.locator('a[data-user=li]', { hasText: '李工' }).waitFor();
    await page.reload();
    await page.locator('a[data-user=li]', { hasText: '李工' }).waitFor();
    await context.close();
  });

  it('no browser had anything to complain of', () => expect(complaints).toEqual([]));
});

/** How the guide says whose turn it is. */
const TURNS = {
  'zh-CN': {
    assigned: /轮到[李陈]工：打开派单邮件，点“接收”/,
    working: /点“提交解决方案”/,
    resolved: /轮到张三：打开解决方案/,
    closed: /已经走完全程/,
  },
  en: { assigned: /accept/, working: /resolve/, resolved: /张三 has a solution/, closed: /gone all the way/ },
};

/** Fields and buttons without a name, ids that two have, and what an outline needs. */
const LOOK = `(() => {
  const named = (each) => (each.labels?.[0]?.textContent || each.textContent || each.title || '').trim() !== '';
  const all = [...document.querySelectorAll('input:not([type=hidden]), textarea, button, a, iframe')];
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  return {
    nameless: all.filter((each) => !named(each)).map(({ outerHTML }) => outerHTML),
    doubled: ids.filter((id, at) => ids.indexOf(id) !== at),
    mains: document.querySelectorAll('main').length,
    headings: document.querySelectorAll('h1').length,
    lang: document.documentElement.lang,
  };
})()`;

/** Cumulative Layout Shift of the page as it is. */
const SHIFT = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) sum += each.hadRecentInput ? 0 : each.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 300);
})`;

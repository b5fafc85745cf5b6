import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safeHtml } from '../../src/letter/safe-html.ts';
import { browserMissing, openBrowser } from '../support/browser.ts';
import { attacks, SURROUNDINGS } from './safe-html-attacks.ts';

const PROVOKE = new URL('provoke-frames.js', import.meta.url).pathname;
const FRAMES_A_PAGE = 50;
/** Copies of each vector, each in another place. */
const PLACES = SURROUNDINGS.length;

describe.skipIf(browserMissing)('shown in a browser', () => {
  let browser: Browser;
  let page: Page;
  let server: Server;
  let all: string[];
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*').end('window.ran=1');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    all = attacks((server.address() as AddressInfo).port);
    browser = await openBrowser();
    page = await browser.newPage();
    await page.addInitScript({ path: PROVOKE });
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  /**
   * Shows each text in a document of its own; the numbers of those that ran a script, and what was asked of the server.
   */
  async function show(texts: readonly string[]): Promise<{ ran: number[]; asked: string[] }> {
    asked.length = 0;
    const ran: number[] = [];
    for (let start = 0; start < texts.length; start += FRAMES_A_PAGE) {
      const frames = texts
        .slice(start, start + FRAMES_A_PAGE)
        .map((text) => `<iframe srcdoc="${quoted(document(text))}"></iframe>`);
      await page.goto('about:blank');
      await page.setContent(frames.join(''), { waitUntil: 'load' });
      const found = await page.evaluate<number[]>('provokeFrames()');
      ran.push(...found.map((index) => start + index));
    }
    return { ran, asked: [...asked] };
  }

  it('reduced HTML runs nothing and fetches nothing, whatever it was', async () => {
    // Many attacks are reduced to the same text, which needs to be shown only once.
    const texts = [...new Set(all.map((html) => safeHtml(html)))];
    const found = await show(texts);
    console.log(
      `reduced HTML in Chromium: ${all.length} attacks, ${texts.length} different texts left, ${found.ran.length} scripts run, ${found.asked.length} requests`,
    );
    expect(all.length).toBeGreaterThanOrEqual(500);
    expect({ ran: found.ran.map((index) => texts[index]), asked: found.asked }).toEqual({ ran: [], asked: [] });
  });

  it('as they are, most of the same attacks succeed, so that their failure means something', async () => {
    const sample = all.filter((_, index) => index % PLACES === 0);
    const found = await show(sample);
    const succeeded = new Set([
      ...found.ran.map((index) => index * PLACES),
      ...found.asked.map((path) => Number(path.split('/')[1])),
    ]);
    expect(succeeded.size / sample.length).toBeGreaterThan(0.5);
  });
});

function document(html: string): string {
  return `<!doctype html><html><body>${html}</body></html>`;
}

function quoted(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

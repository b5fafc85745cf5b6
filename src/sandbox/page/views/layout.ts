import { html, type Markup } from '../../../lib/markup.ts';
import { type Viewer, when } from './context.ts';

/** Everything of the page; `reading` is what is open, if anything: on a phone it stands in place of the lists. */
export interface Parts {
  clock: Markup;
  guide: Markup;
  people: Markup;
  main: Markup;
  ticket: Markup;
  isReading: boolean;
}

export function layout(viewer: Viewer, title: string, parts: Parts): string {
  const { words, locale } = viewer;
  return html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${title} · ${words.title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"><script src="/page.js" type="module"></script></head>
<body ${when(parts.isReading, () => html`data-reading`)} data-arrived="${words.arrived}" data-busy="${words.busy}">
<a class="skip" href="#main">${words.skip}</a>
<header class="top"><h1><a href="/">tsdesk</a></h1>${parts.clock}
  <p class="links"><a href="/">${words.examples}</a> <a href="/support">${words.deskInbox}</a> ${languageLink(viewer)}</p></header>
${parts.guide}
${parts.people}
<div class="desk"><main id="main" tabindex="-1">${parts.main}</main>${parts.ticket}</div>
<p id="live" class="hidden" role="status" aria-live="polite"></p>
</body></html>`.text;
}

function languageLink({ path, words, locale }: Viewer): Markup {
  const other = locale === 'en' ? 'zh-CN' : 'en';
  const url = new URL(path, 'http://page');
  url.searchParams.set('lang', other);
  return html`<a href="${url.pathname}${url.search}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>`;
}

/** For what went wrong; it needs nothing of the desk. */
export function errorPage(message: string): string {
  return html`<!doctype html><html lang="und"><head><meta charset="utf-8"><title>tsdesk</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"></head>
<body><main><h1>${message}</h1><p><a href="/">tsdesk</a></p></main></body></html>`.text;
}

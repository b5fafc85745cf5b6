import Handlebars from 'handlebars';

import { LOCALES, type Locale } from '../words/locale.ts';
import { composeLetter, type Letter } from './compose.ts';
import type { LetterFacts } from './facts.ts';
import { LETTER_KINDS } from './kinds.ts';
import type { Renderer } from './render.ts';
import { sampleFacts } from './sample/sample.ts';

/** A file of the gallery, by its path within it. */
export type GalleryFile = { readonly path: string; readonly content: string };

/**
 * Every letter with sample values as its readers get it: a file each for HTML by day, HTML by night and plain text, and
 * `index.html`, which shows them all beside one another at the width of a phone and of a reading pane.
 */
export function galleryOf(
  render: Renderer,
  desk: Pick<LetterFacts['desk'], 'name' | 'address' | 'accent' | 'logo'>,
): readonly GalleryFile[] {
  const shown = LOCALES.flatMap((locale) => LETTER_KINDS.map((kind) => ({ locale, facts: sampleFacts(kind, locale) })));
  const letters = shown.map(({ locale, facts }) => ({
    locale,
    letter: composeLetter({ ...facts, desk: { ...facts.desk, ...desk } }, render),
  }));
  return [
    ...letters.flatMap(({ locale, letter }) => [
      { path: pathOf(letter, locale, 'html'), content: letter.html },
      { path: pathOf(letter, locale, 'dark.html'), content: byNight(letter.html) },
      { path: pathOf(letter, locale, 'txt'), content: `${letter.subject}\n\n${letter.text}` },
    ]),
    { path: 'index.html', content: page(letters) },
  ];
}

const pathOf = ({ kind }: Letter, locale: Locale, ending: string): string => `${locale}/${kind}.${ending}`;

/** As a program that is set to dark shows it, whatever the browser is set to. */
const byNight = (html: string): string => html.replace('@media (prefers-color-scheme:dark)', '@media all');

const text = (value: string): string => Handlebars.escapeExpression(value);

function page(letters: readonly { readonly locale: Locale; readonly letter: Letter }[]): string {
  const sections = letters.map(({ locale, letter }) => {
    const frame = (ending: string, width: number): string =>
      `<iframe loading="lazy" title="${letter.kind} ${ending} ${width}" width="${width}" src="${locale}/${letter.kind}.${ending}"></iframe>`;
    return `<section id="${locale}-${letter.kind}"><h2>${letter.kind} <small>${locale}</small></h2>
<p>${text(letter.subject)}</p>
<div class="row">${frame('html', 390)}${frame('dark.html', 390)}${frame('html', 720)}<pre>${text(letter.text)}</pre></div></section>`;
  });
  const links = letters.map(
    ({ locale, letter: { kind } }) => `<a href="#${locale}-${kind}">${kind} <small>${locale}</small></a>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Letters</title>
<style>
body{margin:0 0 0 230px;font:14px/1.5 system-ui,sans-serif;background:#e8ebef;color:#1d242c}
nav{position:fixed;inset:0 auto 0 0;width:214px;overflow:auto;padding:8px;background:#fff}
nav a{display:block;color:#0b57d0;text-decoration:none}
section{padding:8px 16px 24px}
h2{margin:16px 0 0}
.row{display:flex;gap:12px;overflow-x:auto;align-items:flex-start}
iframe{flex:none;height:900px;border:1px solid #b8c2cc;background:#fff}
pre{flex:none;width:620px;max-height:900px;overflow:auto;margin:0;padding:12px;background:#fff;white-space:pre-wrap}
</style></head>
<body><nav>${links.join('\n')}</nav>
${sections.join('\n')}
</body></html>
`;
}

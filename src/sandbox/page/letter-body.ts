import { DomUtils, parseDocument } from 'htmlparser2';
import { html } from '../../lib/markup.ts';
import type { ReadMail } from '../correspondence.ts';
import type { DemoPerson } from '../demo-team.ts';

/** How a letter is looked at; without a scheme it is that of whoever looks. */
export interface LetterLook {
  as: 'html' | 'text' | 'source';
  scheme: 'light' | 'dark' | null;
  phone: boolean;
}

/**
 * Of the document in the frame: no scripts, forms or anything from elsewhere. It is of this origin, so that the page
 * may measure it.
 */
export const BODY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; " +
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';

/** A letter as a document of its own; links that write a mail open this page's form instead of a mail program. */
export function bodyDocument(letter: ReadMail, person: DemoPerson, look: LetterLook): string {
  if (look.as === 'source') return plain(letter.raw.toString('utf8'), look);
  if (look.as === 'text' || typeof letter.html !== 'string') return plain(letter.text ?? '', look);
  return inScheme(withLinks(letter.html, person), look.scheme);
}

function plain(text: string, { as, scheme }: LetterLook): string {
  const font =
    as === 'source' ? '13px/1.5 ui-monospace, monospace' : '15px/1.6 system-ui, "Noto Sans CJK SC", sans-serif';
  return html`<!doctype html><html lang="und"><head><meta charset="utf-8"><meta name="color-scheme" content="${scheme ?? 'light dark'}">
<title>-</title></head><body style="margin:16px;font:${font}"><pre style="white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0">${text}</pre></body></html>`
    .text;
}

/** Mail programs go by what the system is set to; here it is chosen. */
function inScheme(markup: string, scheme: LetterLook['scheme']): string {
  if (scheme === null) return markup;
  const holds = scheme === 'dark' ? '(min-width:0)' : '(max-width:0)';
  return `${markup.replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi, holds)}<style>:root{color-scheme:${scheme} only}</style>`;
}

function withLinks(markup: string, person: DemoPerson): string {
  const document = parseDocument(markup);
  for (const link of DomUtils.getElementsByTagName('a', document, true)) {
    const href = link.attribs.href ?? '';
    if (href.startsWith('mailto:')) Object.assign(link.attribs, { href: writeLink(href, person), target: '_top' });
    else Object.assign(link.attribs, { target: '_blank', rel: 'noopener noreferrer' });
  }
  return DomUtils.getOuterHTML(document, { encodeEntities: 'utf8' });
}

/**
 * RFC 6068: the address before the question mark, the fields after it; a plus sign is itself, in a query it is a
 * space.
 */
function writeLink(href: string, person: DemoPerson): string {
  const target = href.slice('mailto:'.length).replace('?', '&').replaceAll('+', '%2B');
  return `/${person.user}/write?to=${target}`;
}

import Handlebars from 'handlebars';
import type { ActionLink } from './actions.ts';

/**
 * As an attribute needs it (RFC 6068 §5), and no more: handlebars would write `=` in a way that not every reader
 * undoes.
 */
export function linkView(link: ActionLink) {
  const href = link.href.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
  return { ...link, href: new Handlebars.SafeString(href) };
}

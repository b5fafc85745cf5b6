import sanitizeHtml from 'sanitize-html';

const TAGS = [
  ...['p', 'div', 'br', 'hr', 'span', 'a', 'img', 'blockquote', 'pre', 'code', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ...['b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'small', 'sub', 'sup', 'kbd', 'q', 'mark'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'],
];
/** Nobody reads more, and reducing it would keep everything else waiting; the text form of the mail has it all. */
const MAX_LENGTH = 300_000;
/** Elements left open at one time: the parser's work grows with their square. */
const MAX_OPEN = 4_000;
/** Levels that are kept. */
const MAX_DEPTH = 200;

/**
 * A stranger's HTML reduced to an allow-list, to be shown or forwarded: structure and emphasis, links to http(s) and
 * mailto with the place they lead to written behind them, and images among the mail's own parts (`ownCids`, without
 * angle brackets). No scripts, styles, forms, svg, remote content or attributes that name something. Empty for HTML of
 * more than 300,000 characters or thousands of open elements.
 */
export function safeHtml(html: string, ownCids: ReadonlySet<string> = new Set()): string {
  if (html.length > MAX_LENGTH || mostOpen(html) > MAX_OPEN) return '';
  const reduced = sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: { a: ['href', 'rel', LEADS_TO], img: ['src', 'alt'], td: SPANS, th: SPANS },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    nestingLimit: MAX_DEPTH,
    transformTags: { a: link, td: cell, th: cell },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !ownCids.has(attribs.src?.replace(/^cid:/i, '') ?? ''),
  });
  return showDestinations(reduced);
}

/** Counted generously: elements that close themselves are taken for open ones, void ones are not. */
function mostOpen(html: string): number {
  let open = 0;
  let most = 0;
  for (const [, slash] of html.matchAll(/<(\/?)(?!(?:br|hr|img|input|meta|link|col|wbr)\b)[a-z]/gi)) {
    open = slash === '/' ? Math.max(0, open - 1) : open + 1;
    most = Math.max(most, open);
  }
  return most;
}

const SPANS = ['colspan', 'rowspan'];
/** Carries the destination from the link's opening tag to its end; taken out again by `showDestinations`. */
const LEADS_TO = 'data-leads-to';

function link(tagName: string, { href = '' }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const target = destination(href);
  if (!target) return { tagName, attribs: {} };
  return { tagName, attribs: { href: target.href, rel: 'noopener noreferrer nofollow', [LEADS_TO]: target.shown } };
}

/** Where a link leads, without a password or a prepared letter in it; null for what is neither http(s) nor mailto. */
function destination(href: string): { href: string; shown: string } | null {
  const url = URL.parse(href.trim());
  if (url?.protocol === 'mailto:') {
    const address = url.pathname;
    return /^[^\s@,?&]+@[^\s@,?&]+$/.test(address) ? { href: `mailto:${address}`, shown: address } : null;
  }
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return null;
  url.username = '';
  url.password = '';
  return { href: url.href, shown: url.host };
}

function cell(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const spans = SPANS.flatMap((name) => (/^\d{1,2}$/.test(attribs[name] ?? '') ? [[name, attribs[name] ?? '']] : []));
  return { tagName, attribs: Object.fromEntries(spans) };
}

/** What sanitize-html wrote, so every attribute is quoted and every `<` that is not a tag escaped. */
const LINK_TAG = new RegExp(`<a\\b([^>]*?)(?: ${LEADS_TO}="([^"]*)")?>|</a>`, 'g');

function showDestinations(reduced: string): string {
  const open: (string | undefined)[] = [];
  return reduced.replace(LINK_TAG, (tag, attributes: string | undefined, shown: string | undefined) => {
    if (tag !== '</a>') {
      open.push(shown);
      return `<a${attributes ?? ''}>`;
    }
    const destination = open.pop();
    return destination === undefined ? tag : `${tag} [${destination}]`;
  });
}

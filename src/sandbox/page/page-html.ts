import sanitizeHtml from 'sanitize-html';
import type { Draft, ReadMail } from '../correspondence.ts';
import { type DemoPerson, demoPeople } from '../demo-team.ts';

/** Markup that needs no more escaping. */
class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | number | Html | readonly Html[];

/** Escapes what is put in, unless it is markup made here. */
function html(pieces: TemplateStringsArray, ...parts: Part[]): Html {
  const text = pieces.reduce((whole, piece, i) => whole + render(parts[i - 1] ?? '') + piece);
  return new Html(text);
}

function render(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === 'object') return part.map(render).join('');
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const roles = {
  desk: '服务台 desk',
  customer: '客户 customer',
  engineer: '工程师 engineer',
  frontline: '一线 front line',
  supervisor: '主管 supervisor',
};

/** What to do with an inbox that is empty. */
const hints = {
  desk: '客户的邮件都到这里，由服务台读取 / Customers’ mail arrives here, and the desk reads it',
  customer: '写信给 support@desk.example，说说遇到的问题 / Write to support@desk.example about a problem you have',
  engineer: '客户写信后，派给您的问题会到这里 / Once a customer has written, problems for you arrive here',
  frontline: '客户写信后，由您跟进的问题会到这里 / Once a customer has written, problems to follow arrive here',
  supervisor: '超时、重新打开和每日摘要会到这里 / What is late, opened again, and the daily digest arrive here',
};

const style = new Html(`<style>
  :root { color-scheme: light dark; font: 15px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; }
  body { display: grid; grid-template-columns: 14rem 1fr; gap: 2rem; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
  nav a, .list a { display: block; padding: .4rem .6rem; border-radius: .4rem; color: inherit; text-decoration: none; }
  nav a[aria-current], nav a:hover, .list a:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
  small { opacity: .65; } h1 { font-size: 1.3rem; margin-top: 0; }
  article { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .5rem; padding: 1rem; overflow: auto; }
  pre { white-space: pre-wrap; font: inherit; } form { display: grid; gap: .8rem; } label { display: grid; }
  input, textarea, button { font: inherit; padding: .4rem .6rem; } textarea { min-height: 18rem; }
  @media (max-width: 45rem) { body { grid-template-columns: 1fr; gap: 1rem; margin-top: 1rem; } nav { display: flex; flex-wrap: wrap; } nav small { display: none; } }
</style>`);

/** Newest first. `sent`: to whom a mail has just gone; empty otherwise. */
export function inboxPage(person: DemoPerson, letters: readonly ReadMail[], sent: string): string {
  const rows = letters.toReversed().map(
    (letter) => html`<a href="/${person.user}/${letter.uid}">
      <strong>${letter.subject ?? ''}</strong><br>
      ${letter.event === '' ? '' : html`${letter.event}<br>`}
      <small>${letter.from?.text ?? ''} · ${letter.date?.toISOString().slice(0, 16).replace('T', ' ') ?? ''}</small></a>`,
  );
  return page(
    person,
    html`<h1>${person.name} <small>${person.address}</small></h1>
    ${sent === '' ? '' : html`<p role="status">✓ 已发送给 / Sent to ${sent}</p>`}
    <p><a href="/${person.user}/write">写邮件 / Write a mail</a></p>
    <div class="list">${rows.length > 0 ? rows : html`<p>没有邮件 / No mail yet</p><p><small>${hints[person.role]}</small></p>`}</div>
    <script src="/news.js" type="module"></script>`,
  );
}

export function letterPage(person: DemoPerson, letter: ReadMail): string {
  const body = typeof letter.html === 'string' ? safeBody(letter.html, person) : html`<pre>${letter.text ?? ''}</pre>`;
  const names = letter.attachments.map(({ filename }) => html`<li>${filename ?? ''}</li>`);
  return page(
    person,
    html`<h1>${letter.subject ?? ''}</h1>
    <p><small>${letter.from?.text ?? ''} → ${person.name}</small></p>
    <p><a href="/${person.user}/${letter.uid}/reply">答复 / Reply</a></p>
    <article>${body}</article>${names.length > 0 ? html`<ul>${names}</ul>` : ''}`,
  );
}

export function writePage(person: DemoPerson, draft: Draft): string {
  return page(
    person,
    html`<h1>${person.name} <small>${person.address}</small></h1>
    <form method="post" action="/${person.user}/write">
      <label>收件人 / To <input name="to" value="${draft.to}" required></label>
      <label>主题 / Subject <input name="subject" value="${draft.subject}"></label>
      <label>正文 / Text <textarea name="text" autofocus>
${draft.text}</textarea></label>
      <input type="hidden" name="inReplyTo" value="${draft.inReplyTo ?? ''}">
      <input type="hidden" name="references" value="${draft.references?.join(' ') ?? ''}">
      <button>发送 / Send</button>
    </form>`,
  );
}

export function errorPage(message: string): string {
  return page(undefined, html`<h1>${message}</h1>`);
}

function page(person: DemoPerson | undefined, main: Html): string {
  const links = demoPeople.map(
    ({ user, name, role }) =>
      html`<a href="/${user}" ${user === person?.user ? new Html('aria-current="page"') : ''}>${name} <small>${roles[role]}</small></a>`,
  );
  const title = person === undefined ? 'tsdesk' : `${person.name} · tsdesk`;
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width">${style}</head>
<body data-inbox="${person?.user ?? ''}"><nav>${links}</nav><main>${main}</main></body></html>`.markup;
}

/**
 * The letter's own markup without anything active; its `mailto:` links open this page's form instead of a mail program.
 */
function safeBody(markup: string, person: DemoPerson): Html {
  const clean = sanitizeHtml(markup, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img'],
    allowedAttributes: { '*': ['style', 'align', 'width'], a: ['href', 'style'], td: ['colspan', 'style', 'width'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title'],
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, href: writeLink(attribs.href ?? '', person) } }),
    },
  });
  return new Html(clean);
}

/**
 * RFC 6068: the address before the question mark, the fields after it; a plus sign is itself, in a query it is a space.
 */
function writeLink(href: string, person: DemoPerson): string {
  if (!href.startsWith('mailto:')) return href;
  const target = href.slice('mailto:'.length).replace('?', '&').replaceAll('+', '%2B');
  return `/${person.user}/write?to=${target}`;
}

import { Parser } from 'htmlparser2';

/** HTML as readable text: quotes carry `>`; what clients mark as quoted or as a signature is known by line. */
export type HtmlText = {
  readonly text: string;
  /** Index of the line where a client's container of the quoted mail begins; null when none does. */
  readonly quoteAt: number | null;
  /** Index of the line where a client's signature container begins, before any quote; null when none does. */
  readonly signatureAt: number | null;
};

const SILENT = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'object',
  'svg',
  'select',
  'textarea',
  'button',
]);
const BLOCK = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'dl',
  'table',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'form',
  'section',
  'article',
  'header',
  'footer',
  'center',
  'address',
  'fieldset',
  'body',
  'html',
  'main',
  'aside',
  'figure',
]);
const LINE = new Set(['li', 'tr', 'dt', 'dd', 'caption']);
const SPACED = new Set(['p', 'ul', 'ol', 'table', 'blockquote', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** How clients mark the mail they quote: by class, id or style. One row a client. */
const QUOTE_MARKS: readonly (readonly [
  client: string,
  attribute: 'class' | 'id' | 'style' | 'name',
  pattern: RegExp,
])[] = [
  ['Gmail', 'class', /(?:^|\s)gmail_(?:quote|extra|attr)(?:_container)?(?:\s|$)/],
  ['Yahoo', 'class', /(?:^|\s)(?:yahoo_quoted|ymail_android_signature_quote)(?:\s|$)/],
  ['Yahoo', 'id', /yahoo_quoted/],
  ['Thunderbird', 'class', /(?:^|\s)moz-cite-prefix(?:\s|$)/],
  [
    'Outlook web',
    'id',
    /^(?:x_)*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container)$/,
  ],
  ['Outlook', 'style', /border:\s*none;\s*border-top:\s*solid\s*#(?:E1E1E1|B5C4DF)/i],
  ['Outlook for Mac', 'class', /(?:^|\s)OutlookMessageHeader(?:\s|$)/],
  ['Proton', 'class', /(?:^|\s)protonmail_quote(?:\s|$)/],
  ['Zoho', 'class', /(?:^|\s)zmail_extra(?:\s|$)/],
  ['Tutanota', 'class', /(?:^|\s)tutanota_quote(?:\s|$)/],
  ['Front', 'class', /(?:^|\s)front-blockquote(?:\s|$)/],
  ['Spark', 'name', /^messageReplySection$/],
  ['NetEase', 'class', /(?:^|\s)ntes-mailmaster-quote(?:\s|$)/],
  ['NetEase', 'id', /^(?:isReplyContent|ntes-pcmac-quote)$/],
  ['Tencent', 'class', /(?:^|\s)(?:xm_mail_oringinal_describe|x?qmbox)(?:\s|$)/],
  ['Aliyun', 'class', /(?:^|\s)(?:alimail-quote|__aliyun_previous_body_wrap)(?:\s|$)/],
  ['Unibox', 'class', /(?:^|\s)(?:unibox-mail-quote|quoted-text|WordSection1_quote)(?:\s|$)/],
];
const SIGNATURE_MARKS =
  /(?:^|\s)(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|mail-signature|protonmail_signature_block|zmail_signature|ntes-signature|foxmail_sign)(?:\s|$)/;
const SIGNATURE_IDS =
  /^(?:x_)*(?:Signature|ms-outlook-mobile-signature|AppleMailSignature|lineBreakAtBeginningOfSignature|spnEditorSign_app|mail-signature|_FoxSIGNATURE)/i;

/**
 * Reads HTML in one pass: blocks become paragraphs, list items get a dash, links keep their address when it is not
 * their text, images their alternative text. Never throws; unclosed tags end with the document.
 */
export function htmlToText(html: string): HtmlText {
  const writer = new LineWriter();
  const silent: string[] = [];
  const links: { href: string; from: number }[] = [];
  let pre = 0;
  const quotes: boolean[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (SILENT.has(name)) silent.push(name);
        if (silent.length > 0) return;
        if (BLOCK.has(name)) writer.block(SPACED.has(name));
        else if (LINE.has(name)) writer.block(false);
        if (isQuoteMark(attributes)) writer.markQuote();
        else if (SIGNATURE_MARKS.test(attributes.class ?? '') || SIGNATURE_IDS.test(attributes.id ?? ''))
          writer.markSignature();
        if (name === 'br') writer.newline();
        else if (name === 'hr') writer.rule();
        else if (name === 'li') writer.add('- ');
        else if (name === 'pre') pre++;
        else if (name === 'td' || name === 'th') writer.add(' ');
        else if (name === 'img' && attributes.alt && !attributes.src?.startsWith('cid:')) writer.add(attributes.alt);
        else if (name === 'a') links.push({ href: attributes.href ?? '', from: writer.length });
        else if (name === 'blockquote') {
          const cited =
            !/margin/i.test(attributes.style ?? '') ||
            attributes.type === 'cite' ||
            /quote/.test(attributes.class ?? '') ||
            /border-left/i.test(attributes.style ?? '');
          quotes.push(cited);
          if (cited) writer.quote(1);
        }
      },
      ontext(text) {
        if (silent.length > 0) return;
        if (pre > 0) writer.addLines(text);
        else writer.add(text.replace(/[ \t\r\n\f]+/g, ' '));
      },
      onclosetag(name) {
        if (silent.at(-1) === name) {
          silent.pop();
          return;
        }
        if (silent.length > 0) return;
        if (name === 'pre') pre = Math.max(0, pre - 1);
        if (name === 'a') {
          const link = links.pop();
          if (link) writer.link(link.href, link.from);
        }
        if (BLOCK.has(name)) writer.block(SPACED.has(name));
        else if (LINE.has(name)) writer.block(false);
        if (name === 'blockquote' && quotes.pop()) writer.quote(-1);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: true },
  );
  parser.write(html);
  parser.end();
  return writer.result();
}

function isQuoteMark(attributes: Readonly<Record<string, string>>): boolean {
  for (const [, attribute, pattern] of QUOTE_MARKS) {
    const value = attributes[attribute];
    if (value !== undefined && pattern.test(value)) return true;
  }
  return false;
}

/** Collects words into lines, each with the depth of the quote it stands in. */
class LineWriter {
  private readonly lines: string[] = [];
  private current = '';
  /** Whether a further space would be one too many. */
  private spaced = true;
  private depth = 0;
  private blank = true;
  private quoteAt: number | null = null;
  private signatureAt: number | null = null;
  length = 0;

  add(text: string): void {
    const piece = this.spaced ? text.replace(/^ +/, '') : text;
    if (piece === '') return;
    this.current += piece;
    this.length += piece.length;
    this.spaced = piece.endsWith(' ');
  }

  addLines(text: string): void {
    const [first = '', ...rest] = text.split(/\r?\n/);
    this.current += first;
    this.spaced = false;
    this.length += first.length;
    for (const line of rest) {
      this.newline();
      this.current += line;
      this.length += line.length;
    }
  }

  newline(): void {
    const text = this.current.replaceAll('\u00a0', ' ').trimEnd();
    this.lines.push(this.depth > 0 ? `${'>'.repeat(Math.min(this.depth, 20))} ${text}`.trimEnd() : text);
    this.blank = text === '';
    this.current = '';
    this.spaced = true;
  }

  block(spaced: boolean): void {
    if (this.current.trim() !== '') this.newline();
    else {
      this.current = '';
      this.spaced = true;
    }
    if (spaced && !this.blank) this.newline();
  }

  rule(): void {
    this.block(false);
    this.add('________________________________');
    this.newline();
  }

  quote(step: 1 | -1): void {
    this.depth += step;
  }

  markQuote(): void {
    this.block(false);
    this.quoteAt ??= this.lines.length;
  }

  markSignature(): void {
    this.block(false);
    if (this.quoteAt === null) this.signatureAt ??= this.lines.length;
  }

  /** Adds the address of a link that its words do not show. */
  link(href: string, from: number): void {
    const shown = this.current.slice(-(this.length - from) || this.current.length).trim();
    if (!/^(?:https?|mailto):/i.test(href) || shown === '' || this.length - from > this.current.length) return;
    const bare = href
      .replace(/^mailto:/i, '')
      .replace(/^https?:\/\/(?:www\.)?/i, '')
      .replace(/\/$/, '');
    if (!shown.includes(bare) && !/^(?:https?:\/\/|www\.)/i.test(shown) && !shown.includes('@')) this.add(` <${href}>`);
  }

  result(): HtmlText {
    if (this.current.trim() !== '') this.newline();
    const start = this.lines.findIndex((line) => line.trim() !== '');
    const skipped = Math.max(0, start);
    const text = this.lines.slice(skipped).join('\n').trimEnd();
    const moved = (index: number | null): number | null => (index === null ? null : Math.max(0, index - skipped));
    return { text, quoteAt: moved(this.quoteAt), signatureAt: moved(this.signatureAt) };
  }
}

import { Parser } from 'htmlparser2';
import { type Look, Styles } from './hidden/look.ts';
import { type Element, lone, Tree } from './hidden/tree.ts';
import { isCitation, isQuoteMark, isSignatureMark } from './html-mark.ts';
import { type HtmlText, LineWriter } from './line-writer.ts';

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
  'noframes',
  'noembed',
  'iframe',
  'datalist',
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

const WORD = /[\p{L}\p{N}#]/u;

/** Hidden lines that are kept, and pieces in doubt. */
const MOST_LINES = 1000;

/**
 * Reads HTML in one pass: blocks become paragraphs, list items get a dash, links keep their address when it is not
 * their text, images their alternative text. What the mail hides from its reader is left out, what it may hide is told.
 * Never throws; unclosed tags end with the document.
 */
export function htmlToText(html: string): HtmlText {
  const reader = new Reader(new Styles(html));
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (text) => reader.text(text),
      onclosetag: (name) => reader.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: true },
  );
  parser.write(html);
  parser.end();
  return reader.result();
}

class Reader {
  private readonly writer = new LineWriter();
  private readonly styles: Styles;
  /** Open elements whose content nobody sees. */
  private readonly silent: string[] = [];
  /** How the text of each open element looks. */
  private readonly looks: Look[] = [];
  /** Known where rules look around an element. */
  private readonly tree: Tree | null;
  private hidden = '';
  private readonly doubtful: string[] = [];
  private readonly links: { href: string; from: number }[] = [];
  private readonly citations: boolean[] = [];
  private preformatted = 0;

  constructor(styles: Styles) {
    this.styles = styles;
    this.tree = styles.needsTree ? new Tree() : null;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const element = this.tree?.open(name, attributes) ?? lone(name, attributes);
    const breaks = name === 'br' || BLOCK.has(name) || LINE.has(name);
    if (breaks && this.hidden !== '') this.hidden += '\n';
    if (this.silent.length > 0 ? SILENT.has(name) || this.silent.at(-1) === name : this.isSilent(element))
      this.silent.push(name);
    if (this.silent.length > 0) return;
    this.looks.push(this.styles.look(element, this.looks.at(-1) ?? this.styles.plain));
    if (breaks && name !== 'br') this.writer.block(SPACED.has(name));
    if (isQuoteMark(attributes)) this.writer.markQuote();
    else if (isSignatureMark(attributes)) this.writer.markSignature();
    if (name === 'br') this.writer.newline();
    else if (name === 'hr') this.writer.rule();
    else if (name === 'li') this.writer.add('- ');
    else if (name === 'pre') this.preformatted++;
    else if (name === 'td' || name === 'th') this.writer.add(' ');
    else if (name === 'img' && attributes.alt && !attributes.src?.startsWith('cid:'))
      this.alternative(attributes.alt, attributes);
    else if (name === 'a') this.links.push({ href: attributes.href ?? '', from: this.writer.length });
    else if (name === 'blockquote') this.openCitation(isCitation(attributes));
  }

  text(text: string): void {
    const { sight } = this.looks.at(-1) ?? this.styles.plain;
    if (this.silent.length > 0 || sight === 'hidden') {
      if (!SILENT.has(this.silent.at(-1) ?? '')) this.hidden += text;
      return;
    }
    if (sight === 'doubtful' && WORD.test(text)) this.doubtful.push(text);
    if (this.preformatted > 0) this.writer.addLines(text);
    else this.writer.add(text.replace(/[ \t\r\n\f]+/g, ' '));
  }

  /** Programs show the picture, so that hardly anybody sees what stands for it: nobody writes a command there. */
  private alternative(text: string, { width, height }: Readonly<Record<string, string>>): void {
    if (text.includes('#') || [width, height].some((side) => side !== undefined && Number.parseInt(side, 10) <= 3))
      this.doubtful.push(text);
    this.text(text);
  }

  close(name: string): void {
    this.tree?.close();
    if (this.hidden !== '' && (BLOCK.has(name) || LINE.has(name))) this.hidden += '\n';
    if (this.silent.at(-1) === name) this.silent.pop();
    else if (this.silent.length === 0) this.closeShown(name);
  }

  /** The words, and those that are hidden or in doubt, line by line. */
  result(): HtmlText {
    return { ...this.writer.result(), hidden: linesOf(this.hidden), doubtful: this.doubtful.slice(0, MOST_LINES) };
  }

  private isSilent(element: Element): boolean {
    return SILENT.has(element.name) || this.styles.hides(element);
  }

  private closeShown(name: string): void {
    this.looks.pop();
    if (name === 'pre') this.preformatted = Math.max(0, this.preformatted - 1);
    const link = name === 'a' ? this.links.pop() : undefined;
    if (link) this.writer.link(link.href, link.from);
    if (BLOCK.has(name) || LINE.has(name)) this.writer.block(SPACED.has(name));
    if (name === 'blockquote' && this.citations.pop()) this.writer.quote(-1);
  }

  private openCitation(cited: boolean): void {
    this.citations.push(cited);
    if (cited) this.writer.quote(1);
  }
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .slice(0, MOST_LINES);

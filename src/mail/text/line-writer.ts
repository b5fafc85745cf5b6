/** HTML as readable text: quotes carry `>`; what clients mark as quoted or as a signature is known by line. */
export type HtmlText = {
  readonly text: string;
  /** Index of the line where a client's container of the quoted mail begins; null when none does. */
  readonly quoteAt: number | null;
  /** Index of the line where a client's signature container begins, before any quote; null when none does. */
  readonly signatureAt: number | null;
  /** Lines that the mail hides from its reader. */
  readonly hidden: readonly string[];
  /** Pieces of lines that stay, though the mail may hide them. */
  readonly doubtful: readonly string[];
};

/** A line that goes on longer is broken: what is looked up in it must not grow with the whole text. Characters. */
const LONGEST_LINE = 10_000;

/** Collects words into lines, each with the depth of the quote it stands in. */
export class LineWriter {
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
    if (this.current.length > LONGEST_LINE) this.newline();
    this.current += piece;
    this.length += piece.length;
    this.spaced = piece.endsWith(' ');
  }

  addLines(text: string): void {
    this.spaced = false;
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (index > 0) this.newline();
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

  result(): Omit<HtmlText, 'hidden' | 'doubtful'> {
    if (this.current.trim() !== '') this.newline();
    const start = this.lines.findIndex((line) => line !== '');
    const skipped = Math.max(0, start);
    const text = this.lines.slice(skipped).join('\n').trimEnd();
    const moved = (index: number | null): number | null => (index === null ? null : Math.max(0, index - skipped));
    return { text, quoteAt: moved(this.quoteAt), signatureAt: moved(this.signatureAt) };
  }
}

import { Tokenizer } from 'htmlparser2';
import { HTML_DEPTH, HTML_TAGS } from '../limits.ts';

/** Elements without an end (HTML §13.1.2). */
const VOID = new Set('area base basefont br col embed frame hr img input link meta param source track wbr'.split(' '));

/** What an opening tag ends when it stands right before it, as HTML does and htmlparser2 with it. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  li: ['li', 'p'],
  dt: ['dt', 'dd', 'p'],
  dd: ['dt', 'dd', 'p'],
  tr: ['tr', 'td', 'th', 'p'],
  td: ['td', 'th', 'p'],
  th: ['td', 'th', 'p'],
  option: ['option'],
};
const ENDS_PARAGRAPH = new Set('p div ul ol dl table blockquote pre h1 h2 h3 h4 h5 h6 form hr'.split(' '));

export type Flattened = {
  readonly html: string;
  /** Tags were left out. */
  readonly flattened: boolean;
  /** The end was left out. */
  readonly cut: boolean;
};

/**
 * HTML without the tags of elements that are nested too deeply, whose content stays, and without what follows the most
 * tags that are read. Tags are told from text as the parser tells them, which is linear; only its memory of open
 * elements is not.
 */
export function flattenHtml(html: string, most = HTML_DEPTH): Flattened {
  if (html.split('<', most + 1).length <= most) return { html, flattened: false, cut: false };
  const flattening = new Flattening(html, most);
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: false, recognizeSelfClosing: true }, flattening);
  flattening.onenough = () => tokenizer.pause();
  tokenizer.write(html);
  tokenizer.end();
  return flattening.result();
}

const nothing = (): void => undefined;

/** Listens to the tokens, and notes which pieces of the HTML stay. */
class Flattening {
  readonly #html: string;
  readonly #most: number;
  readonly #open: string[] = [];
  /** Elements whose opening tag was left out, by name. */
  readonly #left = new Map<string, number>();
  readonly #kept: string[] = [];
  #from = 0;
  #end: number;
  #tags = 0;
  #flattened = false;
  /** Where the tag begins that is being read, and its name. */
  #tagAt = 0;
  #name = '';
  onenough: () => void = nothing;
  onattribdata = nothing;
  onattribentity = nothing;
  onattribend = nothing;
  onattribname = nothing;
  oncdata = nothing;
  oncomment = nothing;
  ondeclaration = nothing;
  onend = nothing;
  onprocessinginstruction = nothing;
  onselfclosingtag = nothing;
  ontext = nothing;
  ontextentity = nothing;

  constructor(html: string, most: number) {
    this.#html = html;
    this.#most = most;
    this.#end = html.length;
  }

  onopentagname(start: number, end: number): void {
    this.#count(start - 1);
    this.#tagAt = start - 1;
    this.#name = this.#html.slice(start, end).toLowerCase();
  }

  onopentagend(end: number): void {
    const name = this.#name;
    if (VOID.has(name)) return;
    endBefore(this.#open, name);
    if (this.#open.length < this.#most) {
      this.#open.push(name);
      return;
    }
    this.#left.set(name, (this.#left.get(name) ?? 0) + 1);
    this.#leaveOut(this.#tagAt, end + 1);
  }

  onclosetag(start: number, end: number): void {
    this.#count(start - 2);
    const name = this.#html.slice(start, end).toLowerCase();
    const missing = this.#left.get(name) ?? 0;
    if (missing > 0) {
      this.#left.set(name, missing - 1);
      const close = this.#html.indexOf('>', end);
      this.#leaveOut(start - 2, close < 0 ? this.#html.length : close + 1);
      return;
    }
    const at = this.#open.lastIndexOf(name);
    if (at >= 0) this.#open.length = at;
  }

  result(): Flattened {
    const html = this.#kept.join('') + this.#html.slice(this.#from, Math.max(this.#from, this.#end));
    return { html, flattened: this.#flattened, cut: this.#end < this.#html.length };
  }

  #count(at: number): void {
    if (++this.#tags !== HTML_TAGS + 1) return;
    this.#end = at;
    this.onenough();
  }

  #leaveOut(at: number, end: number): void {
    if (at >= this.#end) return;
    this.#kept.push(this.#html.slice(this.#from, at));
    this.#from = end;
    this.#flattened = true;
  }
}

function endBefore(open: string[], name: string): void {
  const ends = ENDS[name] ?? [];
  while (open.length > 0) {
    const last = open.at(-1) ?? '';
    if (!ends.includes(last) && !(last === 'p' && ENDS_PARAGRAPH.has(name))) return;
    open.pop();
  }
}

/** As much of CSS as tells what a mail hides: its blocks, their rules, and the declarations that bear on it. */

import { colour } from './colour.ts';
import { isHarmless } from './harmless.ts';
import { isValue } from './value.ts';

/** Value by property, both in lower case; what is `!important` has a mark behind its property. */
export type Declarations = ReadonlyMap<string, string>;

/** Characters of a block of style that are read, and blocks. */
const LONGEST_STYLE = 200_000;
const MOST_BLOCKS = 50;

/** `elsewhere`: further styles are loaded from somewhere else, or too many, and nobody knows what they say. */
export type StyleBlocks = { readonly blocks: readonly string[]; readonly elsewhere: boolean };

const LOADED = /<link\b[^>]*\brel\s*=\s*["']?[^"'>]*stylesheet/i;

const MEDIA = /\bmedia\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;
const OTHER_LANGUAGE = /\btype\s*=\s*["']?(?!text\/css|["'\s>])[^\s"'>]/i;

/** What stands in `<style>`, outside comments: those are for one program. In one pass. */
export function styleBlocks(html: string): StyleBlocks {
  const blocks: string[] = [];
  let elsewhere = false;
  const mark = /<!--|-->|<(?:style|link)\b[^<>]{0,1000}>/gi;
  const close = /<\/style/gi;
  let isComment = false;
  for (let found = mark.exec(html); found && blocks.length < MOST_BLOCKS; found = mark.exec(html)) {
    if (found[0].length <= 4) isComment = found[0] === '<!--';
    if (found[0].length <= 4 || isComment) continue;
    if (/^<link/i.test(found[0])) {
      elsewhere ||= LOADED.test(found[0]);
      continue;
    }
    close.lastIndex = mark.lastIndex;
    const end = close.exec(html)?.index ?? html.length;
    const css = html.slice(mark.lastIndex, Math.min(end, mark.lastIndex + LONGEST_STYLE));
    const media = MEDIA.exec(found[0])?.slice(1).join('') ?? '';
    if (!OTHER_LANGUAGE.test(found[0])) blocks.push(media === '' ? css : `@media ${media}{${css}}`);
    mark.lastIndex = end;
  }
  const unread = blocks.length === MOST_BLOCKS || blocks.some((css) => css.length >= LONGEST_STYLE);
  return { blocks, elsewhere: elsewhere || unread || blocks.some((css) => /@import\b/i.test(css)) };
}

/** CSS Syntax §4.3.7: a character by its number, or any other as it is. */
const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi, (_, code, other) => {
        const point = Number.parseInt(code ?? '', 16);
        return other ?? (point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ');
      })
    : text;

/** In one pass, whatever a comment holds; one that is not closed goes on to the end. */
function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (let open = text.indexOf('/*'); open >= 0; open = text.indexOf('/*', at)) {
    kept += `${text.slice(at, open)} `;
    const close = text.indexOf('*/', open + 2);
    if (close < 0) return kept;
    at = close + 2;
  }
  return kept + text.slice(at);
}

const IMPORTANT = '!';
/** Characters of the style of one element or rule that are read; what is longer has a property nobody knows. */
const LONGEST_STYLE_OF_ONE = 10_000;
const UNREAD = 'unread';

/** The declarations that may bear on whether words are seen. */
export function declarations(text: string): Declarations {
  const found = new Map<string, string>();
  if (text.length > LONGEST_STYLE_OF_ONE) found.set(UNREAD, '');
  for (const part of unescaped(withoutComments(text.slice(0, LONGEST_STYLE_OF_ONE))).split(';')) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const property = part
      .slice(0, colon)
      .trim()
      .toLowerCase()
      .replace(/^(?:-(?:webkit|moz|ms|o|khtml)-|[_*])/, '');
    if (isHarmless(property)) continue;
    const written = part.slice(colon + 1).toLowerCase();
    const important = /!\s*important/.test(written);
    const value = written.replace(/!\s*important/, '').replace(/\bcalc\(\s*(-?[\d.]+[a-z%]*)\s*\)/g, '$1');
    for (const [name, each] of longhand(property, value.trim())) lay(found, important ? name + IMPORTANT : name, each);
  }
  return found;
}

/** The size in `font`: a number with a unit, or none at all; a weight has none. */
const FONT_SIZE = /(?:^|\s)(\+?[\d.]+(?:e[+-]?\d+)?(?:[a-z]+|%)|[+-]?0*\.?0+(?![\d.]))(?=\s*\/|\s)/;

/** What a property says that stands for several (CSS Cascade §3), as far as it bears on what is seen. */
function longhand(property: string, value: string): readonly (readonly [property: string, value: string])[] {
  if (property === 'font')
    return [['font-size', FONT_SIZE.exec(value)?.[1] ?? (isValue('font-size', value) ? value : 'medium')]];
  if (property !== 'background') return [[property, value]];
  const colourOf = colour(value) === null && value !== 'currentcolor' ? 'transparent' : value;
  return isValue('background-image', value)
    ? [
        ['background-color', colourOf],
        ['background-image', value],
      ]
    : [];
}

/** Declarations in their order as one: the last value counts that programs take (CSS Syntax §9). */
export function together(all: readonly Declarations[]): Declarations {
  const found = new Map<string, string>();
  for (const each of all) for (const [property, value] of each) lay(found, property, value);
  return found;
}

function lay(found: Map<string, string>, property: string, value: string): void {
  const name = property.endsWith(IMPORTANT) ? property.slice(0, -1) : property;
  if (!found.has(property) || isValue(name, value)) found.set(property, value);
}

/** What is important counts before all else (CSS Cascade §6.2). */
export function ranked(all: Declarations): Declarations {
  if (!all.keys().some((property) => property.endsWith(IMPORTANT))) return all;
  const found = new Map(all);
  for (const [property, value] of all)
    if (property.endsWith(IMPORTANT)) {
      found.delete(property);
      lay(found, property.slice(0, -1), value);
    }
  return found;
}

/** A rule as it is written. `certain`: it holds for every reader. */
export type WrittenRule = { readonly selectors: string; readonly declared: Declarations; readonly certain: boolean };

const EVERY_SCREEN = /^@media\s+(?:only\s+)?(?:all|screen)\s*$/i;
const CONDITION = /^@(?:media|supports|layer|container|scope|starting-style|document|-moz-document)\b/i;
/** What paper shows, and how a page looks at night, with both of its colours. */
const ELSEWHERE = /^@media\b(?!.*(?:,|\b(?:not|or)\b)).*(?:\bprint\b|prefers-color-scheme\s*:\s*dark)/is;

/** Characters of the selectors of a rule; of more, it speaks of any element. */
const LONGEST_SELECTORS = 2000;

/** A block that is not closed yet. */
type Open = {
  body: string;
  /** Of the rule it is, or stands in; null in none. */
  readonly selectors: string | null;
  /** Nothing in it is for a screen. */
  readonly elsewhere: boolean;
  /** What stands around it holds for every reader. */
  readonly certain: boolean;
  /** So does it, for what stands in it. */
  readonly certainWithin: boolean;
};

const ON_TOP = { selectors: null, elsewhere: false, certainWithin: true };

function opened(prelude: string, around: typeof ON_TOP | Open): Open {
  const isRule = !prelude.startsWith('@');
  return {
    body: '',
    selectors: isRule ? prelude : around.selectors,
    elsewhere: around.elsewhere || ELSEWHERE.test(prelude) || !(isRule || CONDITION.test(prelude)),
    certain: around.certainWithin,
    certainWithin: around.certainWithin && EVERY_SCREEN.test(prelude),
  };
}

/**
 * The rules of a block that bear on what is seen, in their order. Those within a condition, and nested ones, are not
 * certain. The end closes what is open (CSS Syntax §5.4).
 */
export function rulesOf(css: string): WrittenRule[] {
  const found: WrittenRule[] = [];
  const open: Open[] = [];
  const close = (text: string): void => {
    const block = open.pop();
    if (block === undefined || block.selectors === null || block.elsewhere) return;
    const { body, selectors, certain } = block;
    const declared = declarations(body + text);
    if (declared.size === 0) return;
    const isRead = selectors.length <= LONGEST_SELECTORS;
    found.push({ selectors: isRead ? selectors : '*', declared, certain: certain && isRead });
  };
  for (const piece of withoutComments(css.replace(/<!--|-->/g, ' ')).split(/(?<=[{}])/)) {
    const text = piece.replace(/[{}]$/, '');
    if (!piece.endsWith('{')) {
      close(text);
      continue;
    }
    const cut = text.lastIndexOf(';') + 1;
    const around = open.at(-1);
    if (around) around.body += text.slice(0, cut);
    open.push(opened(text.slice(cut).trim(), around ?? ON_TOP));
  }
  while (open.length > 0) close('');
  return found;
}
